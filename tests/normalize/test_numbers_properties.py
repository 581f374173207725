"""The quantity parser on anything: it never raises, keeps what was printed, and reads back what it is given."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import Quantity, Source
from normalize import numbers
from normalize.measures import MEASURES
from normalize.numbers import parse_quantity

SOURCE = Source(document_id="0" * 16)
PIECES = st.sampled_from(
    [
        *"0123456789.,，％%≥≤<>≧≦约万亿元条个-—～~×十百千一二三零〇至以上下不少于/（）()年月日 \u3000\u200b",
        "100%",
        "万元",
        "个工作日",
        "7×24",
        "百分之",
    ]
)


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=24).map("".join)))
@settings(max_examples=600, deadline=None)
def test_any_text_is_parsed_without_an_error_and_kept_as_printed(text: str) -> None:
    quantity = parse_quantity(text, SOURCE)
    assert quantity.raw == text
    assert quantity.value is None or quantity.value.is_finite()
    assert quantity.upper is None or (quantity.value is not None and quantity.upper.is_finite())


@given(
    st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False, allow_infinity=False),
    st.sampled_from(["", "≥", "≤", ">", "<"]),
    st.sampled_from(["", "%", "条", "万元", "公里", "个工作日"]),
    st.booleans(),
)
@settings(max_examples=300, deadline=None)
def test_a_printed_quantity_is_read_back(value: Decimal, op: str, unit: str, grouped: bool) -> None:
    printed = f"{op}{value:,}{unit}" if grouped else f"{op}{value}{unit}"
    quantity = parse_quantity(printed, SOURCE)
    assert quantity.value == value
    assert quantity.unit == (unit or None)
    assert quantity.op == (op or None)


@pytest.mark.parametrize("unit", ["", *sorted(MEASURES)])
def test_a_plain_number_with_its_unit_reads_as_it_does_word_by_word(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    printed = [sign + digits + unit for sign in ("", "≥", "<", "=", "≈") for digits in ("0", "5", "12", "2024", "0.5", "00.5", "100000")]
    ways = [(default, multiply) for default in (None, "万元", "%") for multiply in (True, False)]

    def read() -> list[Quantity]:
        return [parse_quantity(text, SOURCE, default_unit=default, multiply=multiply) for text in printed for default, multiply in ways]

    at_once = read()
    monkeypatch.setattr(numbers, "_PLAIN_UNITS", frozenset())
    assert read() == at_once
