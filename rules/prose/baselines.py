"""What a change is measured against: 较上年, 比2019年, 比预算, 超计划; and the figure told of it."""

from __future__ import annotations

import re

from model import Fact
from rules.comparing.objects import same_measure

PERCENT = frozenset(["%", "‰"])
POINTS = frozenset(["个百分点", "百分点"])
PRIOR, PLAN = "prior", "plan"

_AGAINST = re.compile(
    r"(?:(?<![对百])[较比与同和]|超[出过]?|高于|低于|相比于?)\s*(?:原|年度|全年|当年|部门|财政|既定|本年度?|原定)*"
    r"(?:(?P<plan>年初预算|调整后?预算|预算|计划|目标|任务|指标|限额|概算|控制[价数]|批复|合同|中标|申报|预期)|(?P<year>(?:19|20)\d\d)年"
    r"|(?P<prior>上年|去年|上一年|往年同期|同期|期比)|(?P<other>年初|期初|上半年|上月|上季|平均|全[国省市县区]|前年|往年|[^，。；、\d]{1,6}))"
    r"|(?P<yearly>同比)|(?P<running>环比)"
)
_BREAK = re.compile(r"[。；;]")
_EARLIER = re.compile(r"(?:上年|去年|上一年|(?:19|20)\d\d年|同期|年初)[^，。；]{0,12}$")
_BEFORE = re.compile(r"上年|去年|上一年|前年")
_CLAUSE = re.compile(r"[，,；;。]")
_COMPARED = re.compile(r"(?:较|(?<![占对百])比(?![例重率值分]))(?:(?:19|20)\d\d年度?)?[^，。；、\d]{0,12}$")
_OVER_PLAN = re.compile(
    r"(?:超[出过额]?|多|少|低于|高于)(?:完成)?(?:原|年度|全年|既定)*(?:目标|计划|任务|预算|指标)(?:任务|数)?[^，。；、\d]{0,4}$"
)
_PLANNED = re.compile(r"(?:预算|计划|目标|任务|指标)(?:数|安排|任务|额|资金|批复)*(?:为|是|共|约)?$")
_YEAR = re.compile(r"((?:19|20)\d\d)年")
_NOT_BASE = re.compile(r"占|其中|预算")


def against(text: str, facts: list[Fact], number: int, year: int | None) -> str:
    """What the change at `number` is measured against: PRIOR, PLAN, a year, other words, empty when nothing is told.

    A change that names nothing is measured against what the change before it in the same statement is.
    """
    fact = facts[number]
    earlier = next((i for i in range(number - 1, -1, -1) if facts[i].role == "change"), None)
    left = fact.sentence_start if earlier is None else facts[earlier].end
    found = None
    for found in _AGAINST.finditer(text, left, fact.start):  # noqa: B007 - the last one is wanted
        pass
    if found is not None:
        return _kind(found, year)
    if earlier is None or _BREAK.search(text, left, fact.start):
        return ""
    return against(text, facts, earlier, year)


def is_compared(text: str, fact: Fact) -> bool:
    """True when a figure is only what another is held against, or the excess itself: 比上年30.6万元, 超目标200人次."""
    before = text[max(0, fact.start - 16) : fact.start]
    return bool(_COMPARED.search(before) or _OVER_PLAN.search(before))


def is_earlier(text: str, facts: list[Fact], index: int, kind: str, year: int | None) -> bool:
    """True when a figure is told of the year the change is measured against: 上年排查268个，…减少51个."""
    words = _CLAUSE.split(text[facts[index - 1].end if index else facts[index].sentence_start : facts[index].start])[-1]
    named = _YEAR.findall(words)
    return kind in (PRIOR, "") and (bool(_BEFORE.search(words)) or (bool(named) and year is not None and int(named[-1]) < year))


def base_of(text: str, facts: list[Fact], now: Fact | None, change: Fact, number: int, kind: str, year: int | None) -> Fact | None:
    """The figure the change at `number` is measured against, when the sentence tells it: 较2023年的602.9万元增加…"""
    like = now or change
    planned: list[Fact] = []
    for index, fact in enumerate(facts[: number + 1]):
        if fact is now or fact.role == "change" or not _may_be_base(fact, like):
            continue
        if _BREAK.search(text, fact.end, facts[number].start):
            continue
        words = text[facts[index - 1].end if index else fact.sentence_start : fact.start]
        if kind == PLAN:
            if _COMPARED.search(words) and _PLANNED.search(words):
                return fact
            if _PLANNED.search(words) and "其中" not in words and fact.role != "part":
                planned.append(fact)
            continue
        if (
            _of_year(words, kind, year)
            and (_EARLIER.search(words) or (now is None and _COMPARED.search(words)))
            and not _NOT_BASE.search(words)
        ):
            return fact
    close = len(planned) == 1 and now is not None and now in facts and facts.index(now) - facts.index(planned[0]) == 1
    return planned[0] if close else None


def _may_be_base(fact: Fact, like: Fact) -> bool:
    if like.quantity.unit in POINTS or (like.quantity.unit == "%" and like.role != "change"):
        return fact.quantity.unit == "%"
    return fact.quantity.unit not in PERCENT and (like.quantity.unit in PERCENT or same_measure(fact.quantity.unit, like.quantity.unit))


def _kind(found: re.Match[str], year: int | None) -> str:
    if found["plan"]:
        return PLAN
    if found["prior"] or found["yearly"]:
        return PRIOR
    if found["year"]:
        return PRIOR if year is not None and int(found["year"]) == year - 1 else found["year"]
    return found["running"] or found["other"] or ""


def _of_year(words: str, kind: str, year: int | None) -> bool:
    """Whether the words before a figure may speak of the time a change is measured against; never of the report's own year."""
    named = _YEAR.findall(words)
    if not named:
        return not kind.isdigit()
    if year is not None and int(named[-1]) >= year:
        return False
    if kind == PRIOR:
        return year is None or int(named[-1]) == year - 1
    return not kind.isdigit() or named[-1] == kind
