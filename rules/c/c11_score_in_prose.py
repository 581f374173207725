"""C11: the self-evaluation score stated in prose against the total of its form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model import Check, Dossier, Fact, Hit, Report, Severity
from rules.claims import Claim, every_claim
from rules.figures import agree, figure, lacking
from rules.projects import form_of, narratives
from rules.registry import rule
from rules.wording import name_of, spot_of

_STOP = re.compile(r"[，。；,;]")
_SCORE = re.compile(r"(?:得分|评分|总分|分值|分数|自评|自评价|评价结果)(?:总?共?计)?(?:为|是|达到?|：|:)?$")
_OWN = re.compile(r"自评|绩效评价|绩效综合|综合评价|评价结论|评价得分|绩效得分|绩效自评")
_OTHER = re.compile(
    r"指标|执行率|产出|效益|满意|成本|过程|决策|投入|管理得分|满分|扣|权重|热线|考核|排名|测评|上年|去年|上级|省级|市级|第三方|抽查|复评|财政评价|部门评价"
)


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
        if is_total_score(claim.report, claim.fact):
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
            stated = figure(claim.place + "自评得分", claim.fact.quantity, unit="分")
            assert stated is not None
            key = f"总分|{spot_of(report)}"
            yield agree("C11", report, stated, score, what="自评得分", key=key, basis="正文得分应等于自评表总分")


def is_total_score(report: Report, fact: Fact) -> bool:
    """Whether a quantity in prose is the report's own total score."""
    if fact.quantity.unit != "分" or fact.quantity.value is None or fact.role in ("target", "before", "threshold", "part", "change"):
        return False
    passage = next((p for p in report.passages if p.paragraph.block == fact.block), None)
    text = passage.paragraph.text if passage else ""
    said = text[fact.sentence_start : fact.start]
    clause = _STOP.split(said)[-1] or fact.subject
    above = "".join(title for title in passage.titles if title) if passage else ""
    whole = text[fact.sentence_start : fact.sentence_end]
    return bool(_SCORE.search(clause)) and bool(_OWN.search(said + above)) and not _OTHER.search(clause) and "排名" not in whole
