"""H14: 公用经费 spends at most its budget."""

from __future__ import annotations

from collections.abc import Iterator

from model import Check, Dossier, Hit, Report, Severity
from rules.figures import HUNDRED, lacking, passed, short
from rules.forms.lines import BUDGET, FINAL, BasicLine, line_of, of_kind
from rules.registry import rule


@rule("H14", title="公用经费控制率超过100%", severity=Severity.MEDIUM, basis="S4")
def public_funds_rate(dossier: Dossier) -> Iterator[Hit | Check]:
    """公用经费控制率＝公用经费决算÷公用经费预算，评分标准要求不超过 100%。

    与 A10 是同一超支的两种说法，A10 报出时本条归于其下。预算为空或为 0、决算为空记为数据不足。

    反例：公用经费预算 40 万元，决算 46 万元，控制率 115%。
    正例：公用经费预算 55.67 万元，决算 44.72 万元，控制率 80.33%。
    """
    for report in of_kind(dossier, "basic_data"):
        line = line_of(report, "公用")
        if line is not None:
            yield _hold(report, line)


def _hold(report: Report, line: BasicLine) -> Hit | Check:
    spent, budget = line.figure(FINAL), line.figure(BUDGET)
    if spent is None or budget is None or budget.value == 0:
        return lacking("H14", report, "公用经费的预算或决算为空")
    rate = spent.value / budget.value * HUNDRED
    formula = f"{short(spent.value)} ÷ {short(budget.value)} = {short(rate, 2)}%"
    if rate <= HUNDRED:
        return passed("H14", report, expected="≤100%", observed=f"{short(rate, 2)}%", detail=formula)
    return Hit(
        message=f"{spent.label}为{spent.printed}，预算为{budget.printed}，公用经费控制率{short(rate, 2)}%，"
        f"超过100%，超{short(spent.value - budget.value)}{spent.quantity.unit or ''}（公用经费控制率应不超过100%）。",
        evidence=(spent.evidence, budget.evidence),
        key="公用",
        expected="≤100",
        observed=short(rate, 2),
        difference=short(rate - HUNDRED, 2),
        formula=formula,
    )
