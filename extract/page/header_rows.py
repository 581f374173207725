"""The header of a table without column rules: heads over several columns, told by short rules or by where they stand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import comb

from extract.page.bands import Bit, bands_of
from extract.page.sheet import Rule

_WAYS = 500  # to share columns among heads, at most
_CENTRED = 0.45  # words stand across a line when their middle is nearer to it than this share of their height


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell by its place in the rows and columns."""

    row: int
    col: int
    high: int
    wide: int
    text: str


def header_slots(bits: list[Bit], strips: list[tuple[float, float]], short: list[Rule]) -> tuple[list[Slot], list[float]]:
    """The cells of a header and the levels that part its rows."""
    levels: list[float] = []
    for level in sorted(rule[0] for rule in short):
        if not levels or level - levels[-1] > 3:
            levels.append(level)
    if levels:
        return _ruled(bits, strips, short, levels), levels
    bridges = [_overlapped(strips, bit) for bit in bits]
    bands = bands_of(bits)
    over = [any(bridges[bits.index(bit)][1] > 1 for bit in band) for band in bands]
    rows = 0
    while rows < len(over) and over[rows]:
        rows += 1
    rows = min(rows, len(bands) - 1)
    edges = [(max(bit.bottom for bit in bands[r]) + min(bit.top for bit in bands[r + 1])) / 2 for r in range(rows)]
    groups = [[band] for band in bands[:rows]] + [bands[rows:]]
    return [slot for r, group in enumerate(groups) for slot in _row(r, [bit for band in group for bit in band], strips)], edges


def _row(row: int, bits: list[Bit], strips: list[tuple[float, float]]) -> list[Slot]:
    texts: defaultdict[int, list[Bit]] = defaultdict(list)
    for bit in sorted(bits, key=lambda bit: bit.level):
        texts[_overlapped(strips, bit)[0]].append(bit)
    return [
        Slot(row, col, 1, max(_overlapped(strips, bit)[1] for bit in held), "\n".join(bit.text for bit in held))
        for col, held in texts.items()
    ]


def _ruled(bits: list[Bit], strips: list[tuple[float, float]], short: list[Rule], levels: list[float]) -> list[Slot]:
    """Short rules stand under heads over several columns, and over what these head."""
    under = [(y, [c for c, (left, right) in enumerate(strips) if x0 - 2 < (left + right) / 2 < x1 + 2], x0, x1) for y, x0, x1 in short]
    headed = {col for _, cols, _, _ in under for col in cols}
    held: defaultdict[tuple[int, int, int], list[Bit]] = defaultdict(list)
    ruled: defaultdict[tuple[int, int, int], list[Bit]] = defaultdict(list)
    alone: defaultdict[int, list[Bit]] = defaultdict(list)
    for bit in bits:
        row = sum(level < bit.level for level in levels)
        middle = (bit.x0 + bit.x1) / 2
        over = [cols for y, cols, x0, x1 in under if cols and x0 - 2 < middle < x1 + 2 and row < len(levels) and abs(y - levels[row]) < 3]
        if over:
            ruled[row, over[0][0], len(over[0])].append(bit)
        elif bit.col in headed:
            held[row, bit.col, 1].append(bit)
        else:
            alone[bit.col].append(bit)
    for (row, col, wide), words in sorted(ruled.items(), reverse=True):  # from the lowest row up
        under_it = [
            _extent([bit for r, c, _ in held if c == at and r > row for bit in held[r, c, 1]]) or strips[at]
            for at in range(col, col + wide)
        ]
        for first, many, own in _shared(words, under_it):
            held[row, col + first, many] += own
    slots = [Slot(row, col, 1, wide, _text(words)) for (row, col, wide), words in held.items()]
    for col, words in alone.items():
        level = (min(bit.top for bit in words) + max(bit.bottom for bit in words)) / 2
        tall = words[0].bottom - words[0].top
        if (
            any(abs(level - edge) < _CENTRED * tall for edge in levels)
            or len({sum(edge < bit.level for edge in levels) for bit in words}) > 1
        ):
            slots.append(Slot(0, col, len(levels) + 1, 1, _text(words)))
        else:
            slots.append(Slot(sum(edge < level for edge in levels), col, 1, 1, _text(words)))
    return slots


def _extent(bits: list[Bit]) -> tuple[float, float] | None:
    return (min(bit.x0 for bit in bits), max(bit.x1 for bit in bits)) if bits else None


def _shared(bits: list[Bit], strips: list[tuple[float, float]]) -> list[tuple[int, int, list[Bit]]]:
    """Heads side by side over one rule: the first column, how many columns, and the words of each, its middle nearest to theirs."""
    heads: list[list[Bit]] = []
    for bit in sorted(bits, key=lambda bit: bit.x0):
        if heads and bit.x0 < max(other.x1 for other in heads[-1]):
            heads[-1].append(bit)
        else:
            heads.append([bit])
    count = len(strips)
    if not 1 < len(heads) <= count or comb(count - 1, len(heads) - 1) > _WAYS:
        return [(0, count, bits)]
    middles = [(min(bit.x0 for bit in head) + max(bit.x1 for bit in head)) / 2 for head in heads]

    def off(cuts: tuple[int, ...]) -> float:
        return sum(
            abs((strips[a][0] + strips[b - 1][1]) / 2 - middle) for (a, b), middle in zip(pairwise((0, *cuts, count)), middles, strict=True)
        )

    best = min(combinations(range(1, count), len(heads) - 1), key=off)
    return [(a, b - a, head) for (a, b), head in zip(pairwise((0, *best, count)), heads, strict=True)]


def _text(bits: list[Bit]) -> str:
    return "\n".join(bit.text for bit in sorted(bits, key=lambda bit: (bit.level, bit.x0)))


def _overlapped(strips: list[tuple[float, float]], bit: Bit) -> tuple[int, int]:
    """The first column words overlap and over how many they reach."""
    touched = [i for i, (left, right) in enumerate(strips) if bit.x0 < right and bit.x1 > left]
    return (touched[0], touched[-1] - touched[0] + 1) if touched else (bit.col, 1)
