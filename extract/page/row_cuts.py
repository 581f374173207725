"""Where rows end that no rules part: the cut into rows that leaves the least to explain."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from math import inf, log

from extract.page.bands import Band, Bit

_LEVEL = 0.25  # bits whose middles differ by less than this share of their height stand on one level
_PITCH = 1.15  # lines of one cell stand no farther apart than this many times the usual pitch
_GIVEN_UP = 20.0  # a row that costs so much to put together is not looked at any longer
_MOSTLY = 0.6  # of a column of figures so many are
_MOST = 0.97  # of the cells of a column are filled at most, as far as anybody knows
_FULL = 0.5  # of the last lines of cells are full at most
_ROUNDS = 3  # the habits of a table are read off the rows they led to so often
_NEAR = 4.0  # a column stands near when no more than so many first words fit before it
_OFF = 2.0  # lines of one cell begin, end or have their middle as near to each other, in points
_LEADING = 1.5  # lines of Latin text stand no farther apart than so many of their heights
_LETTER, _CAPITAL = re.compile(r"[a-z]"), re.compile(r"[A-Z]")

# What is left to explain, as negative logarithms of how seldom it happens.
_TWO_FIGURES, _BROKEN_OFF, _FAR = 9.0, 4.0, 4.0  # … in one cell; lines that end early; lines far apart
_CAPITAL_ON, _LOOSE = 1.4, 2.5  # a line that goes on begins with a capital; lines of Latin text with much room between them
_OUT = 3.0  # a line that goes on is not in line with the one above
_ALL_ALIKE = 1.5  # all cells of a row have the same number of lines
_NEAR_BY_CHANCE = 3.0  # lines of two rows as near as those of one, where rows are set apart
_WIDE = 0.4  # lines that end far from the next column, by the number of words it is away
_CROOKED, _HEADING = 2.5, 4.0  # a cell that stands otherwise in its row than the others; a row with a heading and nothing else


@dataclass(slots=True)
class _Habits:
    """How the cells of a column are filled."""

    filled: float = 0.9
    """Share of the cells that hold anything."""
    wrapped: float = 0.3
    """Share of the lines that are followed by another in their cell."""
    full: float = 0.2
    """Share of the last lines of cells that leave no room for another word."""


@dataclass(slots=True)
class _Place:
    """A bit on its level."""

    col: int
    figure: bool = False
    """Whether it or the one above it in its column is a figure, in a column of figures."""
    first: bool = True
    """Whether no bit stands above it in its column."""
    full: bool = False
    """Whether its first word would not have fitted on the line above it."""
    apart: float = 0.0
    """What the gap above it says against its going on with the line above."""
    near: float = 0.0
    """What the gap above it says against its beginning a cell."""


def rows_of(bands: list[Band]) -> list[list[Band]]:
    """Bands by row. Cells may be set at the top, in the middle or at the foot of their rows, but alike in the whole table."""
    levels = _levels([bit for band in bands for bit in band])
    figures = _figure_columns(levels)
    if len(levels) < 2 or _plain(levels, figures):
        return [[level] for level in levels]
    places, pitch = _places(levels, figures)
    habits: defaultdict[int, _Habits] = defaultdict(_Habits)
    ends: list[int] = []
    for _ in range(_ROUNDS):
        known, ends = ends, _cut(levels, places, pitch, habits)
        if ends == known:
            break
        _learn(habits, places, ends)
    return [levels[a:b] for a, b in pairwise(ends)]


def _levels(bits: list[Bit]) -> list[Band]:
    found: list[Band] = []
    for bit in sorted(bits, key=lambda bit: bit.level):
        if found and bit.level - found[-1][0].level < _LEVEL * (bit.bottom - bit.top):
            found[-1].append(bit)
        else:
            found.append([bit])
    return found


def _figure_columns(levels: list[Band]) -> set[int]:
    """Columns whose cells are figures, each on one line."""
    bits, figures = Counter[int](), Counter[int]()
    for level in levels:
        for bit in level:
            bits[bit.col] += 1
            figures[bit.col] += bit.figure
    return {col for col, count in bits.items() if figures[col] >= _MOSTLY * count}


def _plain(levels: list[Band], figures: set[int]) -> bool:
    """Whether there is a column with a figure on every level: then every level is a row."""
    return any(all(any(bit.col == col and bit.figure for bit in level) for level in levels) for col in figures)


def _places(levels: list[Band], figures: set[int]) -> tuple[list[list[_Place]], float]:
    """What stands on each level, and the pitch of lines in one cell."""
    width: defaultdict[int, float] = defaultdict(float)
    begin: defaultdict[int, float] = defaultdict(lambda: inf)
    above: dict[int, Bit] = {}
    steps: list[float] = []
    between: list[float] = []  # … those from figure to figure
    for level in levels:
        for bit in level:
            width[bit.col] = max(width[bit.col], bit.x1 - bit.x0)
            begin[bit.col] = min(begin[bit.col], bit.x0)
            up = above.get(bit.col)
            if up is not None and bit.level - up.level > 0.5 * (bit.bottom - bit.top):
                steps.append(bit.level - up.level)
                if bit.col in figures and bit.figure and up.figure:
                    between.append(steps[-1])
            above[bit.col] = bit
    pitch = sorted(steps)[len(steps) // 20] if steps else inf
    padded = bool(between) and _PITCH * pitch < sorted(between)[len(between) // 20] < 1.8 * pitch
    beside = {col: min((x for other, x in begin.items() if other > col), default=0.0) for col in begin}
    above = {}
    places = []
    for level in levels:
        held = []
        for bit in level:
            place = _Place(bit.col)
            up = above.get(bit.col)
            if up is not None:
                place.first = False
                place.figure = bit.col in figures and (up.figure or bit.figure)
                far = bit.level - up.level > _PITCH * pitch
                place.apart, place.near = (_FAR, 0.0) if far else (0.0, _NEAR_BY_CHANCE if padded else 0.0)
                place.full = width[bit.col] - (up.x1 - up.x0) < 0.95 * bit.lead
                place.apart += min(_BROKEN_OFF, _WIDE * max(0.0, (beside[bit.col] - up.x1) / max(bit.lead, up.bottom - up.top) - _NEAR))
                if min(abs(bit.x0 - up.x0), abs(bit.x1 - up.x1), abs(bit.x0 + bit.x1 - up.x0 - up.x1) / 2) > _OFF:
                    place.apart += _OUT
                if _LETTER.match(bit.text):
                    place.full, place.apart, place.near = True, 0.0 if bit.x0 > up.x0 else place.apart, _BROKEN_OFF
                elif _CAPITAL.match(bit.text):
                    place.apart += _CAPITAL_ON + (_LOOSE if bit.level - up.level > _LEADING * (bit.bottom - bit.top) else 0.0)
            held.append(place)
        above |= {bit.col: bit for bit in level}
        places.append(held)
    return places, pitch


def _cut(levels: list[Band], places: list[list[_Place]], pitch: float, habits: defaultdict[int, _Habits]) -> list[int]:
    """The levels at which rows begin, and the number of levels."""
    count = len(levels)
    ys = [sum(bit.level for bit in level) / len(level) for level in levels]
    near = _LEVEL * max(bit.bottom - bit.top for bit in levels[0])
    cols = sorted({place.col for held in places for place in held})
    blank = {col: -log(1 - habits[col].filled) for col in cols}
    filled = {col: -log(habits[col].filled) for col in cols}
    costs = [[(place.col, *_step(place, habits[place.col])) for place in held] for held in places]
    best: list[list[tuple[float, int]]] = [[(0.0, 0)] + [(inf, 0)] * count for _ in range(3)]
    for i in range(count):
        first: dict[int, float] = {}
        last: dict[int, float] = {}
        joins = parts = 0.0
        held = 0
        for j in range(i, count):
            if j > i and ys[j] - ys[j - 1] > _PITCH * pitch:
                joins += _FAR
            held += len(costs[j])
            for col, joined, parted in costs[j]:
                if col in last:
                    joins += joined
                else:
                    first[col] = ys[j]
                    parts += parted
                last[col] = ys[j]
            if joins > _GIVEN_UP:
                break
            base = joins + parts
            if len(first) == 1 and cols[0] in first:
                base += _HEADING
            else:
                base += sum(filled[col] if col in first else blank[col] for col in cols)
            if j > i and len(first) > 1 and held == len(first) * (j - i + 1):
                base += _ALL_ALIKE
            middle = (ys[i] + ys[j]) / 2
            crooked = (
                sum(y - ys[i] > near for y in first.values()),
                sum(abs((first[col] + y) / 2 - middle) > near for col, y in last.items()),
                sum(ys[j] - y > near for y in last.values()),
            )
            for mode in range(3):
                cost = best[mode][i][0] + base + _CROOKED * crooked[mode]
                if cost < best[mode][j + 1][0]:
                    best[mode][j + 1] = (cost, i)
    way = min(best, key=lambda way: way[count][0])
    ends = [count]
    while ends[-1]:
        ends.append(way[ends[-1]][1])
    return ends[::-1]


def _step(place: _Place, habits: _Habits) -> tuple[float, float]:
    """What it costs when a bit goes on with the one above it in its column, and when it begins a cell."""
    if place.first:
        return 0.0, 0.0
    if place.figure:
        return _TWO_FIGURES + place.apart, place.near
    broken = 0.0 if place.full else _BROKEN_OFF
    by_chance = -log(habits.full) if place.full else 0.0
    return place.apart + broken - log(habits.wrapped), place.near + by_chance - log(1 - habits.wrapped)


def _learn(habits: defaultdict[int, _Habits], places: list[list[_Place]], ends: list[int]) -> None:
    """Read the habits of each column off the rows."""
    rows = len(ends) - 1
    filled, joined, full = Counter[int](), Counter[int](), Counter[int]()
    for a, b in pairwise(ends):
        there: set[int] = set()
        for held in places[a:b]:
            for place in held:
                if place.col in there:
                    joined[place.col] += 1
                else:
                    there.add(place.col)
                    filled[place.col] += 1
                    full[place.col] += place.full and not place.figure
    for col, count in filled.items():
        habits[col] = _Habits(
            min(_MOST, (count + 0.5) / (rows + 1)), (joined[col] + 1) / (joined[col] + count + 3), min(_FULL, (full[col] + 1) / (count + 5))
        )
