"""C11: the self-evaluation score stated in prose against the total of its form."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from model import Check, Dossier, Hit, Report, Severity
from rules.figures import agree, figure, lacking
from rules.naming.projects import form_of, forms_by_project, narratives
from rules.prose.claims import Claim, every_claim, in_year
from rules.prose.own_score import is_total_score
from rules.prose.owners import form_at, named_in
from rules.prose.places import text_of
from rules.registry import rule
from rules.wording import name_of, spot_of

_CLAUSE = re.compile(r"[，,；;。：:]|分(?=[、和及与])")
_PROJECT = re.compile(r"(?:经费|资金|工程|专项|补助|项目)[^，。；]{0,6}(?:绩效)?(?:自评|评价)|个项目|各项目")
"""A score in the department's narrative that is one of its projects'."""
_TOGETHER = re.compile(r"平均|(?:[2-9]|[1-9]\d|[两二三四五六七八九十]+)个[^，。；]{0,6}项目|各项目")
"""A score of several projects at once."""


@rule("C11", title="评价得分表文不一致", severity=Severity.HIGH, basis="S5", priority=1)
def score_in_prose(dossier: Dossier) -> Iterator[Hit | Check]:
    """报告正文写明的自评（绩效评价）得分，应当等于对应自评表“总分”行的得分。

    整体报告对整体自评表，项目报告对本项目自评表（名称差一词视为同一项目）。只认“自评得分”“绩效评价得分”一类的总得分；
    分项得分、满分、扣分、上级考核或热线排名的得分不是自评总分，不比。一份报告写几个项目的，每个得分属于同一分句里紧在它前面写明全称的项目；
    没有写明的，属于所在标题写明的项目；几个项目的平均分不比。

    反例：项目报告写“自评得分96分”，自评表总分得分为98分。
    正例：项目报告写“绩效综合评价得分为100分”，自评表总分得分为100.00分。
    """
    told: dict[str, list[Claim]] = {}
    for claim in every_claim(dossier):
        if _is_total(dossier, claim) and in_year(claim.period, claim.report.year):
            told.setdefault(claim.report.report_id, []).append(claim)
    for report in narratives(dossier):
        claims = told.get(report.report_id, [])
        if not claims:
            yield lacking("C11", report, "正文没有写明自评得分")
        for claim in claims:
            yield _hold(dossier, claim)


def _is_total(dossier: Dossier, claim: Claim) -> bool:
    """Whether a score is a report's total; what 其中 leads is one only where it is a project's."""
    fact = claim.fact
    if fact.role == "part" and named_in(dossier, _said(claim)):
        fact = msgspec.structs.replace(fact, role="actual")
    return is_total_score(claim.report, fact)


def _said(claim: Claim) -> str:
    """What stands before a score in its clause."""
    return _CLAUSE.split(text_of(claim.report, claim.fact)[claim.fact.sentence_start : claim.fact.start])[-1]


def _hold(dossier: Dossier, claim: Claim) -> Hit | Check:
    report, own = claim.report, form_of(dossier, claim.report)
    form = _form(dossier, claim)
    if form is None and own is not None:
        return lacking("C11", report, "正文写的是某个项目的得分")
    score = figure(f"{name_of(form)}“总分”得分", form.total.score, unit="分") if form and form.total else None
    if score is None or form is None:
        return lacking("C11", report, "没有找到对应自评表的总分")
    stated = figure(claim.place + "自评得分", claim.fact.quantity, unit="分")
    assert stated is not None
    key = f"总分|{spot_of(report if form is own else form)}"
    return agree("C11", report, stated, score, what="自评得分", key=key, basis="正文得分应等于自评表总分")


def _form(dossier: Dossier, claim: Claim) -> Report | None:
    """The form whose total a score is: that of the project named before it in its clause, else its heading's, else the narrative's."""
    report, fact = claim.report, claim.fact
    said = _said(claim)
    named = {name.project for name in named_in(dossier, said)}
    if named:
        return forms_by_project(dossier).get(named.pop()) if len(named) == 1 and not _TOGETHER.search(said) else None
    if report.kind == "overall_narrative":
        return None if _PROJECT.search(claim.clause) else form_of(dossier, report)
    return None if _TOGETHER.search(said) else form_at(dossier, report, fact.block)
