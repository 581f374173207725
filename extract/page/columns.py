"""Reading order of a page: from top to bottom, and in pages set in two columns the left one before the right one."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from extract.page.lines import Line
from extract.page.pieces import PageContent, Piece

Item = Line | Piece

_MANY = 5
"""So many lines on either side, and beside each other, make columns."""


def reading_order(content: PageContent) -> list[Item]:
    """Lines and tables of a page in reading order; `Line.column` says which column a line stands in (0: the whole width)."""
    _part_columns(content)
    items: list[Item] = sorted([*content.lines, *content.tables], key=lambda item: item.top)
    gutter = find_gutter(content)
    if gutter is None:
        return items
    ordered: list[Item] = []
    left: list[Item] = []
    right: list[Item] = []
    for item in items:
        x0, x1 = _extent(item)
        column = 1 if x1 <= gutter else 2 if x0 >= gutter else 0
        if isinstance(item, Line):
            item.column = column
        if column:
            (left if column == 1 else right).append(item)
        else:  # across both columns: what stands above is read first
            ordered += [*left, *right, item]
            left, right = [], []
    return [*ordered, *left, *right]


def find_gutter(content: PageContent) -> float | None:
    """Where the blank strip between two columns of text runs, or None."""
    lines = sorted(content.lines, key=lambda line: line.top)
    beside = [
        (min(a.x1, b.x1), max(a.x0, b.x0))
        for a, b in pairwise(lines)
        if min(a.bottom, b.bottom) - max(a.top, b.top) > 0.5 * a.size and min(a.x1, b.x1) < max(a.x0, b.x0)
    ]
    if len(beside) < _MANY:
        return None
    begin, end = sorted(x for x, _ in beside), sorted(x for _, x in beside)
    low, high = begin[int(0.9 * (len(begin) - 1))], end[int(0.1 * (len(end) - 1))]
    gutter = (low + high) / 2
    if low >= high or not 0.3 * content.width < gutter < 0.7 * content.width:
        return None
    left, right = sum(line.x1 <= gutter for line in lines), sum(line.x0 >= gutter for line in lines)
    across = len(lines) - left - right
    return gutter if min(left, right) >= _MANY and across < 0.5 * len(lines) else None


def _part_columns(content: PageContent) -> None:
    """Cut lines that run through both columns because the file writes them row by row."""
    through = [line for line in content.lines if len(line.parts) == 2 and line.x1 - line.x0 > 0.5 * content.width]
    if len(through) < 2 * _MANY or len(through) < 0.6 * len(content.lines):
        return
    low, high = max(line.parts[0].x1 for line in through), min(line.parts[1].x0 for line in through)
    if low >= high or not 0.3 * content.width < (low + high) / 2 < 0.7 * content.width:
        return
    cut = {id(line) for line in through}
    content.lines = [
        piece
        for line in content.lines
        for piece in (
            [replace(line, text=part.text, x0=part.x0, x1=part.x1, start=part.x0, parts=[]) for part in line.parts]
            if id(line) in cut
            else [line]
        )
    ]


def _extent(item: Item) -> tuple[float, float]:
    return (item.x0, item.x1) if isinstance(item, Line) else (item.xs[0], item.xs[-1])
