"""G03: a result carries its unit when the target does."""

from __future__ import annotations

from collections.abc import Iterator

from model import Check, Dossier, Hit, Indicator, Report, Severity
from rules.figures import evidence, passed, show
from rules.registry import rule
from rules.wording import name_of, spot_of


@rule("G03", title="完成值缺计量单位", severity=Severity.LOW, basis="表样")
def unit_missing(dossier: Dossier) -> Iterator[Hit | Check]:
    """指标值印有计量单位而实际完成值只有数字（或相反），数字的口径不明，易与元、万元、百分数混淆。

    完成值或指标值为 0 的不报（0 不论单位）；两边都没有单位的、文字指标不看。一张表的多项并为一条。

    反例：指标值“≥40000条”，完成值“41560”。
    正例：指标值“≥95%”，完成值“98%”；差错率指标值 0、完成值 0。
    """
    for report in dossier.reports:
        comparable = [i for i in report.indicators if i.target.value and i.actual.value]
        lacking = [i for i in comparable if bool(i.target.unit) != bool(i.actual.unit)]
        if lacking:
            yield _hit(report, lacking)
        elif comparable:
            yield passed("G03", report, detail=f"{len(comparable)}个数值指标单位齐全")


def _hit(report: Report, lacking: list[Indicator]) -> Hit:
    told = "、".join(f"“{i.level3}”指标值{show(i.target)}、完成值{show(i.actual)}" for i in lacking)
    sides = []
    for i in lacking:
        sides.append(evidence(f"{name_of(report)}“{i.level3}”实际完成值", i.actual))
        sides.append(evidence(f"{name_of(report)}“{i.level3}”指标值", i.target))
    return Hit(
        message=f"{name_of(report)}{told}，一处缺计量单位（指标值与完成值的单位应当一致）。",
        evidence=tuple(sides),
        key=spot_of(report),
    )
