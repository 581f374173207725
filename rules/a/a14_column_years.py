"""A14: the column headers of 基础数据表 are last year's final account, this year's budget, this year's final account."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from model import BasicItem, Check, Dossier, Evidence, Hit, Report, Severity
from rules.figures import lacking, passed
from rules.forms.lines import header_source, of_kind
from rules.registry import rule
from rules.wording import name_of

FOLLOW = ("F02:*", "F03:*")
"""Comparisons between the years, which rest on the columns being what the form means them to be."""


@rule("A14", title="列头年度重复或错位", severity=Severity.HIGH, basis="S4 表样")
def column_years(dossier: Dossier) -> Iterator[Hit | Check]:
    """基础数据表经费部分的列头依次为上年决算数、本年预算数、本年决算数；列头重复或年度错位时，按字面读则整张表各行自相矛盾。

    核对三点：列头不得重复；几个决算列的年度应逐列递增（本年预算、本年决算、上年决算依次排列的表样则逐列递减）；最后一个决算列与预算列应为报告年度。这是一处列头错误，只报一条，跨年比较的疑点
    都归于它，不逐行报出。列头写“上年”“本年”而不写年度的，只看是否重复；读不到列头的记为数据不足。

    反例：报告年度 2024 年，三列列头为 2024年决算数、2024年预算数、2024年决算数，第一列应为 2023年决算数。
    正例：2023年决算数、2024年预算数、2024年决算数。
    """
    for report in of_kind(dossier, "basic_data"):
        columns = {item.position: item for item in reversed(report.basics) if item.measure in ("final", "budget")}
        ordered = [columns[position] for position in sorted(columns)]
        if len(ordered) < 2:
            yield lacking("A14", report, "没有读到两个以上的预算、决算列头")
        else:
            yield _headers(report, ordered)


def _headers(report: Report, columns: list[BasicItem]) -> Hit | Check:
    wrong = _mistake(report, columns)
    printed = "、".join(item.header for item in columns)
    if wrong is None:
        return passed("A14", report, observed=printed, detail="列头年度依次正确")
    source = header_source(report, columns[0])
    expected = _expected(report, columns)
    return Hit(
        message=f"{name_of(report)}经费各列列头依次为{printed}，{wrong}，应为{expected}，按字面读各行数据无法区分年度（列头应为上年决算、本年预算、本年决算）。",
        evidence=(Evidence(label=f"{name_of(report)}列头", source=source),),
        key="列头",
        expected=expected,
        observed=printed,
        explains=FOLLOW,
    )


def _mistake(report: Report, columns: list[BasicItem]) -> str | None:
    twice = [header for header, count in Counter(item.header for item in columns).items() if count > 1]
    if twice:
        return f"“{twice[0]}”重复出现"
    years = [(item, _year(item)) for item in columns]
    finals = [year for item, year in years if item.measure == "final" and year]
    own = report.year
    backwards = (
        len(finals) > 1
        and columns[0].measure == "budget"
        and finals[0] == own
        and all(later < earlier for earlier, later in pairwise(finals))
    )
    if backwards:
        finals.reverse()  # a form with this year's columns first
    if any(later <= earlier for earlier, later in pairwise(finals)):
        return "决算列的年度没有逐列递增"
    if own and finals and len(finals) > 1 and finals[-1] != own:
        return f"最后一个决算列不是报告年度{own}年"
    budgets = [year for item, year in years if item.measure == "budget" and year]
    if finals and budgets and budgets[-1] != finals[-1] and len(finals) > 1:
        return "预算列与本年决算列不是同一年度"
    return None


def _year(item: BasicItem) -> int | None:
    """The year printed in the header itself."""
    found = re.search(r"(?:19|20)\d\d", item.header)
    return int(found[0]) if found else None


def _expected(report: Report, columns: list[BasicItem]) -> str:
    year = report.year or max((item.year or 0 for item in columns), default=0)
    finals = sum(item.measure == "final" for item in columns)
    names = []
    for item in columns:
        if item.measure == "final":
            finals -= 1
            names.append(f"{year - finals}年决算数")
        else:
            names.append(f"{year}年预算数")
    return "、".join(names)
