"""C11: the self-evaluation score stated in prose against the total of its form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model import Check, Dossier, Hit, Severity
from rules.figures import agree, figure, lacking
from rules.naming.projects import form_of, narratives
from rules.prose.claims import Claim, every_claim, in_year
from rules.prose.own_score import is_total_score
from rules.registry import rule
from rules.wording import name_of, spot_of

_PROJECT = re.compile(r"(?:经费|资金|工程|专项|补助|项目)[^，。；]{0,6}(?:绩效)?(?:自评|评价)|个项目|各项目")
"""A score in the department's narrative that is one of its projects'."""


@rule("C11", title="评价得分表文不一致", severity=Severity.HIGH, basis="S5", priority=1)
def score_in_prose(dossier: Dossier) -> Iterator[Hit | Check]:
    """报告正文写明的自评（绩效评价）得分，应当等于对应自评表“总分”行的得分。

    整体报告对整体自评表，项目报告对本项目自评表（名称差一词视为同一项目）。只认“自评得分”“绩效评价得分”一类的总得分；
    分项得分、满分、扣分、上级考核或热线排名的得分不是自评总分，不比。

    反例：项目报告写“自评得分96分”，自评表总分得分为98分。
    正例：项目报告写“绩效综合评价得分为100分”，自评表总分得分为100.00分。
    """
    told: dict[str, list[Claim]] = {}
    for claim in every_claim(dossier):
        if is_total_score(claim.report, claim.fact) and in_year(claim.period, claim.report.year):
            told.setdefault(claim.report.report_id, []).append(claim)
    for report in narratives(dossier):
        form = form_of(dossier, report)
        claims = told.get(report.report_id, [])
        if not claims:
            yield lacking("C11", report, "正文没有写明自评得分")
            continue
        score = figure(f"{name_of(form)}“总分”得分", form.total.score, unit="分") if form and form.total else None
        if score is None:
            yield lacking("C11", report, "没有找到对应自评表的总分")
            continue
        for claim in claims:
            if report.kind == "overall_narrative" and _PROJECT.search(claim.clause):
                yield lacking("C11", report, "正文写的是某个项目的得分")
                continue
            stated = figure(claim.place + "自评得分", claim.fact.quantity, unit="分")
            assert stated is not None
            key = f"总分|{spot_of(report)}"
            yield agree("C11", report, stated, score, what="自评得分", key=key, basis="正文得分应等于自评表总分")
