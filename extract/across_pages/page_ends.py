"""What a page end did to a table: whether it cut a row, whether it cut a merged cell. Decided by the texts and the table's own habits."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache

from extract.page.pieces import Piece, Region

NUMBER = re.compile(r"[≥≤＞＜><=≧≦±约]?[-+－]?\d[\d,.，]*[%％‰]?[\u4e00-\u9fff/]{0,3}|[-—/／]+|无")
_NUMBER_BEGINS = frozenset("≥≤＞＜><=≧≦±约-+－—/／无")
_ITEM = re.compile(r"[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)、.．:：]|[①-⑳]|目标\s?\d")
_BRACKETED = re.compile(r"[（(][^（()）]{1,8}[）)]")
_RUN_ON = "）)、，。；：”》"
_SENTENCE_END = "。；;！!：:.．"
_BRACKETS = re.compile(r"(?:[（(][^（()）]*[）)])+$")
_DIGITS = re.compile(r"\d+")
_SELDOM = 0.2
RECENT = 1_500
"""So many of a table's last cells tell its habits: a table over hundreds of pages is looked through once, not at every page end."""
_SAME = 4.0  # column rules may drift this far from page to page
_FITS = 0.5  # a word that needs no more than what is free, less this, would have stood on the line above (points)

_SET_OFF = 0.3  # in heights of a character

Words = Counter[str]
"""How often each text is the whole text of a cell that no page end can have cut."""
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Habits:
    """How the columns of a table are filled away from the page end."""

    labels: dict[Place, bool]
    """Places that hold merged cells and no blank one, and whether most of their rows lie in merged cells."""
    filled: dict[Place, float]
    """How likely a cell of each place has text."""
    figures: set[Place]
    """Places most of whose texts are figures."""


@dataclass(slots=True)
class _Tally:
    """What is counted of the cells of one place."""

    merged: int = 0
    """Rows of merged cells."""
    single: int = 0
    inner: int = 0
    """Cells away from the page end; of these:"""
    blank: int = 0
    number: int = 0


def habits_of(before: Piece, cells: list[Region]) -> Habits:
    """The habits of a table from its cells above and below a page end."""
    tallies: defaultdict[Place, _Tally] = defaultdict(_Tally)
    foot = max(cell.end for cell in cells)
    for part, low, high in ((before.cells[-RECENT:], 0, before.rows), (cells, 1, foot)):
        for cell in part:
            tally, row, rows = tallies[cell.col, cell.col_span], cell.row, cell.row_span
            if rows > 1:
                tally.merged += rows
            else:
                tally.single += 1
            if row >= low and row + rows < high:
                tally.inner += 1
                if not cell.text:
                    tally.blank += 1
                elif _is_number(cell.text):
                    tally.number += 1
    labels = {place: tally.merged > tally.single for place, tally in tallies.items() if tally.merged and not tally.blank}
    filled = {place: 1 - (tally.blank + 0.5) / (tally.inner + 1) for place, tally in tallies.items() if tally.inner}
    figures = {place for place, tally in tallies.items() if 2 * tally.number > tally.inner - tally.blank}
    return Habits(labels, filled, figures)


def _is_number(text: str) -> bool:
    first = text[0]  # tells nearly always
    return (first in _NUMBER_BEGINS or first.isdigit() or first.isspace()) and NUMBER.fullmatch(squeeze(text)) is not None


def is_cut(above: dict[Place, Region], top: list[Region], words: Words, habits: Habits, *, blank_rows: int) -> bool:
    """Whether the last row above the page end and the first row below it are one row.

    A row that is cut has cells whose text runs on: its last line above is full, and what follows is no whole text of its own;
    and cells that are blank on one side only, in columns that are seldom blank. A number above another number, a text known
    whole from other cells, or one that ends where the next word had room and no sentence ends, shows two rows.
    """
    single = [cell for cell in top if cell.row_span == 1]
    if not single or any(cell.place not in above for cell in single):
        return False
    pairs = [(up, down) for down in single if (up := above[down.place]).row_span == 1 or len(single) == len(top)]
    runs = ends = over = under = 0
    chance = 1.0  # that so many cells are blank on one side without being cut
    for up, down in pairs:
        if up.nested and down.nested and same_edges(up.nested[-1], down.nested[0]):
            runs += 2
        elif up.text and down.text:
            verdict = runs_on(up, down, words)
            if verdict is None or (not verdict and _breaks_off(up, down)):
                return False
            runs, ends = runs + verdict, ends + (not verdict)
        elif up.text or down.text:
            over, under = over + bool(up.text), under + bool(down.text)
            chance *= 1 - habits.filled.get(down.place, 0.5)
    gaps = chance < _SELDOM
    if runs or ends:
        high, low = (max(cell.text.count("\n") for cell in side) for side in zip(*pairs, strict=True))
        lone = sum(not up.text and NUMBER.fullmatch(squeeze(down.text)) is not None for up, down in pairs) == 1
        if under and (high >= low or lone):
            return False  # most of a row stands above and yet a cell, or a single figure, begins below: it belongs to another row
        short = not (gaps or high or low)
        return runs + 2 * gaps > ends and not (short and (ends or runs < 2))
    return len(pairs) > 1 and bool(gaps or (over and under) or ((over or under) and not blank_rows))


