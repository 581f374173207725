"""Tables over page ends: which piece continues which, repeated headers dropped, cut rows and cells glued."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from extract.across_pages.glue import glue, repeated_header
from extract.across_pages.page_ends import squeeze
from extract.page.lines import Line
from extract.page.pieces import PageContent, Piece
from extract.page.rulings import NEAR

_MARGIN = 4.0  # column edges may drift this far from page to page
_RAGGED = 36.0  # so far the outer edges of tables without column rules may differ together
_USED = 0.8  # of the height of a page is written on, at least, where a table under the same title goes on
_SLACK = 60.0  # a row that would have fitted above the page end with this much to spare begins another table
_CONTINUED = re.compile(r"^[（(]?续表?[一二三四五六七八九十\d—-]*[）)]?[:：]?|^\(?cont(?:inued|'d|\.)?\)?$", re.I)
_CONTINUED_BEHIND = re.compile(r"[（(]续表?[一二三四五六七八九十\d—-]*[）)]$|^table.*\(?cont(?:inued|'d|\.)?\)?$", re.I)
_OVERLEAF = re.compile(r"[（(]?(?:接|转|续|见)下页[）)]?|\(?(?:continued|cont'd|cont\.)(?:on(?:the)?nextpage|overleaf)\)?", re.I)


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
    titles: dict[int, set[str]] = {}  # what stands above the first piece of each table that goes on, by its latest piece
    for page, following in pairwise(pages):
        if following.page != page.page + 1:
            continue
        waiting = _at_bottom(page)
        for after in _at_top(following) if waiting else ():
            above = [line for line in following.lines if line.level < after.top]
            for before in waiting:
                title = titles.get(id(before)) or (
                    {squeeze(line.text) for line in page.lines if line.level < before.top} if above else set()
                )
                marked = leads_on(above, title)
                if marked is None:
                    continue
                header = repeated_header(before, after)
                low = foot.get((page.width, page.height), 0.0)
                if (marked or (header and not _fitted(before, after, max(low, _USED * page.height)))) and continues(
                    before, after, low, header=header
                ):
                    before.measure()
                    after.measure(head=header)
                    pairs.append(Pair(before, after, header))
                    titles[id(after)] = title
                    waiting.remove(before)
                    following.lines = [line for line in following.lines if not any(line is other for other in above)]
                    break
    return pairs


def leads_on(above: list[Line], title: set[str]) -> bool | None:
    """Whether the lines above a table say that it goes on (or there are none); None when they say anything new."""
    marked = not above
    for line in above:
        text = squeeze(line.text)
        rest = _CONTINUED.sub("", text)
        marked |= rest != text
        if rest and rest not in title and not (_CONTINUED_BEHIND.search(text)):
            return None
    return marked


def continues(before: Piece, after: Piece, foot: float, *, header: int) -> bool:
    """Whether the columns agree, and the first row below the break had no room above it."""
    a, b = before.xs, after.xs
    if before.strips is not None and after.strips is not None:
        return (
            _same_strips(before.strips, after.strips)
            and abs(a[0] - b[0]) + abs(a[-1] - b[-1]) < _RAGGED
            and (header > 0 or after.goes_on or not _fitted(before, after, foot))
        )
    if abs(a[0] - b[0]) > _MARGIN or abs(a[-1] - b[-1]) > _MARGIN:
        return False
    if _fitted(before, after, foot) and not (header and len(a) == len(b)):
        return False
    if _within(b, a) or _within(a, b):
        return True
    above, below = _edges(before, last=True), _edges(after, last=False)
    return len(above) > 3 and len(above) == len(below) and _within(above, below)


def _fitted(before: Piece, after: Piece, foot: float) -> bool:
    """Whether the first row of `after` would have had room below `before`."""
    return foot - before.bottom > after.ys[1] - after.ys[0] + _SLACK


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
    """Tables with no other above them."""
    return [table for table in page.tables if not any(other.bottom <= table.top + NEAR for other in page.tables)]


def _at_bottom(page: PageContent) -> list[Piece]:
    """Tables with nothing below them, or only that they go on overleaf."""
    lines = [line for line in page.lines if not _OVERLEAF.fullmatch(squeeze(line.text))] if page.tables else []
    return [
        table
        for table in page.tables
        if not any(line.level > table.bottom for line in lines) and not any(other.top >= table.bottom - NEAR for other in page.tables)
    ]


def _foot(pages: list[PageContent]) -> dict[tuple[float, float], float]:
    """Lowest place that is written on, by page size."""
    foot: dict[tuple[float, float], float] = {}
    for page in pages:
        lowest = max([table.bottom for table in page.tables] + [line.bottom for line in page.lines], default=0.0)
        size = (page.width, page.height)
        foot[size] = max(foot.get(size, 0.0), lowest)
    return foot
