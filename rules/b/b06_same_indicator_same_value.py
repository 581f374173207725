"""B06: one indicator of one year has one result, in whatever form it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from model import Check, Dossier, Hit, Severity
from rules.figures import MONEY, Figure, figure, gravity, passed, short
from rules.forms.indicators import Entry, by_name, compared_unit
from rules.naming.slips import looks_like
from rules.registry import rule
from rules.wording import fold, name_of

_SURVEYED = re.compile(r"满意|认可度|知晓率|安全感")
"""What is asked of people: each form may have asked others."""
_MORE = Decimal("1.2")
_PHASE = re.compile(r"[\d一二三四五六七八九十]+[期批标段号年]*")


@rule("B06", title="同名指标完成值不一致", severity=Severity.HIGH, basis="S5")
def same_indicator_same_value(dossier: Dossier) -> Iterator[Hit | Check]:
    """同一年度同名指标的实际完成值，在整体自评表和各项目自评表中应当一致；不一致则至少一张表的完成值不实。

    只比名称相同（不计标点、编号）且能说明对象的指标：“满意度”“资金到位率”“培训人次”这类各项目都用的通名不比。指标值、分值
    可以各表不同，不比；单位不同的不比（见 B07）。整体表的数等于某张项目表的数、或等于各项目表之和的，通过：几个项目（一期、二期）
    可以各有各的数。整体表的数比各项目表之和多两成以上、又不像数字写错的，可能含未列自评表的项目，降为低。满意度一类问来的数，各表调查的对象可能不同，降为低。没有整体表可对、只在名称不同的项目之间不同的，可能各有各的对象，降为低；同一项目分期的不报。

    反例：“网站稿件数量”整体自评表完成 3520 条，项目自评表完成 3250 条。
    正例：“维修路灯数量”整体表 300 盏，两张项目表 180 盏、120 盏。
    """
    for name, entries in by_name(dossier).items():
        figures = [(entry, found) for entry in entries if (found := _figure(entry)) is not None]
        units = [unit for _, found in figures if (unit := found.quantity.unit)]
        for unit in dict.fromkeys(compared_unit(unit) for unit in units):
            alike = [(entry, found) for entry, found in figures if not found.quantity.unit or compared_unit(found.quantity.unit) == unit]
            yield from _compare(name, alike)
        if not units:
            yield from _compare(name, figures)


def _figure(entry: Entry) -> Figure | None:
    return figure(f"{name_of(entry.report)}“{entry.indicator.level3}”实际完成值", entry.indicator.actual)


def _compare(name: str, alike: list[tuple[Entry, Figure]]) -> Iterator[Hit | Check]:
    if len({entry.report.report_id for entry, _ in alike}) < 2:
        return
    unit = next((found.quantity.unit for _, found in alike if found.quantity.unit in MONEY), None)
    pairs = [(entry, figure(found.label, found.quantity, unit=unit) or found) for entry, found in alike]
    overall = [pair for pair in pairs if pair[0].report.kind == "overall_self_eval"]
    projects = [pair for pair in pairs if pair[0].report.kind == "project_self_eval"]
    known = {found.value for _, found in projects}
    report = pairs[0][0].report
    if len({found.value for _, found in pairs}) == 1:
        yield passed("B06", report, observed=short(pairs[0][1].value), detail=f"“{name}”在{len(pairs)}张表中一致")
        return
    known.add(sum((found.value for _, found in projects), Decimal(0)))
    astray = [pair for pair in overall if pair[1].value not in known]
    if astray and _SURVEYED.search(name):
        yield _hit(name, [*astray, *projects], severity=Severity.LOW, doubt="，各表调查的对象可能不同，请核对口径")
    elif astray and _may_hold_more(astray, projects):
        yield _hit(name, [*astray, *projects], severity=Severity.LOW, doubt="，整体表可能含未列自评表的其他项目，请核对口径")
    elif astray:
        yield _hit(name, [*astray, *projects], severity=None)
    elif overall or _phases(projects):
        yield passed("B06", report, detail=f"“{name}”整体表的数与项目表相符，各项目各有其数")
    else:
        yield _hit(name, pairs, severity=Severity.LOW)


def _may_hold_more(astray: list[tuple[Entry, Figure]], projects: list[tuple[Entry, Figure]]) -> bool:
    """Whether the department counts far more than its projects' forms do together, and the figure is no slip of theirs."""
    told = [found.value for _, found in projects]
    summed = sum(told, Decimal(0))
    return bool(projects) and all(
        found.quantity.unit not in ("%", "‰", "分", *MONEY)
        and found.value > summed * _MORE
        and not any(looks_like(found.value, value) for value in (*told, summed))
        for _, found in astray
    )


def _phases(projects: list[tuple[Entry, Figure]]) -> bool:
    """Whether all stand in parts of one project: names that differ in a number or phase only."""
    return len({_PHASE.sub("", fold(entry.report.project or "")) for entry, _ in projects}) == 1


def _hit(name: str, pairs: list[tuple[Entry, Figure]], *, severity: Severity | None, doubt: str = "") -> Hit:
    values = sorted({found.value for _, found in pairs}, reverse=True)
    gap = values[0] - values[-1]
    unit = next((found.quantity.unit for _, found in pairs if found.quantity.unit), "") or ""
    told = "、".join(f"{name_of(entry.report)}填{found.printed}" for entry, found in pairs)
    tolerance = sum(sorted((found.epsilon for _, found in pairs), reverse=True)[:2], Decimal(0))
    if unit not in MONEY and all(found.quantity.decimals == 0 for _, found in pairs):
        tolerance = Decimal(0)  # counts are exact
    return Hit(
        message=f"同一年度同名指标“{pairs[0][0].indicator.level3}”的实际完成值不一致：{told}，"
        f"最大相差{short(gap)}{unit}{doubt}（同名指标同口径应当一致）。",
        evidence=tuple(found.evidence for _, found in pairs),
        key=name,
        expected=short(values[0]),
        observed=short(values[-1]),
        difference=short(gap),
        formula=" ≠ ".join(short(value) for value in values),
        severity=gravity(gap, tolerance) or severity,
    )
