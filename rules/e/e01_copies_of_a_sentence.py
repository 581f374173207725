"""E01: a sentence that stands twice in a dossier, with different numbers."""

from __future__ import annotations

from collections.abc import Iterator

from model import Check, CheckStatus, Dossier, Evidence, Fact, Hit, Report, Severity
from rules.comparing.copied import Conflict, conflicts, place_key
from rules.comparing.frames import Sentence, sentences_of
from rules.comparing.objects import differ, object_of, same_measure, value_of
from rules.figures import evidence, show
from rules.memo import remembered
from rules.prose.places import place_of
from rules.registry import rule
from rules.wording import spot_of

RULE = "E01"


@rule(RULE, title="近似句数字不一", severity=Severity.HIGH, basis="S5", priority=1)
def copies_of_a_sentence(dossier: Dossier) -> Iterator[Hit | Check]:
    """同一句话在同一部门的几份报告里重复出现（相似度0.85以上，编号、空格不计），逐个数字对齐后值不同，多为一处改了另一处没改。

    只有足以认定是“同一句话的两个副本”才报：其余数字相同、上下文相同、句子够长或写明全市口径；不同项目报告里套用同一句式说各自的
    资金、得分、受益情况，不算矛盾；计量对象、年度、单位不同的不比；“约”“余”“以上”按其含义放宽。

    反例：整体报告“目前全县58个单位的916项许可都到大厅办理”，项目报告“目前全县85家单位的916项许可都到大厅办理”。
    正例：两份报告均写“目前全县85家单位的916项许可都到大厅办理”；甲项目“资金全部到位，到位86万元”，乙项目“资金全部到位，到位51万元”。
    """
    seen: set[frozenset[tuple[str, int, int | None, int | None, int]]] = set()
    failed: set[str] = set()
    told: dict[tuple[object, ...], None] = {}
    for conflict in conflicts(dossier):
        places = frozenset((place_key(conflict.one), place_key(conflict.other)))
        topic = (conflict.one.frame, conflict.one.slot)
        if places in seen or topic in told:
            continue
        seen.add(places)
        told[topic] = None
        failed |= {conflict.one.report_id, conflict.other.report_id}
        yield _hit(dossier, conflict)
    yield from _passed(dossier, failed)


def _hit(dossier: Dossier, conflict: Conflict) -> Hit:
    one, other = conflict.one, conflict.other
    first, second = conflict.pair.one.report, conflict.pair.other.report
    support = _support(dossier, conflict)
    difference = (
        abs((value_of(one.quantity) or 0) - (value_of(other.quantity) or 0))
        if one.quantity.unit != other.quantity.unit
        else abs((one.quantity.value or 0) - (other.quantity.value or 0))
    )
    unit = (one.quantity.unit or "") if one.quantity.unit == other.quantity.unit else ""
    message = (
        f"{place_of(first, one)}写“{one.quote}”，{place_of(second, other)}写“{other.quote}”，两句除数字外基本相同，"
        f"而{show(one.quantity)}与{show(other.quantity)}不一致，相差{difference:f}{unit}"
    )
    if support:
        report, fact = support
        message += f"；{place_of(report, fact)}另写“{fact.quote}”，与{show(fact.quantity)}相符"
    evidences = [_side(first, one), _side(second, other)] + ([_side(*support)] if support else [])
    spots = "|".join(sorted((spot_of(first), spot_of(second))))
    return Hit(
        message=message + "（同一事项在各报告中应当一致）。",
        evidence=tuple(evidences),
        key=f"{one.frame[:60]}|{one.slot}|{spots}",
        expected=show(other.quantity),
        observed=show(one.quantity),
        difference=f"{difference:f}",
        severity=None if conflict.weight >= 4 else Severity.MEDIUM,
        explains=(f"D01:{object_of(one)}|*", f"D01:{object_of(other)}|*"),
    )


def _side(report: Report, fact: Fact) -> Evidence:
    return evidence(f"{place_of(report, fact)}{fact.subject}", fact.quantity)


def _support(dossier: Dossier, conflict: Conflict) -> tuple[Report, Fact] | None:
    """Another statement about the same kind of thing that agrees with one side and not with the other."""
    noun = object_of(conflict.other) or object_of(conflict.one)
    if len(noun) < 2:
        return None
    taken = {(f.report_id, f.block, f.sentence_start) for f in (*conflict.pair.one.facts, *conflict.pair.other.facts)}
    for name, report, fact in _by_ending(dossier).get(noun[-2:], ()):
        if not name.endswith(noun) or (fact.report_id, fact.block, fact.sentence_start) in taken or fact.frame == conflict.one.frame:
            continue
        if same_measure(fact.quantity.unit, conflict.one.quantity.unit):
            agrees = [not differ(fact, side) for side in (conflict.one, conflict.other)]
            if agrees[0] != agrees[1]:
                return report, fact
    return None


@remembered
def _by_ending(dossier: Dossier) -> dict[str, list[tuple[str, Report, Fact]]]:
    """What there is, by the last two characters of its name."""
    found: dict[str, list[tuple[str, Report, Fact]]] = {}
    for report in dossier.reports:
        for fact in report.facts:
            if fact.role in ("actual", "total") and (name := object_of(fact)):
                found.setdefault(name[-2:], []).append((name, report, fact))
    return found


def _passed(dossier: Dossier, failed: set[str]) -> Iterator[Check]:
    """One passing check for every report whose repeated sentences agree."""
    groups: dict[str, list[Sentence]] = {}
    for sentence in sentences_of(dossier):
        groups.setdefault(sentence.frame, []).append(sentence)
    counts: dict[str, int] = {}
    for group in groups.values():
        reports = {sentence.report.report_id for sentence in group}
        if len(reports) > 1 and all(_agree(group[0], sentence) for sentence in group[1:]):
            for report_id in reports:
                counts[report_id] = counts.get(report_id, 0) + 1
    for report_id, count in counts.items():
        if report_id not in failed:
            yield Check(
                rule=RULE, report_id=report_id, status=CheckStatus.PASS, detail=f"{count}个含数字的句子在其他报告中重复出现，数字一致"
            )


def _agree(one: Sentence, other: Sentence) -> bool:
    return not any(differ(a, b) for a, b in zip(one.facts, other.facts, strict=False))
