"""The Word reader's cost: near the limit, linear in the rows, bounded in memory; and plain rows read as careful ones."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from word_files import docx, para, read
from word_tables import difficult_table

from benchmarks.read_word import limit, milliseconds, peak_megabytes, word_table
from benchmarks.read_word import read as count_cells
from extract.word.text import ParagraphReader


def best(job: Callable[[bytes], int], data: bytes) -> float:
    """The least CPU time of several runs: what other work on the machine disturbs least."""
    return min(milliseconds(job, data, 1) for _ in range(9))


@pytest.mark.parametrize("merged", [False, True])
def test_the_cost_of_a_cell_does_not_grow_with_the_rows(merged: bool) -> None:
    few, many = word_table(100, merged=merged), word_table(1_500, merged=merged)
    assert best(count_cells, many) / 15 < 2 * best(count_cells, few)


@pytest.mark.slow
@pytest.mark.parametrize("merged", [False, True])
def test_five_thousand_rows_cost_fifty_times_a_hundred(merged: bool) -> None:
    few, many = word_table(100, merged=merged), word_table(5_000, merged=merged)
    assert best(count_cells, many) / 50 < 2 * best(count_cells, few)


@pytest.mark.parametrize("merged", [False, True])
@pytest.mark.parametrize("rows", [100, 1_000])
def test_a_cell_costs_at_most_three_times_the_limit(rows: int, merged: bool) -> None:
    data = word_table(rows, merged=merged)
    assert best(count_cells, data) <= 3 * best(limit, data)


def test_prose_costs_little_more_than_tables() -> None:
    data = docx("".join(para(f"第{n}段。本项目全年完成投资{n}万元，覆盖全市各乡镇，资金使用合规，效果明显。") for n in range(1_000)))
    assert best(count_cells, data) <= 4 * best(limit, data)


def test_a_small_file_does_not_pay_for_the_styles_of_its_template_each_time() -> None:
    kinds = ((n, "table" if n % 3 else "paragraph") for n in range(300))
    styles = "".join(f'<w:style w:type="{kind}" w:styleId="s{n}"><w:name w:val="样式{n}"/>{"<w:rPr/>" * 99}</w:style>' for n, kind in kinds)
    data = docx("".join(para(f"第{n}段。") for n in range(12)), styles=styles)
    assert best(count_cells, data) <= 6 * best(limit, data)


@pytest.mark.slow
def test_a_table_of_a_hundred_thousand_cells_needs_less_than_400_megabytes() -> None:
    assert peak_megabytes(10_000) < 400


@pytest.mark.parametrize("seed", range(20))
def test_plain_rows_read_as_careful_ones(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    data = docx("".join(difficult_table(7_000 + 20 * seed + i).xml + para() for i in range(20)))
    quick = read(data)
    monkeypatch.setattr(ParagraphReader, "needs_care", lambda *_: True)
    assert read(data).blocks == quick.blocks
