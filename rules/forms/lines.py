"""The figures of a form by meaning: lines of the basic data table with their columns, the money block with its total and sources."""

from __future__ import annotations

import re
from collections import defaultdict

import msgspec

from model import BasicItem, Dossier, FundLine, Quantity, Report, Source
from rules.figures import Figure, figure
from rules.forms.vocabulary import TOTAL_LINE, TREASURY_LINE, UNDER_TREASURY, clean, item_of
from rules.memo import remembered
from rules.wording import fold, name_of

PRIOR, BUDGET, FINAL = "prior", "budget", "final"
COLUMNS = (PRIOR, BUDGET, FINAL)
COLUMN_NAMES = {PRIOR: "上年决算", BUDGET: "本年预算", FINAL: "本年决算"}
HEADS = frozenset({"三公", "项目支出", "公用", "采购", "基本支出", "基本支出调整", "人员", "总支出"})
"""Items that stand on their own; whatever follows them up to the next one is a part of them."""


class BasicLine(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the expenditure block of 基础数据表."""

    report: Report
    name: str | None
    """The item in the words of `vocabulary.ITEMS`, None for a name of the office's own."""
    item: str
    row: int
    head: str | None
    """The item of `HEADS` this row stands under; its own name for a head."""
    under: str | None
    """专项 for the rows that list the special funds, else None."""
    cells: dict[str, BasicItem]
    """By column: prior, budget, final."""

    def figure(self, column: str, *, unit: str | None = None) -> Figure | None:
        """The figure under a column, None when blank or absent."""
        cell = self.cells.get(column)
        return figure(self.label(column), cell.value, unit=unit or cell.unit) if cell is not None else None

    def label(self, column: str) -> str:
        """《基础数据表》“项目支出”2024年预算数, with the column's number where its header stands twice."""
        cell = self.cells.get(column)
        header = cell.header if cell is not None else COLUMN_NAMES[column]
        twin = cell is not None and any(other is not cell and other.header == header for other in self.cells.values())
        place = f"第{cell.position + 1}列“{header}”" if twin and cell is not None else header
        return f"{name_of(self.report)}“{clean(self.item)}”{place}"


@remembered
def basic_lines(report: Report) -> tuple[BasicLine, ...]:
    """The rows of the expenditure block, in order."""
    rows: dict[tuple[int, int], list[BasicItem]] = defaultdict(list)
    for item in report.basics:
        if item.measure in ("final", "budget"):
            rows[item.table, item.row].append(item)
    columns = _columns(report)
    related = any(item.parent for item in report.basics)
    listed_below = any(item.parent and item_of(item.parent) == "专项" for item in report.basics)
    lines: list[BasicLine] = []
    head = under = None
    for (_, row), cells in rows.items():
        name = item_of(cells[0].item)
        if related:  # the form says what each row is a part of
            parent = item_of(cells[0].parent) if cells[0].parent else None
            if name is None and cells[0].parent is None and under == "专项" and not listed_below:
                parent = under  # a project of the office's own below 专项资金, without a number of its own
            head, under = (name, None) if name in HEADS else (parent, "专项" if "专项" in (parent, name) else None)
        elif name in HEADS:
            head, under = name, None
        elif name is not None:
            under = "专项" if name == "专项" else None
        listed = under if name is None else None
        by_column = {columns[cell.position]: cell for cell in cells if cell.position in columns}
        lines.append(BasicLine(report=report, name=name, item=cells[0].item, row=row, head=head, under=listed, cells=by_column))
    return tuple(lines)


@remembered
def _columns(report: Report) -> dict[int, str]:
    """Which value column is the year before, the budget, the final account: by what it holds, then by its place."""
    measures = {item.position: item for item in reversed(report.basics) if item.measure in ("final", "budget")}
    finals = sorted(position for position, item in measures.items() if item.measure == "final")
    budgets = sorted(position for position, item in measures.items() if item.measure == "budget")
    columns = {budgets[0]: BUDGET} if budgets else {}
    dated = _dated(measures, finals)
    finals.sort(key=lambda position: dated.get(position, 0))
    if finals:
        last = measures[finals[-1]]
        alone_and_old = len(finals) == 1 and bool(re.search(r"上年|去年", last.header) or (last.year or 0) < (report.year or 0))
        columns[finals[-1]] = PRIOR if alone_and_old else FINAL
        if len(finals) > 1:
            columns[finals[-2]] = PRIOR
    return columns


def _dated(measures: dict[int, BasicItem], finals: list[int]) -> dict[int, int]:
    """The year each 决算 column names in its header, when all name one and no two the same; else nothing, and their order tells."""
    years = {position: int(found[0]) for position in finals if (found := re.search(r"(?:19|20)\d\d", measures[position].header))}
    return years if len(years) == len(set(years.values())) == len(finals) else {}


def line_of(report: Report, name: str) -> BasicLine | None:
    """The first line of that name."""
    return next((line for line in basic_lines(report) if line.name == name), None)


def projects_listed(report: Report) -> tuple[BasicLine, ...]:
    """The rows of 基础数据表 that name one project each."""
    return tuple(line for line in basic_lines(report) if line.under == "专项" and _named(line))


def _named(line: BasicLine) -> bool:
    return any(cell.raw.strip() for cell in line.cells.values()) or not re.fullmatch(r"[…\.·×Xx*\s]*", line.item)


@remembered
def fund_total(report: Report) -> FundLine | None:
    """The line of the money block that holds the total."""
    lines = [line for line in report.funds if line.group is None]
    return next((line for line in lines if TOTAL_LINE.search(clean(line.line))), lines[0] if len(lines) == 1 else None)


@remembered
def fund_sources(report: Report) -> tuple[tuple[FundLine, tuple[FundLine, ...]], ...]:
    """The sources the total is made of, each with the finer lines below it (中央、省级 … below 财政拨款)."""
    total = fund_total(report)
    sources: list[tuple[FundLine, list[FundLine]]] = []
    lines = [line for line in report.funds if line.group is None and line is not total and not TOTAL_LINE.search(clean(line.line))]
    if any(_RECEIPTS.search(clean(line.line)) for line in lines):
        return ()  # an account of receipts and spending: its lines do not make one sum
    spent = [line for line in lines if item_of(line.line) in ("基本支出", "项目支出")]
    for line in lines:
        if line in spent and len(spent) < len(lines):
            continue  # what the money was spent on, listed below where it came from
        name = clean(line.line)
        above = clean(sources[-1][0].line) if sources else ""
        below = UNDER_TREASURY.search(name) and not TREASURY_LINE.search(name)
        if below and TREASURY_LINE.search(above) and not UNDER_TREASURY.search(above):  # 地方资金 stands beside 中央财政资金
            sources[-1][1].append(line)
        else:
            sources.append((line, []))
    return tuple((line, tuple(below)) for line, below in sources)


@remembered
def compositions(report: Report) -> dict[str, tuple[FundLine, ...]]:
    """Lines with one amount by their group: 按收入性质分, 按支出性质分."""
    groups: dict[str, list[FundLine]] = defaultdict(list)
    for line in report.funds:
        if line.group is not None:
            groups[fold(line.group)].append(line)
    return {group: tuple(lines) for group, lines in groups.items()}


_RECEIPTS = re.compile(r"收入(?:合计|总计|总额|小计)$|^(?:本年)?收入$")
FUND_COLUMNS = (("initial_budget", "年初预算数"), ("annual_budget", "全年预算数"), ("executed", "全年执行数"))


def fund_figure(report: Report, line: FundLine, column: str) -> Figure | None:
    """A figure of the money block: initial_budget, annual_budget, executed, rate, weight, score or amount."""
    quantity: Quantity | None = getattr(line, column)
    names = {**dict(FUND_COLUMNS), "rate": "执行率", "weight": "分值", "score": "得分", "amount": ""}
    unit = line.unit if column in ("initial_budget", "annual_budget", "executed", "amount") else None
    exact = column in ("weight", "score")
    return figure(f"{name_of(report)}“{clean(line.line)}”{names[column]}", quantity, unit=unit, exact=exact)


@remembered
def _by_kind(dossier: Dossier) -> dict[tuple[str, str | None], list[Report]]:
    kinds: dict[tuple[str, str | None], list[Report]] = defaultdict(list)
    for report in dossier.reports:
        kinds[report.kind, None].append(report)
        kinds[report.kind, report.document_id].append(report)
    return kinds


def of_kind(dossier: Dossier, kind: str) -> list[Report]:
    """Reports of one kind, in order."""
    return _by_kind(dossier).get((kind, None), [])


def beside(dossier: Dossier, report: Report, kind: str) -> list[Report]:
    """Reports of `kind` that belong with `report`: all of them, or those of its file when the dossier has several like it."""
    if len(of_kind(dossier, report.kind)) <= 1:
        return of_kind(dossier, kind)
    return _by_kind(dossier).get((kind, report.document_id), [])


def header_source(report: Report, item: BasicItem) -> Source:
    """The cell that holds a column's header, with its whole row as quote; the value's own place where the table is not at hand."""
    for table in report.tables:
        if table.number != item.table:
            continue
        for cell in reversed(table.cells):
            text = cell.text or cell.raw
            if cell.row < item.row and cell.col <= item.col < cell.col + cell.col_span and fold(text) == fold(item.header):
                quote = " ".join(c.text or c.raw for c in table.cells if c.row == cell.row and (c.text or c.raw).strip())
                return msgspec.structs.replace(item.source, row=cell.row, col=cell.col, box=cell.box, quote=quote)
    return item.source
