"""Reads one table of a report with the form that claims it, or by its contents alone; what nobody reads becomes a problem."""

from __future__ import annotations

import msgspec

from model import BasicItem, Cell, Field, FundLine, Indicator, Problem, Table, Total
from normalize.basics import read_items, read_records, read_words
from normalize.beside_labels.funds_on_side import read_funds_on_side
from normalize.beside_labels.label_blocks import read_label_blocks
from normalize.beside_labels.sums import read_sums
from normalize.beside_labels.transposed import read_transposed
from normalize.columns import AMOUNT
from normalize.fields import Goals, read_fields, read_goals
from normalize.form import Reader
from normalize.funds import read_funds, read_tasks
from normalize.grid import Grid
from normalize.headers import Block, find_blocks
from normalize.indicators import read_indicators
from normalize.remains import read_pairs, signed_cells
from normalize.totals import read_total, stated_total
from normalize.weight_shares import weights_in_points


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What one table says."""

    indicators: tuple[Indicator, ...] = ()
    total: Total | None = None
    funds: tuple[FundLine, ...] = ()
    basics: tuple[BasicItem, ...] = ()
    fields: tuple[Field, ...] = ()
    goals: Goals = Goals()
    signed: tuple[str, ...] = ()
    """Rows of the table that are a sign-off, as printed."""
    share: float = 1.0
    """Part of the cells with text that some reader read, 0..1."""
    problems: tuple[Problem, ...] = ()


def read_table(
    table: Table, reader: Reader, *, document_id: str, report_id: str, stated_unit: str | None = None, year: int | None = None
) -> Reading:
    """Everything the readers find in `table`, and a problem for each header and row that none of them reads."""
    grid = Grid(table, document_id=document_id, report_id=report_id, year=year)
    blocks = find_blocks(grid, reader)
    unclaimed = [
        problem for header in dict.fromkeys(block.header for block in blocks) for problem in _unclaimed_headers(grid, blocks, header)
    ]
    indicators = [row for block in blocks if block.name == "indicators" for row in read_indicators(grid, reader, block)]
    if not indicators:
        indicators = read_transposed(grid, reader) or read_label_blocks(grid, reader)
    total = read_total(grid, reader, blocks)
    funds = [line for block in blocks if block.name == "funds" for line in read_funds(grid, reader, block, stated_unit=stated_unit)]
    funds += [line for block in blocks if block.name == "tasks" for line in read_tasks(grid, reader, block, stated_unit=stated_unit)]
    indicators, funds, total = weights_in_points(indicators, funds, total)
    basics = [item for block in blocks if block.name == "items" for item in read_items(grid, reader, block)]
    goals = read_goals(grid, reader, blocks)
    signed = signed_cells(grid)
    if not funds:
        funds += read_funds_on_side(grid, reader, stated_unit=stated_unit)
    funds += read_sums(grid, reader, stated_unit=stated_unit)
    fields = list(read_fields(grid, reader))
    if basics or reader.form.kind == "basic_data":
        basics += [*read_records(grid, reader), *read_words(grid)]
    fields += read_pairs(grid, reader)
    total = total or stated_total(grid, reader, fields)
    left = _unread_rows(grid)
    return Reading(
        indicators=tuple(indicators),
        total=total,
        funds=tuple(funds),
        basics=tuple(sorted(basics, key=lambda item: (item.row, item.col))),
        fields=tuple(sorted(fields, key=lambda field: (field.source.row or 0, field.source.col or 0))),
        goals=goals,
        signed=tuple(signed),
        share=_share(grid),
        problems=(*unclaimed, *left),
    )


def _share(grid: Grid) -> float:
    filled = [(cell.row, cell.col) in grid.read or _is_side(cell) for cell in grid.table.cells if cell.text]
    return sum(filled) / len(filled) if filled else 1.0


def _unclaimed_headers(grid: Grid, blocks: tuple[Block, ...], header: int) -> list[Problem]:
    """A problem for each header that no column of the blocks under this header row claims."""
    columns = [column for block in blocks if block.header == header for column in block.columns]
    end = next(block.first for block in blocks if block.header == header)
    known = {(column.cell.row, column.cell.col) for column in columns}
    first = min(column.col for column in columns)
    unknown = [
        cell
        for row in range(header, end)
        for cell in grid.rows[row]
        if cell.text
        and (cell.col > first or _holds_amount(grid, end, cell))
        and (cell.row, cell.col) not in known
        and cell.row + cell.row_span == end
    ]
    grid.take(*unknown)
    return [
        _problem(grid, "unclaimed_header", f"表头“{cell.text}”的含义不明，该列没有读取。", row=cell.row, col=cell.col) for cell in unknown
    ]


def _holds_amount(grid: Grid, row: int, head: Cell) -> bool:
    cell = grid.at(row, head.col)
    return cell is not None and head.col > 0 and AMOUNT.fullmatch(cell.text) is not None


def _unread_rows(grid: Grid) -> list[Problem]:
    problems = []
    for row, cells in enumerate(grid.rows):
        left = [cell for cell in cells if cell.text and (cell.row, cell.col) not in grid.read and not _is_side(cell)]
        if left:
            words = "、".join(cell.text.replace("\n", "")[:20] for cell in left[:3])
            problems.append(
                _problem(grid, "unread_cell", f"第{row + 1}行有{len(left)}个单元格没有读懂：{words}。", row=row, col=left[0].col)
            )
    return problems


def _is_side(cell: Cell) -> bool:
    """A label down the side of a block names what its rows already are."""
    return cell.row_span > 1 and cell.col == 0


def _problem(grid: Grid, code: str, message: str, *, row: int, col: int) -> Problem:
    return Problem(
        document_id=grid.document_id,
        stage="normalize",
        code=code,
        message=message,
        report_id=grid.report_id,
        block=grid.table.block,
        page=grid.table.page,
        table=grid.number,
        row=row,
        col=col,
    )
