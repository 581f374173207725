"""Recognizes slips of the pen: one digit wrong, two digits swapped, a digit or point lost."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from model import Fact
from rules.comparing.objects import value_of

SIGNIFICANT = 4
"""Numbers with fewer digits are one slip away from almost any other."""


def is_slip(total: Fact, parts: Sequence[Fact]) -> bool:
    """True when the sum would hold if one of the printed numbers were a slip of another, and the numbers are long enough to tell."""
    whole = value_of(total.quantity) or Decimal(0)
    if not whole or len(_digits(total.quantity.value).strip("0")) < SIGNIFICANT:
        return False
    missing = whole - sum((value_of(part.quantity) or Decimal(0) for part in parts), Decimal(0))
    if not missing or abs(missing) > whole / 5:
        return False
    for fact, change in [(total, -missing), *((part, missing) for part in parts)]:
        printed = fact.quantity.value or Decimal(0)
        value = value_of(fact.quantity) or Decimal(0)
        if printed and value and looks_like(printed, printed * (value + change) / value):
            return True
    return False


def swapped(total: Fact, parts: Sequence[Fact], missing: Decimal) -> bool:
    """True when the sum would hold if two neighbouring digits of one of the printed numbers were exchanged."""
    for fact, change in [(total, -missing), *((part, missing) for part in parts)]:
        printed, value = fact.quantity.value or Decimal(0), value_of(fact.quantity) or Decimal(0)
        if printed and value:
            right = printed * (value + change) / value
            if looks_like(printed, right) and sorted(_digits(printed)) == sorted(_digits(right)):
                return True
    return False


def looks_like(printed: Decimal, right: Decimal) -> bool:
    """True when `printed` is `right` with one digit wrong or two neighbours swapped, in the same printed places."""
    exponent = printed.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    if right != round(right, places) or right < 0:
        return False
    one, other = _digits(printed), format(round(right, places), "f").replace(".", "")
    if len(one) != len(other) or len(one.strip("0")) < 2:
        return False
    wrong = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(wrong) == 1:
        return True
    return len(wrong) == 2 and wrong[1] == wrong[0] + 1 and one[wrong[0]] == other[wrong[1]] and one[wrong[1]] == other[wrong[0]]


def _digits(value: Decimal | None) -> str:
    return "" if value is None else format(value, "f").replace(".", "")
