"""A08: the score of the execution rate is the rate times its weight, at most the weight."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from model import Check, Dossier, FundLine, Hit, Report, Severity
from rules.figures import HUNDRED, Figure, epsilon, lacking, passed, short
from rules.forms.lines import fund_figure
from rules.forms.vocabulary import clean
from rules.registry import rule
from rules.wording import spot_of

CENT = Decimal("0.005")
TENTH = Decimal("0.05")
_STANDARD = re.compile(r"(?:执行|支出|支付)(?:率|进度)[^。；%]{0,10}?(\d{2,3}(?:\.\d+)?)%[^。；%]{0,10}满分")


@rule("A08", title="执行率得分计算不符", severity=Severity.HIGH, basis="S1 S3")
def execution_score(dossier: Dossier, *, full_from: Decimal = HUNDRED) -> Iterator[Hit | Check]:
    """预算执行率得分＝执行率×分值，封顶为分值；得分印出小数的按印出位数比，印整数的按两位小数比（不能用进位凑整），
    差额不到 0.05 分的只作提示。

    执行率以预算数、执行数实算，与按印出执行率计算的结果任一相符即可，差异归 A07。本地办法规定执行率达到某值即得满分的，
    表内印有该评分标准的从其标准，没有印的把选项 full_from 设为该值（百分数）。分值、得分或执行率不全时记为数据不足。

    反例：分值 10 分、执行率 86.2%，得分填 9 分，应为 8.62 分。
    正例：分值 10 分、执行率 100%，得分 10 分；分值 10 分、执行率 95.5%，得分 9.55 分。
    """
    for report in dossier.reports:
        for line in report.funds:
            if line.group is None and (line.score is not None or (line.weight is not None and line.rate is not None)):
                yield _line(report, line, _stated(report) or full_from)


def _stated(report: Report) -> Decimal | None:
    """From which rate on the form's own scoring standard gives full marks (执行率≥95%得满分); None where it prints none."""
    texts = [cell.text or cell.raw for table in report.tables for cell in table.cells] + [p.paragraph.text for p in report.passages]
    found = next((match for text in texts if "满分" in text and (match := _STANDARD.search(text))), None)
    return Decimal(found[1]) if found is not None else None


def _line(report: Report, line: FundLine, full_from: Decimal) -> Hit | Check:
    name = clean(line.line)
    weight, rate, score = (fund_figure(report, line, column) for column in ("weight", "rate", "score"))
    if weight is None or score is None or rate is None:
        return lacking("A08", report, f"“{name}”的分值、执行率、得分不全")
    tolerance = score.epsilon if score.quantity.decimals else CENT
    candidates = [_score(weight.value, value, full_from) for value in _rates(report, line, rate)]
    if any(abs(score.value - wanted) <= tolerance for wanted in candidates):
        return passed("A08", report, expected=short(candidates[0], 2), observed=short(score.value), detail=f"{name}得分与执行率相符")
    wanted = candidates[0]
    gap = score.value - wanted
    return Hit(
        message=f"{score.label}填{short(score.value)}分，分值{short(weight.value)}分、执行率{rate.printed}，"
        f"按执行率×分值应得{short(wanted, 2)}分，{'多' if gap > 0 else '少'}计{short(abs(gap), 2)}分（执行率得分不超过分值，按比例计算）。",
        evidence=(score.evidence, weight.evidence, rate.evidence),
        key=f"{spot_of(report)}|{name}",
        expected=short(wanted, 2),
        observed=short(score.value),
        difference=short(gap, 2),
        formula=f"min({short(weight.value)}, {short(rate.value)}% × {short(weight.value)}) = {short(wanted, 2)} ≠ {short(score.value)}",
        severity=Severity.INFO if abs(gap) <= TENTH else None,
    )


def _rates(report: Report, line: FundLine, rate: Figure) -> list[Decimal]:
    """The printed rate, and the exact one where it agrees with the printed."""
    executed, budget = fund_figure(report, line, "executed"), fund_figure(report, line, "annual_budget")
    rates = [rate.value]
    if executed is not None and budget is not None and budget.value:
        exact = executed.value / budget.value * HUNDRED
        if abs(exact - rate.value) <= epsilon(rate.quantity):
            rates.append(exact)
    return rates


def _score(weight: Decimal, rate: Decimal, full_from: Decimal) -> Decimal:
    return weight if rate >= full_from else max(Decimal(0), weight * rate / HUNDRED)
