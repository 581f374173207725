"""The header of a table without column rules: heads over several columns, told by short rules or by where they stand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from math import comb, inf

from extract.page.bands import Bit, bands_of
from extract.page.sheet import Rule

_LINE, _NEAR = 1.5, 0.3  # lines of one head are as near to one line, in points; heads over columns to their middle, in widths of a column
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
    bands = bands_of(bits)
    rows: list[list[Slot]] = []
    edges: list[float] = []
    for above, below in pairwise(bands):
        slots = _over(above, below, strips)
        if slots is None and all(_overlapped(strips, bit)[1] < 2 for bit in above):
            break
        rows.append(slots or _row(above, strips))
        edges.append((max(bit.bottom for bit in above) + min(bit.top for bit in below)) / 2)
    rows.append(_row([bit for band in bands[len(rows) :] for bit in band], strips))
    return [replace(slot, row=r) for r, slots in enumerate(rows) for slot in slots], edges


def _row(bits: list[Bit], strips: list[tuple[float, float]]) -> list[Slot]:
    texts: defaultdict[int, list[Bit]] = defaultdict(list)
    for bit in sorted(bits, key=lambda bit: bit.level):
        texts[_overlapped(strips, bit)[0]].append(bit)
    return [
        Slot(0, col, 1, max(_overlapped(strips, bit)[1] for bit in held), "\n".join(bit.text for bit in held))
        for col, held in texts.items()
    ]


def _over(above: list[Bit], below: list[Bit], strips: list[tuple[float, float]]) -> list[Slot] | None:
    """The heads of a band when they are centred over several columns each, and no first lines of the heads below them."""
    under = {_overlapped(strips, bit)[0]: bit for bit in below}
    cols = sorted(under)
    if cols and max(bit.x0 for bit in above) > strips[cols[0]][1] and min(bit.x0 for bit in above) > under[cols[0]].x1:
        cols = cols[1:]  # the head of the labels
    heads = _heads(above)
    if not cols or cols[-1] - cols[0] + 1 != len(cols) or not len(heads) < len(cols):
        return None
    if all(_in_line(head, under.get(_overlapped(strips, head[0])[0])) for head in heads):
        return None
    off, shares = _shared(
        [bit for head in heads for bit in head], [(under[col].x0, under[col].x1) for col in cols], [strips[col] for col in cols]
    )
    pitch = (under[cols[-1]].x1 - under[cols[0]].x1) / (len(cols) - 1)
    if off > _NEAR * pitch * len(heads):
        return None
    return [Slot(0, cols[0] + first, 1, many, _text(words)) for first, many, words in shares]


def _in_line(head: list[Bit], below: Bit | None) -> bool:
    """Whether a head begins, ends or has its middle where the one below it does."""
    if below is None:
        return True
    x0, x1 = min(bit.x0 for bit in head), max(bit.x1 for bit in head)
    return min(abs(x0 - below.x0), abs(x1 - below.x1), abs(x0 + x1 - below.x0 - below.x1) / 2) < _LINE


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
        for first, many, own in _shared(words, under_it, strips[col : col + wide])[1]:
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


def _heads(bits: list[Bit]) -> list[list[Bit]]:
    """Words side by side, those above each other together."""
    heads: list[list[Bit]] = []
    for bit in sorted(bits, key=lambda bit: bit.x0):
        if heads and bit.x0 < max(other.x1 for other in heads[-1]):
            heads[-1].append(bit)
        else:
            heads.append([bit])
    return heads


def _shared(
    bits: list[Bit], spans: list[tuple[float, float]], strips: list[tuple[float, float]]
) -> tuple[float, list[tuple[int, int, list[Bit]]]]:
    """How columns are shared among the heads over them, each over the middle of its own: how far they are off it in all, then
    the first column, how many columns and the words of each head.

    `spans` are the words right below, `strips` the columns. Where both begin or end together, they tell where columns do.
    """
    heads, count = _heads(bits), len(spans)
    if not 1 <= len(heads) <= count or comb(count - 1, len(heads) - 1) > _WAYS:
        return inf, [(0, count, bits)]
    middles = [(min(bit.x0 for bit in head) + max(bit.x1 for bit in head)) / 2 for head in heads]
    pitch = (spans[-1][1] - spans[0][1]) / max(1, count - 1)
    begins, ends = [x0 for x0, _ in spans], [x1 for _, x1 in spans]
    left = 2 * sum(abs(a[0] - b[0]) < _LINE for a, b in zip(spans, strips, strict=True)) > count
    right = 2 * sum(abs(a[1] - b[1]) < _LINE for a, b in zip(spans, strips, strict=True)) > count
    sides = [(begins, ends)] if left == right else []
    sides += [(begins, [*begins[1:], begins[-1] + pitch])] if left or not right else []
    sides += [([ends[0] - pitch, *ends[:-1]], ends)] if right or not left else []
    off = inf
    best: tuple[int, ...] = (0, count)
    for low, high in sides:
        for cuts in combinations(range(1, count), len(heads) - 1):
            ways = (0, *cuts, count)
            found = sum(abs((low[a] + high[b - 1]) / 2 - middle) for (a, b), middle in zip(pairwise(ways), middles, strict=True))
            if found < off:
                off, best = found, ways
    return off, [(a, b - a, head) for (a, b), head in zip(pairwise(best), heads, strict=True)]


def _text(bits: list[Bit]) -> str:
    return "\n".join(bit.text for bit in sorted(bits, key=lambda bit: (bit.level, bit.x0)))


def _overlapped(strips: list[tuple[float, float]], bit: Bit) -> tuple[int, int]:
    """The first column words overlap and over how many they reach."""
    touched = [i for i, (left, right) in enumerate(strips) if bit.x0 < right and bit.x1 > left]
    return (touched[0], touched[-1] - touched[0] + 1) if touched else (bit.col, 1)
