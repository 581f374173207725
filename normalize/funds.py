"""Reads the money block of a form: budget, execution, rate and score of each line, and the parts of the total."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from model import Cell, FundLine, Quantity
from normalize.columns import AMOUNT
from normalize.form import Reader
from normalize.grid import Grid
from normalize.headers import Block
from normalize.numbers import parse_quantity
from normalize.units import money_unit

AMOUNTS = ("initial_budget", "annual_budget", "executed")


def read_funds(grid: Grid, reader: Reader, block: Block, *, stated_unit: str | None = None) -> Iterator[FundLine]:
    """Lines with amounts in the columns, then the parts printed as label and amount in one cell (一般公共预算：2121.23).

    `stated_unit` is what the report says about all its amounts (单位：万元); a unit in a header or beside the block wins.
    """
    grid.take(*(cell for row in range(block.header, block.first) for cell in grid.rows[row]))
    beside, above = grid.at(block.header, 0), grid.at(block.header - 1, 0)
    first = block.columns[0].col
    label_head = grid.at(block.header, first - 1) if first else None
    near = [cell.text for cell in (beside, above, label_head) if cell is not None]
    unit = money_unit(*near, *(text for column in block.columns for text in column.path)) or stated_unit or reader.form.unit
    groups: dict[int, str] = {}
    for row in range(block.first, block.end):
        label = _label(grid, block, row)
        if label is not None and _is_aligned(grid, block, row):
            yield _weighed(grid, block, _line(grid, block, row, label, unit))
        elif row == block.first and (only := grid.at(row, first)) is not None and _is_alone(grid, block) and _is_aligned(grid, block, row):
            total = msgspec.structs.replace(_line(grid, block, row, only, unit), line="年度资金总额")  # amounts alone are the total's
            yield _weighed(grid, block, total)
        else:
            yield from _parts(grid, reader, block, row, groups, unit)


def read_tasks(grid: Grid, reader: Reader, block: Block, *, stated_unit: str | None = None) -> Iterator[FundLine]:
    """The lines of 年度主要任务: what each task was given and spent, in the group `TASKS`."""
    grid.take(*(column.cell for column in block.columns), *(cell for row in range(block.header, block.first) for cell in grid.rows[row]))
    line = next(column for column in block.columns if column.meaning == "line")
    unit = money_unit(*(text for column in block.columns for text in column.path)) or stated_unit or reader.form.unit
    for row in range(block.first, block.end):
        name = grid.at(row, line.col)
        if name is None or name.row != row or not name.text or name.col != line.col:
            continue
        yield msgspec.structs.replace(_line(grid, block, row, name, unit), group=TASKS)


TASKS = "年度主要任务"


def line_name(text: str) -> str:
    """A line's label without 其中： and without the colon at its end."""
    return _PART_OF.sub("", text.replace("\n", "")).strip().rstrip("：:").strip()


_WORDS = frozenset(("ignored", "line", "content"))
_PART_OF = re.compile(r"^[\s\-—]*其中\s*[:：\-—]?\s*")
_POINTS = re.compile(r"[（(]\s*(\d{1,2})\s*分")
_PAIR = re.compile(r"^(?P<label>[^\d：:]{2,30})[：:]\s*(?P<amount>[-－]?[\d,，.]*\s*(?:万元|元)?)$")


def _label(grid: Grid, block: Block, row: int) -> Cell | None:
    """The words left of the first column; amounts of columns nobody knows may stand between."""
    col = block.columns[0].col - 1
    cell = grid.at(row, col) if col >= 0 else None
    while cell is not None and AMOUNT.fullmatch(cell.text) and cell.col > 0:
        cell = grid.at(row, cell.col - 1)
    if cell is None or cell.row != row or not cell.text or cell.row_span > 3:
        return None
    return cell


def _is_aligned(grid: Grid, block: Block, row: int) -> bool:
    """Whether the row's cells stand under the columns (a part that spans several columns does not)."""
    for column in block.columns:
        if column.meaning in AMOUNTS:
            cell = grid.at(row, column.col)
            if cell is None or cell.col != column.col or cell.row != row:
                return False
    return True


def _is_alone(grid: Grid, block: Block) -> bool:
    """Whether nothing names the first line: no cell left of the columns, or the heading of the whole block beside them."""
    first = block.columns[0].col
    beside = grid.at(block.first, first - 1) if first else None
    return beside is None or beside.row <= block.header


def _line(grid: Grid, block: Block, row: int, label: Cell, unit: str) -> FundLine:
    values: dict[str, Quantity | None] = {}
    for column in block.columns:
        cell = grid.at(row, column.col)
        grid.take(cell)
        if column.meaning not in _WORDS and column.meaning not in values:
            of = money_unit(*column.path) or unit if column.meaning in AMOUNTS else None
            values[column.meaning] = _value(grid, cell, row, "%" if column.meaning == "rate" else of)
    grid.take(label)
    line = FundLine(table=grid.number, row=row, line=line_name(label.text), unit=unit, source=grid.source(label))
    return msgspec.structs.replace(line, **values)


def _weighed(grid: Grid, block: Block, line: FundLine) -> FundLine:
    """A scored line with the points printed in the score's header (得分（10分）), on forms that have no column for them."""
    score = block.column("score")
    if score is None or line.score is None or block.column("weight") is not None:
        return line
    found = _POINTS.search(score.cell.text)
    if found is None:
        return line
    return msgspec.structs.replace(line, weight=parse_quantity(found[1], grid.source(score.cell), raw=found[1]))


def _value(grid: Grid, cell: Cell | None, row: int, unit: str | None) -> Quantity | None:
    if cell is None or cell.row != row or not cell.text:
        return None
    quantity = parse_quantity(cell.text, grid.source(cell), default_unit=unit, raw=cell.raw)
    return quantity if quantity.value is not None else None


def _parts(grid: Grid, reader: Reader, block: Block, row: int, groups: dict[int, str], unit: str) -> Iterator[FundLine]:
    """Parts of the total; a heading such as 按收入性质分： names the group of the cells below it in its column."""
    for cell in grid.rows[row]:
        if not cell.text or cell.row_span > 3:
            continue
        key = grid.key(cell)
        if reader.rows.meaning(key) == "group":
            groups[cell.col] = key
            grid.take(cell)
            continue
        pair = _PAIR.match(_PART_OF.sub("", cell.text).strip())
        if pair is None:
            continue
        amount = parse_quantity(pair["amount"].strip(), grid.source(cell), default_unit=unit) if pair["amount"].strip() else None
        grid.take(cell)
        yield FundLine(
            table=grid.number,
            row=row,
            line=line_name(pair["label"]),
            group=groups.get(cell.col),
            amount=amount if amount is not None and amount.value is not None else None,
            unit=unit,
            source=grid.source(cell),
        )
