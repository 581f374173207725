"""D01: one object counted differently in two places of a dossier."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from model import Check, Dossier, Hit, Report, Severity
from rules.comparing.copied import PlaceKey, conflicting_places, place_key
from rules.comparing.doubts import doubt
from rules.comparing.objects import differ, value_of
from rules.comparing.siblings import Place, agreements, place_of_statement
from rules.comparing.statements import Statement, statements
from rules.figures import evidence, passed, show
from rules.prose.places import place_of
from rules.registry import rule
from rules.wording import spot_of

RULE = "D01"


@rule(RULE, title="同一对象的数量前后不一", severity=Severity.HIGH, basis="S5", priority=1)
def same_object_count(dossier: Dossier) -> Iterator[Hit | Check]:
    """同一对象、同一计量、同一限定、同一年度、同一口径的数量，在一份报告前后或同一部门的几份报告里应当相同。

    “182个村民小组中的37个”里182是全部、37是一部分；“辖12个社区”与“覆盖全街道11个社区”都说全部，说法不同，为中；目标栏里的数与
    完成情况栏里的数是目标与实际。

    “单位、项目、人员”一类泛称不比；人与人次、户与人不比；年初与决算、目标与实际、变动前与变动后、其中项与总数不比；动作不同（新建与维修）
    不比；说的是不同项目的产出不比；只提到一部分（15个乡镇推广）不与总数（全县18个乡镇）比，除非部分大于总数。“约”“余”“以上”按含义放宽，
    印出位数不同而四舍五入后相同的不报。同一句话的两个副本由E01报，这里不再重复。

    反例：基本情况写“在职人员26人”，组织实施写“保障了在职人员28人的工资”。
    正例：“设有170个服务窗口”与“进驻单位46家”；“在职人员26人”与“退休人员4人”；“城区健身点246个”与“乡镇健身点398个”。
    """
    groups: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for statement in statements(dossier):
        groups[statement.key].append(statement)
    known, shared = conflicting_places(dossier), agreements(dossier)
    for group in groups.values():
        for alike in _by_measure(group):
            if len(alike) > 1:
                yield from _compare(alike, known, shared)


def _by_measure(group: list[Statement]) -> Iterator[list[Statement]]:
    buckets: list[list[Statement]] = []
    for statement in group:
        for bucket in buckets:
            if bucket[0].measured_as(statement):
                bucket.append(statement)
                break
        else:
            buckets.append([statement])
    return iter(buckets)


def _compare(group: list[Statement], known: frozenset[frozenset[PlaceKey]], shared: dict[frozenset[Place], int]) -> Iterator[Hit | Check]:
    camps: list[list[Statement]] = []
    for statement in group:
        for camp in camps:
            if not differ(camp[0].fact, statement.fact):
                camp.append(statement)
                break
        else:
            camps.append([statement])
    camps.sort(key=lambda camp: (sum(s.fact.role != "target" for s in camp), len(camp)), reverse=True)
    first = camps[0]
    if len(camps) == 1:
        reports: dict[str, Report] = {s.report.report_id: s.report for s in group if s.definite}
        for report in reports.values():
            yield passed(RULE, report, observed=show(first[0].fact.quantity), detail=f"{first[0].fact.subject}前后一致")
        return
    projects = len({s.report.project for s in group if s.report.project})
    for camp in camps[1:]:
        pairs = [(a, b, level) for a in first for b in camp if (level := _level(a, b, shared, projects))]
        if not pairs or any(frozenset((place_key(a.fact), place_key(b.fact))) in known for a in first for b in camp):
            continue
        a, b, level = min(pairs, key=lambda pair: list(Severity).index(pair[2]))
        yield _hit(a, b, level, [s for s in first if s is not a][:2])


def _level(one: Statement, other: Statement, shared: dict[frozenset[Place], int], projects: int) -> Severity | None:
    siblings = shared.get(frozenset((place_of_statement(one), place_of_statement(other))), 0)
    return doubt(one, other, siblings=siblings, projects=projects)


def _hit(one: Statement, other: Statement, level: Severity, more: list[Statement]) -> Hit:
    a, b = one.fact, other.fact
    same_unit = a.quantity.unit == b.quantity.unit
    difference = (
        abs((a.quantity.value or 0) - (b.quantity.value or 0))
        if same_unit
        else abs((value_of(a.quantity) or 0) - (value_of(b.quantity) or 0))
    )
    unit = (a.quantity.unit or "") if same_unit else "元" if (a.quantity.unit or "").endswith("元") else ""
    message = (
        f"{place_of(one.report, a)}写“{a.quote}”，{place_of(other.report, b)}写“{b.quote}”，"
        f"同为{a.subject}，{show(a.quantity)}与{show(b.quantity)}不一致，相差{difference:f}{unit}（同一对象的数量前后应当一致）。"
    )
    sides = [one, other, *more]
    spots = "|".join(sorted({spot_of(one.report), spot_of(other.report)}))
    return Hit(
        message=message,
        evidence=tuple(evidence(f"{place_of(s.report, s.fact)}{s.fact.subject}", s.fact.quantity) for s in sides),
        key=f"{one.name}|{one.key[1]}|{spots}",
        expected=show(a.quantity),
        observed=show(b.quantity),
        difference=f"{difference:f}",
        severity=None if level is Severity.HIGH else level,
    )
