"""Ruling lines to grids: which rules belong together, where rows and columns are, which cells are merged."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from extract.page.leftovers import Flags, Span, fill_leftovers
from extract.page.rulings import NEAR
from extract.page.sheet import Rule

MAX_CROSSINGS = 40_000_000
ROOM = 7.0
"""A row lower than this has no room for text, in points."""
MAX_SLOTS = 400_000
"""A grid with more row-column positions is not a table anybody could read."""
_FEW = 300  # so many crossings are looked at one by one faster than all at once
_REACH = 8.0  # rules that run this far past the outermost one end at a side that is not drawn


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table on a sheet."""

    xs: NDArray[np.float64]
    """Column edges from left to right."""
    ys: NDArray[np.float64]
    """Row edges from top to bottom."""
    owner: NDArray[np.intp]
    """Index into `cells` at each row and column; -1 outside a table that is not a full rectangle."""
    cells: list[Span]
    sided: bool = True
    """False when a left or right side is not drawn."""
    closed: int = 0
    """So many of the cells, the first ones, have all four sides drawn."""
    open: bool = False
    """Whether nothing is drawn above and below it: only its text can show that it is a table."""
    bounds: tuple[float, float, float, float] = field(init=False)
    """x0, top, x1, bottom."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "bounds", (float(self.xs[0]), float(self.ys[0]), float(self.xs[-1]), float(self.ys[-1])))


class TooCrowded(Exception):
    """More rules than a page of tables has."""


def find_grids(across: list[Rule], upright: list[Rule]) -> list[Grid]:
    """Grids made by horizontal and vertical whole rules, from top to bottom."""
    if len(across) < 2 or len(upright) < 1:
        return []
    if len(across) * len(upright) > MAX_CROSSINGS:
        raise TooCrowded
    grids = [grid for h, v in _components(across, upright) if len(h) > 1 for grid in _apart(h, v, _grid(h, v))]
    return sorted(grids, key=lambda grid: (grid.ys[0], grid.xs[0])) if len(grids) > 1 else grids


def _components(across: list[Rule], upright: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Sets of rules that touch each other."""
    groups: list[tuple[int, list[Rule]]] = []  # which upright rules, as bits, and the rules across that touch them
    for rule, bits in zip(across, _touching(across, upright), strict=True):
        if not bits:
            continue
        apart, members = [], []
        for group in groups:
            if group[0] & bits:
                bits |= group[0]
                members += group[1]
            else:
                apart.append(group)
        groups = [*apart, (bits, [*members, rule])]
    return [(members, [rule for j, rule in enumerate(upright) if bits >> j & 1]) for bits, members in groups]


def _touching(across: list[Rule], upright: list[Rule]) -> list[int]:
    """For each rule across the upright rules that touch it, as bits."""
    if len(across) * len(upright) < _FEW:
        wide = [(1 << j, x, top - NEAR, bottom + NEAR) for j, (x, top, bottom) in enumerate(upright)]
        return [
            sum([bit for bit, x, top, bottom in wide if top <= y <= bottom and left - NEAR <= x <= right + NEAR])
            for y, left, right in across
        ]
    y, left, right = (column[:, None] for column in np.array(across).T)
    x, top, bottom = np.array(upright).T
    touch = (left - NEAR <= x) & (x <= right + NEAR) & (top - NEAR <= y) & (y <= bottom + NEAR)
    packed = np.packbits(touch, axis=1, bitorder="little")
    return [int.from_bytes(row, "little") for row in map(bytes, packed)]


def _grid(across: list[Rule], upright: list[Rule]) -> Grid | None:
    xs, open_left, open_right = _virtual_sides(upright, across)
    ys, open_top, open_bottom = _virtual_sides(across, upright)
    if len(ys) < 2 or len(xs) < 2:
        return None
    if (len(ys) - 1) * (len(xs) - 1) > MAX_SLOTS:
        raise TooCrowded
    while True:
        lying = _presence(ys, xs, across, open_top, open_bottom)
        upended = _presence(xs, ys, upright, open_left, open_right)
        low, high = _drawn(ys, lying), _drawn(xs, upended)
        if len(low) == len(ys) and len(high) == len(xs):
            break
        ys, xs = low, high  # without the lines that close no position: an underline that touches the border
    rows, cols = len(ys) - 1, len(xs) - 1
    owner, cells, closed = _cells(lying, list(zip(*upended, strict=True)), rows, cols)
    sided = not (open_left or open_right)
    return Grid(np.array(xs), np.array(ys), np.array(owner, np.intp), cells, sided, closed) if len(cells) > 1 else None


def _apart(across: list[Rule], upright: list[Rule], grid: Grid | None) -> list[Grid]:
    """The grid, or those it falls into where whole rows or columns lie outside: tables and boxes that a line connects."""
    if grid is None:
        return []
    owned = grid.owner >= 0
    gaps = _gaps(grid)
    if not gaps and owned.all():
        return [grid]
    owned[gaps] = False
    rows, cols = [any(row) for row in owned.tolist()], [any(col) for col in owned.T.tolist()]
    found: list[Grid] = []
    if not all(rows):
        for low, high in _stretches(grid.ys.tolist(), rows):
            found += find_grids(*_cut(across, upright, low, high))
        return found
    if not all(cols):
        for low, high in _stretches(grid.xs.tolist(), cols):
            found += find_grids(*reversed(_cut(upright, across, low, high)))
        return found
    return [grid]


