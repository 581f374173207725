"""H02: an indicator that should reach its target scores in proportion when it does not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model import Check, Dossier, Hit, Severity
from rules.figures import evidence, short, show
from rules.forms.scored import Scored, due, scored
from rules.h.over_score import hold_scores
from rules.registry import rule
from rules.wording import fold, spot_of

_TOO_MUCH = re.compile(r"超额|超出|超过|偏低|过低|偏差较大|设置|预估|测算")


@rule("H02", title="未达指标值而多计得分", severity=Severity.HIGH, basis="S1 S3")
def score_of_more(dossier: Dossier) -> Iterator[Hit | Check]:
    """正向指标（不少于、等于）完成值达到指标值得满分，未达到的按完成值÷指标值×分值计分；得分高于此数即为多计。

    达到指标值却扣了分的，与公式不符，报低（偏差栏说明是超额过多、指标偏低的除外）；未达到指标值而得分低于公式的是从严自评，不报。指标值没有比较符号而名称是成本、时限、差错一类的，方向不明，不计算。
    完成值与指标值单位不能换算的、日期、区间、约数，记为数据不足。得分印整数的，多计 0.05 分以内作提示。

    已达到指标值而得分超过分值的由 A11 报。

    反例：指标值≥100盏，完成 80 盏，分值 10 分，应得 8 分，填 10 分。
    正例：指标值≥100盏，完成 80 盏，得 8 分；指标值≥95%，完成 98%，得满分。
    """
    yield from hold_scores("H02", dossier, "up", "完成值÷指标值×分值")
    for item in scored(dossier):
        if (
            item.way == "up"
            and due(item) == item.weight
            and item.score < item.weight
            and not _TOO_MUCH.search(item.indicator.deviation or "")
        ):
            yield _cut(item)


def _cut(item: Scored) -> Hit:
    indicator, gap = item.indicator, item.weight - item.score
    marks = [evidence(f"{item.label}指标值", indicator.target), evidence(f"{item.label}实际完成值", indicator.actual)]
    if indicator.score is not None:
        marks.append(evidence(f"{item.label}得分", indicator.score))
    return Hit(
        message=f"{item.label}指标值{show(indicator.target)}、实际完成{show(indicator.actual)}，已达到指标值，按公式应得满分{short(item.weight)}分，"
        f"填{short(item.score)}分，少计{short(gap)}分，指标值、完成值或得分有一处不实（完成值达到指标值的得满分）。",
        evidence=tuple(marks),
        key=f"{spot_of(item.report)}|{fold(indicator.level3)}|达标扣分",
        expected=short(item.weight),
        observed=short(item.score),
        difference=short(-gap),
        severity=Severity.LOW,
    )
