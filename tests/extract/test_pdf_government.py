"""Tables of statistical offices and governments: pages drawn by chance, held against gold cell by cell and by what stands beside what."""

from __future__ import annotations

from collections import Counter

import pytest
from drawn_government import GOVERNMENT, draw
from measuring import neighbours, rows, squeeze, tables

from extract.pdf import read_pdf
from extract.registry import Upload

Grid = list[list[str | None]]


def read(data: bytes) -> list[Grid]:
    return [squeezed(rows(table)) for table in tables(read_pdf(Upload(name="government.pdf", data=data)))]


def squeezed(grid: Grid) -> Grid:
    return [[None if text is None else squeeze(text) for text in row] for row in grid]


@pytest.mark.parametrize("kind", GOVERNMENT)
def test_tables_of_governments_are_read_as_they_are_drawn(kind: str) -> None:
    for seed in range(3):
        data, wanted = draw(kind, seed)
        assert read(data) == [squeezed(grid) for grid in wanted], seed


@pytest.mark.slow
def test_what_stands_beside_what_keeps_the_standard_over_many_pages() -> None:
    right = there = found = 0
    for kind in GOVERNMENT:
        for seed in range(500, 512):
            data, wanted = draw(kind, seed)
            gold = sum((neighbours(squeezed(grid)) for grid in wanted), Counter[tuple[str, str, str]]())
            got = sum((neighbours(grid) for grid in read(data)), Counter[tuple[str, str, str]]())
            right, there, found = right + (gold & got).total(), there + gold.total(), found + got.total()
    assert 2 * right / (there + found) >= 0.995
