"""Printed rates against the figures they come from."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from model import Check, Hit, Report
from rules.figures import HUNDRED, Figure, passed, short


def hold_ratio(
    rule: str,
    report: Report,
    *,
    rate: Figure,
    computed: Decimal,
    formula: str,
    parts: Sequence[Figure],
    what: str,
    key: str,
    basis: str,
) -> Hit | Check:
    """Hold a printed rate (percent) against its computed value; it agrees within half of its last printed place.

    A rate printed as a bare fraction (0.96 for 96%) is read as such when only that reading agrees.
    """
    places = max(rate.quantity.decimals, 2)
    if abs(rate.value - computed) <= rate.epsilon or _as_fraction(rate, computed):
        return passed(
            rule, report, expected=short(computed, places), observed=short(rate.value), detail=f"{formula} = {short(computed, places)}%"
        )
    gap = rate.value - computed
    given = "、".join(f"{part.label.rpartition('》')[2]}{part.printed}" for part in parts)
    return Hit(
        message=f"{rate.label}填{rate.printed}，按{given}复算为{short(computed, places)}%，"
        f"{what}相差{short(abs(gap), places)}个百分点（{basis}）。",
        evidence=(rate.evidence, *(part.evidence for part in parts)),
        key=key,
        expected=short(computed, places),
        observed=short(rate.value),
        difference=short(gap, places),
        formula=f"{formula} = {short(computed, places)}% ≠ {short(rate.value)}%",
    )


def _as_fraction(rate: Figure, computed: Decimal) -> bool:
    if "%" in (rate.quantity.raw + (rate.quantity.text or "")) or rate.value > 2:
        return False
    return abs(rate.value * HUNDRED - computed) <= rate.epsilon * HUNDRED
