"""Completes what a report does not say itself from its neighbours in the file: department and year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TypeVar

from msgspec.structs import replace

from model import Report
from normalize.form import GENERIC, reader_of
from normalize.titles import department_of_title, year_of
from normalize.vocabulary import label_key

Value = TypeVar("Value")

_DEPARTMENT_FIELDS = ("department", "authority", "unit")


def fill_context(reports: Sequence[Report]) -> tuple[Report, ...]:
    """Reports with department and year: their own, else those of the report before, else of the first one after that has them."""
    own = [replace(report, department=_own_department(report), year=report.year or _own_year(report)) for report in reports]
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
        value = field_value(report, meaning)
        if value:
            return value.replace("\n", "")
    named = department_of_title(report.title)
    if named:
        return named
    vocabulary = reader_of(GENERIC).fields
    for passage in report.passages[:8]:
        label, colon, value = passage.paragraph.text.replace(":", "：").partition("：")
        if colon and value and len(value) < 40 and vocabulary.meaning(label_key(label)) in _DEPARTMENT_FIELDS:
            return value.strip("（）()公章盖 ") or None
    closing = (passage.paragraph.text for passage in report.passages[:-5:-1])
    return next((text for text in closing if len(text) <= 30 and department_of_title(text) == text), None)


def _own_year(report: Report) -> int | None:
    stated = field_value(report, "year")
    if stated and (year := year_of(stated + "年" if stated.isdigit() else stated)):
        return year
    headed = Counter(item.year for item in report.basics if item.year)
    if headed:
        return headed.most_common(1)[0][0]
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
