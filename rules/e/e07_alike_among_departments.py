"""E07: long passages of a report read like another department's, and only these two."""

from __future__ import annotations

from collections.abc import Iterator

from model import Check, Dossier, Hit, Severity
from rules.comparing.borrowed import Borrowed, borrowed
from rules.comparing.sketch import long_passages
from rules.e.e06_another_departments_text import SHOWN, carried, held_against_others
from rules.registry import rule
from rules.wording import name_of

RULE = "E07"


@rule(RULE, title="部门之间文字雷同", severity=Severity.LOW, basis="S5", priority=3)
def alike_among_departments(dossier: Dossier, *, least: int = 100, total: int = 300, whole: float = 0.6) -> Iterator[Hit | Check]:
    """问题分析、改进措施、绩效情况等段落与另一部门的几乎逐字相同（100字以上的段落合计300字以上），而其他部门并不这样写，
    疑为互相套用或同一人代写，只作提示。

    一份报告六成以上的长段落都与另一部门的某一份相同，视为整份雷同，为低；否则为提示。职责、评价依据和方法等段落，《》内的文件名，
    多个部门都有的文字（超过 4 个部门，或超过本次部门数的三分之一）视为统一的格式文字，不算；本次不足 6 个部门时分不清格式文字与套用，
    不报。仍留有对方名称或数字也相同的，见 E06。选项：least 段落字数、total 合计字数、whole 整份的比例。

    反例：10个部门中，园林中心与水务局的“存在的问题”“改进措施”两章共420字逐字相同。
    正例：10个部门都写“一是加强预算编制，二是严格资金管理”。
    """
    pairs: dict[tuple[str, int | None], list[Borrowed]] = {}
    for copy in borrowed(dossier):
        if not copy.common and not copy.methodical and len(copy.own.text) >= least:
            pairs.setdefault((copy.neighbour.department, copy.neighbour.year), []).append(copy)
    touched: set[str] = set()
    for copies in pairs.values():
        if carried(copies) or any(copy.lent for copy in copies) or sum(len(copy.own.text) for copy in copies) < total:
            continue
        touched.update(copy.own.report.report_id for copy in copies)
        yield _hit(dossier, copies, entire=_entire(copies, whole))
    yield from held_against_others(RULE, dossier, touched)


def _entire(copies: list[Borrowed], whole: float) -> list[str]:
    """Names of the reports most of whose long passages stand in one report of the other department."""
    found = []
    by_pair: dict[tuple[str, str], list[Borrowed]] = {}
    for copy in copies:
        by_pair.setdefault((copy.own.report.report_id, copy.other.report.report_id), []).append(copy)
    for of_pair in by_pair.values():
        report = of_pair[0].own.report
        long = sum(len(text) for _, text in long_passages(report))
        if sum(len(copy.own.text) for copy in of_pair) >= whole * long:
            found.append(name_of(report))
    return list(dict.fromkeys(found))


def _hit(dossier: Dossier, copies: list[Borrowed], *, entire: list[str]) -> Hit:
    other = copies[0].neighbour
    year = f"{other.year}年度" if other.year != dossier.year and other.year else ""
    reports = "、".join(dict.fromkeys(name_of(copy.own.report) for copy in copies))
    length = sum(len(copy.own.text) for copy in copies)
    told = f"，其中{'、'.join(entire)}基本整份相同" if entire else ""
    return Hit(
        message=f"{dossier.department}{reports}与{other.department}{year}的报告有{len(copies)}段文字几乎逐字相同，共{length}字{told}，"
        "而其他部门并不这样写，疑为互相套用（各部门应如实反映自己的绩效）。",
        evidence=tuple(side for copy in copies[:SHOWN] for side in copy.pair),
        key=f"{other.department}|{other.year or ''}",
        observed=f"{length}字",
        severity=None if entire else Severity.INFO,
    )
