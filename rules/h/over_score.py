"""Scores above what the formula gives: shared by H02, H03 and H06, which differ in the direction of the indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from model import Check, CheckStatus, Dossier, Evidence, Hit, Severity
from rules.figures import evidence, passed, short, show
from rules.forms.indicators import dimension_of
from rules.forms.scored import Scored, due, scored
from rules.wording import fold, spot_of

_MORE_IS_BETTER = re.compile(
    r"(?:完成|合格|达标|覆盖|知晓|满意|就业|受益|参与|到位|及时|准确|办结|利用|使用|普及|保障|增长|提高|提升|巩固|带动|新增|达到|落实|执行|支付|公开|入学|升学|参保|签约|优良|优秀|完好|回收|处理|修复)[率度数人户]?|收入|产值|效益|人数|人次|户数"
)
SMALL = Decimal("0.05")
SLACK = Decimal("0.005")


def hold_scores(rule: str, dossier: Dossier, way: str, formula: str) -> Iterator[Hit | Check]:
    """A finding for every indicator of the direction `way` that scored more than it should."""
    for item in scored(dossier):
        wanted = due(item) if item.way == way else None
        if item.way == "unclear" and way == "up":
            yield Check(
                rule=rule,
                report_id=item.report.report_id,
                status=CheckStatus.INSUFFICIENT_DATA,
                detail=f"“{item.indicator.level3}”的指标值与完成值不能按公式比较",
            )
        if wanted is None or (wanted == item.weight and item.score > item.weight):
            continue  # A11 tells scores above their weight; the target is reached
        if item.score - wanted <= SLACK:
            yield passed(rule, item.report, expected=f"≤{short(wanted)}", observed=short(item.score), detail=f"“{item.indicator.level3}”")
        else:
            yield _hit(item, wanted, formula)


def _hit(item: Scored, wanted: Decimal, formula: str) -> Hit:
    over = item.score - wanted
    indicator = item.indicator
    return Hit(
        message=f"{item.label}指标值{show(indicator.target)}、实际完成{show(indicator.actual)}，未达指标值，分值{short(item.weight)}分，"
        f"按{formula}应得{short(wanted)}分，填{short(item.score)}分，多计{short(over)}分（定量指标未完成的按比例计分）。",
        evidence=tuple(_evidence(item)),
        key=f"{spot_of(item.report)}|{fold(indicator.level3)}",
        expected=short(wanted),
        observed=short(item.score),
        difference=short(over),
        formula=f"{formula} = {short(wanted)} ≠ {short(item.score)}",
        severity=Severity.INFO if over <= SMALL else Severity.LOW if _is_open(item) else None,
    )


def _is_open(item: Scored) -> bool:
    """Whether the form leaves open which way the indicator counts: no sign, and nothing produced or asked that more of is better."""
    way = item.indicator.target.op is None and item.way == "up"
    return way and dimension_of(item.indicator) not in ("产出", "满意度") and _MORE_IS_BETTER.search(item.indicator.level3) is None


def _evidence(item: Scored) -> Iterator[Evidence]:
    indicator = item.indicator
    yield evidence(f"{item.label}指标值", indicator.target)
    yield evidence(f"{item.label}实际完成值", indicator.actual)
    if indicator.score is not None:
        yield evidence(f"{item.label}得分", indicator.score)
    if indicator.weight is not None:
        yield evidence(f"{item.label}分值", indicator.weight)
