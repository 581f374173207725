"""H09: a result of 130% of the target or more must be explained."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from model import Check, Dossier, Evidence, Hit, Report, Severity
from rules.figures import HUNDRED, evidence, passed, short, show
from rules.forms.reasons import explained_in_prose, explanation_of
from rules.forms.scored import Scored, scored
from rules.registry import rule
from rules.wording import name_of, spot_of

_FEW, _ONCE_MORE = Decimal(5), Decimal(2)
_GROWTH = re.compile(r"增[长速幅加]|提[高升]|下降|降低|减少|节约|压[减缩]|回收")


@rule("H09", title="大幅超额完成未说明", severity=Severity.MEDIUM, basis="S3")
def far_above_target(dossier: Dossier, *, limit: Decimal = Decimal(130)) -> Iterator[Hit | Check]:
    """完成值达到指标值的 130% 及以上，说明指标定得过低或完成值有误，须在偏差原因栏说明。

    只看正向指标；表内或本项目报告的同一句里写了原因即为已说明；指标值不到 5、只多一两个的，和增长率、下降率一类不报。一张表内的多项并为一条。阈值是选项 limit（百分数）。

    反例：指标值≥100人次，完成 180 人次（180%），偏差原因栏为空。
    正例：指标值≥3000条，完成 3180 条（106%）。
    """
    reports: dict[str, list[Scored]] = defaultdict(list)
    for item in scored(dossier):
        if item.way == "up" and item.target and item.actual is not None:
            reports[item.report.report_id].append(item)
    for items in reports.values():
        report = items[0].report
        far = [i for i in items if _share(i) >= limit and not _by_nature(i) and not explanation_of(report, i.indicator)]
        far = [i for i in far if not explained_in_prose(dossier, report, i.indicator)]
        if far:
            yield _hit(report, far, limit)
        else:
            highest = max(_share(i) for i in items)
            yield passed("H09", report, expected=f"<{short(limit)}%", observed=f"{short(highest, 2)}%", detail="没有未说明的大幅超额")


def _by_nature(item: Scored) -> bool:
    """A share means little of a small count done once or twice more, and of a rate of growth, which is itself a change."""
    if item.indicator.target.unit in ("%", "‰"):
        return bool(_GROWTH.search(item.indicator.level3))
    target, actual = item.target or Decimal(0), item.actual or Decimal(0)
    return target < _FEW and actual - target <= _ONCE_MORE


def _share(item: Scored) -> Decimal:
    return (item.actual or Decimal(0)) / (item.target or Decimal(1)) * HUNDRED


def _hit(report: Report, far: list[Scored], limit: Decimal) -> Hit:
    told = "、".join(
        f"“{i.indicator.level3}”指标值{show(i.indicator.target)}、完成{show(i.indicator.actual)}（{short(_share(i), 2)}%）" for i in far
    )
    marks: list[Evidence] = []
    for item in far:
        marks += [evidence(f"{item.label}指标值", item.indicator.target), evidence(f"{item.label}实际完成值", item.indicator.actual)]
    return Hit(
        message=f"{name_of(report)}{told}，完成值达到指标值的{short(limit)}%以上而偏差原因为空（大幅超额须说明原因）。",
        evidence=tuple(marks),
        key=spot_of(report),
        expected=f"<{short(limit)}%",
        observed=f"{short(max(_share(i) for i in far), 2)}%",
    )
