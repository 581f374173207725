"""B06: one indicator of one year has one result, in whatever form it stands."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from model import Check, Dossier, Hit, Severity
from rules.figures import Figure, figure, gravity, passed, short
from rules.indicators import Entry, by_name, compared_unit
from rules.registry import rule
from rules.wording import name_of


@rule("B06", title="同名指标完成值不一致", severity=Severity.HIGH, basis="S5")
def same_indicator_same_value(dossier: Dossier) -> Iterator[Hit | Check]:
    """同一年度同名指标的实际完成值，在整体自评表和各项目自评表中应当一致；不一致则至少一张表的完成值不实。

    只比名称相同（不计标点、编号）且能说明对象的指标：“满意度”“资金到位率”“培训人次”这类各项目都用的通名不比。指标值、分值
    可以各表不同，不比；单位不同的不比（见 B07）。整体表的数等于各项目表之和的，视为汇总，通过。只在项目表之间不同、没有整体表
    可对的，可能各有各的对象，降为中。

    反例：“政府网站上传信息数量”整体自评表完成 42412 条，项目自评表完成 41560 条。
    正例：“维修路灯数量”整体表 300 盏，两张项目表 180 盏、120 盏。
    """
    for name, entries in by_name(dossier).items():
        figures = [(entry, found) for entry in entries if (found := _figure(entry)) is not None]
        for unit in dict.fromkeys(_unit(found) for _, found in figures if _unit(found)):
            alike = [(entry, found) for entry, found in figures if _unit(found) in (unit, "")]
            if len({entry.report.report_id for entry, _ in alike}) > 1:
                yield _compare(name, alike)
        if figures and not any(_unit(found) for _, found in figures):
            yield _compare(name, figures)


def _figure(entry: Entry) -> Figure | None:
    actual = entry.indicator.actual
    return figure(f"{name_of(entry.report)}“{entry.indicator.level3}”实际完成值", actual, unit="万元")


def _unit(found: Figure) -> str:
    return compared_unit(found.quantity.unit) if found.quantity.unit else ""


def _compare(name: str, alike: list[tuple[Entry, Figure]]) -> Hit | Check:
    report = alike[0][0].report
    values = {found.value for _, found in alike}
    if len(values) == 1:
        return passed("B06", report, observed=short(alike[0][1].value), detail=f"“{name}”在{len(alike)}张表中一致")
    overall = [found for entry, found in alike if entry.report.kind == "overall_self_eval"]
    projects = [found for entry, found in alike if entry.report.kind == "project_self_eval"]
    summed = sum((found.value for found in projects), Decimal(0))
    if overall and len(projects) > 1 and all(found.value == summed for found in overall):
        return passed("B06", report, observed=short(summed), detail=f"“{name}”整体表为各项目之和")
    gap = max(values) - min(values)
    unit = next((found.quantity.unit for _, found in alike if found.quantity.unit), "") or ""
    told = "、".join(f"{name_of(entry.report)}填{found.printed}" for entry, found in alike)
    tolerance = sum(sorted((found.epsilon for _, found in alike), reverse=True)[:2], Decimal(0))
    return Hit(
        message=f"同一年度同名指标“{alike[0][0].indicator.level3}”的实际完成值不一致：{told}，"
        f"最大相差{short(gap)}{unit}（同名指标同口径应当一致）。",
        evidence=tuple(found.evidence for _, found in alike),
        key=name,
        expected=short(max(values)),
        observed=short(min(values)),
        difference=short(gap),
        formula=" ≠ ".join(short(value) for value in sorted(values, reverse=True)),
        severity=gravity(gap, tolerance) or (None if overall else Severity.MEDIUM),
    )
