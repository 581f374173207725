"""The Word reader's cost: near the limit, linear in the rows, bounded in memory; and plain rows read as careful ones."""

from __future__ import annotations

import pytest
from word_files import docx, para, read
from word_tables import difficult_table

from benchmarks.read_word import limit, milliseconds, peak_megabytes, word_table
from benchmarks.read_word import read as count_cells
from extract.docx_text import ParagraphReader


@pytest.mark.parametrize("merged", [False, True])
def test_the_cost_of_a_cell_does_not_grow_with_the_rows(merged: bool) -> None:
    few, many = word_table(100, merged=merged), word_table(1_500, merged=merged)
    count_cells(few)
    per_row = milliseconds(count_cells, few, 5) / 100
    assert milliseconds(count_cells, many, 3) / 1_500 < 2.5 * per_row


@pytest.mark.slow
@pytest.mark.parametrize("merged", [False, True])
def test_five_thousand_rows_cost_fifty_times_a_hundred(merged: bool) -> None:
    few, many = word_table(100, merged=merged), word_table(5_000, merged=merged)
    count_cells(few)
    assert milliseconds(count_cells, many, 3) / 50 < 2.5 * milliseconds(count_cells, few, 7)


@pytest.mark.parametrize("rows", [100, 1_000])
def test_a_cell_costs_at_most_three_times_the_limit(rows: int) -> None:
    data = word_table(rows)
    count_cells(data)
    assert milliseconds(count_cells, data, 7) <= 3 * milliseconds(limit, data, 7)


@pytest.mark.slow
def test_a_table_of_a_hundred_thousand_cells_needs_less_than_400_megabytes() -> None:
    assert peak_megabytes(10_000) < 400


@pytest.mark.parametrize("seed", range(20))
def test_plain_rows_read_as_careful_ones(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    data = docx("".join(difficult_table(7_000 + 20 * seed + i).xml + para() for i in range(20)))
    quick = read(data)
    monkeypatch.setattr(ParagraphReader, "_needs_care", lambda *_: True)
    assert read(data).blocks == quick.blocks