def same_edges(some: Piece, other: Piece) -> bool:
    """Whether two pieces have the same column rules."""
    return len(some.xs) == len(other.xs) and all(abs(a - b) < _SAME for a, b in zip(some.xs, other.xs, strict=True))


def is_same_cell(up: Region, down: Region, words: Words, habits: Habits) -> bool:
    """Whether two cells over the page end are one merged cell, the row itself not being cut."""
    u, d = squeeze(up.text), squeeze(down.text)
    if up.row_span + down.row_span < 3:
        if down.place in habits.labels and bool(u or d):
            return not u or not d or (habits.labels[down.place] and runs_on(up, down, words) is True)
        if down.place in habits.figures or NUMBER.fullmatch(u):
            return False
        return bool(u) and not d and 1 - habits.filled.get(down.place, 0.5) < _SELDOM
    if not u or not d:
        return bool(u or d) or (up.row_span > 1 and down.row_span > 1) or down.place in habits.labels
    if words[u + d] and not (words[u] and words[d]):
        return True
    open_bracket = u.count("（") + u.count("(") > u.count("）") + u.count(")")
    return open_bracket or d[0] in _RUN_ON or bool(_BRACKETED.fullmatch(d)) or runs_on(up, down, words) is True


def runs_on(up: Region, down: Region, words: Words) -> bool | None:
    """Whether the text of a cell goes on below the page end; None when two rows are certain."""
    u, d = squeeze(up.text), squeeze(down.text)
    if words[u + d] and not (words[u] and words[d]):
        return True
    if NUMBER.fullmatch(u) and NUMBER.fullmatch(d):
        return None
    if len(u) < 20 and len(d) < 40 and _kind(u) == _kind(d) != "":
        return None  # 产出指标（50分） above 效益指标（30分）: names of one kind
    if (len(u) > 1 and words[u]) or (len(d) > 1 and words[d]) or up.room.below > 2.6:
        return None
    if (_ITEM.match(d) and _ITEM.match(u)) or d[0] in _RUN_ON or (_BRACKETED.fullmatch(d) and not _BRACKETED.fullmatch(u)):
        return True
    if NUMBER.fullmatch(d) and not (u[-1].isdigit() or u[-1] in "≥≤＞＜=:：.,"):
        return False  # a figure below words begins a cell of its own more often than it ends one
    return up.room.free < _needed(up, u, d, down)


def _needed(up: Region, u: str, d: str, down: Region) -> float:
    """Width that the first word below would have needed above: Latin words and figures are set off from ideographs."""
    apart = u[-1].isascii() != d[0].isascii() and (u[-1].isalnum() and d[0].isalnum())
    return down.room.lead - _FITS + (_SET_OFF * up.room.size if apart else 0.0)


def _breaks_off(up: Region, down: Region) -> bool:
    """Whether text ends before the end of its line and not with a sentence: then no paragraph of the same cell follows.

    Of several lines the last must end well before.
    """
    spare = up.room.size if "\n" in up.text else -_FITS
    return up.room.free > down.room.lead + spare and squeeze(up.text)[-1] not in _SENTENCE_END


def _kind(text: str) -> str:
    """The last two characters of a name, brackets behind it left out."""
    name = _DIGITS.sub("0", _BRACKETS.sub("", text))
    return name[-2:] if len(name) > 2 else ""


@lru_cache(4096)
def squeeze(text: str) -> str:
    """Text without any blanks, for comparing."""
    return "".join(text.split())
