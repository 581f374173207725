"""A11: weights add up to the full mark, scores to the total, and no score exceeds its weight."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import msgspec

from model import Check, Dossier, Hit, Report, Severity
from rules.figures import HALF, Figure, add_up, figure, gravity, lacking, passed, short
from rules.forms.lines import fund_total
from rules.registry import rule
from rules.wording import fold, name_of, spot_of

FULL = (Decimal(100), Decimal(90))
_EXECUTION, _WITHOUT_EXECUTION = Decimal(10), Decimal(90)
"""Weight of the execution rate on most forms, and what is left for the indicators."""


@rule("A11", title="总分与分项得分不符", severity=Severity.HIGH, basis="S3")
def total_score(dossier: Dossier) -> Iterator[Hit | Check]:
    """自评表中各指标分值（含预算执行率）之和应等于总分行的分值，各项得分之和应等于总分行的得分，任何一项得分不得超过其分值。
    总分印成整数、与各项之和之差不到半分的，可能是四舍五入，降为低。

    总分行没有印分值的，分值之和应为 100；表中没有执行率分值的，90 也可。总分不含执行率得分的表（加上执行率才与总分相等，或不加才相等）
    两种口径任一相符即可。任一指标缺分值或得分时，合计记为数据不足。分值整列没有填写的表不适用。

    反例：各项得分合计 97 分，总分填 98 分；某指标分值 5 分、得分 6 分。
    正例：各项分值合计 100 分，得分合计 96.5 分，总分填 96.5 分。
    """
    for report in dossier.reports:
        if any(i.weight is not None and i.weight.value is not None for i in report.indicators):
            if not _are_shares(report):
                yield from _over_weight(report)
            yield _sum(report, "weight", "分值")
            yield _sum(report, "score", "得分")


def _are_shares(report: Report) -> bool:
    """Whether the weights are printed as parts of one (0.15), and the scores in points."""
    return sum((i.weight.value for i in report.indicators if i.weight is not None and i.weight.value is not None), Decimal(0)) <= 1


def _over_weight(report: Report) -> Iterator[Hit | Check]:
    rows = [(f"“{i.level3}”", i.weight, i.score) for i in report.indicators]
    funds = fund_total(report)
    if funds is not None:
        rows.append(("“预算执行率”", funds.weight, funds.score))
    within = 0
    for name, weight_cell, score_cell in rows:
        weight, score = figure(f"{name_of(report)}{name}分值", weight_cell), figure(f"{name_of(report)}{name}得分", score_cell)
        if weight is None or score is None:
            continue
        if score.value <= weight.value:
            within += 1
            continue
        over = score.value - weight.value
        yield Hit(
            message=f"{score.label}填{short(score.value)}分，超过其分值{short(weight.value)}分，多{short(over)}分（得分不得超过分值）。",
            evidence=(score.evidence, weight.evidence),
            key=f"{spot_of(report)}|得分超分值|{fold(name)}",
            expected=f"≤{short(weight.value)}",
            observed=short(score.value),
            difference=short(over),
            formula=f"{short(score.value)} > {short(weight.value)}",
        )
    if within:
        yield passed("A11", report, detail=f"{within}项得分均不超过分值")


def _sum(report: Report, column: str, name: str) -> Hit | Check:
    parts, missing = [], 0
    for indicator in report.indicators:
        found = figure(f"{name_of(report)}“{indicator.level3}”{name}", getattr(indicator, column), exact=True)
        if found is None:
            missing += 1
        else:
            parts.append(found)
    if missing:
        return lacking("A11", report, f"有{missing}项指标没有{name}，合计无从核对")
    funds = fund_total(report)
    execution = figure(f"{name_of(report)}“预算执行率”{name}", getattr(funds, column), exact=True) if funds is not None else None
    whole = figure(f"{name_of(report)}“总分”{name}", getattr(report.total, column), exact=True) if report.total is not None else None
    if whole is None:
        return _without_total(report, parts, execution, column)
    summed = sum((part.value for part in parts), Decimal(0))
    if execution is not None and summed != whole.value:
        parts.append(execution)
    weights = sum((i.weight.value for i in report.indicators if i.weight and i.weight.value is not None), Decimal(0))
    if execution is None and weights == _WITHOUT_EXECUTION and Decimal(0) <= whole.value - summed <= _EXECUTION:
        return lacking("A11", report, f"指标分值合计90分，没有读到执行率的{name}，总分无从核对")
    result = add_up(
        "A11", report, total=whole, parts=parts, what=f"总分行{name}与各项{name}之和",
        key=f"{spot_of(report)}|{name}", basis=f"总分应为各项{name}之和",
    )  # fmt: skip
    if isinstance(result, Hit) and whole.quantity.decimals == 0 and abs(summed_of(parts) - whole.value) <= HALF:
        return msgspec.structs.replace(result, severity=Severity.LOW)  # the total may have been rounded to a whole number
    return result


def summed_of(parts: list[Figure]) -> Decimal:
    """What the parts make."""
    return sum((part.value for part in parts), Decimal(0))


def _without_total(report: Report, parts: list[Figure], execution: Figure | None, column: str) -> Hit | Check:
    if column == "score":
        return lacking("A11", report, "没有总分，得分之和无从核对")
    told = any("执行率" in i.level3 for i in report.indicators)  # then the money block only repeats it
    parts = [*parts, execution] if execution is not None and not told else parts
    summed = sum((part.value for part in parts), Decimal(0))
    if summed == 1 or summed in FULL[: 1 if execution is not None else 2]:
        return passed("A11", report, expected="100", observed=short(summed), detail=f"分值合计{short(summed)}分")
    gap = summed - FULL[0]
    return Hit(
        message=f"{name_of(report)}各指标分值合计为{short(summed)}分，不等于满分100分，相差{short(abs(gap))}分（分值合计应为100分）。",
        evidence=tuple(part.evidence for part in parts),
        key=f"{spot_of(report)}|分值",
        expected="100",
        observed=short(summed),
        difference=short(gap),
        severity=gravity(gap, sum((part.epsilon for part in parts if part.quantity.decimals), Decimal(0))),
    )
