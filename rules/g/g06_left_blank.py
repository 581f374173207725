"""G06: what follows from other figures of the form is not left blank."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model import Check, Dossier, Evidence, Hit, Indicator, Quantity, Report, Severity
from rules.figures import HUNDRED, Figure, passed, short
from rules.forms.lines import BUDGET, FINAL, BasicLine, beside, compositions, fund_figure, fund_total, line_of, of_kind
from rules.forms.staff import staff_of
from rules.forms.vocabulary import item_of
from rules.registry import rule
from rules.wording import name_of, spot_of

_RATE = re.compile(r"(?:执行|支出|使用|完成|到位)率|[执支]\S{0,4}进度|[BＢ]/[AＡ]")
_FULL_MARK = re.compile(r"(?:总分|合计|分值|权重|满分|标准分)[^\d]{0,4}100\s*(?:分|%)?[)）]?$")


@rule("G06", title="可推得的数留空", severity=Severity.MEDIUM, basis="推导", priority=2)
def left_blank(dossier: Dossier) -> Iterator[Hit | Check]:
    """由其他栏可以算出的数不应留空：基本支出预算调整（决算基本支出减年初基本支出）、预算执行率、在职控制率、总分。

    总分行留空、个别指标的分值或得分漏填也在此报出（整列都没有填的、一行两样都没有填的不报，那是不计分）。年初基本支出＝整体自评表年初预算总额－基础数据表项目支出预算；算得的调整额为 0 时留空是对的。资金总额行执行数和全年预算都有而执行率空、
    编制和在职都有而控制率空、各指标得分齐全而总分空的，同样报出。推不出的、表里没有执行率一栏的不适用。

    反例：年初总预算 727.25 万元、项目预算 379 万元，基本支出决算 337.30 万元，“基本支出预算调整”行空白，应为 -10.95 万元。
    正例：基本支出年初 348.25 万元、决算 348.25 万元，调整行留空。
    """
    for report in of_kind(dossier, "basic_data"):
        for other in beside(dossier, report, "overall_self_eval"):
            yield from _adjustment(report, other)
        yield from _staff(report)
    for report in dossier.reports:
        yield from _rate(report)
        yield from _total(report)
        yield from _cells(report)


def _adjustment(report: Report, other: Report) -> Iterator[Hit | Check]:
    line, projects, funds = line_of(report, "基本支出调整"), line_of(report, "项目支出"), fund_total(other)
    whole = fund_figure(other, funds, "initial_budget") if funds is not None else None
    planned = projects.figure(BUDGET, unit="万元") if projects is not None else None
    spent = _basic(other)
    if line is None or whole is None or planned is None or spent is None:
        return
    start = whole.value - planned.value
    change = spent.value - start
    if change == 0 or any(cell.value is not None and cell.value.value is not None for cell in line.cells.values()):
        yield passed("G06", report, observed=short(change), detail="基本支出预算调整已填写或无须填写")
        return
    formula = f"{short(spent.value)} - ({short(whole.value)} - {short(planned.value)}) = {short(change)}"
    yield Hit(
        message=f"{name_of(report)}“基本支出预算调整”留空，而{whole.label}{whole.printed}减{planned.label}{planned.printed}得基本支出年初"
        f"{short(start)}万元，{spent.label}{spent.printed}，调整额应为{short(change)}万元（可由其他栏推得的数应当填写）。",
        evidence=(_blank(line), whole.evidence, planned.evidence, spent.evidence),
        key="基本支出预算调整",
        expected=short(change),
        observed="空",
        formula=formula,
    )


def _blank(line: BasicLine) -> Evidence:
    cell = line.cells.get(FINAL) or next(iter(line.cells.values()))
    return Evidence(label=f"{name_of(line.report)}“基本支出预算调整”", source=cell.source)


def _basic(other: Report) -> Figure | None:
    for lines in compositions(other).values():
        for line in lines:
            if item_of(line.line) == "基本支出":
                return fund_figure(other, line, "amount")
    return None


def _staff(report: Report) -> Iterator[Hit | Check]:
    for staff in staff_of(report):
        if staff.posts is None or staff.serving is None or staff.posts.value == 0:
            continue
        rates = [item for item in report.basics if item.measure == "rate" and item.table == 0 and "控制率" in item.header]
        if staff.rate is None and rates and rates[0].row == staff.posts.quantity.source.row:
            value = short(staff.serving.value / staff.posts.value * HUNDRED, 2)
            yield Hit(
                message=f"{staff.posts.label}为{short(staff.posts.value)}、{staff.serving.label}为{short(staff.serving.value)}，控制率留空，"
                f"应为{value}%（可由其他栏推得的数应当填写）。",
                evidence=(staff.posts.evidence, staff.serving.evidence),
                key=f"控制率|{staff.item}",
                expected=value,
                observed="空",
            )
        elif staff.rate is not None:
            yield passed("G06", report, detail="控制率已填写")


def _rate(report: Report) -> Iterator[Hit | Check]:
    total = fund_total(report)
    if total is None or total.weight is None:
        return  # the form has no columns for the rate and its score
    budget, spent = fund_figure(report, total, "annual_budget"), fund_figure(report, total, "executed")
    if budget is None or spent is None or budget.value == 0 or (total.rate is None and not _has_rate_column(report)):
        return
    if total.rate is not None:
        yield passed("G06", report, detail="预算执行率已填写")
        return
    value = short(spent.value / budget.value * HUNDRED, 2)
    yield Hit(
        message=f"{budget.label}为{budget.printed}、全年执行数为{spent.printed}，执行率留空，应为{value}%（可由其他栏推得的数应当填写）。",
        evidence=(budget.evidence, spent.evidence),
        key=f"{spot_of(report)}|执行率",
        expected=value,
        observed="空",
    )


def _has_rate_column(report: Report) -> bool:
    """Whether the money block has a place for the rate: a heading that names it, on a form not read with one."""
    total = fund_total(report)
    number = total.source.table if total is not None else None
    words = (cell.text or cell.raw for table in report.tables if table.number == number for cell in table.cells)
    return any(_RATE.search(text) for text in words if len(text) <= 20)


def _total(report: Report) -> Iterator[Hit | Check]:
    if report.total is None or not report.indicators:
        return
    for column, name in (("weight", "分值"), ("score", "得分")):
        cells = [getattr(i, column) for i in report.indicators]
        printed = getattr(report.total, column)
        if printed is not None and printed.value is not None:
            yield passed("G06", report, detail=f"总分行的{name}已填写")
        elif column == "weight" and _full_mark_printed(report):
            yield passed("G06", report, detail="满分印在表头或总分一格里")
        elif all(cell is not None and cell.value is not None for cell in cells):
            yield Hit(
                message=f"{name_of(report)}{len(cells)}个指标的{name}齐全而总分行的{name}留空（可由其他栏推得的数应当填写）。",
                evidence=(Evidence(label=f"{name_of(report)}总分行{name}", source=report.total.source),),
                key=f"{spot_of(report)}|总分|{name}",
                observed="空",
                severity=Severity.LOW if column == "weight" else None,
            )


def _full_mark_printed(report: Report) -> bool:
    """Whether a heading or the total's own cell says the full mark: 分值（100分）, 总分100分."""
    texts = (cell.text or cell.raw for table in report.tables for cell in table.cells)
    return any(_FULL_MARK.search(text) for text in texts if len(text) <= 20)


