"""Weights printed as parts of one (0.15) beside scores in points: read as points of a hundred."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from model import FundLine, Indicator, Quantity, Total

_HUNDRED = Decimal(100)


def weights_in_points(
    indicators: Sequence[Indicator], funds: Sequence[FundLine], total: Total | None
) -> tuple[list[Indicator], list[FundLine], Total | None]:
    """The rows of a table, their weights as points where all are parts of one and some score is more; `raw` stays as printed."""
    weights = [i.weight.value for i in indicators if i.weight is not None and i.weight.value is not None]
    scores = [i.score.value for i in indicators if i.score is not None and i.score.value is not None]
    if not weights or not scores or sum(weights) > 1 or max(scores) <= 1:
        return list(indicators), list(funds), total
    return (
        [replace(i, weight=_points(i.weight)) for i in indicators],
        [replace(line, weight=_points(line.weight)) for line in funds],
        replace(total, weight=_points(total.weight)) if total is not None else None,
    )


def _points(share: Quantity | None) -> Quantity | None:
    if share is None or share.value is None or share.value > 1:
        return share
    return replace(share, value=(share.value * _HUNDRED).normalize() + 0)
