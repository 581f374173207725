"""Tables without rules: lines whose words stand in the same columns, taken for a table only where the evidence is plain.

pdfplumber's text strategy is no fallback here. Told where a table stands it reads tables of figures exactly, as this does; of tables
of words on one line it reads .60 of the cells, of words on several lines .12, none of these tables exactly. Left to find tables itself it
makes one of every page of prose, contents, letters and indexes that was tried. What is not plain stays text, with a problem.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from extract.page.bands import gathered
from extract.page.between_rules import find_between_rules
from extract.page.contents import is_contents
from extract.page.continued import find_continued
from extract.page.lines import Line, Part
from extract.page.pieces import Piece, Region
from extract.page.rulings import whole_rules
from extract.page.sheet import Rule, Sheet

_FIGURE = re.compile(r"[≥≤<>＜＞±+\-−－(（]?[¥$€]?\d[\d,，.]*[)）]?\s?(?:%|％|[\u4e00-\u9fffA-Za-z]{1,3})?|[-—–/／]+")
_MIN_ROWS, _MIN_COLS = 3, 3
_AMOUNT = re.compile(r"\d[,，.]\d|[%％)）]$|^[¥$€£(（+-]")
_PAIRS, _BOTH = 4, 0.8  # so many labels have an amount each, and this share of all lines
_FILLED, _FILLED_UNDER_HEADS, _FIGURES, _ALIGNED = 0.6, 0.45, 0.35, 0.7
_NEAR = 2.2  # rows of several parts may stand so far apart, in sizes of their font
_LONG_WORDS = 16  # parts longer than this on average are prose set in columns


@dataclass(frozen=True, slots=True)
class Found:
    """What of a page's lines is a table."""

    tables: list[Piece]
    lines: list[Line]
    """The lines that are left."""
    doubtful: int
    """Runs of lines that might be a table and were left as text."""


def find_borderless(sheet: Sheet, lines: list[Line], free: Callable[[Rule], bool], before: Piece | None = None) -> Found:
    """Tables among lines outside ruled tables; `free` says whether a horizontal rule belongs to none of these.

    `before` is the table without column rules that may go on from the page before.
    """
    if before is None and sum(len(line.parts) > 1 for line in lines) < _MIN_ROWS - 1:
        return Found([], lines, 0)
    rules = [rule for rule in whole_rules(sheet.rules.horizontal) if free(rule)]
    tables: list[Piece] = []
    if before is not None:
        continued, used = find_continued(sheet, lines, rules, before)
        if continued is not None:
            tables.append(continued)
            lines = [line for line in lines if id(line) not in used]
            rules = [rule for rule in rules if rule[0] > continued.bottom]
    if rules:
        found, used = find_between_rules(sheet, lines, rules)
        tables += found
        lines = [line for line in lines if id(line) not in used] if used else lines
    used = set()
    doubtful = 0
    for run in _runs(sorted(lines, key=lambda line: line.top)):
        columns = _columns(run)
        enclosed = _enclosed(sheet, run)
        if len(columns) < (2 if enclosed or _paired(run, columns) else _MIN_COLS):
            continue
        if enclosed or _plain(run, columns):
            table = _table(sheet, run, columns)
            if not is_contents(table):
                tables.append(table)
                used |= {id(line) for line in run}
        else:
            doubtful += 1
    return Found(tables, [line for line in lines if id(line) not in used] if used else lines, doubtful)


def _runs(lines: list[Line]) -> list[list[Line]]:
    """Stretches of near lines of one size, most of them in several parts, beginning and ending with such a line."""
    runs: list[list[Line]] = []
    run: list[Line] = []
    for line in lines:
        reach = _NEAR if run and line.parts and run[-1].parts else 1.6
        near = run and line.top - run[-1].bottom < reach * line.size and abs(line.size - run[-1].size) < 0.25 * line.size
        if run and (not near or (len(line.parts) < 2 and len(run[-1].parts) < 2)):
            runs.append(run)
            run = []
        if run or len(line.parts) > 1:
            run.append(line)
    runs.append(run)
    trimmed = [run[: max((i + 1 for i, line in enumerate(run) if len(line.parts) > 1), default=0)] for run in runs]
    return [run for run in trimmed if sum(len(line.parts) > 1 for line in run) >= _MIN_ROWS]


def _columns(run: list[Line]) -> list[tuple[float, float]]:
    """The strips the parts of most lines stand in; empty when they do not stand in common strips."""
    usual = Counter(len(line.parts) for line in run if len(line.parts) > 1).most_common(1)[0][0]
    spans = sorted((part.x0, part.x1) for line in run if len(line.parts) >= usual for part in line.parts)
    strips: list[tuple[float, float]] = []
    for x0, x1 in spans:
        if strips and x0 < strips[-1][1] + 0.3 * run[0].size:
            strips[-1] = (strips[-1][0], max(strips[-1][1], x1))
        else:
            strips.append((x0, x1))
    return strips if len(strips) >= usual else []


