"""B04: the initial total less the projects' budget leaves enough for the budget of 公用经费."""

from __future__ import annotations

from collections.abc import Iterator

from model import Check, Dossier, Hit, Report, Severity
from rules.figures import gravity, lacking, passed, short
from rules.lines import BUDGET, beside, fund_figure, fund_total, line_of, of_kind
from rules.registry import rule


@rule("B04", title="年初预算倒推的基本支出不足", severity=Severity.MEDIUM, basis="推导", priority=2)
def basic_by_difference(dossier: Dossier) -> Iterator[Hit | Check]:
    """整体自评表年初预算总额减去基础数据表的项目支出预算，得到基本支出的年初预算；它不应为负，也不应小于公用经费预算，因为公用经费是基本支出的一部分。

    没有公用经费预算时只看是否为负。单位不同的换算后再比；两表缺一或缺数记为数据不足。

    反例：年初预算总额 400 万元，项目支出预算 379 万元，余 21 万元，而公用经费预算 55.67 万元。
    正例：年初预算总额 727.25 万元，项目支出预算 379 万元，余 348.25 万元，公用经费预算 55.67 万元。
    """
    for report in of_kind(dossier, "basic_data"):
        for other in beside(dossier, report, "overall_self_eval"):
            yield _hold(report, other)


def _hold(report: Report, other: Report) -> Hit | Check:
    projects, public, total = line_of(report, "项目支出"), line_of(report, "公用"), fund_total(other)
    whole = fund_figure(other, total, "initial_budget") if total is not None else None
    spent = projects.figure(BUDGET, unit="万元") if projects is not None else None
    if whole is None or spent is None:
        return lacking("B04", report, "年初预算总额或项目支出预算为空")
    floor = public.figure(BUDGET, unit="万元") if public is not None else None
    rest, least = whole.value - spent.value, floor.value if floor is not None else whole.value * 0
    formula = f"{short(whole.value)} - {short(spent.value)} = {short(rest)}"
    if rest >= least:
        return passed("B04", report, expected=f"≥{short(least)}", observed=short(rest), detail=f"{formula} ≥ {short(least)}")
    below = f"小于公用经费预算{floor.printed}" if floor is not None and rest >= 0 else "为负数"
    return Hit(
        message=f"{whole.label}为{whole.printed}，{spent.label}为{spent.printed}，倒推基本支出年初预算{short(rest)}万元，"
        f"{below}，差{short(least - rest)}万元（公用经费是基本支出的一部分）。",
        evidence=(whole.evidence, spent.evidence, *((floor.evidence,) if floor is not None else ())),
        key="年初倒推",
        expected=f"≥{short(least)}",
        observed=short(rest),
        difference=short(least - rest),
        formula=f"{formula} < {short(least)}",
        severity=gravity(least - rest, whole.epsilon + spent.epsilon + (floor.epsilon if floor is not None else 0)),
    )
