"""Targets for people of an age, and how many of that very age were reached: 救助0—6岁儿童300名, done 312名，其中0—6岁268名."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from model import Check, Dossier, Fact, Hit, Report
from rules.figures import short, show
from rules.forms.row_targets import full_marks
from rules.naming.projects import narrative_of
from rules.prose.claims import amount_of, fact_evidence, unit_of
from rules.prose.places import texts_of
from rules.wording import name_of, spot_of

_AGE = r"(?P<age>\d{1,3}(?:周?岁)?[—–~～至到-]+\d{1,3}周?岁|\d{1,3}周?岁(?:及其?)?以[上下])"
_GOAL = re.compile(_AGE + r"的?(?P<noun>[\u4e00-\u9fff]{2,12}?)(?:[\u4e00-\u9fff]{0,2}(?:不少于|不低于|达到?|至少|完成)(?:约)?)?(?=[\d])")
_DONE = re.compile(_AGE + r"的?(?P<noun>[\u4e00-\u9fff]{0,12}?)(?:[有共为达占]|达到|分别为)?(?=[\d])")
_PEOPLE = "人"
_APART = ("其中", *"：:，,、；（(。")
"""What stands before an age that alone sets a part apart."""
_SIGN = re.compile(r"[—–~～至到-]+")


def aged_targets(dossier: Dossier) -> Iterator[Hit | Check]:
    """A hit for every such target that the people of its age, as the form or its narrative counts them, do not reach."""
    for form in dossier.reports:
        for age, noun, goal in _counts(_GOAL, form.goal_expected or "", form.goal_facts):
            wanted = amount_of(goal.quantity)
            found = list(_reached(dossier, form, age, noun))
            values = [value for _, fact, _ in found if (value := amount_of(fact.quantity)) is not None]
            if wanted is None or goal.quantity.op in ("≤", "<") or not values or max(values) >= wanted:
                continue
            whole = next(((report, fact) for report, fact, alone in found if alone), None)
            if whole is not None and not any(_admitted(form, value) for value in values):
                yield _tell(form, goal, f"{age}{noun}", *whole)


def _reached(dossier: Dossier, form: Report, age: str, noun: str) -> Iterator[tuple[Report, Fact, bool]]:
    """The counts of people of the age in the form's results and its narratives, of those the target names; and whether only their
    age sets them apart (其中0—6岁268名, not 其中新增0—6岁68名)."""
    places = [(form, form.goal_actual or "", form.goal_facts)]
    for report in narrative_of(dossier, form):
        texts = texts_of(report)
        places.extend((report, texts.get(block, ""), report.facts) for block in {fact.block for fact in report.facts})
    for report, text, facts in places:
        for other, called, fact in _counts(_DONE, text, facts):
            if _plain(other) == _plain(age) and fact.role != "target" and noun in (said := text[fact.sentence_start : fact.start]):
                yield report, fact, said.rpartition(other)[0].endswith(_APART) and (called in noun)


def _counts(pattern: re.Pattern[str], text: str, facts: tuple[Fact, ...]) -> Iterator[tuple[str, str, Fact]]:
    """Age, noun and fact of every count of people right behind an age."""
    for found in pattern.finditer(text) if "岁" in text else ():
        fact = next((f for f in facts if f.start == found.end() and text[f.start : f.end] == f.quantity.raw), None)
        if fact is not None and unit_of(fact.quantity) == _PEOPLE and fact.quantity.value is not None:
            yield found["age"], found["noun"], fact


def _plain(age: str) -> str:
    return _SIGN.sub("-", age).replace("周", "").replace("及", "").replace("其", "")


def _admitted(form: Report, value: Decimal) -> bool:
    """Whether a row enters the very count and loses points or says why."""
    rows = (row for row in form.indicators if amount_of(row.actual, row.target.unit) == value)
    return any(row.deviation or not full_marks(row) for row in rows)


def _tell(form: Report, goal: Fact, what: str, report: Report, fact: Fact) -> Hit:
    gap = (amount_of(goal.quantity) or Decimal(0)) - (amount_of(fact.quantity) or Decimal(0))
    one, other = fact_evidence(form, goal), fact_evidence(report, fact)
    place = f"{name_of(form)}“年度总体目标”完成情况" if report is form else other.label
    return Hit(
        message=f"{name_of(form)}“年度总体目标”为{what}{show(goal.quantity)}，而{place}写明这一年龄的为{show(fact.quantity)}，"
        f"与目标相差{short(gap)}人，目标未完成（目标限定年龄的，应以该年龄的人数对照）。",
        evidence=(one, other),
        key=f"{what}|{spot_of(form)}",
        expected=show(goal.quantity),
        observed=show(fact.quantity),
        difference=short(-gap),
    )
