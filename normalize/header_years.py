"""Takes the year out of a header: 2024年目标值, 上年执行数, 截至2024年底."""

from __future__ import annotations

import re

from normalize.vocabulary import Vocabulary

BEFORE = -1
"""The year of a header that says 上年."""


def with_year(vocabulary: Vocabulary, keys: list[str]) -> tuple[list[str], int | None]:
    """A header's labels without the years in them where `vocabulary` then knows them, and the last year named."""
    year: int | None = None
    plain = []
    for key in keys:
        found = _YEAR.match(key) if key[:1] in _YEAR_BEGINS else None
        if found is None:
            plain.append(key)
            continue
        meaning = vocabulary.meaning(key)
        if meaning == "ignored" or (meaning is not None and not found["year"] and not found["past"]):
            plain.append(key)
            continue
        known = next((rest for rest in _rests(key, found.end()) if vocabulary.meaning(rest) is not None), None)
        year = int(found["year"]) if found["year"] else BEFORE if found["past"] else year
        if found.end() < len(key):
            plain.append(known or key)
    return plain or keys, year


_YEAR_BEGINS = frozenset("2截上去本当全")
_YEAR = re.compile(
    r"(?:截[至止])?(?:(?P<year>20\d\d)年?度?|(?P<past>上一?年度?|去年)|本年度?|当年|全年)(?:(?:\d{1,2}月)?(?:底|末|\d{1,2}日))?|截[至止]年[底末]"
)


def _rests(key: str, end: int) -> tuple[str, ...]:
    """What may be left of a label behind its year: 2024年初预算 is 年初预算, not 初预算."""
    return (key[end:], f"年{key[end:]}")
