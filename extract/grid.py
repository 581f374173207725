"""Ruling lines to grids: which rules belong together, where rows and columns are, which cells are merged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extract.rulings import NEAR, Edges

MAX_CROSSINGS = 40_000_000
MAX_SLOTS = 400_000
"""A grid with more row-column positions is not a table anybody could read."""
_REACH = 8.0  # rules that run this far past the outermost one end at a side that is not drawn

Flags = Any
Span = tuple[int, int, int, int]
"""row, col, row_span, col_span"""


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

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """x0, top, x1, bottom."""
        return float(self.xs[0]), float(self.ys[0]), float(self.xs[-1]), float(self.ys[-1])


class TooCrowded(Exception):
    """More rules than a page of tables has."""


def find_grids(across: Edges, upright: Edges) -> list[Grid]:
    """Grids made by horizontal and vertical rules, from top to bottom."""
    if len(across) < 2 or len(upright) < 1:
        return []
    if len(across) * len(upright) > MAX_CROSSINGS:
        raise TooCrowded
    grids = [grid for h, v in _components(across, upright) if len(h) > 1 and (grid := _grid(across[h], upright[v])) is not None]
    return sorted(grids, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _components(across: Edges, upright: Edges) -> list[tuple[list[int], list[int]]]:
    """Sets of rules that touch each other."""
    y, left, right = (across[:, i, None] for i in range(3))
    x, top, bottom = (upright[None, :, i] for i in range(3))
    touch = (left - NEAR <= x) & (x <= right + NEAR) & (top - NEAR <= y) & (y <= bottom + NEAR)
    rows, cols = np.nonzero(touch)
    of_row: list[list[int]] = [[] for _ in range(len(across))]
    of_col: list[list[int]] = [[] for _ in range(len(upright))]
    for i, j in zip(rows.tolist(), cols.tolist(), strict=True):
        of_row[i].append(j)
        of_col[j].append(i)
    seen_row, seen_col = [False] * len(across), [False] * len(upright)
    found = []
    for start in range(len(across)):
        if seen_row[start] or not of_row[start]:
            continue
        seen_row[start] = True
        members: list[int] = []
        others: list[int] = []
        waiting = [start]
        while waiting:
            i = waiting.pop()
            members.append(i)
            for j in of_row[i]:
                if not seen_col[j]:
                    seen_col[j] = True
                    others.append(j)
                    for k in of_col[j]:
                        if not seen_row[k]:
                            seen_row[k] = True
                            waiting.append(k)
        found.append((members, others))
    return found


def _grid(across: Edges, upright: Edges) -> Grid | None:
    xs, ys = np.unique(upright[:, 0]), np.unique(across[:, 0])
    xs, open_left, open_right = _virtual_sides(xs, across)
    ys, open_top, open_bottom = _virtual_sides(ys, upright)
    rows, cols = len(ys) - 1, len(xs) - 1
    if rows < 1 or cols < 1:
        return None
    if rows * cols > MAX_SLOTS:
        raise TooCrowded
    lying, standing = _presence(xs, ys, across, upright)
    standing[:, 0] |= open_left
    standing[:, -1] |= open_right
    lying[0] |= open_top
    lying[-1] |= open_bottom
    keep_row, keep_col = lying.any(axis=1), standing.any(axis=0)
    keep_row[[0, -1]] = keep_col[[0, -1]] = True
    if not keep_row.all() or not keep_col.all():  # a line that closes no position: an underline that touches the border
        xs, ys = xs[keep_col], ys[keep_row]
        rows, cols = len(ys) - 1, len(xs) - 1
        lying, standing = _presence(xs, ys, across, upright)
        standing[:, 0] |= open_left
        standing[:, -1] |= open_right
        lying[0] |= open_top
        lying[-1] |= open_bottom
    owner, cells = _cells(lying.tolist(), standing.tolist(), rows, cols)
    return Grid(xs, ys, np.array(owner, np.intp), cells) if len(cells) > 1 else None


def _virtual_sides(edges: NDArray[np.float64], crossing: Edges) -> tuple[NDArray[np.float64], bool, bool]:
    """The edges with sides added that are not drawn: where crossing rules run past the outermost edge to a common end."""
    low, high = crossing[:, 1].min(), crossing[:, 2].max()
    begins = bool(edges[0] - low > _REACH and _common_end(crossing, np.abs(crossing[:, 1] - low) < NEAR))
    ends = bool(high - edges[-1] > _REACH and _common_end(crossing, np.abs(crossing[:, 2] - high) < NEAR))
    if begins:
        edges = np.concatenate(([low], edges))
    if ends:
        edges = np.concatenate((edges, [high]))
    return edges, begins, ends


def _common_end(rules: Edges, there: NDArray[np.bool_]) -> bool:
    """The first and the last rule end together out there, or one of them and a third of all."""
    position = rules[:, 0]
    first = bool((there & (position < position.min() + NEAR)).any())
    last = bool((there & (position > position.max() - NEAR)).any())
    return (first and last) or ((first or last) and there.sum() >= max(2, len(rules) * 0.3))


def _presence(xs: NDArray[np.float64], ys: NDArray[np.float64], across: Edges, upright: Edges) -> tuple[Flags, Flags]:
    """Which sides of the grid's positions are drawn: lying (rows + 1, cols), standing (rows, cols + 1)."""
    lying: Flags = np.zeros((len(ys), len(xs) - 1), np.bool_)
    standing: Flags = np.zeros((len(ys) - 1, len(xs)), np.bool_)
    for rules, own, other, sides in ((across, ys, xs, lying), (upright, xs, ys, standing.T)):
        lane = np.abs(own[None] - rules[:, :1]).argmin(axis=1)
        off = np.abs(own[lane] - rules[:, 0]) > NEAR
        first = np.searchsorted(other, rules[:, 1] - NEAR)
        last = np.searchsorted(other, rules[:, 2] + NEAR) - 1
        for k, begin, end, skip in zip(lane.tolist(), first.tolist(), last.tolist(), off.tolist(), strict=True):
            if not skip and end > begin:
                sides[k, begin:end] = True
    return lying, standing


