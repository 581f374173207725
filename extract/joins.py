"""Tables over page ends: which piece continues which, repeated headers dropped, cut rows and cells glued."""

from __future__ import annotations

import re
from collections import Counter

from extract.glue import glue
from extract.pieces import PageContent, Piece
from extract.rulings import NEAR

_MARGIN = 4.0  # column edges may drift this far from page to page
_CONTINUED = re.compile(
    r"^[（(]?\s*续\s*表?\s*[一二三四五六七八九十\d—-]*\s*[）)]?$|[（(]\s*续\s*表?\s*[）)]$|^(?:table\b.*)?\(?cont(?:inued|'d|\.)?\)?$", re.I
)


def join_pages(pages: list[PageContent]) -> None:
    """Join tables over page ends in place: a continued table keeps its first place and is taken from the later pages."""
    words = Counter(squeeze(cell.text) for page in pages for table in page.tables for cell in table.cells)
    foot = _foot(pages)
    waiting: list[Piece] = []
    for page in pages:
        kept = []
        carried: list[Piece] = []
        heads = {id(table) for table in _at_top(page)}
        tails = {id(table) for table in _at_bottom(page)}
        for table in page.tables:
            whole = table
            if id(table) in heads:
                for before in waiting:
                    if before.last_page == page.page - 1 and continues(before, table, foot.get((page.width, page.height), 0.0)):
                        glue(before, table, words)
                        whole = before
                        waiting.remove(before)
                        _drop_continued(page, table)
                        break
            if whole is table:
                kept.append(table)
            if id(table) in tails:
                carried.append(whole)
        page.tables = [table for table in kept if table.filled or any(table is other for other in carried)]
        waiting = carried
    for page in pages:
        page.tables = [table for table in page.tables if table.filled]


def squeeze(text: str) -> str:
    """Text without any blanks, for comparing."""
    return "".join(text.split())


def continues(before: Piece, after: Piece, foot: float) -> bool:
    """Whether the columns agree, and the first row below the break had no room above it."""
    a, b = before.xs, after.xs
    if abs(a[0] - b[0]) > _MARGIN or abs(a[-1] - b[-1]) > _MARGIN:
        return False
    if foot - before.bottom > after.ys[1] - after.ys[0] + 60:
        return False
    if _within(b, a) or _within(a, b):
        return True
    above, below = _edges(before, last=True), _edges(after, last=False)
    return len(above) > 3 and len(above) == len(below) and _within(above, below)


def _within(some: list[float], others: list[float]) -> bool:
    return all(any(abs(x - y) < _MARGIN for y in others) for x in some)


def _edges(piece: Piece, *, last: bool) -> list[float]:
    touching = [cell for cell in piece.cells if (cell.end == piece.rows if last else cell.row == 0)]
    return sorted({piece.xs[cell.col] for cell in touching} | {piece.xs[cell.col + cell.col_span] for cell in touching})


def _at_top(page: PageContent) -> list[Piece]:
    lines = [line for line in page.lines if not _CONTINUED.search(line.text.strip())]
    return [
        table
        for table in page.tables
        if not any(line.level < table.top for line in lines) and not any(other.bottom <= table.top + NEAR for other in page.tables)
    ]


def _at_bottom(page: PageContent) -> list[Piece]:
    return [
        table
        for table in page.tables
        if not any(line.level > table.bottom for line in page.lines) and not any(other.top >= table.bottom - NEAR for other in page.tables)
    ]


def _drop_continued(page: PageContent, table: Piece) -> None:
    page.lines = [line for line in page.lines if line.level > table.top or not _CONTINUED.search(line.text.strip())]


def _foot(pages: list[PageContent]) -> dict[tuple[float, float], float]:
    """Lowest place that is written on, by page size."""
    foot: dict[tuple[float, float], float] = {}
    for page in pages:
        lowest = max([table.bottom for table in page.tables] + [line.bottom for line in page.lines], default=0.0)
        size = (page.width, page.height)
        foot[size] = max(foot.get(size, 0.0), lowest)
    return foot
