"""Claims of the prose that a table can be held against: quantities with their meaning, year and surroundings, indexed once per dossier."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

import msgspec

from model import Dossier, Evidence, Fact, Quantity, Report
from rules.figures import HALF, MONEY, evidence
from rules.memo import remembered
from rules.naming.names import Name, compared, pairs_of, read_name, without_number
from rules.naming.projects import narratives
from rules.naming.synonyms import UNITS
from rules.wording import name_of

ACTUAL = frozenset({"actual", "after", "total"})
_PLAN = re.compile(r"目标|下一步|下步|今后|改进|建议|打算|(?:工作|明年|年度|实施)计划|整改措施|努力方向|职责|职能")
_DONE = re.compile(r"完成|实现|情况|成效")
_INTENT = re.compile(
    r"力争|争取|预计|拟[建投设新]|计划[在到于用投建新]|将达到|预期目标|总目标|绩效目标|年度目标|目标[为是值]|下一步|要求达到|考核标准|应达到|不得低于|法定|规定标准"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_PART_OF_YEAR = re.compile(
    r"[上下]半年|季度|\d{1,2}月|[一二三四五六七八九十]+月|每[年月日天周季]|月均|日均|截[至止]|历年|近[一二三四五六七八九十两\d]+年|以来|十[三四五]五"
)
_EARLIER = re.compile(r"上年|去年|往年|前年|上一年|同期|过去|原来|历史")
_AIMED = re.compile(r"^(?:年初|年度|绩效|预期|总体|计划)*(?:目标|计划|任务)(?:为|是)?")
_COMPARED = re.compile(r"(?:较|比|与|同|于)\s*$")
_SHORT_OPENING = 24
_MARK = re.compile(r"[，。；：,;:！？]|(?<=[\u4e00-\u9fff])-(?=[\u4e00-\u9fff])")
_JOIN = re.compile(r"^[\s、及和与]*(?:其中|包括|包含|分别是|分别为|主要是|主要用于|用于|还有|另有|以及)?[：:]?")
_LINK = re.compile(
    r"(?:总?共计?|合计|总计|累计|高达|达到?|均?为|是|约|近|超过|有|已经?|了|完成|实现|分别|控制在|安排|落实|投入|不[少低]于|不[超大高]过?于?|[大高低]于)+$"
)
_MULTIPLIER = re.compile(r"(\d[\d,]*(?:\.(\d+))?)\s*([万亿千百])(?!元)")
_PLACES = {"百": 2, "千": 3, "万": 4, "亿": 8}


class Claim(msgspec.Struct, frozen=True):
    """One quantity of the prose as something the report asserts of its year."""

    report: Report
    fact: Fact
    label: str
    """The words directly around the number that say what it is: those before it in its clause, and the noun after it."""
    name: Name
    """The label's meaning."""
    unit: str
    """Unit in which it is compared."""
    clause: str
    """The sentence up to the number, in compared wording."""
    period: str | None
    """The time it speaks of, None for the report's year; what is only compared with (较上年) is no such time."""
    titles: str
    """Headings above it, in compared wording."""
    planned: bool
    """Whether its headings announce plans, duties or remedies, not results."""
    about: str
    """The project it speaks of and the few words its paragraph opens with, in compared wording."""

    near: frozenset[str]
    """Pairs of its own sentence."""
    far: frozenset[str]
    """Pairs of its sentence and of what stands above it."""

    @property
    def evidence(self) -> Evidence:
        """This claim as a side of a contradiction."""
        return fact_evidence(self.report, self.fact)

    @property
    def place(self) -> str:
        """《整体支出绩效自评报告》“三/（7）”."""
        return place_of(self.report, self.fact)


@remembered
def actual_claims(dossier: Dossier) -> tuple[Claim, ...]:
    """What narratives and the forms' 实际完成情况 assert as done in the reports' own year, in reading order."""
    stated = (claim for report in dossier.reports for claim in _result_claims(report))
    return tuple(claim for claim in (*every_claim(dossier), *stated) if is_actual(claim))


@remembered
def every_claim(dossier: Dossier) -> tuple[Claim, ...]:
    """Every quantity in the narratives with its meaning, of whatever role and year."""
    claims: list[Claim] = []
    for report in narratives(dossier):
        passages = {p.paragraph.block: p for p in report.passages}
        previous: Fact | None = None
        for fact in report.facts:
            passage = passages.get(fact.block)
            text = passage.paragraph.text or passage.paragraph.raw if passage else ""
            titles = "".join(title for title in passage.titles if title) if passage else ""
            claims.append(_claim(report, fact, previous, text, titles))
            previous = fact
    return tuple(claims)


def _result_claims(report: Report) -> Iterator[Claim]:
    """The quantities of the 实际完成情况 cell."""
    text, previous = report.goal_actual or "", None
    for fact in report.goal_facts:
        if fact.role != "target" and text[fact.start : fact.end] == fact.quantity.raw:
            yield _claim(report, fact, previous, text, "")
            previous = fact