def _cells(lying: list[list[bool]], standing: list[list[bool]], rows: int, cols: int) -> tuple[list[list[int]], list[Span]]:
    """Cells closed on all four sides, then what is left inside the table."""
    owner = [[-1] * cols for _ in range(rows)]
    cells: list[Span] = []
    missed = False
    for r in range(rows):
        line, over, under, beside = owner[r], lying[r], lying[r + 1], standing[r]
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
    if missed:
        _fill_leftovers(owner, cells, lying, standing, rows, cols)
    return owner, cells


def _closed(lying: list[list[bool]], standing: list[list[bool]], line: list[int], r: int, c: int, rows: int, cols: int) -> Span | None:
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


def _fill_leftovers(
    owner: list[list[int]], cells: list[Span], lying: list[list[bool]], standing: list[list[bool]], rows: int, cols: int
) -> None:
    """Regions no rectangle closes: outside the table when they reach its rim through an open side, else cut into row strips."""
    for r in range(rows):
        for c in range(cols):
            if owner[r][c] != -1:
                continue
            region, outside = _flood(owner, lying, standing, rows, cols, r, c)
            if outside:
                for i, j in region:
                    owner[i][j] = -2
                continue
            inside = set(region)
            for i, j in sorted(region):
                if owner[i][j] >= 0:
                    continue
                wide = 1
                while (i, j + wide) in inside and owner[i][j + wide] < 0 and not standing[i][j + wide]:
                    wide += 1
                high = 1
                while all((i + high, k) in inside and owner[i + high][k] < 0 and not lying[i + high][k] for k in range(j, j + wide)):
                    high += 1
                for y in range(i, i + high):
                    owner[y][j : j + wide] = [len(cells)] * wide
                cells.append((i, j, high, wide))
    for line in owner:
        for c, k in enumerate(line):
            if k < -1:
                line[c] = -1


def _flood(
    owner: list[list[int]], lying: list[list[bool]], standing: list[list[bool]], rows: int, cols: int, r: int, c: int
) -> tuple[list[tuple[int, int]], bool]:
    """Positions joined to one without a rule between, and whether they reach out of the grid."""
    seen = {(r, c)}
    waiting = [(r, c)]
    outside = False
    while waiting:
        i, j = waiting.pop()
        for y, x, ruled in (
            (i - 1, j, lying[i][j]),
            (i + 1, j, lying[i + 1][j]),
            (i, j - 1, standing[i][j]),
            (i, j + 1, standing[i][j + 1]),
        ):
            if ruled:
                continue
            if not (0 <= y < rows and 0 <= x < cols):
                outside = True
            elif (y, x) not in seen and owner[y][x] == -1:
                seen.add((y, x))
                waiting.append((y, x))
    return list(seen), outside
