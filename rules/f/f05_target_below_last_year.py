"""F05: a target lies below what was reached the year before."""

from __future__ import annotations

from collections.abc import Iterator

from model import Check, Dossier, Hit, Indicator, Report, Severity
from rules.figures import evidence, lacking, passed, show
from rules.forms.indicators import compared_unit
from rules.forms.lines import of_kind
from rules.forms.vocabulary import clean
from rules.naming.projects import resolve
from rules.registry import rule
from rules.wording import fold, name_of, spot_of


@rule("F05", title="指标值低于上年完成值", severity=Severity.LOW, basis="S1", priority=3)
def target_below_last_year(dossier: Dossier) -> Iterator[Hit | Check]:
    """本年指标值定得比上年同名指标的实际完成值还低，目标偏低，不利于激励。

    正向指标看本年指标值是否小于上年完成值；反向指标看本年上限是否大于上年完成值，而上年完成值不为 0。没有比较符号、单位不同的不比。
    一张表的多项并为一条。没有上年报告的不适用。

    反例：上年完成 3520 条，本年指标值≥3000条。
    正例：上年完成率 96%，本年指标值≥98%。
    """
    if dossier.previous is None:
        return
    for kind in ("overall_self_eval", "project_self_eval"):
        olds = {r.project or kind: r for r in of_kind(dossier.previous, kind) if r.indicators}
        for report in of_kind(dossier, kind):
            old = olds.get((resolve(report.project, olds) if report.project else kind) or "")
            if old is not None and report.indicators:
                yield _hold(report, old)


def _hold(report: Report, old: Report) -> Hit | Check:
    known = {fold(clean(i.level3)): i for i in old.indicators}
    pairs = [(i, known[fold(clean(i.level3))]) for i in report.indicators if fold(clean(i.level3)) in known]
    comparable = [pair for pair in pairs if _comparable(*pair)]
    if not comparable:
        return lacking("F05", report, "没有与上年可比的同名指标")
    low = [(new, before) for new, before in comparable if _lower(new, before)]
    if not low:
        return passed("F05", report, detail=f"{len(comparable)}个可比指标的指标值不低于上年完成值")
    told = "、".join(f"“{new.level3}”本年指标值{show(new.target)}、上年完成{show(before.actual)}" for new, before in low)
    sides = []
    for new, before in low:
        sides.append(evidence(f"{name_of(report)}“{new.level3}”指标值", new.target))
        sides.append(evidence(f"上年{name_of(old)}“{before.level3}”实际完成值", before.actual))
    return Hit(
        message=f"{name_of(report)}有{len(low)}个指标的指标值低于上年完成水平：{told}，目标偏低（指标值应参照上年完成情况设定）。",
        evidence=tuple(sides),
        key=spot_of(report),
    )


def _comparable(new: Indicator, before: Indicator) -> bool:
    target, actual = new.target, before.actual
    if target.value is None or actual.value is None or target.op not in ("≥", ">", "≤", "<"):
        return False
    return not (target.unit and actual.unit) or compared_unit(target.unit) == compared_unit(actual.unit)


def _lower(new: Indicator, before: Indicator) -> bool:
    target, actual = new.target.value, before.actual.value
    assert target is not None and actual is not None
    return target < actual if new.target.op in ("≥", ">") else target > actual > 0
