"""Which scores in prose are the report's own total, and not a part, a maximum or somebody else's ranking."""

from __future__ import annotations

import re

from model import Fact, Report

_STOP = re.compile(r"[，。；,;]")
_SCORE = re.compile(r"(?:得分|评分|总分|分值|分数|自评|自评价|评价结果)(?:总?共?计)?(?:为|是|达到?|：|:)?$")
_OWN = re.compile(r"自评|绩效评价|绩效综合|综合评价|评价结论|评价得分|绩效得分|绩效自评")
_OTHER = re.compile(
    r"指标|执行率|产出|效益|满意|成本|过程|决策|投入|管理得分|满分|扣|权重|热线|考核|排名|测评|上年|去年|上级|省级|市级|第三方|抽查|复评|财政评价|部门评价"
)


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
