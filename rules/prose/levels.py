"""Which figure a change may be of: one of the same kind of money, and one told elsewhere of the very same name."""

from __future__ import annotations

import re

from model import Fact, Report
from rules.comparing.objects import same_measure, value_of
from rules.figures import MONEY
from rules.prose.places import text_of

_CLAUSE = re.compile(r"[，,；;。：:（(]")
_COMPARED = re.compile(r"(?:相?[比较与同和])?(?:于)?(?:上年|去年|上一年|同期|(?:19|20)\d\d年).*$")
_LEAD = re.compile(r"^(?:(?:19|20)\d\d年(?:度)?|本年度?|当年|全年|年度|[我本][局委院校办县市区镇乡]|[我本](?:单位|部门)|实际|共|总)+")
_PAID = re.compile(r"支出|执行|使用|支付|列支|决算")
_GRANTED = re.compile(r"安排|预算(?!执行)|下达|批复|核定")
_NO_RESULT = re.compile(r"预算(?!执行)|安排|下达|批复|计划|目标|预计|追加|申请|上年|去年|同期|标准")
_YEARS = re.compile(r"(?:19|20)\d\d")
_TELLING = 3


def other_money(text: str, level: Fact, change: Fact) -> bool:
    """Whether one is money granted and the other money spent, by the words of their own clauses: 安排320万元，…，支出比上年增加22.8万元."""
    if level.quantity.unit not in MONEY or not same_measure(level.quantity.unit, change.quantity.unit):
        return False
    clauses = (_words(text, level), _COMPARED.sub("", _LEAD.sub("", _words(text, change))))
    kinds = {(bool(_PAID.search(words)), bool(_GRANTED.search(words))) for words in clauses}
    return kinds == {(True, False), (False, True)}


def told_elsewhere(report: Report, text: str, base: Fact) -> Fact | None:
    """The figure of this year that a change of the last year's is of, when the report tells only one of the very same name and place.

    部门支出比上年的226.80万元增加12.44万元, and before it 全年部门支出214.36万元; what is granted or planned is no result.
    """
    name = _name(_words(text, base))
    if len(name) < _TELLING:
        return None
    found = [fact for fact in report.facts if fact is not base and _is_result(report, fact, base) and _name(fact.subject) == name]
    return found[0] if found and len({value_of(fact.quantity) for fact in found}) == 1 else None


def _is_result(report: Report, fact: Fact, base: Fact) -> bool:
    if fact.role not in ("actual", "total", "part") or fact.per or fact.qualifier != base.qualifier or fact.quantity.op not in (None, "="):
        return False
    if not same_measure(fact.quantity.unit, base.quantity.unit) or fact.quantity.value is None:
        return False
    years = _YEARS.findall(fact.period or "")
    said = text_of(report, fact)[fact.sentence_start : fact.start]
    return years in ([], [str(report.year)]) and _NO_RESULT.search(said) is None


def _words(text: str, fact: Fact) -> str:
    """The words before a quantity in its clause."""
    return _CLAUSE.split(text[fact.sentence_start : fact.start])[-1]


def _name(words: str) -> str:
    return re.sub(r"[的为是共\s“”\"]|\d.*$", "", _COMPARED.sub("", _LEAD.sub("", words.strip())))