def _cells(report: Report) -> Iterator[Hit | Check]:
    """A weight or score missing in some rows of a form whose other rows have it."""
    rows = [i for i in report.indicators if _filled(i.weight) or _filled(i.score)]
    for column, name in (("weight", "分值"), ("score", "得分")):
        blank = [i for i in rows if not _filled(getattr(i, column)) and not _shared(report, i, column)]
        if not rows or len(blank) * 2 > len(rows):
            continue
        if not blank:
            yield passed("G06", report, detail=f"{len(rows)}个指标的{name}均已填写")
            continue
        told = "、".join(f"“{i.level3}”" for i in blank)
        yield Hit(
            message=f"{name_of(report)}{told}的{name}留空，其余{len(rows) - len(blank)}个指标都已填写（各项指标的{name}应当填写）。",
            evidence=tuple(Evidence(label=f"{name_of(report)}“{i.level3}”{name}", source=i.source) for i in blank),
            key=f"{spot_of(report)}|{name}",
            observed="空",
        )


def _shared(report: Report, indicator: Indicator, column: str) -> bool:
    """Whether a cell of several rows holds the weight or score of this one too."""
    cols = {q.source.col for i in report.indicators if (q := getattr(i, column)) is not None}
    for table in report.tables:
        if table.number == indicator.table:
            return any(c.col in cols and c.row < indicator.row < c.row + c.row_span and (c.text or c.raw).strip() for c in table.cells)
    return False


def _filled(cell: Quantity | None) -> bool:
    return cell is not None and cell.value is not None
