"""Tables printed among the prose that no form claims: columns of figures with a row that says their sum."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import msgspec

from model import Cell, Quantity, Report, Source, Table
from rules.figures import Figure, figure
from rules.wording import name_of

_NUMBER = re.compile(r"(?P<number>-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)")
_BLANK = frozenset(("", "-", "--", "—", "——", "/", "／", "－"))
_TOTAL = re.compile(r"(?:金额)?(?:合计|总计|共计)")
_NOT_SUMMED = re.compile(r"率|%|％|占|幅|比例|比重|序号|单价|标准|均|年份|次序|排名")
_LAYERED = re.compile(r"其中|小计|[:：]$|比上年|增减|率|占比|人均")
_UNIT = re.compile(r"[（(]([^（()）\d]{1,5})[）)]")
_MOST_ROWS = 200


class Column(msgspec.Struct, frozen=True):
    """A column with its sum as printed and what is summed."""

    title: str
    total: Figure
    parts: tuple[Figure, ...]

    @property
    def holds(self) -> bool:
        """Whether the parts make the sum to the last place."""
        return sum((part.value for part in self.parts), Decimal(0)) == self.total.value


def totalled_columns(report: Report) -> Iterator[tuple[Column, ...]]:
    """For every table nobody claims that has one row of sums: its columns that can be added up."""
    rows = (*report.indicators, *report.funds, *report.basics, *((report.total,) if report.total else ()))
    claimed = {row.table for row in rows}
    for table in report.tables:
        if table.number not in claimed and 3 <= table.rows <= _MOST_ROWS:
            yield tuple(_columns(report, table))


def _columns(report: Report, table: Table) -> Iterator[Column]:
    lines: dict[int, dict[int, Cell]] = {}
    for cell in table.cells:
        lines.setdefault(cell.row, {})[cell.col] = cell
    labels = {row: next((_plain(cells[col]) for col in sorted(cells) if _plain(cells[col])), "") for row, cells in lines.items()}
    sums = [row for row, label in labels.items() if _TOTAL.fullmatch(label)]
    if len(sums) != 1:
        return
    numbered = [row for row, cells in lines.items() if sum(_NUMBER.fullmatch(_plain(cell)) is not None for cell in cells.values()) >= 1]
    first = min((row for row in numbered if row == sums[0] or not _is_head(lines[row])), default=sums[0])
    parts = [row for row in sorted(lines) if row >= first and row != sums[0] and row in numbered]
    if len(parts) < 2 or not (all(row < sums[0] for row in parts) or all(row > sums[0] for row in parts)):
        return
    if any(_LAYERED.search(labels[row]) for row in parts) or len({tuple(_UNIT.findall(labels[row])[-1:]) for row in parts}) > 1:
        return
    for col, cell in sorted(lines[sums[0]].items()):
        head = " ".join(_plain(c) for row in sorted(lines) if row < first for at, c in lines[row].items() if at <= col < at + c.col_span)
        told = [lines[row].get(col) for row in parts]
        texts = ["" if c is None else _plain(c) for c in told]
        if _NOT_SUMMED.search(head) or not _NUMBER.fullmatch(_plain(cell)):
            continue
        if not all(text in _BLANK or _NUMBER.fullmatch(text) for text in texts):
            continue
        found = [_figure(report, table, c, lines[c.row], labels[c.row]) for c in told if c is not None and _plain(c) not in _BLANK]
        total = _figure(report, table, cell, lines[sums[0]], f"{head}合计")
        if len(found) >= 2 and total is not None:
            yield Column(head, total, tuple(part for part in found if part is not None))


def _is_head(cells: dict[int, Cell]) -> bool:
    """A row of years or of 栏次 over the figures: every number in it is a year or counts the columns."""
    numbers = [_plain(cell) for cell in cells.values() if _NUMBER.fullmatch(_plain(cell))]
    return all(re.fullmatch(r"(?:19|20)\d\d", number) for number in numbers) or numbers == [str(n) for n in range(1, len(numbers) + 1)]


def _plain(cell: Cell) -> str:
    return re.sub(r"\s", "", cell.text or cell.raw)


def _figure(report: Report, table: Table, cell: Cell, row: dict[int, Cell], label: str) -> Figure | None:
    quote = " ".join(text for col in sorted(row) if (text := (row[col].text or row[col].raw).strip()))
    source = Source(
        document_id=report.document_id, report_id=report.report_id, block=table.block, page=cell.page or table.page, table=table.number,
        row=cell.row, col=cell.col, box=cell.box, quote=quote,
    )  # fmt: skip
    quantity = Quantity(value=Decimal(_plain(cell).replace(",", "")), raw=cell.raw, text=cell.text or cell.raw, source=source)
    return figure(f"{name_of(report)}表格“{label}”", quantity)
