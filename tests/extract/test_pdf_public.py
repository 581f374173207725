"""Public reports in English: tables however they are ruled, and no tables in charts, frames and columns."""

from __future__ import annotations

import random

import pytest
from drawn_aligned import ALIGNED
from drawn_no_tables import NO_TABLES
from drawn_public import TABLES
from measuring import rows, tables

from extract.pdf import read_pdf
from extract.registry import Upload


@pytest.mark.parametrize("kind", TABLES)
def test_tables_are_read_as_they_are_drawn(kind: str) -> None:
    data, wanted = TABLES[kind]()
    found = tables(read_pdf(Upload(name="public.pdf", data=data)))
    assert [rows(table) for table in found] == wanted


@pytest.mark.parametrize("kind", NO_TABLES)
def test_what_is_no_table_is_not_made_one(kind: str) -> None:
    data, _ = NO_TABLES[kind]()
    assert [rows(table) for table in tables(read_pdf(Upload(name="public.pdf", data=data)))] == []


@pytest.mark.parametrize("kind", ALIGNED)
def test_what_only_stands_in_line_is_not_made_a_table(kind: str) -> None:
    for seed in range(3):
        data, _ = ALIGNED[kind](random.Random(f"{kind}{seed}"))
        assert [rows(table) for table in tables(read_pdf(Upload(name="aligned.pdf", data=data)))] == [], seed
