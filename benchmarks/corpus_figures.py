"""Figures of made-up dossiers: indicator rows, the official score formula, and parts that add up to their whole."""

from __future__ import annotations

import random
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tools.layouts import Content

LEVELS = {"产": ("产出指标", 30), "效": ("效益指标", 30), "满": ("满意度指标", 10), "成": ("成本指标", 20)}
CENT = Decimal("0.01")


def indicator(dice: random.Random, spec: list[Any], *, missed: bool = False) -> Content:
    """One indicator row with a target, a result and the score the official formula gives."""
    level, second, name, op, base, places, unit, sentence = spec
    step = Decimal(1).scaleb(-places)
    target = (Decimal(str(base)) * Decimal(dice.randrange(95, 106)) / 100).quantize(step)
    if unit == "%":
        target = min(target, Decimal("98").quantize(step))
    missed = missed or dice.random() < 0.05
    gain = Decimal(dice.randrange(101, 109)) / 100
    actual = target * (1 / gain if (op == "≥") == missed else gain) if op == "≥" or missed else target / gain
    actual = actual.quantize(step, ROUND_HALF_UP)
    if unit == "%":
        actual = min(actual, Decimal("99.8").quantize(step))
    if missed and (actual >= target if op == "≥" else actual <= target):  # rounding met the target after all
        actual = target - step if op == "≥" else target + step
    missed = actual < target if op == "≥" else actual > target
    row = {
        "level": level, "second": second, "name": name, "op": op, "target_value": target, "actual_value": actual,
        "target": f"{op}{target}{unit}", "actual": f"{actual}{unit}", "missed": missed,
        "sentence": sentence.format(v=f"{actual}{unit}"),
        "goal": sentence.replace("全年", "").format(v=f"{target}{unit}") + ("以上" if op == "≥" else "以内"),
        "reason": f"{name}未达年初目标，主要是前期工作耽误工期，下一步将倒排计划" if missed else "",
    }  # fmt: skip
    weight = Decimal(LEVELS[level][1])
    siblings = {"产": 3, "效": 2, "满": 1, "成": 1}[level]
    return row | {"weight": str(weight / siblings), "score": str(rescore(row, weight / siblings))}


def rescore(row: Content, weight: Decimal) -> Decimal:
    """The official formula: full marks when met, proportional otherwise (≥), shrinking to nothing at twice the limit (≤)."""
    target, actual = row["target_value"], row["actual_value"]
    if not row["missed"]:
        return weight
    value = actual / target * weight if row["op"] == "≥" else max(Decimal(0), (1 - (actual - target) / target) * weight)
    return value.quantize(CENT, ROUND_HALF_UP)


def indicator_rows(rows: list[Content]) -> list[list[str]]:
    """Rows as the form prints them: a level is named once, at its first row."""
    out, first, second = [], "", ""
    for row in rows:
        name, weight = LEVELS[row["level"]]
        one = "" if row["level"] == first else f"{name}\n（{weight}分）"
        two = "" if not one and row["second"] == second else row["second"]
        first, second = row["level"], row["second"]
        out.append([one, two, row["name"], row["target"], row["actual"], row["weight"], row["score"], row["reason"]])
    return out


def yuan(dice: random.Random, low: int, high: int) -> Decimal:
    """An amount in 万元 with two decimals."""
    return Decimal(dice.randrange(low * 100, high * 100)) / 100


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """part/whole in percent with two decimals."""
    return (part / whole * 100).quantize(CENT, ROUND_HALF_UP)


def score(part: Decimal, whole: Decimal, weight: int) -> Decimal:
    """Execution rate times weight, two decimals."""
    return min(Decimal(weight), (part / whole * weight).quantize(CENT, ROUND_HALF_UP))


def split(dice: random.Random, amount: Decimal, parts: int) -> list[Decimal]:
    """Parts with two decimals that add up to the amount."""
    cuts = [(amount * Decimal(dice.randrange(20, 40)) / 100).quantize(CENT) for _ in range(parts - 1)]
    return [*cuts, amount - sum(cuts)]


def spread(weight: int, members: int) -> list[Decimal]:
    """Weights with two decimals that add up to `weight`."""
    share = (Decimal(weight) / members).quantize(CENT)
    return [share] * (members - 1) + [weight - share * (members - 1)]
