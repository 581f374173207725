"""B07: one indicator has one unit and one direction in all forms."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from model import Check, Dossier, Evidence, Hit, Quantity, Severity
from rules.comparing.dimensions import dimension_of_unit, other_dimensions
from rules.comparing.disagreements import said
from rules.comparing.matching import Match, indicator_unit
from rules.figures import evidence, lacking, passed, show
from rules.forms.indicators import Entry, compared_unit, is_general, shared_names
from rules.prose.claims import unit_of
from rules.registry import rule
from rules.wording import name_of, spot_of

UP, DOWN = frozenset({"≥", ">"}), frozenset({"≤", "<"})


@rule("B07", title="同名指标单位或方向不一致", severity=Severity.MEDIUM, basis="S10", priority=2)
def same_indicator_same_unit(dossier: Dossier) -> Iterator[Hit | Check]:
    """同名指标在各表中的计量单位和方向（不少于、不超过）应当一致，否则数字无法汇总，也常是万元与元错位的迹象。

    比指标值的单位和比较符号；单位只是叫法不同（个与家、次与场）的视为相同。没有印单位的由 G03 核对，没有比较符号的不比方向。
    通名指标（满意度、资金到位率等）各项目口径不同，只比方向，不比单位，方向不同也只提示为低。

    正文对同一事物印着与实际完成值相同的数、单位却是另一种量（公里与平方公里、亩与立方米）的，单位有一处写错；正文另有单位相符的同一个数的不报，
    不足 10 的整数碰巧相同的多，不比。

    反例：“污水处理量”一表为“≥500万吨”，另一表为“≤500吨”。
    正例：一表“≥95%”，另一表“≥98%”：指标值可以不同，单位和方向相同。
    """
    for name, entries in shared_names(dossier).items():
        if not is_general(name):
            yield _hold(name, entries, "单位", [(e, unit) for e in entries if (unit := _unit(e.indicator.target, e.indicator.actual))])
        result = _hold(name, entries, "方向", [(e, way) for e in entries if (way := _direction(e.indicator.target))])
        if isinstance(result, Hit) and is_general(name):
            result = msgspec.structs.replace(result, severity=Severity.LOW)  # 成本控制率 may be a ceiling here and a floor there
        yield result
    yield from map(_tell, other_dimensions(dossier))


def _tell(match: Match) -> Hit:
    unit, other = indicator_unit(match.indicator), unit_of(match.claim.fact.quantity)
    label = f"{name_of(match.form)}“{match.indicator.level3}”实际完成值"
    return Hit(
        message=f"{label}为{show(match.indicator.actual)}，{match.claim.place}写“{said(match.claim)}”，数字相同而单位一为{dimension_of_unit(unit)}、"
        f"一为{dimension_of_unit(other)}，单位有一处写错（同一事物的计量单位应当一致）。",
        evidence=(evidence(label, match.indicator.actual), match.claim.evidence),
        key=f"{match.indicator.level3}|{spot_of(match.form)}|正文单位",
        expected=unit,
        observed=other,
    )


def _unit(target: Quantity, actual: Quantity) -> str:
    unit = target.unit if target.value is not None else actual.unit if actual.value is not None else None
    return compared_unit(unit) if unit else ""


def _direction(target: Quantity) -> str:
    return "不少于" if target.op in UP else "不超过" if target.op in DOWN else ""


def _hold(name: str, entries: tuple[Entry, ...], what: str, marks: list[tuple[Entry, str]]) -> Hit | Check:
    report = entries[0].report
    if len({entry.report.report_id for entry, _ in marks}) < 2:
        return lacking("B07", report, f"“{name}”只有一张表有{what}")
    found = dict.fromkeys(mark for _, mark in marks)
    if len(found) == 1:
        return passed("B07", report, observed=next(iter(found)), detail=f"“{name}”{what}一致")
    told = "、".join(f"{name_of(entry.report)}指标值“{show(entry.indicator.target)}”" for entry, _ in marks)
    return Hit(
        message=f"同名指标“{entries[0].indicator.level3}”的{what}不一致：{told}（同名指标的单位和方向应当一致）。",
        evidence=tuple(_evidence(entry) for entry, _ in marks),
        key=f"{name}|{what}",
        observed="、".join(found),
    )


def _evidence(entry: Entry) -> Evidence:
    return evidence(f"{name_of(entry.report)}“{entry.indicator.level3}”指标值", entry.indicator.target)
