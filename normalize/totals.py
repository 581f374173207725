"""Reads the total of a scored form: the 总分 row under the indicators, or the score stated in the form's head."""

from __future__ import annotations

from collections.abc import Sequence

from model import Field, Quantity, Total
from normalize.form import Reader
from normalize.grid import Grid
from normalize.headers import Block
from normalize.numbers import parse_quantity
from normalize.stacked import part_of
from normalize.vocabulary import label_key


def read_total(grid: Grid, reader: Reader, blocks: tuple[Block, ...]) -> Total | None:
    """The 总分 row of a scored form: its weight and score stand in the columns of the indicator block. None when there is none."""
    for block in reversed([b for b in blocks if b.name == "indicators"]):
        for row in range(block.end - 1, block.first - 1, -1):
            if is_total_row(grid, reader, row, block):
                label = next(cell for cell in grid.rows[row] if cell.col >= block.left)
                weight, score = (_number(grid, row, block, meaning, reader) for meaning in ("weight", "score"))
                if weight is not None or score is not None:
                    grid.take(*grid.rows[row])
                    return Total(table=grid.number, row=row, weight=weight, score=score, source=grid.source(label))
    return None


def is_total_row(grid: Grid, reader: Reader, row: int, block: Block) -> bool:
    """Whether a row of the block adds up the rows above it."""
    cells = grid.rows[row] if block.left == 0 else [cell for cell in grid.rows[row] if cell.col >= block.left]
    return any(reader.rows.meaning(grid.key(cell)) in ("total", "subtotal") for cell in cells[:3] if cell.col < block.right)


def stated_total(grid: Grid, reader: Reader, fields: Sequence[Field]) -> Total | None:
    """The total score that a head field states (自评总分 | 98.35); None when none does."""
    for field in fields:
        key = label_key(field.label)
        if "分" not in key or reader.rows.meaning(key) != "total":
            continue
        score = parse_quantity(field.value, field.source, raw=field.value)
        if score.value is not None:
            return Total(table=grid.number, row=field.source.row or 0, score=score, source=field.source)
    return None


def _number(grid: Grid, row: int, block: Block, meaning: str, reader: Reader) -> Quantity | None:
    column = block.column(meaning)
    cell = part_of(grid.at(row, column.col), column.part, reader.indicators) if column else None
    if cell is None or label_key(cell.text) == "":
        return None
    quantity = parse_quantity(cell.text, grid.source(cell), raw=cell.raw)
    return quantity if quantity.value is not None else None
