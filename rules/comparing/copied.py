"""Numbers that differ between two copies of one sentence: what E01 reports, shared so that D01 does not say it again."""

from __future__ import annotations

import re

import msgspec

from model import Dossier, Fact
from rules.comparing.frames import Pair, Sentence, near_pairs
from rules.comparing.objects import differ, period_of, same_measure
from rules.memo import remembered
from rules.prose.places import same_scope, stage_told, text_of

PlaceKey = tuple[str, int, int | None, int | None, int]
"""Report, block, row, column and start of a fact."""
ENOUGH = 3
"""Points of evidence that two sentences are copies and speak of the same thing."""
_OF_PROJECT = re.compile(r"本项目|该项目|项目资金|项目经费|项目预算|项目支出|项目概况|项目名称|项目实施|受益")
_MONEY = re.compile(r"经费|资金|预算|支出|拨款|投入|投资|专项|执行|结余|结转|补助|费$|^$")
_MONEY_RATE = re.compile(r"(?:执行|支出|支付|拨付|到位|使用|完成)(?:率|进度)$")
_SCORE = re.compile(r"得分|评分|评价|总分|分值")
_WHOLE = re.compile(r"全[市县区省州镇乡国]|[我本][市县区省州镇乡局委办院校]|市政府|县政府|中心")
_CONTEXT = 16


class Conflict(msgspec.Struct, frozen=True, eq=False):
    """One place of two copies where the numbers differ."""

    pair: Pair
    one: Fact
    other: Fact
    weight: int
    """How strongly the sentences are copies of each other."""


@remembered
def conflicts(dossier: Dossier) -> tuple[Conflict, ...]:
    """Every difference between copies of a sentence that is worth reporting, strongest first."""
    found: list[Conflict] = []
    for pair in near_pairs(dossier):
        open_slots = [(a, b) for a, b in pair.slots if differ(a, b)]
        if not open_slots:
            continue
        weight = _weigh(pair, len(open_slots))
        if weight >= ENOUGH:
            found.extend(Conflict(pair, a, b, weight) for a, b in open_slots if _comparable(pair, a, b))
    return tuple(sorted(found, key=lambda conflict: -conflict.weight))


def place_key(fact: Fact) -> PlaceKey:
    """Identity of a fact within its dossier."""
    return (fact.report_id, fact.block, fact.source.row, fact.source.col, fact.start)


@remembered
def conflicting_places(dossier: Dossier) -> frozenset[frozenset[PlaceKey]]:
    """The pairs of facts that E01 reports."""
    return frozenset(frozenset((place_key(c.one), place_key(c.other))) for c in conflicts(dossier))


def _comparable(pair: Pair, a: Fact, b: Fact) -> bool:
    if not same_measure(a.quantity.unit, b.quantity.unit) or a.per != b.per or {a.role, b.role} == {"before", "after"}:
        return False
    if _goal_and_result(a, b):
        return False
    if period_of(a, pair.one.report.year) != period_of(b, pair.other.report.year):
        return False
    if stage_told(pair.one.report, a) != stage_told(pair.other.report, b):
        return False
    if not same_scope(pair.one.report, pair.other.report):
        if _MONEY_RATE.search(a.subject):
            return False
        if a.quantity.unit == "分" and _SCORE.search(a.subject):
            return False
        if a.quantity.unit and a.quantity.unit.endswith("元") and _MONEY.search(a.subject):
            return False
    return True


def _goal_and_result(a: Fact, b: Fact) -> bool:
    """Whether one is what a form set out to do and the other what was done: a result in the words of its goal is no copy of it."""
    return (a.role == "target") != (b.role == "target") and (a.source.table is not None or b.source.table is not None)


def _weigh(pair: Pair, differing: int) -> int:
    """Points for what speaks for a copy, less what speaks for two things told in the same words."""
    one, other = pair.one, pair.other
    frame = one.frame if len(one.frame) <= len(other.frame) else other.frame
    length = len(frame) - frame.count("#")
    equal = [a for a, b in pair.slots if not differ(a, b) and a.quantity.value is not None]
    weight = 2 if any((a.quantity.value or 0) >= 100 for a in equal) else 1 if equal else 0
    weight += (2 if length >= 32 else 1 if length >= 18 else 0) + (pair.similarity == 1 and length >= 18)
    weight += 2 * _same_surroundings(one, other)
    weight += bool(_WHOLE.search(frame))
    if pair.similarity < 1 and one.report is other.report:
        return 0
    if one.report is other.report:
        return weight if equal and length >= 15 and len(pair.slots) >= 2 and differing <= len(equal) else 0
    if not same_scope(one.report, other.report):
        weight -= 3 * bool(_OF_PROJECT.search(frame))
        weight -= bool(one.report.project and other.report.project)
        weight -= differing == len(pair.slots) and differing >= 2
    return weight


def _same_surroundings(one: Sentence, other: Sentence) -> int:
    """How many of the two, the words before and the words after, agree as well."""
    a, b = text_of(one.report, one.facts[0]), text_of(other.report, other.facts[0])
    first, second = one.facts[0], other.facts[0]
    before = (
        a[max(0, first.sentence_start - _CONTEXT) : first.sentence_start],
        b[max(0, second.sentence_start - _CONTEXT) : second.sentence_start],
    )
    after = a[first.sentence_end : first.sentence_end + _CONTEXT], b[second.sentence_end : second.sentence_end + _CONTEXT]
    return (len(before[0]) >= 6 and before[0][-6:] == before[1][-6:]) + (len(after[0]) >= 6 and after[0][:6] == after[1][:6])
