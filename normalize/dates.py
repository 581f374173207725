"""Dates as the reports print them, read to ISO 8601: 2025年4月16日, 2024年12月底前, 12月31日."""

from __future__ import annotations

import calendar
import re
from datetime import date

from normalize.numerals import read_numeral

_FULL = re.compile(r"(?P<y>(?:19|20)\d\d)\s*(?:年|[-./—－])\s*(?P<m>\d{1,2})\s*(?:月|[-./—－])\s*(?P<d>\d{1,2})\s*(?:日|号)?(?!\d)")
_PARTIAL = re.compile(r"(?:(?P<y>(?:19|20)\d\d)年度?)?(?:(?P<m>\d{1,2})月份?)?(?:(?P<d>\d{1,2})[日号])?(?P<end>年?底|年?末|份底)?")
_CHINESE_YEAR = re.compile(r"[一二][九〇○零0][〇○零一二三四五六七八九]{2}年")
_CHINESE_PART = re.compile(r"([一二三四五六七八九十]{1,3})(?=[月日])")


def find_date(text: str) -> date | None:
    """The first full calendar date in `text`, None when there is none or it does not exist (2月30日)."""
    found = _FULL.search(arabic_dates(text))
    if not found:
        return None
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return None


def match_date(text: str) -> tuple[str, int] | None:
    """ISO text of the date `text` begins with and where it ends; `--12-31` without a year. None when it begins with no date.

    The end of a month or year is its last day (2024年12月底 is 2024-12-31), a bare 2024年 is `2024`.
    """
    full = _FULL.match(text)
    if full:
        found = find_date(full.group())
        return (found.isoformat(), full.end()) if found else None
    part = _PARTIAL.match(text)
    if not part or not (part["y"] or (part["m"] and (part["d"] or part["end"]))):
        return None
    year, month, day = part["y"], part["m"], part["d"]
    if month and not 1 <= int(month) <= 12:
        return None
    if part["end"] and not day:
        month = month or "12"
        day = str(calendar.monthrange(int(year or 2024), int(month))[1])
    iso = "-".join((year or "-", *(f"{int(x):02d}" for x in (month, day) if x)))
    return iso, part.end()


def arabic_dates(text: str) -> str:
    """`text` with dates in Chinese numerals (二〇二五年四月十六日) in digits; unchanged when it has none."""
    if not _CHINESE_YEAR.search(text):
        return text
    digits = str.maketrans("一二三四五六七八九〇○零", "123456789000")
    text = _CHINESE_YEAR.sub(lambda m: m.group().translate(digits), text)
    return _CHINESE_PART.sub(lambda m: str(_tens(m.group())), text)


def _tens(numeral: str) -> int:
    return int(read_numeral(numeral) or 0)
