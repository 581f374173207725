"""Reads money that lies on its side: a column a source of it, a row each for budget, execution and rate."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from model import Cell, FundLine, Quantity
from normalize.columns import AMOUNT, AMOUNTS
from normalize.form import Reader
from normalize.funds import line_name
from normalize.grid import Grid
from normalize.numbers import BLANK_MARKS, parse_quantity
from normalize.units import money_unit


def read_funds_on_side(grid: Grid, reader: Reader, *, stated_unit: str | None = None) -> Iterator[FundLine]:
    """One FundLine for each column of figures under a heading of words, where the labels at its left say what the figures are."""
    row = 1
    while row < grid.table.rows:
        block = _block_at(grid, reader, row)
        if block is not None:
            yield from _lines(grid, reader, row, block, stated_unit)
        row += len(block) if block is not None else 1


_FEWEST = 2
_VALUES = (*AMOUNTS, "rate", "weight", "score")


def _block_at(grid: Grid, reader: Reader, row: int) -> list[tuple[Cell, str]] | None:
    """Labels from `row` down with their meanings: several amounts, each once, beside two columns of figures or more."""
    first = next((c for c in _open(grid, row) if reader.funds.meaning(grid.key(c)) in _VALUES), None)
    if first is None:
        return None
    labels: list[tuple[Cell, str]] = []
    for below in range(row, grid.table.rows):
        cell = grid.at(below, first.col)
        meaning = reader.funds.meaning(grid.key(cell)) if cell is not None and cell.row == below and cell.col == first.col else None
        if cell is None or meaning not in _VALUES or any(meaning == known for _, known in labels):
            break
        labels.append((cell, meaning or ""))
    amounts = sum(meaning in AMOUNTS for _, meaning in labels)
    return labels if amounts >= _FEWEST and len(_heads(grid, row, first)) >= _FEWEST else None


def _open(grid: Grid, row: int) -> list[Cell]:
    return [cell for cell in grid.rows[row] if (cell.row, cell.col) not in grid.read and not AMOUNT.fullmatch(cell.text)]


def _heads(grid: Grid, row: int, label: Cell) -> list[Cell]:
    """The headings above the figures: words, each over one column of them."""
    heads = []
    for cell in (cell for cell in grid.rows[row] if cell.col > label.col):
        above = grid.at(row - 1, cell.col)
        if AMOUNT.fullmatch(cell.text) is None and cell.text not in BLANK_MARKS:
            return []  # labels and values side by side
        if cell.text and above is not None and (above.col, above.row) == (cell.col, row - 1):
            heads.append(above)
    return heads if all(head.text and not AMOUNT.fullmatch(head.text) for head in heads) else []


def _lines(grid: Grid, reader: Reader, row: int, labels: list[tuple[Cell, str]], stated_unit: str | None) -> Iterator[FundLine]:
    first = labels[0][0]
    side = grid.at(row - 1, 0)
    unit = money_unit(side.text if side else "", *(label.text for label, _ in labels)) or stated_unit or reader.form.unit
    heads = _heads(grid, row, first)
    grid.take(*heads, *(cell for cell in grid.rows[row - 1] if cell.col <= first.col), *(label for label, _ in labels))
    for head in heads:
        values: dict[str, Quantity] = {}
        for label, meaning in labels:
            cell = grid.at(label.row, head.col)
            if cell is None or not cell.text:
                continue
            default = "%" if meaning == "rate" else unit if meaning in AMOUNTS else None
            quantity = parse_quantity(cell.text, grid.source(cell), default_unit=default, raw=cell.raw)
            grid.take(cell)
            if quantity.value is not None:
                values[meaning] = quantity
        line = FundLine(table=grid.number, row=head.row, line=line_name(head.text), unit=unit, source=grid.source(head))
        yield replace(line, **values)