def _plain(run: list[Line], columns: list[tuple[float, float]]) -> bool:
    """Filled, in line, and made of figures or short words."""
    rows = [line for line in run if len(line.parts) > 1]
    parts = [part for line in rows for part in line.parts]
    least = _FILLED if len(rows[0].parts) < len(columns) else _FILLED_UNDER_HEADS
    if len(rows) < _MIN_ROWS or len(parts) < least * len(rows) * len(columns):
        return False
    figures = sum(bool(_FIGURE.fullmatch(part.text.strip())) for part in parts) / len(parts)
    words = [part.text for part in parts if not _FIGURE.fullmatch(part.text.strip())]
    if words and sum(map(len, words)) / len(words) > _LONG_WORDS * (1.0 if any(char > "\u2e80" for char in "".join(words)) else 2.0):
        return False
    return figures >= _FIGURES and _aligned(rows, columns) >= _ALIGNED


def _paired(run: list[Line], columns: list[tuple[float, float]]) -> bool:
    """Whether lines are labels with an amount each; page numbers are no amounts."""
    rows = run[1:] if len(run) > _PAIRS else run  # the first may be a header
    amounts = [line.parts[1].text.strip() for line in rows if len(line.parts) == 2]
    if len(columns) != 2 or len(amounts) < max(_PAIRS, _BOTH * len(rows)):
        return False
    return all(_FIGURE.fullmatch(text) for text in amounts) and 2 * sum(bool(_AMOUNT.search(text)) for text in amounts) > len(amounts)


def _aligned(rows: list[Line], columns: list[tuple[float, float]]) -> float:
    """Share of the columns whose parts begin, end or have their middle at one place."""
    straight = 0
    for left, right in columns:
        inside = [part for line in rows for part in line.parts if left - 1 <= part.x0 and part.x1 <= right + 1]
        edges = ([p.x0 for p in inside], [p.x1 for p in inside], [(p.x0 + p.x1) / 2 for p in inside])
        straight += any(gathered(edge, 0.5 * rows[0].size) for edge in edges)
    return straight / len(columns)


def _enclosed(sheet: Sheet, run: list[Line]) -> bool:
    """Between two long horizontal rules, as printed books set tables."""
    x0, x1 = min(line.x0 for line in run), max(line.x1 for line in run)
    top, bottom, reach = run[0].top, run[-1].bottom, 1.5 * run[0].size
    long = [y for y, a, b in sheet.rules.horizontal if b - a > 0.8 * (x1 - x0) and a < x0 + 20 and b > x1 - 20]
    return any(top - reach < y < top + reach for y in long) and any(bottom - reach < y < bottom + reach for y in long)


def _table(sheet: Sheet, run: list[Line], columns: list[tuple[float, float]]) -> Piece:
    edges = [columns[0][0], *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), columns[-1][1]]
    rows = _rows(run, edges)
    ys = [rows[0][0].top, *((above[-1].bottom + below[0].top) / 2 for above, below in pairwise(rows)), rows[-1][-1].bottom]
    cells = []
    for r, lines in enumerate(rows):
        spans: dict[int, tuple[int, list[Part]]] = {}
        for line in lines:
            for part in line.parts or [Part(line.x0, line.x1, line.text)]:
                first, last = _column(edges, part.x0), _column(edges, part.x1)
                begin = next((c for c, (end, _) in spans.items() if c <= first < end), first)
                end, parts = spans.get(begin, (begin + 1, []))
                spans[begin] = (max(end, last + 1), [*parts, part])
        under = [rule for rule in sheet.rules.horizontal if lines[-1].level < rule[0] < (rows[r + 1][0].level if r + 1 < len(rows) else 0)]
        cells += _row_cells(sheet, r, _spanned(spans, under, columns), edges, ys)
    return Piece(sheet.page, sheet.page, ys[0], edges, ys, len(rows), cells, run[0].order, strips=columns)


def _spanned(
    spans: dict[int, tuple[int, list[Part]]], rules: list[Rule], columns: list[tuple[float, float]]
) -> dict[int, tuple[int, list[Part]]]:
    """The cells of a header row, those widened that a rule underlines over several but not all columns."""
    for _, x0, x1 in rules:
        under = [c for c, (left, right) in enumerate(columns) if x0 < (left + right) / 2 < x1]
        inside = [c for c in spans if c in under]
        if 1 < len(under) < len(columns) and len(inside) == 1:
            end, parts = spans.pop(inside[0])
            spans[under[0]] = (max(end, under[-1] + 1), parts)
    return spans


def _rows(run: list[Line], edges: list[float]) -> list[list[Line]]:
    """Lines by row: one that leaves the first column empty and follows closely goes on with the row above."""
    steps = sorted(b.level - a.level for a, b in pairwise(run))
    usual = steps[len(steps) // 2]
    rows: list[list[Line]] = []
    for line in run:
        few = 2 * max(1, len(line.parts)) <= len(edges) - 1 and line.x0 >= edges[1]
        if (rows and line.level - rows[-1][-1].level < 0.3 * line.size) or (rows and few and line.level - rows[-1][-1].level < 0.9 * usual):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _row_cells(sheet: Sheet, row: int, spans: dict[int, tuple[int, list[Part]]], edges: list[float], ys: list[float]) -> list[Region]:
    cells = []
    col = 0
    while col < len(edges) - 1:
        end, parts = spans.get(col, (col + 1, []))
        end = min(max(end, col + 1), len(edges) - 1)
        text = "\n".join(part.text for part in parts)
        cells.append(Region(row, col, 1, end - col, text, [sheet.box(edges[col], ys[row], edges[end], ys[row + 1])]))
        col = end
    return cells


def _column(edges: list[float], x: float) -> int:
    return min(max(bisect_right(edges, x) - 1, 0), len(edges) - 2)
