"""H02: an indicator that should reach its target scores in proportion when it does not."""

from __future__ import annotations

from collections.abc import Iterator

from model import Check, Dossier, Hit, Severity
from rules.h.over_score import hold_scores
from rules.registry import rule


@rule("H02", title="未达指标值而多计得分", severity=Severity.HIGH, basis="S1 S3")
def score_of_more(dossier: Dossier) -> Iterator[Hit | Check]:
    """正向指标（不少于、等于）完成值达到指标值得满分，未达到的按完成值÷指标值×分值计分；得分高于此数即为多计。

    得分低于公式的是从严自评，不报（是否说明原因见 G07）。指标值没有比较符号而名称是成本、时限、差错一类的，方向不明，不计算。
    完成值与指标值单位不能换算的、日期、区间、约数，记为数据不足。得分印整数的，多计 0.05 分以内作提示。

    反例：指标值≥100盏，完成 80 盏，分值 10 分，应得 8 分，填 10 分。
    正例：指标值≥100盏，完成 80 盏，得 8 分；指标值≥95%，完成 98%，得满分。
    """
    yield from hold_scores("H02", dossier, "up", "完成值÷指标值×分值")
