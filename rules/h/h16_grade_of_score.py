"""H16: the grade a report gives itself fits its score."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from model import Check, Dossier, Evidence, Hit, Passage, Report, Severity, Source
from rules.figures import passed, short
from rules.naming.projects import form_of, narratives
from rules.registry import rule
from rules.wording import name_of, spot_of

GRADES = (("优", Decimal(90)), ("良", Decimal(80)), ("中", Decimal(60)), ("差", Decimal(0)))
_GRADE = re.compile(
    r"(?:等级|等次|评级|评价结果|评价结论|自评结果|综合评价|自评结论)(?:评?定?)?(?:结果)?[为是：:“\"（(\s]{0,4}(优秀|优|良好|良|中等|中|合格|较差|差|不合格)(?![化质先势点异序级])"
)
_SCORE = re.compile(r"(?:得分|总分|自评分|评分|分数|综合得分|评价得分)[^，。；\d]{0,6}(\d{1,3}(?:\.\d+)?)\s*分")

_SUMMED = re.compile(r"得\s*\d{1,2}(?:\.\d+)?\s*分[^。]*?(?:合计|共计|总计|共)得?\s*(\d{1,3}(?:\.\d+)?)\s*分")
"""Scores of parts with their sum: 产出得46分、效果得24分，合计88.7分."""


@rule("H16", title="等级与得分不对应", severity=Severity.LOW, basis="S1", priority=3)
def grade_of_score(dossier: Dossier) -> Iterator[Hit | Check]:
    """评价等级按得分划分：90 分及以上为优，80 分及以上为良，60 分及以上为中，60 分以下为差。报告写的等级应与得分对应。

    得分取正文同一段所写（包括各部分得分之后的合计），没有时取该报告对应自评表的总分；找不到等级或得分的不适用。“合格”视为中，“不合格”“较差”视为差。

    反例：报告写“自评得分88分，评价等级为优”，应为良。
    正例：报告写“综合得分96.5分，等级为优”。
    """
    for report in narratives(dossier):
        for passage in report.passages:
            text = passage.paragraph.text
            found = _GRADE.search(text)
            if found:
                yield from _hold(dossier, report, passage, found)


def _hold(dossier: Dossier, report: Report, passage: Passage, found: re.Match[str]) -> Iterator[Hit | Check]:
    text = passage.paragraph.text
    told = _SCORE.search(text) or _SUMMED.search(text)
    form = form_of(dossier, report)
    total = form.total.score if form is not None and form.total is not None else None
    score = Decimal(told[1]) if told else total.value if total is not None else None
    if score is None or score > 100:
        return
    grade = {"合格": "中", "不合格": "差", "较差": "差"}.get(found[1], found[1][0])
    wanted = next(name for name, least in GRADES if score >= least)
    if grade == wanted:
        yield passed("H16", report, expected=wanted, observed=grade, detail=f"{short(score)}分，等级{grade}")
        return
    paragraph = passage.paragraph
    source = Source(
        document_id=report.document_id, report_id=report.report_id, block=paragraph.block, page=paragraph.page,
        start=found.start(1), end=found.end(1), quote=_sentence(text, found.start(1)),
    )  # fmt: skip
    yield Hit(
        message=f"{name_of(report)}写等级为“{found[1]}”，而得分为{short(score)}分，按得分应为“{wanted}”（90分以上为优，80分以上为良，60分以上为中）。",
        evidence=(Evidence(label=f"{name_of(report)}评价等级", value=short(score), unit="分", source=source),),
        key=spot_of(report),
        expected=wanted,
        observed=grade,
    )


def _sentence(text: str, at: int) -> str:
    start = text.rfind("。", 0, at) + 1
    end = text.find("。", at)
    return text[start : end + 1 if end >= 0 else len(text)].strip()
