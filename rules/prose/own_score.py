"""Which scores in prose are the report's own total, and not a part, a maximum or somebody else's ranking."""

from __future__ import annotations

import re

from model import Fact, Report

_STOP = re.compile(r"[，。；,;]")
_SCORE = re.compile(r"(?:得分|评分|总分|分值|分数|自评|自评价|评价结果)(?:总?共?计)?(?:为|是|达到?|：|:)?$")
_OWN = re.compile(r"自评|绩效评价|绩效综合|综合评价|评价结论|评价得分|绩效得分|绩效自评")
_OTHER = re.compile(
    r"指标|执行率|产出|效益|满意|成本|过程|决策|投入|管理得分|满分|扣|权重|热线|考核|排名|测评|上年|去年|上级|省级|市级|第三方|抽查|复评|复核|复审|财政局|财政厅|评审|专家|审核|财政评价|部门评价"
)


_DIMENSION = re.compile(r"执行|产出|效益|满意|成本|决策|过程|投入|管理|效率|履职|运行|预算")
_FULL = re.compile(r"满分|扣|分值|权重|上年|去年")
_LEAD = re.compile(r"(?:[（(][^（()）]{0,12}[)）])?[，,：:（(；;]?(?P<some>其中|包括|分别)?")
_PARTS = 3


def parts_of_score(report: Report, total: Fact) -> tuple[Fact, ...]:
    """The scores of its dimensions that a sentence lists after the report's total: 得分93.6分，其中预算执行9.5分、产出48.1分…"""
    passage = next((p for p in report.passages if p.paragraph.block == total.block), None)
    text = passage.paragraph.text if passage else ""
    end = text.find("。", total.end)
    said = text[total.end : end if end >= 0 else len(text)]
    lead = _LEAD.match(said)
    if not lead or _FULL.search(text[total.sentence_start : total.end] + said):
        return ()
    parts: list[Fact] = []
    left = total.end
    for fact in report.facts:
        if fact.block != total.block or fact.start < total.end or fact.end > total.end + len(said):
            continue
        if fact.quantity.unit != "分" or fact.quantity.value is None:
            return ()
        if not lead["some"] and not _DIMENSION.search(text[left : fact.start]):
            return ()
        left = fact.end
        parts.append(fact)
    return tuple(parts) if len(parts) >= _PARTS else ()


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
