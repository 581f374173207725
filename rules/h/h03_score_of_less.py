"""H03: an indicator with a ceiling loses points when the result exceeds it."""

from __future__ import annotations

from collections.abc import Iterator

from model import Check, Dossier, Hit, Severity
from rules.h.over_score import hold_scores
from rules.registry import rule


@rule("H03", title="超过上限而多计得分", severity=Severity.HIGH, basis="S3")
def score_of_less(dossier: Dossier) -> Iterator[Hit | Check]:
    """反向指标（不超过）完成值不超过指标值得满分，超过的按（1－超出部分÷指标值）×分值计分，超过一倍及以上得 0 分；得分高于此数即为多计。

    得分低于公式的不报。单位不能换算的、日期、区间、约数，记为数据不足；指标值为 0 的见 H06。

    反例：指标值≤2天，完成 3 天，分值 5 分，应得 2.5 分，填 5 分。
    正例：指标值≤20万元，完成 20 万元，得满分。
    """
    yield from hold_scores("H03", dossier, "down", "（1－超出部分÷指标值）×分值")
