"""Completes what a report does not say itself from its neighbours in the file: department and year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TypeVar

from msgspec.structs import replace

from model import Report
from normalize.form import GENERIC, reader_of
from normalize.titles import department_of_title, year_of
from normalize.vocabulary import Vocabulary, label_key

Value = TypeVar("Value")

_YEAR_BEHIND = re.compile(r"\s*[（(]?(?:19|20)\d\d年度?")
_DEPARTMENT_FIELDS = ("department", "authority", "unit", "province_authority", "central_authority")


def fill_context(reports: Sequence[Report]) -> tuple[Report, ...]:
    """Reports with department and year: their own, else those of the report before, else of the first one after that has them."""
    own = [
        replace(report, department=_own_department(report), unit=_on_one_line(report, "unit"), year=report.year or _own_year(report))
        for report in reports
    ]
    departments = _inherit([report.department for report in own])
    years = _inherit([report.year for report in own])
    return tuple(replace(report, department=d, year=y) for report, d, y in zip(own, departments, years, strict=True))


def field_value(report: Report, meaning: str) -> str | None:
    """Value of the first head field with this meaning that is not empty."""
    vocabulary = reader_of(report.form if report.form and report.tables else GENERIC).fields
    values = (field.value for field in report.fields if vocabulary.meaning(label_key(field.label)) == meaning)
    return next((value for value in values if value), None)


def _own_department(report: Report) -> str | None:
    for meaning in _DEPARTMENT_FIELDS:
        value = _on_one_line(report, meaning)
        if value:
            return value
    named = department_of_title(report.title)
    if named:
        return named
    vocabulary = reader_of(GENERIC).fields
    for passage in report.passages[:8]:
        label, colon, value = passage.paragraph.text.replace(":", "：").partition("：")
        if colon and value and vocabulary.meaning(label_key(label)) in _DEPARTMENT_FIELDS:
            return _before_next_label(value, vocabulary).strip("（）()公章盖 ") or None
    headed = (department_of_title(line.strip("（）()")) for line in _head_lines(report))
    closing = (passage.paragraph.text for passage in report.passages[:-5:-1])
    return next(filter(None, headed), None) or next(
        (text for text in closing if len(text) <= 30 and department_of_title(text) == text), None
    )


def _on_one_line(report: Report, meaning: str) -> str | None:
    return (field_value(report, meaning) or "").replace("\n", "") or None


def _head_lines(report: Report) -> list[str]:
    """Lines that stand above the text as a title does: a name in brackets below the title, or a title no form has."""
    texts = [passage.paragraph.text for passage in report.passages[:2]]
    return [text for text in texts if len(text) <= 40 and not text.endswith(("。", "；", "：", "，"))]


def _before_next_label(value: str, vocabulary: Vocabulary) -> str:
    """The name in a line of several labels (单位名称：某局 评价年度：2024年 金额单位：万元); empty where the line is a sentence."""
    name, colon, _ = value.partition("：")
    year = _YEAR_BEHIND.search(name)
    if year is not None and year.start():
        name = name[: year.start()]  # 某局　2024年度　单位：万元
    elif colon:
        ends = [n for n in range(2, 9) if vocabulary.meaning(label_key(name[-n:])) is not None]
        name = name[: -max(ends)] if ends else ""
    return name if len(name) < 40 else ""


def _own_year(report: Report) -> int | None:
    stated = field_value(report, "year")
    if stated and (year := year_of(stated + "年" if stated.isdigit() else stated)):
        return year
    headed = Counter(item.year for item in report.basics if item.year)
    if headed:
        return headed.most_common(1)[0][0]
    headed_year = next(filter(None, map(year_of, () if report.title else _head_lines(report))), None)
    if headed_year:
        return headed_year
    texts = [passage.paragraph.text for passage in report.passages]
    named = Counter(year for text in texts if "年度" in text and (year := year_of(text)))
    return named.most_common(1)[0][0] if named else None


def _inherit(values: Sequence[Value | None]) -> list[Value | None]:
    filled: list[Value | None] = []
    current: Value | None = next((value for value in values if value is not None), None)
    for value in values:
        current = value if value is not None else current
        filled.append(current)
    return filled
