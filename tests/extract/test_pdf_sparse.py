"""Tables with few rules: rows and columns told by where words stand, over page ends too."""

from __future__ import annotations

from collections.abc import Callable

import drawn_open
import drawn_sparse
import pytest
from drawn import Drawn
from drawn_statistics import STATISTICS
from measuring import cells, f1, gold_cells, merged, paragraphs, rows, squeeze, tables

from extract.pdf import read_pdf
from extract.registry import Upload


def measure(draw: Callable[[int], Drawn], seeds: range) -> tuple[list[float], list[float], list[int]]:
    scores, spans, wrong = [], [], []
    for seed in seeds:
        page = draw(seed)
        document = read_pdf(Upload(name="sparse.pdf", data=page.data))
        expected, got = gold_cells(table.gold for table in page.tables), cells(document)
        scores.append(f1(expected, got))
        spans.append(merged(expected, got))
        whole = len(tables(document)) == len(page.tables)
        if not whole or {squeeze(text) for text in page.paragraphs} != {squeeze(text) for text in paragraphs(document)}:
            wrong.append(seed)
    return scores, spans, wrong


@pytest.mark.parametrize("kind", drawn_sparse.KINDS)
def test_tables_with_few_rules_are_read_by_their_words(kind: str) -> None:
    scores, spans, wrong = measure(lambda seed: drawn_sparse.draw(seed, kind), range(30_000, 30_006))
    assert sum(scores) / len(scores) >= 0.99
    assert sum(spans) / len(spans) >= 0.98
    assert len(wrong) <= 1


@pytest.mark.slow
@pytest.mark.parametrize("kind", drawn_sparse.KINDS)
def test_many_seeds_of_tables_with_few_rules_keep_the_standard(kind: str) -> None:
    scores, spans, wrong = measure(lambda seed: drawn_sparse.draw(seed, kind), range(31_000, 31_060))
    assert sum(scores) / len(scores) >= 0.995
    assert sum(spans) / len(spans) >= 0.99
    assert len(wrong) <= 4


def test_three_line_tables_of_office_programs_are_read_over_page_ends() -> None:
    scores, spans, wrong = measure(drawn_open.draw, range(32_000, 32_010))
    assert sum(scores) / len(scores) >= 0.98
    assert sum(spans) / len(spans) >= 0.98
    assert len(wrong) <= 1


def test_rules_between_columns_and_nothing_across_are_followed_over_page_ends() -> None:
    scores, _, wrong = measure(lambda seed: drawn_open.draw(seed, upright=True), range(34_000, 34_010))
    assert sum(scores) / len(scores) >= 0.95
    assert len(wrong) <= 2


@pytest.mark.slow
def test_many_three_line_tables_of_office_programs_keep_the_standard() -> None:
    scores, spans, wrong = measure(drawn_open.draw, range(33_000, 33_080))
    assert sum(scores) / len(scores) >= 0.97
    assert sum(spans) / len(spans) >= 0.98
    assert len(wrong) <= 4


@pytest.mark.parametrize("kind", STATISTICS)
def test_statistical_tables_are_read_as_they_are_drawn(kind: str) -> None:
    data, wanted = STATISTICS[kind]()
    assert [rows(table) for table in tables(read_pdf(Upload(name="statistics.pdf", data=data)))] == wanted
