"""What printed values mean."""

from __future__ import annotations

from decimal import Decimal

import pytest

from model import Source
from normalize.numbers import parse_quantity

PLACE = Source(document_id="d")


@pytest.mark.parametrize(
    ("printed", "value", "unit", "op"),
    [
        ("≥40000条", "40000", "条", "≥"),
        ("≦20万元", "20", "万元", "≤"),
        ("\n\n≧ 10%", "10", "%", "≥"),
        ("100.00%", "100.00", "%", None),
        ("１００％", "100", "%", None),
        ("1次", "1", "次", None),
        ("三次", "3", "次", None),
        ("不少于两场", "2", "场", "≥"),
        ("每年一次", "1", "次", None),
        ("0", "0", None, None),
        ("每月20日之前", "20", "日", "≤"),
        ("约200人", "200", "人", "≈"),
        ("300余家", "300", "家", ">"),
        ("95%以上", "95", "%", "≥"),
        ("不低于百分之九十五", "95", "%", "≥"),
        ("百分之百", "100", "%", None),
        ("控制在5%以内", "5", "%", "≤"),
        ("不超过20万元", "20", "万元", "≤"),
        ("至少3场", "3", "场", "≥"),
        ("5‰", "5", "‰", None),
        ("1,234.56", "1234.56", None, None),
        ("1 626.93", "1626.93", None, None),
        ("2121.\n23", "2121.23", None, None),
        ("-10.95", "-10.95", None, None),
        ("5个工作日内", "5", "个工作日", "≤"),
        ("≥1次/年", "1", "次/年", "≥"),
        ("提高5个百分点", "5", "个百分点", None),
        ("≥95%（其中集镇96%）", "95", "%", "≥"),
        ("100%，共12次", "100", "%", None),
        ("2024年培训3次", "3", "次", None),
        ("10（天）", "10", "天", None),
        (">=95", "95", None, "≥"),
        ("15次以上（含15次）", "15", "次", "≥"),
        ("1.2亿元", "1.2", "亿元", None),
        ("325万字", "3250000", "字", None),
    ],
)
def test_a_printed_value_is_number_unit_and_operator(printed: str, value: str, unit: str | None, op: str | None) -> None:
    quantity = parse_quantity(printed, PLACE)
    assert (str(quantity.value), quantity.unit, quantity.op) == (value, unit, op)
    assert quantity.raw == printed


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "—",
        "/",
        "无",
        "有所提升",
        "7×24",
        "一般",
        "一件事一次办",
        "十分满意",
        "1:3",
        "26人/26人",
        "1人1档",
        "第3名",
        "0730-5244006",
        "民生诉求件",
    ],
)
def test_words_and_several_numbers_have_no_value(printed: str) -> None:
    quantity = parse_quantity(printed, PLACE)
    assert quantity.value is None
    assert quantity.unit is None


@pytest.mark.parametrize(
    ("printed", "iso", "op"),
    [
        ("2025年4月16日", "2025-04-16", None),
        ("2024年12月31日前", "2024-12-31", "≤"),
        ("2024年2月底前", "2024-02-29", "≤"),
        ("二〇二四年十一月五日", "2024-11-05", None),
        ("12月31日前", "--12-31", "≤"),
        ("2024-06-30", "2024-06-30", None),
        ("2024年", "2024", None),
    ],
)
def test_dates_are_iso_and_not_numbers(printed: str, iso: str, op: str | None) -> None:
    quantity = parse_quantity(printed, PLACE)
    assert (quantity.value, quantity.unit, quantity.text, quantity.op) == (None, "日期", iso, op)


def test_a_range_has_both_ends() -> None:
    quantity = parse_quantity("80%-90%", PLACE)
    assert (quantity.value, quantity.upper, quantity.unit) == (Decimal(80), Decimal(90), "%")


def test_the_unit_of_the_header_is_used_where_none_is_printed() -> None:
    assert parse_quantity("86", PLACE, default_unit="万元").unit == "万元"
    assert parse_quantity("86元", PLACE, default_unit="万元").unit == "元"
    twenty = parse_quantity("20万", PLACE, default_unit="万元")
    assert (twenty.value, twenty.unit) == (Decimal(20), "万元")


def test_printed_decimals_are_kept_for_tolerances() -> None:
    assert parse_quantity("2.00", PLACE).decimals == 2


def test_ten_thousands_stay_in_the_unit_when_asked_and_compare_plainly() -> None:
    printed = parse_quantity("≥300万字", PLACE, multiply=False)
    assert (printed.value, printed.unit) == (Decimal(300), "万字")
    assert printed.plain == (Decimal(3000000), "字")
