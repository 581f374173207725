"""B04: the initial total less the projects' budget leaves enough for the budget of 公用经费."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from model import Check, Dossier, FundLine, Hit, Report, Severity
from rules.figures import Figure, gravity, lacking, passed, short, slack_of
from rules.forms.lines import BUDGET, COLUMNS, beside, compositions, fund_figure, fund_total, line_of, of_kind
from rules.forms.vocabulary import item_of
from rules.registry import rule


@rule("B04", title="年初预算倒推的基本支出不足", severity=Severity.MEDIUM, basis="推导", priority=2)
def basic_by_difference(dossier: Dossier) -> Iterator[Hit | Check]:
    """整体自评表年初预算总额减去基础数据表的项目支出预算，得到基本支出的年初预算；它不应为负，也不应小于公用经费预算，因为公用经费是基本支出的一部分。

    基础数据表填了“基本支出预算调整”的，还应等于决算基本支出减去倒推的年初数（正负号不论）。没有公用经费预算时只看是否为负。单位不同的换算后再比；两表缺一或缺数、项目支出预算填的是调整后预算的，记为数据不足。

    反例：年初预算总额 400 万元，项目支出预算 379 万元，余 21 万元，而公用经费预算 55.67 万元。
    正例：年初预算总额 727.25 万元，项目支出预算 379 万元，余 348.25 万元，公用经费预算 55.67 万元。
    """
    for report in of_kind(dossier, "basic_data"):
        for other in beside(dossier, report, "overall_self_eval"):
            yield _hold(report, other, beside(dossier, report, "project_self_eval"))
            yield from _adjustment(report, other)


def _adjustment(report: Report, other: Report) -> Iterator[Hit | Check]:
    """What is filled in as 基本支出预算调整 against what follows from the other figures."""
    line, projects, total = line_of(report, "基本支出调整"), line_of(report, "项目支出"), fund_total(other)
    told = [found for column in COLUMNS if line is not None and (found := line.figure(column, unit="万元")) is not None and found.value]
    whole = fund_figure(other, total, "initial_budget") if total is not None else None
    planned = projects.figure(BUDGET, unit="万元") if projects is not None else None
    spent = next(
        (f for lines in compositions(other).values() for x in lines if item_of(x.line) == "基本支出" and (f := _amount(other, x))), None
    )
    if not told or whole is None or planned is None or spent is None:
        return
    change = spent.value - (whole.value - planned.value)
    if any(abs(found.value) == abs(change) for found in told):
        yield passed("B04", report, expected=short(change), observed=short(told[0].value), detail="基本支出预算调整与推算相符")
        return
    gap = abs(told[0].value) - abs(change)
    yield Hit(
        message=f"{told[0].label}为{told[0].printed}，而{whole.label}{whole.printed}减{planned.label}{planned.printed}得基本支出年初数，"
        f"{spent.label}{spent.printed}，调整额应为{short(change)}万元，相差{short(abs(gap))}万元（基本支出决算减年初数即为调整额）。",
        evidence=(told[0].evidence, whole.evidence, planned.evidence, spent.evidence),
        key="基本支出预算调整",
        expected=short(change),
        observed=short(told[0].value),
        difference=short(gap),
        formula=f"{short(spent.value)} - ({short(whole.value)} - {short(planned.value)}) = {short(change)}",
        severity=gravity(gap, slack_of([told[0], whole, planned, spent])),
    )


def _amount(other: Report, line: FundLine) -> Figure | None:
    return fund_figure(other, line, "amount")


def _adjusted(forms: list[Report], spent: Figure) -> bool:
    """Whether the projects' budget is what their forms make as adjusted, and not what they began with."""
    sums = []
    for column in ("initial_budget", "annual_budget"):
        found = [fund_figure(form, total, column) for form in forms if (total := fund_total(form)) is not None]
        sums.append(sum((figure.value for figure in found if figure is not None), Decimal(0)))
    return bool(forms) and sums[0] != spent.value == sums[1]


def _hold(report: Report, other: Report, beside_forms: list[Report]) -> Hit | Check:
    projects, public, total = line_of(report, "项目支出"), line_of(report, "公用"), fund_total(other)
    whole = fund_figure(other, total, "initial_budget") if total is not None else None
    spent = projects.figure(BUDGET, unit="万元") if projects is not None else None
    if whole is None or spent is None:
        return lacking("B04", report, "年初预算总额或项目支出预算为空")
    if _adjusted(beside_forms, spent):
        return lacking("B04", report, "基础数据表的项目支出预算数是调整后的全年预算，不能由年初总额倒推")
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
