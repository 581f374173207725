"""A12: basic spending and project spending make up the total."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from model import Check, Dossier, Hit, Report, Severity
from rules.a.a06_composition import closest, with_totals, without_details
from rules.figures import Figure, add_up, lacking, passed
from rules.forms.lines import COLUMN_NAMES, COLUMNS, FUND_COLUMNS, basic_lines, compositions, fund_figure, fund_total, line_of
from rules.forms.vocabulary import clean, item_of
from rules.registry import rule
from rules.wording import spot_of

_BESIDE = re.compile(r"^(?:经营支出|事业单位经营|上缴上级|对附属单位补助|债务还本|其他支出|年末结转|结余分配)")
"""Spending of an office that is neither 基本支出 nor 项目支出."""


@rule("A12", title="基本支出与项目支出之和不等于总额", severity=Severity.HIGH, basis="表样")
def basic_and_project(dossier: Dossier) -> Iterator[Hit | Check]:
    """部门支出由基本支出和项目支出组成，两者之和应等于支出总额；自评表的支出构成和基础数据表的汇总行都按此核对。

    自评表构成没有写明是哪一列，与年初预算、全年预算、全年执行任一总额相符即可。另有上缴、经营等支出行的，一并计入。
    只填了其中一项、或没有总额的，记为数据不足。

    反例：基本支出 337.30 万元、项目支出 1738.93 万元，合计 2076.23 万元，总额填 2121.23 万元。
    正例：基本支出 200 万元、项目支出 300 万元，年度资金总额 500 万元。
    """
    for report in dossier.reports:
        yield from _composed(report)
        yield from _tabled(report)


def _composed(report: Report) -> Iterator[Hit | Check]:
    for lines in compositions(report).values():
        names = {item_of(line.line): line for line in lines}
        if "基本支出" not in names and "项目支出" not in names:
            continue
        basic, project = (fund_figure(report, names[n], "amount") if n in names else None for n in ("基本支出", "项目支出"))
        funds = fund_total(report)
        totals = [found for column, _ in FUND_COLUMNS if funds is not None and (found := fund_figure(report, funds, column)) is not None]
        if basic is None or project is None or not totals:
            yield lacking("A12", report, "基本支出、项目支出或资金总额为空")
            return
        every = [f for line in lines if (f := fund_figure(report, line, "amount")) is not None]
        others = [f for f in without_details(every) if f.quantity not in (basic.quantity, project.quantity)]
        yield _hold(report, totals, [basic, project, *others])


def _hold(report: Report, totals: list[Figure], parts: list[Figure]) -> Hit | Check:
    summed = sum((part.value for part in parts), Decimal(0))
    if any(whole.value == summed for whole in totals):
        return passed("A12", report, expected=str(summed), observed=str(summed), detail="基本支出与项目支出之和等于资金总额")
    hit = add_up(
        "A12", report, total=closest(totals, summed), parts=parts, what="支出总额与基本支出、项目支出之和",
        key=f"{spot_of(report)}|构成", basis="支出总额由基本支出和项目支出组成",
    )  # fmt: skip
    return with_totals(hit, totals)


def _tabled(report: Report) -> Iterator[Hit | Check]:
    lines = [line_of(report, name) for name in ("总支出", "基本支出", "项目支出")]
    others = [line for line in basic_lines(report) if _BESIDE.search(clean(line.item))]
    if lines[0] is None or (lines[1] is None and lines[2] is None):
        return
    for column in COLUMNS:
        whole, *parts = (line.figure(column) if line is not None else None for line in lines)
        known = [part for part in parts if part is not None]
        if whole is None or len(known) < 2:
            if whole is not None or known:
                yield lacking("A12", report, f"{clean(lines[0].item)}、基本支出、项目支出的{COLUMN_NAMES[column]}不全")
            continue
        beside = [part for line in others if (part := line.figure(column)) is not None]
        if sum((part.value for part in (*known, *beside)), Decimal(0)) == whole.value:
            known += beside
        yield add_up(
            "A12", report, total=whole, parts=known, what="支出总额与基本支出、项目支出之和",
            key=f"{spot_of(report)}|{column}", basis="支出总额由基本支出和项目支出组成",
        )  # fmt: skip
