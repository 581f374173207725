"""H08: all forms spend exactly their annual budget after a large adjustment, as if the budget had been filled in from the spending."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from model import Check, Dossier, Evidence, Hit, Report, Severity
from rules.figures import HUNDRED, Figure, lacking, passed, short
from rules.forms.lines import fund_figure, fund_total
from rules.registry import rule
from rules.wording import name_of


@rule("H08", title="全年预算疑按执行数倒填", severity=Severity.LOW, basis="推导", priority=3)
def budget_filled_backwards(dossier: Dossier, *, limit: Decimal = Decimal(30), least: int = 2) -> Iterator[Hit | Check]:
    """全部自评表的全年预算数与全年执行数分毫不差，执行率一律 100%，而其中又有相对年初预算的大幅调整，疑为按执行数倒填全年预算，执行率失去意义。

    至少两张表（选项 least）可比、且至少一张表的调整幅度达到 30%（选项 limit）才报；没有大幅调整的，如期花完预算是正常的。只报一条，
    列出各表。任一张表预算与执行不等即通过。

    反例：整体表年初 727.25 万元，全年预算、执行都是 2121.23 万元；四张项目表也都恰好相等。
    正例：五张表执行率都是 100%，但全年预算都等于年初预算。
    """
    pairs = [(report, *found) for report in dossier.reports if (found := _pair(report)) is not None]
    if not pairs:
        return
    if len(pairs) < least:
        yield lacking("H08", pairs[0][0], "可比的自评表太少")
        return
    unequal = [report for report, budget, spent in pairs if budget.value != spent.value]
    moved = [(report, change) for report, budget, _ in pairs if (change := _change(report, budget)) >= limit]
    if unequal or not moved:
        detail = f"{len(unequal)}张表预算与执行不等" if unequal else "没有大幅调整预算的表"
        yield from (passed("H08", report, detail=detail) for report, _, _ in pairs)
        return
    told = "、".join(f"{name_of(report)}{spent.printed}" for report, _, spent in pairs)
    changed = "、".join(f"{name_of(report)}{short(change, 2)}%" for report, change in moved)
    yield Hit(
        message=f"{len(pairs)}张自评表的全年预算数与全年执行数完全相等、执行率一律100%：{told}，其中{changed}的预算较年初大幅调整，"
        "疑按执行数倒填全年预算数（执行率应反映预算执行的实际情况）。",
        evidence=tuple(_rate(report, spent) for report, _, spent in pairs),
        key="倒填",
        observed="100%",
    )


def _pair(report: Report) -> tuple[Figure, Figure] | None:
    total = fund_total(report)
    if total is None:
        return None
    budget, spent = fund_figure(report, total, "annual_budget"), fund_figure(report, total, "executed")
    return (budget, spent) if budget is not None and spent is not None and budget.value else None


def _change(report: Report, budget: Figure) -> Decimal:
    total = fund_total(report)
    initial = fund_figure(report, total, "initial_budget") if total is not None else None
    if initial is None or initial.value == 0:
        return Decimal(0)
    return abs(budget.value - initial.value) / abs(initial.value) * HUNDRED


def _rate(report: Report, spent: Figure) -> Evidence:
    total = fund_total(report)
    rate = fund_figure(report, total, "rate") if total is not None else None
    return (rate or spent).evidence
