"""Reads 基础数据: items under columns of accounts and budgets, records (编制数 over 26), and rows of words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model import BasicItem, Cell, Measure
from normalize.columns import Column
from normalize.form import Reader
from normalize.form_files import Line
from normalize.grid import Grid
from normalize.headers import Block
from normalize.numbers import parse_quantity
from normalize.units import unit_of
from normalize.vocabulary import label_key

_YEAR = re.compile(r"(20\d\d)\s*年?")
_NUMBERED = re.compile(r"^\d{1,2}[、.．]")
_OWN_LINES = "一行"
"""（一个专项一行） invites lines of the reporter's own."""
_PART = re.compile(r"^其中")


def read_items(grid: Grid, reader: Reader, block: Block) -> Iterator[BasicItem]:
    """One BasicItem for every item and value column, empty cells included (value None). Ends the block where the columns end."""
    columns = [column for column in block.columns if column.meaning in ("final", "budget")]
    grid.take(*(column.cell for column in block.columns), *grid.rows[block.header])
    side = grid.at(block.header, columns[0].col - 1)
    unit = (unit_of(side.text) if side else None) or reader.form.unit
    family = _Family(reader.form.lines)
    for row in range(block.first, block.end):
        label = grid.at(row, columns[0].col - 1)
        if label is None or not label.text or label.row != row or label.row_span > 1 or not _aligned(grid, columns, row):
            continue
        parent = family.parent_of(label.text)
        for position, column in enumerate(columns):
            cell = grid.at(row, column.col)
            if cell is not None:
                yield _item(grid, reader, column, cell, label=label.text, parent=parent, position=position, unit=unit)
        grid.take(label)


def read_records(grid: Grid, reader: Reader) -> Iterator[BasicItem]:
    """Rows of words over rows of values beside a common label: 编制数 | 在职人数 | 控制率 over 26 | 26 | 100%."""
    for cells in grid.rows:
        side = cells[0] if cells else None
        if (
            side is None
            or side.row_span != 2
            or side.col_span >= grid.table.cols
            or not side.text
            or len(cells) < 3
            or side.row + 1 >= grid.table.rows
        ):
            continue
        heads, values = cells[1:], grid.rows[side.row + 1]
        if [(c.col, c.col_span) for c in heads] != [(c.col, c.col_span) for c in values] or any((c.row, c.col) in grid.read for c in heads):
            continue
        if not all((c.text and not c.text[0].isdigit()) or _YEAR.match(c.text) for c in heads):
            continue
        grid.take(side, *heads)
        for position, (head, value) in enumerate(zip(heads, values, strict=True)):
            column = Column(meaning=_measure(reader, head.text, "text"), col=head.col, cell=head)
            yield _item(grid, reader, column, value, label=side.text, parent=None, position=position, unit=unit_of(side.text))


def read_words(grid: Grid) -> Iterator[BasicItem]:
    """Rows that hold a label and a text across the table (厉行节约保障措施)."""
    for cells in grid.rows:
        if len(cells) != 2 or (cells[0].row, cells[0].col) in grid.read or not cells[0].text:
            continue
        label, text = cells
        grid.take(label, text)
        yield BasicItem(
            table=grid.number,
            row=text.row,
            col=text.col,
            item=label.text,
            header=label.text,
            measure="text",
            raw=text.raw,
            source=grid.source(text),
        )


class _Family:
    """Knows, row by row, which item the next one is a part of."""

    def __init__(self, lines: tuple[Line, ...]) -> None:
        self._lines = {label_key(line.label): line for line in lines}
        self._printed: dict[str, str] = {}
        self._open: str | None = None
        self._top: str | None = None
        self._whole: str | None = None

    def parent_of(self, text: str) -> str | None:
        key = label_key(text)
        line = self._lines.get(key)
        self._printed[key] = text
        if line is not None:
            self._open = text if line.open or _OWN_LINES in text else None
            parent = None if line.parent is None else self._printed.get(label_key(line.parent), line.parent)
            if parent is None:
                self._top = text
            self._whole = text if not _PART.match(text) else self._whole
            return parent
        if self._open is not None:
            return self._open
        if _PART.match(text):
            return self._whole
        if _NUMBERED.match(text):
            self._whole = text
            return self._top
        self._top = self._whole = text
        return None


def _aligned(grid: Grid, columns: list[Column], row: int) -> bool:
    return all((cell := grid.at(row, column.col)) is not None and cell.col == column.col and cell.row == row for column in columns)


def _item(
    grid: Grid, reader: Reader, column: Column, cell: Cell, *, label: str, parent: str | None, position: int, unit: str | None
) -> BasicItem:
    header = " ".join(column.path) or column.cell.text
    measure: Measure = column.meaning  # type: ignore[assignment]
    default = "%" if measure == "rate" else unit_of(header) or (None if measure == "text" else unit)
    quantity = parse_quantity(cell.text, grid.source(cell), default_unit=default, raw=cell.raw)
    year = _YEAR.search(header)
    grid.take(cell)
    return BasicItem(
        table=grid.number,
        row=cell.row,
        col=cell.col,
        item=label,
        parent=parent,
        header=header,
        position=position,
        year=int(year[1]) if year else None,
        measure=measure,
        value=quantity if quantity.value is not None else None,
        raw=cell.raw,
        unit=quantity.unit or default,
        source=grid.source(cell),
    )


def _measure(reader: Reader, header: str, otherwise: str) -> str:
    return reader.measures.meaning(label_key(header)) or otherwise
