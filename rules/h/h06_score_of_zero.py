"""H06: a target of zero is reached only with zero."""

from __future__ import annotations

from collections.abc import Iterator

from model import Check, Dossier, Hit, Severity
from rules.h.over_score import hold_scores
from rules.registry import rule


@rule("H06", title="零目标未达而计分", severity=Severity.MEDIUM, basis="S3", priority=2)
def score_of_zero(dossier: Dossier) -> Iterator[Hit | Check]:
    """指标值为 0 的指标（差错率、事故起数、投诉件数），完成值为 0 得满分，只要不为 0 就得 0 分。

    指标值须印出数字 0（可带单位或“≤”）；写“无”的是文字，见 H05。完成值没有数字的不计算。

    反例：安全事故起数指标值 0，完成 1 起，分值 10 分，填 9 分，应得 0 分。
    正例：差错率指标值 0，完成 0，得满分。
    """
    yield from hold_scores("H06", dossier, "zero", "指标值为0时完成值不大于0得满分、否则不得分")
