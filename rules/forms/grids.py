"""The cells of tables nobody claims as figures: lines, headers, labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from model import Cell, Quantity, Report, Source, Table
from rules.figures import Figure, figure
from rules.wording import name_of

NUMBER = re.compile(r"(?P<number>-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)")
BLANK = frozenset(("", "-", "--", "—", "——", "/", "／", "－"))
TOTAL = re.compile(r"(?:金额)?(?:合计|总计|共计)")

Lines = dict[int, dict[int, Cell]]
"""Cells by row, then by column."""


def unclaimed(report: Report) -> Iterator[Table]:
    """The tables no form reads."""
    rows = (*report.indicators, *report.funds, *report.basics, *((report.total,) if report.total else ()))
    claimed = {row.table for row in rows}
    for table in report.tables:
        if table.number not in claimed and table.rows >= 3:
            yield table


def lines_of(table: Table) -> Lines:
    """The table's cells by row and column, a merged cell where it begins."""
    lines: Lines = {}
    for cell in table.cells:
        lines.setdefault(cell.row, {})[cell.col] = cell
    return lines


def label_of(cells: dict[int, Cell]) -> str:
    """The first words of a row."""
    return next((text for col in sorted(cells) if (text := plain_text(cells[col]))), "")


def head_of(lines: Lines, first: int, col: int) -> str:
    """What the rows above `first` say over a column."""
    return " ".join(plain_text(c) for row in sorted(lines) if row < first for at, c in lines[row].items() if at <= col < at + c.col_span)


def is_head(cells: dict[int, Cell]) -> bool:
    """A row of years or of 栏次 over the figures: every number in it is a year or counts the columns."""
    numbers = [plain_text(cell) for cell in cells.values() if NUMBER.fullmatch(plain_text(cell))]
    return all(re.fullmatch(r"(?:19|20)\d\d", number) for number in numbers) or numbers == [str(n) for n in range(1, len(numbers) + 1)]


def plain_text(cell: Cell) -> str:
    """A cell's text without blanks."""
    return re.sub(r"\s", "", cell.text or cell.raw)


def figure_of(report: Report, table: Table, cell: Cell, row: dict[int, Cell], label: str) -> Figure | None:
    """The number of a cell with its row as quote; a percent sign is its unit."""
    quote = " ".join(text for col in sorted(row) if (text := (row[col].text or row[col].raw).strip()))
    source = Source(
        document_id=report.document_id, report_id=report.report_id, block=table.block, page=cell.page or table.page, table=table.number,
        row=cell.row, col=cell.col, box=cell.box, quote=quote,
    )  # fmt: skip
    digits = plain_text(cell)
    unit = "%" if digits[-1:] in "%％" else None
    quantity = Quantity(
        value=Decimal(digits.rstrip("%％").replace(",", "")), unit=unit, raw=cell.raw, text=cell.text or cell.raw, source=source
    )
    return figure(f"{name_of(report)}表格“{label}”", quantity)
