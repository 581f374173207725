"""H03: an indicator with a ceiling loses points when the result exceeds it."""

from __future__ import annotations

from collections.abc import Iterator

from model import Check, Dossier, Hit, Severity
from rules.figures import evidence, passed, short
from rules.forms.deadlines import days_late, is_deadline
from rules.forms.scored import Scored, scored
from rules.h.over_score import hold_scores
from rules.registry import rule
from rules.wording import fold, spot_of


@rule("H03", title="超过上限而多计得分", severity=Severity.HIGH, basis="S3")
def score_of_less(dossier: Dossier) -> Iterator[Hit | Check]:
    """反向指标（不超过）完成值不超过指标值得满分，超过的按（1－超出部分÷指标值）×分值计分，超过一倍及以上得 0 分；得分高于此数即为多计。

    完成时间也是上限：实际完成日期晚于指标值规定的最后一天仍得满分的，公式不能按比例计算，报为中；只写月份的，指标值算到月末、完成值从
    月初算。得分低于公式的不报。单位不能换算的、区间、约数，记为数据不足；指标值为 0 的见 H06。

    反例：指标值≤2天，完成 3 天，分值 5 分，应得 2.5 分，填 5 分。
    正例：指标值≤20万元，完成 20 万元，得满分。
    """
    yield from hold_scores("H03", dossier, "down", "（1－超出部分÷指标值）×分值")
    for item in scored(dossier):
        if is_deadline(item.indicator):
            yield _deadline(item)


def _deadline(item: Scored) -> Hit | Check:
    late = days_late(item.indicator, item.report.year)
    target, actual = item.indicator.target, item.indicator.actual
    if late == 0 or item.score < item.weight:
        return passed("H03", item.report, detail=f"“{item.indicator.level3}”按期完成或已扣分")
    marks = [evidence(f"{item.label}指标值", target), evidence(f"{item.label}实际完成值", actual)]
    if item.indicator.score is not None:
        marks.append(evidence(f"{item.label}得分", item.indicator.score))
    return Hit(
        message=f"{item.label}指标值为{target.raw.strip()}、实际完成时间为{actual.raw.strip()}，晚{late}天，仍得满分{short(item.score)}分"
        "（未按期完成的应扣分）。",
        evidence=tuple(marks),
        key=f"{spot_of(item.report)}|{fold(item.indicator.level3)}|时间",
        expected=f"<{short(item.weight)}",
        observed=short(item.score),
        difference=f"{late}天",
        severity=Severity.MEDIUM,
    )
