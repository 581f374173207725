"""A09: the weights of the third level add up to the weight printed with the first."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from model import Check, Dossier, Hit, Indicator, Quantity, Report, Severity
from rules.figures import Figure, add_up, figure, lacking
from rules.registry import rule
from rules.wording import fold, name_of, spot_of


@rule("A09", title="指标分值与上级分值不符", severity=Severity.HIGH, basis="S3")
def weights_by_level(dossier: Dossier) -> Iterator[Hit | Check]:
    """一级指标名称后括号中的分值，应等于其下全部三级指标分值之和，这是预算管理系统保存时的校验。

    同一一级指标分成几段（跨页、夹行）时合并计算。一级指标没有印分值的不适用；其下任一三级指标的分值为空则记为数据不足。

    反例：产出指标（30分）下三级指标分值 10、10、8，合计 28 分，少 2 分。
    正例：满意度指标（10分）下只有一个三级指标，分值 10 分。
    """
    for report in dossier.reports:
        printed = [i for i in report.indicators if i.level1_weight is not None]
        names = dict.fromkeys(fold(i.level1) for i in printed)
        for name in names:
            yield _level(report, [i for i in report.indicators if fold(i.level1) == name])


def _level(report: Report, indicators: list[Indicator]) -> Hit | Check:
    first = next(i for i in indicators if i.level1_weight is not None)
    weights = [_weight(report, i) for i in indicators]
    known = [weight for weight in weights if weight is not None]
    if len(known) < len(weights):
        return lacking("A09", report, f"{first.level1}下有三级指标没有分值")
    total = _printed(report, first)
    return add_up(
        "A09", report, total=total, parts=known, what="一级指标分值与三级指标分值之和",
        key=f"{spot_of(report)}|{fold(first.level1)}", basis="三级指标分值合计应等于上级设定的分值",
        explains=(f"A11:{spot_of(report)}|分值",),
    )  # fmt: skip


def _weight(report: Report, indicator: Indicator) -> Figure | None:
    return figure(f"{name_of(report)}“{indicator.level3}”分值", indicator.weight, exact=True)


def _printed(report: Report, indicator: Indicator) -> Figure:
    value = indicator.level1_weight or Decimal(0)
    source = indicator.level1_source or indicator.source
    quantity = Quantity(value=value, unit="分", raw=f"{value}分", source=source)
    named = figure(f"{name_of(report)}“{indicator.level1}”括号内分值", quantity, exact=True)
    assert named is not None
    return named
