"""Column rules that begin and end together with nothing drawn across them: what a page holds of a table whose rows no rules part."""

from __future__ import annotations

from dataclasses import replace

from extract.grid import Grid, find_grids
from extract.page.rulings import NEAR
from extract.page.sheet import Rule

_LEAST = 4  # rules: three columns
_HIGH = 30.0  # a block lower than this, in points, has no two rows


def open_blocks(across: list[Rule], upright: list[Rule], grids: list[Grid]) -> list[Grid]:
    """Grids of upright rules that belong to no other, closed above and below where they end."""
    if len(upright) < _LEAST:
        return []
    loose = [rule for rule in upright if not any(_within(grid, rule) for grid in grids)]
    groups: list[list[Rule]] = []
    for rule in loose if len(loose) >= _LEAST else ():
        for group in groups:
            if abs(rule[1] - group[0][1]) < NEAR and abs(rule[2] - group[0][2]) < NEAR:
                group.append(rule)
                break
        else:
            groups.append([rule])
    found = []
    for group in groups:
        top, bottom = min(rule[1] for rule in group), max(rule[2] for rule in group)
        if len(group) < _LEAST or bottom - top < _HIGH:
            continue
        left, right = group[0][0], group[-1][0]
        between = [rule for rule in across if top + NEAR < rule[0] < bottom - NEAR and rule[1] < right and rule[2] > left]
        found += [replace(grid, open=True) for grid in find_grids([(top, left, right), *between, (bottom, left, right)], group)]
    return found


def _within(grid: Grid, rule: Rule) -> bool:
    x0, top, x1, bottom = grid.bounds
    return x0 - NEAR < rule[0] < x1 + NEAR and rule[1] < bottom and rule[2] > top
