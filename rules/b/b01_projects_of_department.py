"""B01: project spending in 基础数据表 equals project spending in the department's self-evaluation form."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from model import Check, Dossier, Hit, Report, Severity
from rules.figures import Figure, agree, lacking
from rules.forms.lines import FINAL, FUND_COLUMNS, beside, compositions, fund_figure, fund_total, line_of, of_kind
from rules.forms.vocabulary import item_of
from rules.registry import rule

NAMES = ("项目支出", "基本支出")


@rule("B01", title="基础数据表与整体自评表的支出不一致", severity=Severity.HIGH, basis="表样")
def projects_of_department(dossier: Dossier) -> Iterator[Hit | Check]:
    """基础数据表“项目支出”的本年决算数，应等于整体支出绩效自评表支出构成中的“项目支出”；两表都有“基本支出”的同样核对。

    两张表出自同一套决算，数字不同必有一张填错。单位不同（元、万元）的换算后再比；支出构成合计等于预算数而不等于执行数的，列的是预算，不比；任一方为空记为数据不足，只有一张表的不适用。

    反例：基础数据表项目支出决算 1783.93 万元，自评表项目支出 1738.93 万元，相差 45 万元。
    正例：基础数据表项目支出决算 300 万元，自评表项目支出 3000000 元。
    """
    for report in of_kind(dossier, "basic_data"):
        for other in beside(dossier, report, "overall_self_eval"):
            for name in NAMES:
                yield from _hold(report, other, name)


def _hold(report: Report, other: Report, name: str) -> Iterator[Hit | Check]:
    line, composed = line_of(report, name), _composed(other, name)
    if line is None or (composed is None and name != "项目支出"):
        return
    tabled = line.figure(FINAL, unit="万元")
    if composed is not None and _is_budget(other):
        yield lacking("B01", report, "整体自评表的支出构成合计等于预算数而不等于执行数，列的是预算，不与决算比")
    elif tabled is None or composed is None:
        yield lacking("B01", report, f"{name}在基础数据表或整体自评表中为空")
    else:
        yield agree("B01", report, tabled, composed, what=name, key=name, basis="两表同为本年决算，应当相等")


def _is_budget(report: Report) -> bool:
    """Whether the composition makes a budget total, and not what was executed."""
    total = fund_total(report)
    if total is None:
        return False
    totals = {column: found.value for column, _ in FUND_COLUMNS if (found := fund_figure(report, total, column)) is not None}
    for lines in compositions(report).values():
        made = sum((found.value for line in lines if (found := fund_figure(report, line, "amount")) is not None), Decimal(0))
        if any(item_of(line.line) in NAMES for line in lines) and made != totals.get("executed"):
            return made in totals.values()
    return False


def _composed(report: Report, name: str) -> Figure | None:
    for lines in compositions(report).values():
        for line in lines:
            if item_of(line.line) == name and line.amount is not None:
                return fund_figure(report, line, "amount")
    return None
