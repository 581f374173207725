"""Arithmetic written out in prose: 10名×4.5万元=45万元, 463/500=92.6%, 20+30=50."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import msgspec

from model import Quantity, Report, Source
from rules.comparing.objects import slack_of
from rules.figures import MONEY
from rules.prose.places import texts_of

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_UNIT = r"(?:亿元|万元|千元|元|%|个工作日|个月|人次|[\u4e00-\u9fff]{0,3}?)(?:[/／][\u4e00-\u9fff]{1,3})*"
_TERM = rf"\s*[\u4e00-\u9fff]{{0,6}}?\s*(?:{_NUMBER})\s*{_UNIT}\s*"
_EXPRESSION = re.compile(
    rf"(?<![\d.,/])(?P<left>(?:{_NUMBER})\s*{_UNIT}\s*(?:[×xX*＊✕+＋÷/／]{_TERM}){{1,8}})[=＝]\s*(?P<right>{_NUMBER})\s*(?P<unit>亿元|万元|千元|元|%|[\u4e00-\u9fff]{{0,2}})"
)
_PIECE = re.compile(
    rf"(?P<op>[×xX*＊✕+＋÷/／])?\s*[\u4e00-\u9fff]{{0,6}}?\s*(?P<number>{_NUMBER})\s*(?P<unit>亿元|万元|千元|元|%|[\u4e00-\u9fff]*)(?P<per>(?:[/／][\u4e00-\u9fff]{{1,3}})*)"
)


class Expression(msgspec.Struct, frozen=True, eq=False):
    """One written calculation and what it comes to."""

    kind: str
    """×, + or ÷; a mixture has none of them and is not checked."""
    terms: tuple[Quantity, ...]
    result: Quantity
    section: str
    quote: str


def expressions(report: Report) -> Iterator[Expression]:
    """Every calculation written out in the paragraphs."""
    sections = {p.paragraph.block: p for p in report.passages}
    for block, text in texts_of(report).items():
        if "=" not in text and "＝" not in text:
            continue
        for found in _EXPRESSION.finditer(text):
            place = Source(
                document_id=report.document_id, report_id=report.report_id, block=block, page=sections[block].paragraph.page,
                start=found.start(), end=found.end(), quote=found.group(),
            )  # fmt: skip
            pieces = list(_PIECE.finditer(found["left"]))
            if any(piece["op"] is None for piece in pieces[1:]):
                continue  # two numbers side by side: no calculation we understand
            kinds = {_kind(piece["op"]) for piece in pieces[1:]}
            terms = tuple(_quantity(piece["number"], piece["unit"], place) for piece in pieces)
            if len(kinds) == 1 and len(terms) > 1:
                yield Expression(
                    kinds.pop(), terms, _quantity(found["right"], found["unit"], place), sections[block].section, found.group()
                )


def _kind(sign: str) -> str:
    return "+" if sign in "+＋" else "÷" if sign in "÷/／" else "×"


def _quantity(number: str, unit: str | None, place: Source) -> Quantity:
    return Quantity(value=Decimal(number.replace(",", "")), unit=unit or None, raw=number + (unit or ""), source=place)


def in_yuan(quantity: Quantity) -> Decimal:
    """The value, money in 元."""
    return (quantity.value or Decimal(0)) * MONEY.get(quantity.unit or "", Decimal(1))


def outcome(expression: Expression) -> tuple[Decimal, Decimal] | None:
    """What the left side comes to, in the unit of the result, and how far rounding may move it; None for a division by zero."""
    values = [in_yuan(term) for term in expression.terms]
    slacks = [slack_of(term) for term in expression.terms]
    factor = MONEY.get(expression.result.unit or "", Decimal(1))
    if expression.kind == "+":
        return sum(values, Decimal(0)) / factor, sum(slacks, Decimal(0)) / factor
    made = values[0]
    for value in values[1:]:
        if expression.kind == "÷" and value == 0:
            return None
        made = made * value if expression.kind == "×" else made / value
    if expression.kind == "÷" and expression.result.unit == "%":
        return made * 100, Decimal(0)
    return made / factor, Decimal(0)
