"""A06: the composition by income and the composition by spending both add up to the total."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import msgspec

from model import Check, Dossier, FundLine, Hit, Report, Severity
from rules.figures import Figure, add_up, agree, lacking, passed, short
from rules.forms.lines import FUND_COLUMNS, compositions, fund_figure, fund_total
from rules.forms.twin_totals import twin_totals
from rules.registry import rule
from rules.wording import spot_of

_COMPOSED = re.compile(r"性质|来源|收入|支出")


@rule("A06", title="收支口径不平", severity=Severity.HIGH, basis="表样")
def composition_adds_up(dossier: Dossier) -> Iterator[Hit | Check]:
    """整体自评表把年度资金按收入性质和按支出性质各列一遍，两种口径的合计都应等于年度资金总额。

    表样没有写明构成属于哪一列，因此构成合计只要等于年初预算、全年预算、全年执行三个总额之一即为相符；都不等时与
    最接近的一个比。某行之下的细分（合计恰等于该行）不重复计入。空格按 0 计，整个口径全空记为数据不足。

    左右并列的两张分类（按功能分类与按经济分类等）同名的合计、同一行的收入总计与支出总计，是同一笔钱说了两遍，也应相等。

    反例：年度资金总额 500 万元，按支出性质分基本支出 180 万元、项目支出 300 万元，合计 480 万元，少 20 万元。
    正例：按收入性质分一般公共预算 500 万元；按支出性质分基本支出 200 万元、项目支出 300 万元。
    """
    for report in dossier.reports:
        groups, total = compositions(report), fund_total(report)
        for group, lines in groups.items():
            if not _COMPOSED.search(group):
                continue  # lists of tasks and the like, which need not be complete
            yield _group(report, group, lines, total)
        for one, other in twin_totals(report):
            yield agree(
                "A06",
                report,
                one,
                other,
                what="并列两处合计",
                key=f"{spot_of(report)}|{one.label}",
                basis="同一笔收支的两种分类合计应当相等",
            )


def _group(report: Report, group: str, lines: tuple[FundLine, ...], total: FundLine | None) -> Hit | Check:
    parts = [found for line in lines if (found := fund_figure(report, line, "amount")) is not None]
    totals = [found for column, _ in FUND_COLUMNS if total is not None and (found := fund_figure(report, total, column)) is not None]
    if not parts or not totals:
        return lacking("A06", report, f"{group}的各项或资金总额为空")
    if all(sum((part.value for part in parts), Decimal(0)) != whole.value for whole in totals):
        parts = without_details(parts)
    summed = sum((part.value for part in parts), Decimal(0))
    equal = next((whole for whole in totals if whole.value == summed), None)
    if equal is not None:
        return passed("A06", report, expected=short(equal.value), observed=short(summed), detail=f"{group}合计等于{equal.label}")
    hit = add_up(
        "A06", report, total=closest(totals, summed), parts=parts, what=f"资金总额与{group}各项之和",
        key=f"{spot_of(report)}|{group}", basis="两种口径的合计都应等于资金总额", explains=(f"A12:{spot_of(report)}|构成",),
    )  # fmt: skip
    return with_totals(hit, totals)


def without_details(parts: list[Figure]) -> list[Figure]:
    """The lines without those below one of them that make exactly its sum: 项目支出300万元，其中运行维护100万元、专项200万元."""
    kept: list[Figure] = []
    at = 0
    while at < len(parts):
        kept.append(parts[at])
        summed, end = Decimal(0), at + 1
        while end < len(parts) and summed < parts[at].value:
            summed += parts[end].value
            end += 1
        at = end if parts[at].value and summed == parts[at].value and end - at > 2 else at + 1
    return kept


def closest(totals: list[Figure], summed: Decimal) -> Figure:
    """The total the parts most likely make up: the one they come nearest to, 全年预算数 when two are as near."""
    return min(totals, key=lambda whole: (abs(whole.value - summed), not whole.label.endswith("全年预算数")))


def with_totals(result: Hit | Check, totals: list[Figure]) -> Hit | Check:
    """The hit with the other totals as evidence: none of them equals the parts."""
    if isinstance(result, Check):
        return result
    others = tuple(whole.evidence for whole in totals if whole.evidence not in result.evidence)
    return msgspec.structs.replace(result, evidence=(*result.evidence, *others))
