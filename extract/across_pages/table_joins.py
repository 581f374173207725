"""Tables over page ends: which piece continues which, repeated headers dropped, cut rows and cells glued."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from extract.across_pages.glue import glue, repeated_header
from extract.across_pages.page_ends import squeeze
from extract.page.pieces import PageContent, Piece
from extract.page.rulings import NEAR

_MARGIN = 4.0  # column edges may drift this far from page to page
_RAGGED = 36.0  # so far the outer edges of tables without column rules may differ together
_SLACK = 60.0  # a row that would have fitted above the page end with this much to spare begins another table
_CONTINUED = re.compile(
    r"^[（(]?\s*续\s*表?\s*[一二三四五六七八九十\d—-]*\s*[）)]?$|[（(]\s*续\s*表?\s*[）)]$|^(?:table\b.*)?\(?cont(?:inued|'d|\.)?\)?$", re.I
)


def join_pages(pages: list[PageContent]) -> None:
    """Join tables over page ends in place: a continued table keeps its first place and is taken from the later pages."""
    pairs = _pairs(pages)
    if pairs:
        _join(pages, pairs)
    for page in pages:
        page.tables = [table for table in page.tables if table.filled]


def _join(pages: list[PageContent], pairs: list[Pair]) -> None:
    heads = {id(pair.after): pair.header for pair in pairs}
    tails = {id(pair.before) for pair in pairs}
    words: Counter[str] = Counter()
    for table in (table for page in pages for table in page.tables):
        head, rows = heads.get(id(table), -1), table.rows if id(table) in tails else table.rows + 1
        words.update([squeeze(cell.text) for cell in table.cells if cell.row > head and cell.row + cell.row_span < rows])
    whole: dict[int, Piece] = {}
    for pair in pairs:
        first = whole.get(id(pair.before), pair.before)
        glue(first, pair.after, words, header=pair.header)
        whole[id(pair.after)] = first
    for page in pages:
        page.tables = [table for table in page.tables if id(table) not in whole]


@dataclass(frozen=True, slots=True)
class Pair:
    """A piece at the foot of a page and the piece on the next page that continues it."""

    before: Piece
    after: Piece
    header: int
    """Rows at the top of `after` that repeat rows of the table."""


def _pairs(pages: list[PageContent]) -> list[Pair]:
    foot = _foot(pages)
    pairs = []
    for page, following in pairwise(pages):
        if following.page != page.page + 1:
            continue
        waiting = _at_bottom(page)
        for after in _at_top(following) if waiting else ():
            for before in waiting:
                header = repeated_header(before, after)
                if continues(before, after, foot.get((page.width, page.height), 0.0), header=header):
                    before.measure()
                    after.measure(head=header)
                    pairs.append(Pair(before, after, header))
                    waiting.remove(before)
                    _drop_continued(following, after)
                    break
    return pairs


def continues(before: Piece, after: Piece, foot: float, *, header: int) -> bool:
    """Whether the columns agree, and the first row below the break had no room above it."""
    a, b = before.xs, after.xs
    if before.strips is not None and after.strips is not None:
        return _same_strips(before.strips, after.strips) and abs(a[0] - b[0]) + abs(a[-1] - b[-1]) < _RAGGED and (
            header > 0 or foot - before.bottom <= after.ys[1] - after.ys[0] + _SLACK
        )
    if abs(a[0] - b[0]) > _MARGIN or abs(a[-1] - b[-1]) > _MARGIN:
        return False
    fitted = foot - before.bottom > after.ys[1] - after.ys[0] + _SLACK
    if fitted and not (header and len(a) == len(b)):
        return False
    if _within(b, a) or _within(a, b):
        return True
    above, below = _edges(before, last=True), _edges(after, last=False)
    return len(above) > 3 and len(above) == len(below) and _within(above, below)


def _same_strips(some: list[tuple[float, float]], others: list[tuple[float, float]]) -> bool:
    """Whether the words of both stand in the same columns."""
    if len(some) != len(others):
        return False
    return all(min(a[1], b[1]) > max(a[0], b[0]) for a, b in zip(some, others, strict=True))


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