def _cut(along: list[Rule], others: list[Rule], low: float, high: float) -> tuple[list[Rule], list[Rule]]:
    """Of rules the ones between two positions, and of those that cross them what lies between."""
    cut = [(x, max(begin, low), min(end, high)) for x, begin, end in others if begin < high - NEAR and end > low + NEAR]
    return [rule for rule in along if low <= rule[0] <= high], cut


def _gaps(grid: Grid) -> list[int]:
    """Rows too low for any text that part tables of other columns."""
    cols = len(grid.xs) - 1
    low = [r for r, _, high, wide in grid.cells[: grid.closed] if cols > 1 and wide == cols and high == 1 and 0 < r < len(grid.ys) - 2]
    return [r for r in low if grid.ys[r + 1] - grid.ys[r] < ROOM and _starts(grid, r - 1) != _starts(grid, r + 1)]


def _starts(grid: Grid, row: int) -> list[int]:
    """Columns in which the cells of a row begin."""
    cells = grid.owner[row].tolist()
    return [col for col, cell in enumerate(cells) if not col or cell != cells[col - 1]]


def _stretches(edges: list[float], filled: list[bool]) -> list[tuple[float, float]]:
    """From where to where the rows or columns reach that hold anything."""
    found: list[tuple[float, float]] = []
    for i, held in enumerate(filled):
        if held and i and filled[i - 1]:
            found[-1] = (found[-1][0], edges[i + 1])
        elif held:
            found.append((edges[i], edges[i + 1]))
    return found


def _virtual_sides(rules: list[Rule], crossing: list[Rule]) -> tuple[list[float], bool, bool]:
    """The positions of the rules, with sides added that are not drawn: where crossing rules run past the outermost to a common end."""
    edges = sorted({position for position, _, _ in rules})
    low, high = min(begin for _, begin, _ in crossing), max(end for _, _, end in crossing)
    begins = edges[0] - low > _REACH and _common_end(crossing, [abs(begin - low) < NEAR for _, begin, _ in crossing])
    ends = high - edges[-1] > _REACH and _common_end(crossing, [abs(end - high) < NEAR for _, _, end in crossing])
    return [*([low] if begins else []), *edges, *([high] if ends else [])], begins, ends


def _common_end(rules: list[Rule], there: list[bool]) -> bool:
    """The first and the last rule end together out there, or one of them and a third of all."""
    least, most = min(rules)[0] + NEAR, max(rules)[0] - NEAR
    out = [position for (position, _, _), is_there in zip(rules, there, strict=True) if is_there]
    first, last = min(out) < least, max(out) > most
    return (first and last) or ((first or last) and len(out) >= max(2, len(rules) * 0.3))


def _presence(own: list[float], other: list[float], rules: list[Rule], first: bool, last: bool) -> list[bytearray]:
    """Which sides along each edge of `own` are drawn, position by position; the first and the last edge wholly where it is virtual."""
    slots = len(other) - 1
    sides = [bytearray(slots) for _ in own]
    at = dict(zip(own, sides, strict=True))
    for position, begin, end in rules:
        side = at.get(position)
        low, high = bisect_left(other, begin - NEAR), bisect_left(other, end + NEAR) - 1
        if side is not None and high > low:
            side[low:high] = b"\1" * (high - low)
    if first:
        sides[0][:] = b"\1" * slots
    if last:
        sides[-1][:] = b"\1" * slots
    return sides


def _drawn(edges: list[float], sides: list[bytearray]) -> list[float]:
    """The outermost edges and those along which anything is drawn."""
    return [edge for i, (edge, side) in enumerate(zip(edges, sides, strict=True)) if any(side) or i in (0, len(edges) - 1)]


def _cells(lying: Flags, standing: Flags, rows: int, cols: int) -> tuple[list[list[int]], list[Span], int]:
    """Cells closed on all four sides, then what is left inside the table, and how many are closed."""
    owner = [[-1] * cols for _ in range(rows)]
    cells: list[Span] = []
    missed = False
    for r in range(rows):
        line, over, under, beside = owner[r], lying[r], lying[r + 1], standing[r]
        if 0 not in over and 0 not in under and 0 not in beside and max(line) < 0:  # a row without merged cells
            line[:] = range(len(cells), len(cells) + cols)
            cells += [(r, c, 1, 1) for c in range(cols)]
            continue
        for c in range(cols):
            if line[c] >= 0:
                continue
            if over[c] and under[c] and beside[c] and beside[c + 1]:  # the most of cells
                line[c] = len(cells)
                cells.append((r, c, 1, 1))
                continue
            if not lying[r][c] or not standing[r][c] or not (span := _closed(lying, standing, line, r, c, rows, cols)):
                missed = True
                continue
            for i in range(r, r + span[2]):
                owner[i][c : c + span[3]] = [len(cells)] * span[3]
            cells.append(span)
    closed = len(cells)
    if missed:
        fill_leftovers(owner, cells, lying, standing, rows, cols)
    return owner, cells, closed


def _closed(lying: Flags, standing: Flags, line: list[int], r: int, c: int, rows: int, cols: int) -> Span | None:
    """The rectangle that begins at a position and has all four sides drawn."""
    wide = 1
    while c + wide < cols and not standing[r][c + wide] and lying[r][c + wide] and line[c + wide] < 0:
        wide += 1
    right = c + wide
    if not standing[r][right]:
        return None
    high = 1
    while r + high < rows and not any(lying[r + high][c:right]) and standing[r + high][c] and standing[r + high][right]:
        high += 1
    return (r, c, high, wide) if all(lying[r + high][c:right]) else None
