"""Packed rows: what comes out of Arrow is what went in, whatever is missing."""

from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.arrow import record_batch, schema
from publish.columns import Column, TableSpec
from publish.packed import Packed, pack, unpack, with_column

EVERY = TableSpec(
    name="every", description="", key=("text",),
    columns=(
        Column("text", "string", ""), Column("note", "string", "", null=True), Column("count", "int64", "", null=True),
        Column("share", "float64", "", null=True), Column("so", "bool", "", null=True), Column("on", "date32", "", null=True),
        Column("at", "timestamp", "", null=True),
    ),
)  # fmt: skip
TEXTS = TableSpec(name="texts", description="", key=("a",), columns=(Column("a", "string", ""), Column("b", "string", "", null=True)))
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
ROW = st.tuples(
    TEXT, st.none() | TEXT, st.none() | st.integers(-(2**63), 2**63 - 1), st.none() | st.floats(allow_nan=False),
    st.none() | st.booleans(), st.none() | st.dates(), st.none() | st.datetimes(timezones=st.just(UTC)),
)  # fmt: skip


def through_arrow(packed: Packed) -> list[tuple[object, ...]]:
    """The rows as Arrow reads them, after the store."""
    kept = msgspec.msgpack.decode(msgspec.msgpack.encode(packed), type=Packed)
    batch = record_batch(kept, schema(EVERY, "run"))
    batch.validate(full=True)
    return [tuple(row.values()) for row in batch.to_pylist()]


@given(st.lists(ROW, max_size=20))
def test_rows_come_back_from_arrow_as_they_were(rows: list[tuple[object, ...]]) -> None:
    assert through_arrow(pack(EVERY, rows)) == rows


@given(st.lists(st.tuples(TEXT, st.none() | TEXT), max_size=20))
def test_texts_come_back_without_arrow(rows: list[tuple[str, str | None]]) -> None:
    assert list(unpack(pack(TEXTS, rows))) == rows


def test_a_text_that_must_not_be_missing_becomes_empty_and_half_a_character_is_replaced() -> None:
    assert list(unpack(pack(TEXTS, [(None, None), ("坏\ud800字", "好")]))) == [("", None), ("坏\ufffd字", "好")]


def test_a_number_that_must_not_be_missing_is_an_error() -> None:
    table = TableSpec(name="t", description="", key=("n",), columns=(Column("n", "int64", ""),))
    with pytest.raises(ValueError, match="n misses 1"):
        pack(table, [(1,), (None,)])


def test_one_column_can_be_replaced() -> None:
    rows = [("甲", None, 1, 0.5, True, date(2024, 1, 1), datetime(2024, 1, 1, tzinfo=UTC)), ("乙", "注", 2, None, None, None, None)]
    changed = through_arrow(with_column(pack(EVERY, rows), EVERY, "count", [None, 7]))
    assert [row[2] for row in changed] == [None, 7]
    assert [row[:2] + row[3:] for row in changed] == [row[:2] + row[3:] for row in rows]