def _claim(report: Report, fact: Fact, previous: Fact | None, text: str, titles: str) -> Claim:
    label = label_of(text, fact, previous)
    name = read_name(label)
    if not name.head and not name.body:
        name = read_name(_AIMED.sub("", fact.subject))  # 年初目标建设农田5万亩，实际完成5.2万亩
    clause, titled = compared(text[fact.sentence_start : fact.start]), compared(titles)
    about = compared((fact.project or report.project or "") + _opening(text))
    near = name.pairs | pairs_of(clause) | read_name(fact.subject).pairs
    return Claim(
        report=report,
        fact=fact,
        label=label,
        name=name,
        unit=unit_of(fact.quantity),
        clause=clause,
        period=_period(text, fact),
        titles=titled,
        planned=bool(_PLAN.search(titles)) and not _DONE.search(titles),
        about=about,
        near=near,
        far=near | pairs_of(titled) | pairs_of(about),
    )


def _opening(text: str) -> str:
    """The short first sentence of a paragraph, which often is its heading: （一）营养改善计划。"""
    first, stop, _ = text.partition("。")
    return without_number(first) if stop and len(first) <= _SHORT_OPENING else ""


def _period(text: str, fact: Fact) -> str | None:
    """The fact's period, unless every time its sentence names it the sentence only compares with it."""
    period = fact.period
    if period and fact.role != "change" and not period.startswith(("较", "比")):
        before = text[fact.sentence_start : fact.start]
        spots = [found.start() for found in re.finditer(re.escape(period), before)]
        if spots and all(_COMPARED.search(before[:spot]) for spot in spots):
            return None
    return period


def label_of(text: str, fact: Fact, previous: Fact | None) -> str:
    """The words before a number back to the comma or number before it, and the noun after it where the reader found one there."""
    begin = fact.sentence_start
    if previous is not None and previous.block == fact.block and begin <= previous.end <= fact.start:
        begin = previous.end
    pieces = _MARK.split(text[begin : fact.start])
    named_before = len(pieces) > 1 and not pieces[-1].strip() and text[: fact.start].rstrip().endswith(("：", ":"))
    left = without_number(pieces[-2] if named_before else pieces[-1])
    left = _LINK.sub("", _JOIN.sub("", left)).strip(" 、，的“”")
    after = text[fact.end : fact.end + len(fact.subject) + 2].lstrip("的 ")
    return left + fact.subject if fact.subject and after.startswith(fact.subject) else left or fact.subject


def is_actual(claim: Claim) -> bool:
    """Whether the claim tells what was done in the report's year, and not a plan, a threshold, a part or another year."""
    fact = claim.fact
    if fact.quantity.value is None or fact.role not in ACTUAL or not in_year(claim.period, claim.report.year):
        return False
    return not claim.planned and not _INTENT.search(claim.clause)


def in_year(period: str | None, year: int | None) -> bool:
    """Whether a period named in prose is the report's whole year; a sentence that names none speaks of it."""
    if not period:
        return True
    years = _YEAR.findall(period)
    if years:
        return year is not None and years == [str(year)] and not _PART_OF_YEAR.search(period) and not period.startswith(("较", "比"))
    return not _PART_OF_YEAR.search(period) and not _EARLIER.search(period) and not period.startswith(("较", "比"))


def unit_of(quantity: Quantity, other: Quantity | None = None) -> str:
    """The unit a quantity is compared in: measure words that may stand for another are one, all money is 万元, 万人 is 人."""
    return _scale(quantity.unit or (other.unit if other else None))[0]


def amount_of(quantity: Quantity, unit: str | None = None) -> Decimal | None:
    """The value in the compared unit; `unit` is what a value printed without one is in."""
    return None if quantity.value is None else quantity.value * _scale(quantity.unit or unit)[1]


def rounding(quantity: Quantity, unit: str | None = None) -> Decimal:
    """Half of the last printed place in the compared unit; `1.2万人次` is known to within 500 人次."""
    half = HALF.scaleb(-quantity.decimals)
    multiplied = _MULTIPLIER.search(quantity.text or quantity.raw)
    name, factor = _scale(quantity.unit or unit)
    if multiplied and factor == 1 and name != "万元":
        return HALF.scaleb(_PLACES[multiplied[3]] - len(multiplied[2] or ""))
    return half * factor


@lru_cache(maxsize=1024)
def _scale(unit: str | None) -> tuple[str, Decimal]:
    """A unit's compared name and how many of it the printed one is: 元 → 万元 and 0.0001, 万人 → 人 and 10000."""
    if unit in MONEY:
        return "万元", MONEY[unit] / MONEY["万元"]
    if unit and len(unit) > 1 and unit[0] in _PLACES and unit not in UNITS:
        name, factor = _scale(unit[1:])
        return name, factor.scaleb(_PLACES[unit[0]])
    return UNITS.get(unit or "", unit or ""), Decimal(1)


def fact_evidence(report: Report, fact: Fact) -> Evidence:
    """A quantity in prose as a side of a contradiction."""
    side = evidence(place_of(report, fact), fact.quantity)
    if side.source.quote and side.source.report_id:
        return side
    source = msgspec.structs.replace(side.source, quote=side.source.quote or fact.quote or fact.frame, report_id=report.report_id)
    return msgspec.structs.replace(side, source=source)


def place_of(report: Report, fact: Fact) -> str:
    """The paper and section a fact stands in: 《整体支出绩效自评报告》“三/（7）”处."""
    if fact.source.table is not None:
        return f"{name_of(report)}“年度总体目标”栏"
    return f"{name_of(report)}“{fact.section}”处" if fact.section else f"{name_of(report)}正文"
