"""The official scoring formulas: what an indicator's result earns of its weight."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from model import Quantity
from model.quantity import Operator

CENT = Decimal("0.01")
_TWO = Decimal(2)


def earned(target: Quantity, actual: Decimal, weight: Decimal) -> Decimal | None:
    """Score of a numeric result, rounded to 0.01; None when the target has no number.

    ≥ and >: full when reached, else actual/target of the weight. ≤ and <: full when kept, falling to 0 at twice the target.
    = and no operator: as ≥, but a target of 0 is kept only by a result of 0 or less.
    """
    goal = target.value
    if goal is None:
        return None
    op: Operator = target.op or "="
    if op in ("≤", "<"):
        return _falling(goal, actual, weight)
    if goal <= 0:
        return weight if (actual <= goal if op == "=" else actual >= goal) else Decimal(0)
    if actual >= goal:
        return weight
    return max(Decimal(0), _round(actual / goal * weight))


def _falling(goal: Decimal, actual: Decimal, weight: Decimal) -> Decimal:
    if actual <= goal:
        return weight
    if goal <= 0 or actual >= _TWO * goal:
        return Decimal(0)
    return _round((1 - (actual - goal) / goal) * weight)


def _round(score: Decimal) -> Decimal:
    return score.quantize(CENT, rounding=ROUND_HALF_UP)
