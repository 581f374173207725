"""Rows told by where words stand: pieces of text side by side make a band, and bands that belong together make a row."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from math import inf

FIGURE = re.compile(
    r"[≥≤<>＜＞±+\-−－–(（]?\s?[¥$€£]?\s?\d[\d,，.\s]*[)）]?\s?(?:%|％|[\u4e00-\u9fffA-Za-z]{1,3})?[)）*†]?|[-—–−/／]+|\.{1,3}|…|(?i:n/?a)"
)
_REACH = 0.36  # so much of its height around its middle a piece of text takes up
_APART = 0.8  # a gap below this share of another is the smaller one
_NEAR = 4.0  # a column stands near when no more than so many first words fit before it
_JUMP = 1.4  # gaps between rows exceed those between lines by this factor, where they differ
_LETTER = re.compile(r"[a-z]")


@dataclass(frozen=True, slots=True)
class Bit:
    """Words of one line in one column."""

    col: int
    x0: float
    top: float
    x1: float
    bottom: float
    text: str
    lead: float
    """Width of the first word."""

    @property
    def level(self) -> float:
        """Middle of the line."""
        return (self.top + self.bottom) / 2

    @property
    def figure(self) -> bool:
        """Whether it is a figure, or a mark that stands for one."""
        return bool(FIGURE.fullmatch(self.text.strip()))


Band = list[Bit]
Ends = dict[int, tuple[list[float], float]]
"""By column: where its lines end, and where the next column begins."""


def bands_of(bits: list[Bit]) -> list[Band]:
    """The pieces that overlap in height, from top to bottom."""
    found: list[Band] = []
    low = 0.0
    for bit in sorted(bits, key=lambda bit: bit.level):
        reach = _REACH * (bit.bottom - bit.top)
        if found and bit.level - reach < low:
            found[-1].append(bit)
            low = max(low, bit.level + reach)
        else:
            found.append([bit])
            low = bit.level + reach
    return found


def rows_of(bands: list[Band]) -> list[list[Band]]:
    """Bands by row: what a label or a text needs a second line for belongs to the row it stands nearer to."""
    if not bands:
        return []
    gaps = [_begin(below) - _end(above) for above, below in pairwise(bands)]
    columns = [{bit.col for bit in band} for band in bands]
    most = max(map(len, columns))
    whole = [len(cols) >= max(2, 0.5 * most) for cols in columns]
    figures = [{bit.col for bit in band if bit.figure} for band in bands]
    between = sorted(gap for gap, a, b in zip(gaps, whole, whole[1:], strict=False) if a and b)
    usual = between[len(between) // 2] if between else None
    limit = _line_gap(gaps)
    right = _right_ends(bands)
    rows: list[list[Band]] = [[bands[0]]]
    drawn_down = False  # the band above goes on below
    for i in range(1, len(bands)):
        gap, after = gaps[i - 1], gaps[i] if i < len(gaps) else None
        if drawn_down or (
            not figures[i] & figures[i - 1] and _goes_on(bands[i - 1], bands[i], gap, limit, right, both=whole[i] and whole[i - 1])
        ):
            rows[-1].append(bands[i])
            drawn_down = False
            continue
        near = usual is None or gap < _APART * usual
        if not whole[i] and near and not figures[i] and (after is None or gap <= _APART * after):
            rows[-1].append(bands[i])
            continue
        rows.append([bands[i]])
        drawn_down = (
            not whole[i] and not figures[i] and after is not None and after <= _APART * gap and (usual is None or after < _APART * usual)
        )
    return rows


def gathered(values: list[float], reach: float) -> bool:
    """Whether four in five are within `reach` of the middle one."""
    if not values:
        return False
    middle = sorted(values)[len(values) // 2]
    return sum(abs(value - middle) <= reach for value in values) >= 0.8 * len(values)


def _goes_on(above: Band, below: Band, gap: float, limit: float | None, right: Ends, *, both: bool) -> bool:
    """Whether text of the band below runs on from the one above: the gap is one between lines, or there is only one kind of gap."""
    if limit is not None and gap > limit:
        return False
    if limit is None and both:
        return False
    ends = {bit.col: bit for bit in above}
    shared = [(ends[bit.col], bit) for bit in below if bit.col in ends]
    if not shared:
        return limit is not None and not any(bit.figure for bit in below)
    full = [_is_full(right, up, down, sure=limit is not None) for up, down in shared if not down.figure]
    return bool(full) and 2 * sum(full) > len(full) - (limit is not None)


def _is_full(right: Ends, up: Bit, down: Bit, *, sure: bool) -> bool:
    """Whether the first word of a line would not have fitted on the line above it.

    Where gaps tell nothing, other lines must be as long, and the next column near; a capital then begins a row.
    """
    if _LETTER.match(down.text):
        return True
    ends, beside = right[up.col]
    if ends[-1] - up.x1 >= 0.95 * down.lead:
        return False
    if sure:
        return True
    return not down.text[:1].isascii() and sum(end > up.x1 - 0.5 * down.lead for end in ends) > 2 and beside - up.x1 < _NEAR * down.lead


def _line_gap(gaps: list[float]) -> float | None:
    """The widest gap between lines of one row, where gaps between lines and between rows differ plainly."""
    ordered = sorted(max(gap, 0.1) for gap in gaps)
    jumps = [(b / a, a) for a, b in pairwise(ordered) if b / a > _JUMP and b - a > 1.5]
    return min(jumps, key=lambda jump: jump[1])[1] if jumps else None


def _right_ends(bands: list[Band]) -> Ends:
    """Where the lines of each column end, the longest last, and where the next column begins."""
    ends: defaultdict[int, list[float]] = defaultdict(list)
    begin: defaultdict[int, float] = defaultdict(lambda: inf)
    for band in bands:
        for bit in band:
            ends[bit.col].append(bit.x1)
            begin[bit.col] = min(begin[bit.col], bit.x0)
    return {col: (sorted(found), min((x for other, x in begin.items() if other > col), default=inf)) for col, found in ends.items()}


def _begin(band: Band) -> float:
    return min(bit.level - _REACH * (bit.bottom - bit.top) for bit in band)


def _end(band: Band) -> float:
    return max(bit.level + _REACH * (bit.bottom - bit.top) for bit in band)
