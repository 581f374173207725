"""The real dossier, read from Word, from cut Word tables and from PDF, against its gold."""

from __future__ import annotations

from typing import Any

import pytest

from tests.normalize import gold

WORD, SPLIT, PDF, HARD = "miluo-2024.docx", "miluo-2024-split.docx", "miluo-2024.pdf", "miluo-2024-hard.pdf"
GOLD = {WORD: "miluo-2024-gold.json", SPLIT: "miluo-2024-split-gold.json", PDF: "miluo-2024-gold.json", HARD: "miluo-2024-hard-gold.json"}

files = pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.skipif(not gold.present(name), reason="real reports absent")) for name in GOLD]
)
word = pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.skipif(not gold.present(name), reason="real reports absent")) for name in (WORD, SPLIT)]
)


def agreement(expected: gold.Rows, got: gold.Rows) -> float:
    return 2 * sum((expected & got).values()) / max(1, sum(expected.values()) + sum(got.values()))


def squeezed(rows: gold.Rows) -> gold.Rows:
    result: gold.Rows = type(rows)()
    for row, count in rows.items():
        result[tuple(gold.squeeze(v) if isinstance(v, str) else v for v in row)] += count
    return result


def without_raw(rows: gold.Rows) -> gold.Rows:
    """Indicator rows without what was printed: a PDF prints other line ends."""
    result: gold.Rows = type(rows)()
    for row, count in rows.items():
        result[(*row[:9], *row[10:12], *row[13:])] += count
    return result


@word
def test_every_indicator_of_the_word_files_is_exact(name: str) -> None:
    assert gold.indicators(gold.reports_of(name)) == gold.gold_indicators(gold.gold_of(GOLD[name]))


@files
def test_every_indicator_is_read(name: str) -> None:
    expected = squeezed(without_raw(gold.gold_indicators(gold.gold_of(GOLD[name]))))
    assert squeezed(without_raw(gold.indicators(gold.reports_of(name)))) == expected
    assert sum(expected.values()) == 67


@files
def test_funds_are_exact(name: str) -> None:
    assert squeezed(gold.funds(gold.reports_of(name))) == squeezed(gold.gold_funds(gold.gold_of(GOLD[name])))


@files
def test_basics_are_exact(name: str) -> None:
    assert squeezed(gold.basics(gold.reports_of(name))) == squeezed(gold.gold_basics(gold.gold_of(GOLD[name])))


@files
def test_paragraphs_stand_in_their_sections(name: str) -> None:
    expected, got = gold.gold_paragraphs(gold.gold_of(GOLD[name])), gold.paragraphs(gold.reports_of(name))
    # The text layer of the PDF has lost one comma that hangs over the margin; in Word every paragraph is exact.
    assert agreement(expected, got) >= (0.99 if name.endswith(".pdf") else 1)


@files
def test_reports_know_what_they_are(name: str) -> None:
    got: list[tuple[Any, ...]] = gold.heads(gold.reports_of(name))
    assert got == gold.gold_heads(gold.gold_of(GOLD[name]))


@pytest.mark.skipif(not gold.present(WORD), reason="real reports absent")
def test_normalized_text_is_what_a_clerk_would_type() -> None:
    expected, got = gold.gold_cells(gold.gold_of(GOLD[WORD])), gold.cells(gold.reports_of(WORD))
    assert agreement(expected, got) >= 0.99


@pytest.mark.parametrize("name", [PDF, HARD])
def test_cells_of_the_pdf_are_those_of_the_form(name: str) -> None:
    if not gold.present(name):
        pytest.skip("real reports absent")
    expected, got = gold.gold_cells(gold.gold_of(GOLD[name])), gold.cells(gold.reports_of(name))
    assert agreement(squeezed(expected), squeezed(got)) >= 0.995


@files
def test_nothing_of_the_dossier_is_left_unread(name: str) -> None:
    assert [problem.message for report in gold.reports_of(name) for problem in report.problems] == []
