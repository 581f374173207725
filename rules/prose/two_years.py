"""Figures told for this year and for the year before in one paragraph: what a later 比上年增长8.2% is of."""

from __future__ import annotations

import re

from model import Fact
from rules.comparing.objects import PERSONS
from rules.figures import MONEY

_MARK = re.compile(r"[，,；;。]")
_YEAR = re.compile(r"((?:19|20)\d\d)年度?")
_OF_MONEY = re.compile(r"金额|资金|经费|额(?:度)?|投资|收入|支出")
_OF_PERSONS = re.compile(r"人数|人员|人次")
_NO_LEVEL = ("change", "threshold", "before", "after", "target")


def of_two_years(text: str, facts: list[Fact], change: Fact, year: int | None) -> tuple[Fact, Fact] | None:
    """The figures of this year and the last that a change without figures is told of; None when it may be more than one pair."""
    if year is None:
        return None
    earlier = [f for f in facts if f.end <= change.sentence_start and f.role not in _NO_LEVEL and not f.per and f.quantity.value]
    now = [f for f in earlier if _told_year(f) == year]
    base = [f for f in earlier if _told_year(f) == year - 1]
    words = _MARK.split(text[change.sentence_start : change.start])[-1]
    pairs = [(a, b) for a in now for b in base if a.action and a.action == b.action and a.quantity.unit == b.quantity.unit]
    fitting = [pair for pair in pairs if _meant(words, pair[0])]
    return fitting[0] if len(fitting) == 1 else None


def _told_year(fact: Fact) -> int | None:
    found = _YEAR.fullmatch(fact.period or "")
    return int(found[1]) if found else None


def _meant(words: str, fact: Fact) -> bool:
    """Whether the words before a change name the figure: by what was done, or by the kind of measure."""
    unit = fact.quantity.unit or ""
    if unit in MONEY:
        return bool(_OF_MONEY.search(words))
    return fact.action in words and (unit in PERSONS) == bool(_OF_PERSONS.search(words))
