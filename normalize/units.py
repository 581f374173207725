"""The unit a label or a table states for the amounts under it: 万元 in 项目资金（万元）, m² in 批复规模(m²)."""

from __future__ import annotations

import re

from normalize.measures import MEASURES, MONEY

_BRACKET = re.compile(r"[（(]\s*(?:单位[:：]\s*)?([^（()）]{1,6})\s*[）)]")
_STATED = re.compile(r"(?:金额)?单位\s*[:：]?\s*(人民币)?(?P<unit>万元|元|亿元|千元|百万元)")


def unit_of(label: str) -> str | None:
    """The unit in the brackets of a label, None when it prints none."""
    for found in _BRACKET.finditer(label):
        word = found[1].strip()
        if word in MEASURES or (word[:1] in ("万", "亿") and word[1:] in MEASURES):
            return word
    return None


def money_unit(*texts: str) -> str | None:
    """The first unit of money that one of the texts states, in brackets or as 单位：万元."""
    for text in texts:
        unit = unit_of(text)
        if unit in MONEY:
            return unit
        found = _STATED.search(text)
        if found:
            return found["unit"]
    return None
