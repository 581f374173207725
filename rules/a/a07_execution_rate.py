"""A07: the printed execution rate equals executed over annual budget."""

from __future__ import annotations

from collections.abc import Iterator

from model import Check, Dossier, FundLine, Hit, Report, Severity
from rules.figures import HUNDRED, lacking, short
from rules.forms.lines import fund_figure
from rules.forms.ratios import hold_ratio
from rules.forms.vocabulary import clean
from rules.registry import rule
from rules.wording import spot_of


@rule("A07", title="预算执行率计算不符", severity=Severity.HIGH, basis="S1")
def execution_rate(dossier: Dossier) -> Iterator[Hit | Check]:
    """预算执行率＝全年执行数÷全年预算数×100%，每一行印有执行率的资金都应算得通；容差为印出位数的一半。

    全年预算数为空时改用年初预算数（未调整预算的单位常只填年初数）；分母为 0 或空、执行数为空时记为数据不足。

    反例：全年预算 200 万元、全年执行 150 万元，执行率填 100%，应为 75%。
    正例：全年预算 300 万元、全年执行 299.5 万元，执行率填 99.83%。
    """
    for report in dossier.reports:
        for line in report.funds:
            if line.group is None and line.rate is not None:
                yield _line(report, line)


def _line(report: Report, line: FundLine) -> Hit | Check:
    name = clean(line.line)
    rate, executed = fund_figure(report, line, "rate"), fund_figure(report, line, "executed")
    budget = fund_figure(report, line, "annual_budget") or fund_figure(report, line, "initial_budget")
    if rate is None or executed is None or budget is None or budget.value == 0:
        return lacking("A07", report, f"“{name}”的执行率、执行数、预算数不全或预算数为0")
    return hold_ratio(
        "A07", report, rate=rate, computed=executed.value / budget.value * HUNDRED,
        formula=f"{short(executed.value)} ÷ {short(budget.value)} × 100%", parts=(executed, budget),
        what="预算执行率", key=f"{spot_of(report)}|{name}", basis="执行率＝全年执行数÷全年预算数",
    )  # fmt: skip
