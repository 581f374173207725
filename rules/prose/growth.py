"""Finds growth stated in prose: the figure now, by how much it changed, and by what share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

import msgspec

from model import Fact, Report
from rules.comparing.objects import same_measure, value_of
from rules.figures import HUNDRED, epsilon
from rules.prose.baselines import PERCENT, POINTS, PRIOR, against, base_of, is_compared, is_earlier
from rules.prose.levels import other_money, told_elsewhere
from rules.prose.places import texts_of
from rules.prose.two_years import of_two_years


class Growth(msgspec.Struct, frozen=True, eq=False):
    """What grew or shrank: at least two of its figures besides the one to check."""

    now: Fact | None
    """The figure now; None where only the earlier one is printed."""
    base: Fact | None
    """The earlier figure, where it is printed."""
    change: Fact | None
    """增加189.25万元."""
    rate: Fact | None
    """增长31.39%."""


_REACH = 40
_OTHERWISE = re.compile(r"[较比](?!上年|去年|同期|上一年|原来?|之前|改革前|过去|以前)")
_GROSS = re.compile(r"当年|本年|全年|其中|新增|新购")
_AIMED = re.compile(r"以?[上下]?的?(?:年度|绩效|预期|既定)*(?:目标|计划|任务|要求|标准|指标|规定)")
"""低于88%的目标: no result."""
_NAMED = re.compile(r"(?:(?:增长|增加|上升)|(?P<down>下降|减少|降低|压减|压缩))(?:率|幅度|比例)$")
"""增长率25%: the share of a change, named as a rate."""


def growths(report: Report) -> Iterator[Growth]:
    """Every statement of growth whose figures stand in one sentence."""
    texts = texts_of(report)
    for block, group in groupby(report.facts, key=lambda fact: fact.block):
        told = list(group)
        before: list[Fact] = []
        for _, sentence in groupby(told, key=lambda fact: fact.sentence_start):
            facts = [_as_change(texts.get(block, ""), fact) for fact in sentence if fact.quantity.value is not None]
            if any(fact.role in ("change", "after") for fact in facts):
                yield from _in_sentence(report, texts.get(block, ""), facts, before, told)
            before = facts


def _as_change(text: str, fact: Fact) -> Fact:
    named = _NAMED.search(text, max(fact.sentence_start, fact.start - 6), fact.start) if fact.quantity.unit in PERCENT else None
    if named is None or fact.role != "actual":
        return fact
    return msgspec.structs.replace(fact, role="change", direction="减" if named["down"] else "增")


def _in_sentence(report: Report, text: str, facts: list[Fact], before: list[Fact], told: list[Fact]) -> Iterator[Growth]:
    year = report.year
    used: set[int] = set()
    for number, fact in enumerate(facts):
        if number in used:
            continue
        if fact.role == "before" and number + 1 < len(facts) and facts[number + 1].role == "after":
            rate = _change_before(text, facts, number) or _next_change(text, facts, number + 2, percent=True)
            change = _next_change(text, facts, number + 2, percent=False, like=fact)
            if rate or change:
                used |= {facts.index(f) for f in (rate, change) if f}
                yield Growth(facts[number + 1], fact, change, rate)
        elif fact.role == "change" and fact.direction in ("增", "减"):
            kind = against(text, facts, number, year)
            change, rate = _pair(text, facts, number, kind, year)
            if change and rate:
                used.add(number + 1)
            now = _level_now(text, facts, before, number, kind, year)
            base = base_of(text, facts, now, change or rate or fact, number, kind, year)
            if now:
                now = _part_now(facts, number, now, change, base, rate)
            elif base is None and change is None and kind == PRIOR:
                now, base = of_two_years(text, told, fact, year) or (None, None)
            elif base is not None and change is not None and kind == PRIOR:
                now = told_elsewhere(report, text, base)
            if (now is None and base is None) or (change and now and not _measured_alike(change, now)):
                continue
            if now and base and _GROSS.search(text[max(facts[number - 1].end, fact.sentence_start) : fact.start]):
                continue
            if (change and rate) or (now and base):
                yield Growth(now, base, change, rate)


def _change_before(text: str, facts: list[Fact], number: int) -> Fact | None:
    """A share told before the two figures in brackets: 下降33.3%（由9起降至6起）."""
    before = facts[number - 1] if number else None
    if (
        before
        and before.role == "change"
        and before.quantity.unit in PERCENT
        and re.fullmatch(r"[（(][^，。；]{0,6}", text[before.end : facts[number].start])
    ):
        return before
    return None


def _pair(text: str, facts: list[Fact], number: int, kind: str, year: int | None) -> tuple[Fact | None, Fact | None]:
    """The amount and the share of one change: 增加189.25万元，增长31.39%; one of them where only one is told."""
    fact = facts[number]
    percent = fact.quantity.unit in PERCENT
    partner = facts[number + 1] if number + 1 < len(facts) else None
    close = partner and partner.role == "change" and partner.direction == fact.direction and len(text[fact.end : partner.start]) <= 12
    if partner and close and (partner.quantity.unit in PERCENT) != percent and against(text, facts, number + 1, year) == kind:
        return (partner, fact) if percent else (fact, partner)
    return (None, fact) if percent else (fact, None)


def _level_now(text: str, facts: list[Fact], before: list[Fact], number: int, kind: str, year: int | None) -> Fact | None:
    """The figure that changed: the nearest before the change, or that of the same name in the sentence before."""
    fact = facts[number]
    now = None
    for index in range(number - 1, -1, -1):
        if fact.quantity.unit not in PERCENT and not _measured_alike(fact, facts[index]):
            continue
        if kind == PRIOR and other_money(text, facts[index], fact):
            continue
        if _is_level(text, facts[index], fact) and not is_compared(text, facts[index]) and not is_earlier(text, facts, index, kind, year):
            now = facts[index]
            break
    if now is None and fact.quantity.unit not in (*PERCENT, *POINTS):
        return next((f for f in before if _is_level(text, f, fact) and f.subject and f.subject == fact.subject), None)
    if now is None or re.search(r"[。；;]", text[now.end : fact.start]) or len(text[now.end : fact.start]) > _REACH:
        return None
    return now


def _part_now(facts: list[Fact], number: int, level: Fact, change: Fact | None, base: Fact | None, rate: Fact | None) -> Fact:
    """The figure a change after parts is of: the part or the whole the share fits, else that of the base's name, the only part, the whole.

    An average told in between (全年1.18亿人次，日均32.2万人次，增长8.3%) is passed over where an earlier figure fits.
    """
    like = change or base
    if like is None or level not in facts:
        return level
    parts = [f for f in facts[facts.index(level) + 1 : number] if f.role == "part" and _measured_alike(like, f) and f is not base]
    candidates = (level, *reversed(parts))
    others = [f for f in reversed(facts[:number]) if f.role in ("actual", "total") and _measured_alike(like, f) and f is not base]
    fitting = [fact for fact in (*candidates, *others) if rate is not None and _fits(fact, change, base, rate)]
    named = [fact for fact in candidates if base is not None and base.subject and fact.subject == base.subject]
    return (fitting or named or (parts if len(parts) == 1 else [level]))[0]


def _fits(now: Fact, change: Fact | None, base: Fact | None, rate: Fact) -> bool:
    """True when the change is the share of the earlier figure that the rate says."""
    value = value_of(now.quantity) or Decimal(0)
    if change is not None:
        moved = (value_of(change.quantity) or Decimal(0)) * signed(change)
    elif base is not None:
        moved = value - (value_of(base.quantity) or Decimal(0))
    else:
        return False
    earlier = value - moved
    return earlier > 0 and abs(abs(moved) / earlier * HUNDRED - (rate.quantity.value or 0)) < 2 * epsilon(rate.quantity)


def _is_level(text: str, fact: Fact, change: Fact) -> bool:
    """Whether a figure may be what changed: a rate where points are told, a price only where its very unit is told."""
    if fact.role in ("change", "threshold", "before", "part"):
        return False
    if change.quantity.unit in POINTS:
        return fact.quantity.unit == "%" and fact.role == "actual" and not _AIMED.match(text, fact.end)
    if fact.quantity.unit in PERCENT or fact.quantity.unit in POINTS:
        return False
    return not fact.per or fact.quantity.unit == change.quantity.unit


def _next_change(text: str, facts: list[Fact], first: int, *, percent: bool, like: Fact | None = None) -> Fact | None:
    for fact in facts[first : first + 2]:
        if re.search(r"[。；;）)]", text[facts[first - 1].end : fact.start]) or len(text[facts[first - 1].end : fact.start]) > 24:
            return None
        if _GROSS.search(text[facts[first - 1].end : fact.start]) or _OTHERWISE.search(text[facts[first - 1].end : fact.start]):
            return None  # 由年初1260万元增加到年末1318万元，当年新增86万元; 由12天压缩至6天，较法定时限压缩78%
        if fact.role == "change" and (fact.quantity.unit in PERCENT) == percent and (like is None or _measured_alike(fact, like)):
            return fact
    return None


def _measured_alike(change: Fact, level: Fact) -> bool:
    """True for one measure, and for percentage points of a rate."""
    points = change.quantity.unit in POINTS and level.quantity.unit == "%"
    return points or same_measure(change.quantity.unit, level.quantity.unit)


def signed(fact: Fact) -> int:
    """1 for growth, -1 for decline."""
    return -1 if fact.direction == "减" else 1
