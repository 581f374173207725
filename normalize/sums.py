"""Reads amounts printed beside their labels instead of under headers: 预算数：| 100 | 执行数：| 98, and the parts in the rows below."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from model import Cell, FundLine, Quantity
from normalize.form import Reader
from normalize.funds import AMOUNTS, line_name
from normalize.grid import Grid
from normalize.numbers import BLANK_MARKS, parse_quantity
from normalize.units import money_unit

TOTAL = "年度资金总额"
"""What the total line is called where the form prints none."""


def read_sums(grid: Grid, reader: Reader, *, stated_unit: str | None = None) -> Iterator[FundLine]:
    """One FundLine for the row of labels with amounts, and one for each row of parts under it."""
    meanings: dict[int, str] = {}
    for row, cells in enumerate(grid.rows):
        pairs = _pairs(grid, cells)
        if not pairs:
            meanings = {}
            continue
        named = {value.col: m for label, value in pairs if (m := reader.funds.meaning(grid.key(label))) is not None and m != "ignored"}
        side = grid.at(row, 0)
        unit = money_unit(*(label.text for label, _ in pairs), side.text if side else "") or stated_unit or reader.form.unit
        if any(meaning in AMOUNTS for meaning in named.values()) and _has_number(grid, pairs, unit):
            meanings = named
            yield _line(grid, row, TOTAL, pairs, meanings, unit)
        elif meanings and all(value.col in meanings for _, value in pairs) and _has_number(grid, pairs, unit, or_blank=True):
            yield _line(grid, row, line_name(pairs[0][0].text).lstrip("-—"), pairs, meanings, unit)
        else:
            meanings = {}


def _pairs(grid: Grid, cells: list[Cell]) -> list[tuple[Cell, Cell]]:
    left = [cell for cell in cells if (cell.row, cell.col) not in grid.read]
    if left and len(left) % 2 == 1 and left[0].col == 0:
        left = left[1:]
    pairs = list(zip(left[::2], left[1::2], strict=len(left) % 2 == 0))
    return pairs if pairs and all(label.text and not label.text[0].isdigit() and len(label.text) < 25 for label, _ in pairs) else []


def _has_number(grid: Grid, pairs: list[tuple[Cell, Cell]], unit: str, *, or_blank: bool = False) -> bool:
    values = [_value(grid, value, unit) for _, value in pairs]
    blank = all(value.text in BLANK_MARKS or q.value is not None for (_, value), q in zip(pairs, values, strict=True))
    return blank and (or_blank or any(q.value is not None for q in values))


def _line(grid: Grid, row: int, name: str, pairs: list[tuple[Cell, Cell]], meanings: dict[int, str], unit: str) -> FundLine:
    label = pairs[0][0]
    values: dict[str, Quantity] = {}
    for head, cell in pairs:
        grid.take(head, cell)
        meaning = meanings.get(cell.col)
        quantity = _value(grid, cell, "%" if meaning == "rate" else unit if meaning in AMOUNTS else None)
        if meaning is not None and quantity.value is not None:
            values.setdefault(meaning, quantity)
    return msgspec.structs.replace(FundLine(table=grid.number, row=row, line=name, unit=unit, source=grid.source(label)), **values)


def _value(grid: Grid, cell: Cell, unit: str | None) -> Quantity:
    return parse_quantity(cell.text, grid.source(cell), default_unit=unit, raw=cell.raw)
