"""Finds spans of time told with what they should come to: from one day to another, how long it took, how many days ahead."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise

import msgspec

from rules.prose.phrases import Phrase

DAYS_A_MONTH = Decimal("30.44")


class Day(msgspec.Struct, frozen=True):
    """A date as printed: the first and the last day it may mean."""

    first: date
    last: date
    start: int
    end: int
    inherited: bool
    """The year is not printed with it."""


class Span(msgspec.Struct, frozen=True):
    """Two dates of which one is said to follow the other, and how far apart they are said to be."""

    begin: Day
    end: Day
    how: str
    """range: from one to the other; ahead, behind: the second is the deed, the first the plan."""
    told: Decimal | None
    """The number of days or months told; None where only the order can be checked."""
    unit: str
    words: re.Match[str]


class Terms(msgspec.Struct, frozen=True):
    """A term agreed, the time it took, and by how much the one is said to be shorter or longer."""

    agreed: Decimal
    taken: Decimal
    told: Decimal
    ahead: bool
    unit: str
    words: re.Match[str]


_DATE = re.compile(
    r"(?<![\d.])(?:(?P<year>(?:19|20)\d\d)\s*年|(?P<same>当年|同年|本年)|(?P<next>次年|翌年))?\s*(?P<month>1[0-2]|0?[1-9])\s*月(?!均|度|份?[前内以之])(?:份)?(?:\s*(?P<day>[12]\d|3[01]|0?[1-9])\s*[日号])?"
    r"|(?<![\d.])(?P<year2>(?:19|20)\d\d)(?P<sep>[-/.])(?P<month2>1[0-2]|0?[1-9])(?P=sep)(?P<day2>[12]\d|3[01]|0?[1-9])(?!\d)"
)
_TO = re.compile(r"\s*(?:起)?\s*(?:至|到|[-—–~～]+)\s*")
_BEGUN = re.compile(r"^[，,]?(?:正式|全面|陆续)?(?:开工|动工|启动|开始|进场|立项|实施)")
_ENDED = re.compile(r"^[，,]?(?:前|底前)?(?:正式|全面|全部|主体|已|均)*(?:完工|竣工|建成|完成|结束|通过|验收|投入|交付)")
_LASTED = re.compile(
    r"(?<!累计)(?:历时|耗时|用时|为期|实际工期|实际施工)(?:为|共|约|了|共计)*\s*(?P<n>\d{1,4})\s*(?P<u>个月|天|日)(?![均内])"
)
_AHEAD = re.compile(
    r"(?:较|比)?(?:计划|合同|约定|预定|原定)?(?:工期|时间|期限)?(?P<way>提前|提早|逾期|延期|超期|推迟|延迟|滞后|延后|晚)(?:了|约)*\s*(?P<n>\d{1,4})\s*(?P<u>个月|天|日)"
)
_PLAN = re.compile(r"(?:计划|合同|约定|要求|应[于当在]?|原定|预定|规定|预计|目标)[^，。；\d]{0,14}$")
_THAN = re.compile(r"[比较](?:原|合同|计划|约定|规定|要求|预定|工期|的)*$")
"""比合同约定的2023年10月31日提前33天."""
_REACH = 26
_DEED = re.compile(r"(?:实际|已于|于|到|在)[^，。；\d]{0,8}$")
_TERMS = re.compile(
    r"(?:合同|计划|约定|规定|法定|预定)(?:的)?(?:总|施工|建设|办理)?(?:工期|期限|时限|周期)(?:为|是)?(?P<a>\d{1,4})(?P<u>天|日|个月|个工作日|个日历天|日历天)[^。；]{0,12}?"
    r"实际(?:施工|建设|办理)?(?:工期|用时|耗时|时间|时限|周期|用|仅用)?(?:为|是|仅)?(?P<b>\d{1,4})(?P=u)[^。；]{0,8}?(?P<way>提前|缩短|节约|节省|压缩|减少|逾期|延期|超期|延长|延误)(?:了|工期)*(?P<n>\d{1,4})(?P=u)"
)
_HINT = re.compile(r"月[^。]*月|工期|期限|时限|\d[-/.]\d{1,2}[-/.]\d")


def spans(phrase: Phrase, year: int | None) -> Iterator[Span]:
    """Every pair of dates of one sentence whose order or distance the sentence states."""
    text = phrase.text
    if not _HINT.search(text):
        return
    days = list(_days(text, year))
    for one, other in pairwise(days):
        between = text[one.end : other.start]
        after = text[other.end : other.end + 8]
        ranged = _TO.fullmatch(between) is not None
        built = bool(_BEGUN.match(text[one.end : one.end + 8])) and bool(_ENDED.match(after))
        near = text[other.end : next((day.start for day in days if day.start > other.start), len(text))]
        lasted, ahead = _near(_LASTED, text, other.end, near), _near(_AHEAD, text, other.end, near)
        if _PLAN.search(text[max(0, one.start - 20) : one.start]) and _DEED.search(between):
            if ahead and not other.inherited:
                yield Span(one, other, _way(ahead), Decimal(ahead["n"]), ahead["u"], ahead)
        elif _THAN.search(between) and ahead:
            if not other.inherited and not one.inherited:
                yield Span(other, one, _way(ahead), Decimal(ahead["n"]), ahead["u"], ahead)
        elif ranged or built:
            if lasted and not (other.inherited and other.first < one.first):
                yield Span(one, other, "range", Decimal(lasted["n"]), lasted["u"], lasted)
            elif not other.inherited:
                found = _DATE.match(text, other.start)
                assert found is not None
                yield Span(one, other, "range", None, "", found)


def _near(pattern: re.Pattern[str], text: str, start: int, near: str) -> re.Match[str] | None:
    """What is told of the two dates right behind them, before another date and within a clause or two."""
    return pattern.search(text, start, start + min(len(near), _REACH))


def _way(ahead: re.Match[str]) -> str:
    return "ahead" if ahead["way"] in ("提前", "提早") else "behind"


def terms(phrase: Phrase) -> Iterator[Terms]:
    """Every sentence that tells a term agreed, the time taken and the difference."""
    for found in _TERMS.finditer(phrase.text) if "实际" in phrase.text else ():
        ahead = found["way"] in ("提前", "缩短", "节约", "节省", "压缩", "减少")
        yield Terms(Decimal(found["a"]), Decimal(found["b"]), Decimal(found["n"]), ahead, found["u"], found)


def distance(span: Span) -> tuple[Decimal, Decimal]:
    """The least and the greatest number of days or months the two dates can be apart, counted as people do."""
    least, most = (span.end.first - span.begin.last).days, (span.end.last - span.begin.first).days
    if span.how != "range":
        least, most = min(abs(least), abs(most)), max(abs(least), abs(most))
    if span.unit == "个月":
        return Decimal(least) / DAYS_A_MONTH - 1, Decimal(most) / DAYS_A_MONTH + 1
    return Decimal(least) - 1, Decimal(most) + 1  # both days may be counted, or neither


def _days(text: str, year: int | None) -> Iterator[Day]:
    known = year
    for found in _DATE.finditer(text):
        printed = found["year"] or found["year2"]
        named = int(printed) if printed else known
        if named is None:
            continue
        if found["next"]:
            named += 1
        month, day = int(found["month"] or found["month2"]), found["day"] or found["day2"]
        try:
            first = date(named, month, int(day) if day else 1)
            last = first if day else date(named, month, calendar.monthrange(named, month)[1])
        except ValueError:
            continue
        known = named
        yield Day(first, last, found.start(), found.end(), inherited=not (printed or found["next"] or found["same"]))
