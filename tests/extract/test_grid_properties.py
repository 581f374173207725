"""The grid builder on any rules: cells never overlap, never leave the grid, and a full lattice gives every cell."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.grid import Grid, TooCrowded, find_grids
from extract.page.rulings import whole_rules

POSITION = st.floats(min_value=0, max_value=600, allow_nan=False, width=32)
RULE = st.tuples(POSITION, POSITION, POSITION).map(lambda r: (r[0], min(r[1:]), max(r[1:])))


def holds_together(grid: Grid) -> None:
    rows, cols = len(grid.ys) - 1, len(grid.xs) - 1
    taken: set[tuple[int, int]] = set()
    for row, col, high, wide in grid.cells:
        assert 0 <= row < row + high <= rows
        assert 0 <= col < col + wide <= cols
        places = {(r, c) for r in range(row, row + high) for c in range(col, col + wide)}
        assert not places & taken
        taken |= places
    for r, line in enumerate(grid.owner.tolist()):
        for c, owner in enumerate(line):
            assert owner < 0 or (r, c) in taken
    assert list(grid.xs) == sorted(grid.xs)
    assert list(grid.ys) == sorted(grid.ys)


@given(st.lists(RULE, max_size=24), st.lists(RULE, max_size=24))
@settings(max_examples=400, deadline=None)
def test_any_rules_give_grids_that_hold_together(
    across: list[tuple[float, float, float]], upright: list[tuple[float, float, float]]
) -> None:
    try:
        grids = find_grids(whole_rules(across), whole_rules(upright))
    except TooCrowded:
        return
    for grid in grids:
        holds_together(grid)


@given(
    st.lists(st.integers(min_value=12, max_value=60), min_size=1, max_size=8),
    st.lists(st.integers(min_value=12, max_value=60), min_size=2, max_size=8),
)
@settings(max_examples=200, deadline=None)
def test_a_full_lattice_gives_every_cell(heights: list[int], widths: list[int]) -> None:
    ys = [50 + sum(heights[:i]) for i in range(len(heights) + 1)]
    xs = [40 + sum(widths[:i]) for i in range(len(widths) + 1)]
    across = [(float(y), float(xs[0]), float(xs[-1])) for y in ys]
    upright = [(float(x), float(ys[0]), float(ys[-1])) for x in xs]
    (grid,) = find_grids(whole_rules(across), whole_rules(upright))
    assert sorted(grid.cells) == [(r, c, 1, 1) for r in range(len(heights)) for c in range(len(widths))]


def test_a_cell_around_a_box_that_hangs_from_its_upper_side_is_cut_into_rows() -> None:
    across = [(0.0, 0.0, 100.0), (20.0, 40.0, 60.0), (60.0, 0.0, 100.0)]
    upright = [(0.0, 0.0, 60.0), (40.0, 0.0, 20.0), (60.0, 0.0, 20.0), (100.0, 0.0, 60.0)]
    (grid,) = find_grids(across, upright)
    assert sorted(grid.cells) == [(0, 0, 1, 1), (0, 1, 1, 1), (0, 2, 1, 1), (1, 0, 1, 3)]


def test_narrow_strips_around_boxes_in_a_cell_do_not_part_the_table() -> None:
    across = [
        (y, 0.0, x) for y, x in ((0.0, 200.0), (20.0, 200.0), (26.0, 120.0), (50.0, 120.0), (55.0, 90.0), (80.0, 90.0), (100.0, 200.0))
    ]
    upright = [(0.0, 0.0, 100.0), (90.0, 55.0, 80.0), (120.0, 26.0, 50.0), (200.0, 0.0, 100.0)]
    (grid,) = find_grids(across, upright)
    assert grid.bounds == (0.0, 0.0, 200.0, 100.0)
    assert (grid.owner >= 0).all()
