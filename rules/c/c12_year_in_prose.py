"""C12: the year a narrative says it reports on against the year of its report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from model import Check, CheckStatus, Dossier, Evidence, Hit, Report, Severity, Source
from rules.figures import lacking
from rules.forms.lines import fund_total
from rules.naming.projects import form_of, narratives
from rules.prose.phrases import Phrase, clause_around, phrases_of
from rules.registry import rule
from rules.wording import name_of, spot_of

_SELF = re.compile(
    r"(?<![\d较比与同自从至])(?P<year>(?:19|20)\d\d)年度?[，,、]?(?:我|本|该|[\u4e00-\u9fff]{0,12}?)(?:局|委|院|校|办|中心|单位|部门|县|市|区|镇|乡|街道)?(?:的)?(?:部门|单位)?"
    r"(?:整体支出|项目支出|专项(?:资金|经费)|绩效(?:自评|评价|目标)|自评(?:得分|结论|等级)|评价得分|综合得分|预期(?:总)?目标|项目资金(?:使用)?|资金使用)"
)
_OTHER = re.compile(
    r"较|相比|同比|上年|去年|结转|结余|决算|同期|以来|起[，至]|开始|历年|至(?:19|20)\d\d|[—–~-]\s*(?:19|20)\d\d|下达|立项|启动|〔|《|"
    r"整改|发现的|将(?=[更进继加会]|于)|今后|下一步|编制|申报|拟"
)
_PAPER = re.compile(r"规划|办法|通知|意见|方案")
"""Papers whose year is their own: a clause that names one speaks of it."""
_PERIOD = re.compile(
    r"(?:评价|自评)的?(?:期间|时段|期限|时间范围|时间段|基准期|年度)(?:[为是]|[:：]|界定为|确定为)*"
    r"(?:(?:19|20)\d\d年?(?:\d{1,2}月(?:\d{1,2}日)?)?[至到—–~～-]+)?(?P<year>(?:19|20)\d\d)年度?"
    r"(?!(?:\d{1,2}月(?:\d{1,2}日)?)?(?:[至到—–~～-]+(?:(?:19|20)\d\d|今)|以来|起(?!至|止)))"
)
"""The period a report says it evaluates, by its last year; several years' projects end in the report's."""
_AMOUNT = re.compile(r"[^，。；\d]{0,8}(\d[\d,]*(?:\.\d+)?)万?元")
_AHEAD = re.compile(r"改进|建议|打算|下一步|下步|今后|计划|措施")
"""Headings below which other years are spoken of."""


@rule("C12", title="正文年度与报告年度不符", severity=Severity.MEDIUM, basis="S5", priority=2)
def year_in_prose(dossier: Dossier) -> Iterator[Hit | Check]:
    """报告正文说明自己评价的年度（“2023年度我单位整体支出……”）应当就是本报告的年度；写成别的年度，多半是沿用上年报告没有改。

    只认年度直接修饰整体支出、项目支出、专项经费、绩效自评、预期目标的句子，和“评价期间为2023年1月1日至12月31日”一类写明评价期间的句子
    （跨几年的看末年，晚于报告年度的是评价工作的时间）；含“较、结转、决算、下达、立项、整改、编制”等字样的是说别年的事，不算；“改进措施、下一步打算”一类标题下的不看；文件名和文号里的年份不算。每份报告只报一条。

    反例：2024年度报告正文写“2023年度，本局项目资金达到预期目标”。
    正例：2024年度报告正文写“2019年7月公开招聘护林员10名”。
    """
    for report in narratives(dossier):
        if report.year is None:
            continue
        ours = _own_sums(dossier, report)
        stated = [
            (phrase, found)
            for phrase in phrases_of(report)
            if not _AHEAD.search(phrase.titles)
            for found in _years_of(phrase)
            if int(found["year"]) == report.year or not _is_figure_of_then(phrase.text[found.end() :], ours)
        ]
        other = [(phrase, found) for phrase, found in stated if int(found["year"]) != report.year]
        if not stated:
            yield lacking("C12", report, "正文没有写明所评价的年度")
        elif other:
            yield _tell(dossier, report, other, [pair for pair in stated if pair not in other])
        else:
            yield Check(
                rule="C12", report_id=report.report_id, status=CheckStatus.PASS, expected=str(report.year), observed=str(report.year)
            )


def _years_of(phrase: Phrase) -> Iterator[re.Match[str]]:
    """Where a sentence says which year it evaluates."""
    if phrase.report.year is None or ("20" not in phrase.text and "19" not in phrase.text):
        return
    for found in _PERIOD.finditer(phrase.text):
        if int(found["year"]) <= phrase.report.year:
            yield found
    if not _OTHER.search(phrase.text):
        for found in _SELF.finditer(phrase.text):
            start, end = clause_around(phrase.text, found)
            if not _PAPER.search(phrase.text, start, end):
                yield found


def _is_figure_of_then(after: str, ours: frozenset[Decimal]) -> bool:
    """Whether what follows is that other year's own amount (2023年项目支出1765万元), and not one of this year's under a stale year."""
    amount = _AMOUNT.match(after)
    return amount is not None and Decimal(amount[1].replace(",", "")) not in ours


def _own_sums(dossier: Dossier, report: Report) -> frozenset[Decimal]:
    form = form_of(dossier, report)
    line = fund_total(form) if form is not None else None
    cells = (line.initial_budget, line.annual_budget, line.executed) if line is not None else ()
    return frozenset(cell.value for cell in cells if cell is not None and cell.value is not None)


def _tell(dossier: Dossier, report: Report, other: list[tuple[Phrase, re.Match[str]]], right: list[tuple[Phrase, re.Match[str]]]) -> Hit:
    phrase, found = other[0]
    form = form_of(dossier, report)
    place = f"，其他处写{report.year}年" if right else ""
    return Hit(
        message=f"{name_of(report)}是{report.year}年度的报告，{phrase.place}却写“{phrase.evidence(found).source.quote}”{place}，"
        f"年度不符，疑沿用往年报告（正文年度应与报告年度一致）。",
        evidence=(*(p.evidence(f, value=f["year"], unit="年") for p, f in other), *_own_year(report, right, form)),
        key=f"年度|{spot_of(report)}",
        expected=str(report.year),
        observed=found["year"],
    )


def _own_year(report: Report, right: list[tuple[Phrase, re.Match[str]]], form: Report | None) -> Iterator[Evidence]:
    """Where the report's own year is printed: in its prose, its title, or its form's title."""
    if right:
        phrase, found = right[0]
        yield phrase.evidence(found, value=found["year"], unit="年")
        return
    titled = report if str(report.year) in report.title else form
    if titled is not None and titled.title:
        source = Source(document_id=titled.document_id, report_id=titled.report_id, page=titled.first_page, quote=titled.title)
        yield Evidence(label=f"{name_of(titled)}标题", value=str(report.year), unit="年", source=source)
