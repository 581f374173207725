"""A07: the printed execution rate equals executed over annual budget."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from model import Check, Dossier, FundLine, Hit, Report, Severity
from rules.figures import HUNDRED, Figure, lacking, passed, short
from rules.forms.lines import fund_figure
from rules.forms.ratios import hold_ratio
from rules.forms.vocabulary import clean
from rules.registry import rule
from rules.wording import fold, spot_of

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_ADDED = re.compile(r"结转|追加|调整|到位|调[增减]")
_HEADING = 16


@rule("A07", title="预算执行率计算不符", severity=Severity.HIGH, basis="S1")
def execution_rate(dossier: Dossier) -> Iterator[Hit | Check]:
    """预算执行率＝全年执行数÷全年预算数×100%，每一行印有执行率的资金都应算得通；容差为印出位数的一半。

    全年预算数为空时改用年初预算数（未调整预算的单位常只填年初数）；分母为 0 或空、执行数为空时记为数据不足。

    表内另有上年结转、预算追加、到位资金栏，执行率是按预算加减该栏、或按到位数算的，视为相符。

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
    other = _other_basis(report, line, rate, executed, budget)
    if other is not None:
        return passed("A07", report, observed=short(rate.value), detail=f"{name}：执行率按本表“{other}”栏计入分母算得")
    return hold_ratio(
        "A07", report, rate=rate, computed=executed.value / budget.value * HUNDRED,
        formula=f"{short(executed.value)} ÷ {short(budget.value)} × 100%", parts=(executed, budget),
        what="预算执行率", key=f"{spot_of(report)}|{name}", basis="执行率＝全年执行数÷全年预算数",
    )  # fmt: skip


def _other_basis(report: Report, line: FundLine, rate: Figure, executed: Figure, budget: Figure) -> str | None:
    """The heading of another column of the row with which the printed rate is right: money carried over, added or arrived."""
    if abs(rate.value - executed.value / budget.value * HUNDRED) <= rate.epsilon:
        return None
    table = next((table for table in report.tables if table.number == line.table), None)
    cells = table.cells if table is not None else ()
    for cell in cells:
        found = _NUMBER.fullmatch((cell.text or cell.raw).replace(",", "").strip()) if cell.row == line.row else None
        amount = Decimal(found[0]) if found is not None else Decimal(0)
        if not amount:
            continue
        heads = (c.text or c.raw for c in cells if c.row < line.row and c.col <= cell.col < c.col + c.col_span)
        head = next((text for text in heads if len(text) <= _HEADING and _ADDED.search(text)), None)
        bases = (amount,) if head is not None and "到位" in head else (budget.value + amount, budget.value - amount)
        if head is not None and any(base > 0 and abs(rate.value - executed.value / base * HUNDRED) <= rate.epsilon for base in bases):
            return fold(head)
    return None
