"""Regions of a grid that no rectangle closes: outside the table, or cut into strips that part no line of text."""

from __future__ import annotations

from collections.abc import Sequence

Flags = Sequence[Sequence[int]]
"""Whether a side is drawn, by row and column."""
Span = tuple[int, int, int, int]
"""row, col, row_span, col_span"""


def fill_leftovers(owner: list[list[int]], cells: list[Span], lying: Flags, standing: Flags, rows: int, cols: int) -> None:
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
                wide = _run(inside, standing[i], i, j)
                high = 1
                while (
                    (i + high, j) in inside
                    and not any(lying[i + high][j : j + wide])
                    and _run(inside, standing[i + high], i + high, j) == wide
                    and not ((i + high, j - 1) in inside and not standing[i + high][j])
                ):
                    high += 1
                for y in range(i, i + high):
                    owner[y][j : j + wide] = [len(cells)] * wide
                cells.append((i, j, high, wide))
    for line in owner:
        for c, k in enumerate(line):
            if k < -1:
                line[c] = -1


def _run(inside: set[tuple[int, int]], standing: Sequence[int], r: int, c: int) -> int:
    """How far a row of a region goes on from a position: lines of text are cut nowhere on the way."""
    wide = 1
    while (r, c + wide) in inside and not standing[c + wide]:
        wide += 1
    return wide


def _flood(
    owner: list[list[int]], lying: Flags, standing: Flags, rows: int, cols: int, r: int, c: int
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
