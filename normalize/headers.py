"""Finds the blocks of a form: a header row known by the meaning of its cells, its columns, and the rows below that belong to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import msgspec

from model import Cell
from normalize.columns import AMOUNT, AMOUNTS, DIMENSION, LEVELS, Column, columns_of, second_table
from normalize.form import Reader
from normalize.grid import Grid
from normalize.stacked import label_column
from normalize.vocabulary import Vocabulary

BlockName = Literal["funds", "indicators", "items", "tasks"]


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """Header rows with their columns, and the body rows [first, end)."""

    name: BlockName
    header: int
    first: int
    end: int
    columns: tuple[Column, ...]
    left: int = 0
    """First grid column it covers: not 0 for a block that stands beside another."""
    right: int
    """Grid column behind its last one."""
    heading: Cell | None = None
    """The dimension printed above its headers, where no column holds one."""

    def column(self, meaning: str) -> Column | None:
        return next((column for column in self.columns if column.meaning == meaning), None)


def find_blocks(grid: Grid, reader: Reader) -> tuple[Block, ...]:
    """The blocks of a table from top to bottom, those that stand side by side from left to right.

    A block ends where the next header or the goals begin; amounts also at a line across the table, which in an indicator
    block may be a first level.
    """
    found: list[Block] = []
    row = 0
    while row < grid.table.rows:
        block = _header_at(grid, reader, row)
        if block is None:
            row += 1
            continue
        if block.name == "indicators":
            block = _with_values(grid, reader.indicators, block)
        found += _side_by_side(grid, reader.indicators, block) if block.name == "indicators" else (block,)
        row = max(block.first, row + 1)
    breaks = {block.header for block in found} | _goal_rows(grid, reader) | {grid.table.rows}
    apart = {row for row in range(grid.table.rows) if _heads_indicators(grid, reader, row)}
    across = {row for row, cells in enumerate(grid.rows) if len(cells) == 1 and cells[0].col_span >= grid.table.cols - 1}
    return tuple(
        msgspec.structs.replace(
            block, end=min(row for row in breaks | (across | apart if block.name != "indicators" else set()) if row >= block.first)
        )
        for block in found
    )


def _header_at(grid: Grid, reader: Reader, row: int) -> Block | None:
    if len(grid.rows[row]) < 2 or any(AMOUNT.fullmatch(cell.text) for cell in grid.rows[row]):
        return None
    for name, vocabulary, enough in _kinds(reader):
        if not any(map(vocabulary.meaning, grid.labels[row])):
            continue
        dated = name != "items"
        for depth in (1, 2, 3):
            if depth > 1 and not _continues_down(grid, row, depth):
                break
            columns = columns_of(grid, vocabulary, row, depth, dated=dated)
            if enough(columns):
                if depth > 1 and not _says_more(columns, columns_of(grid, vocabulary, row + 1, depth - 1, dated=dated), enough):
                    break  # the row is no part of the header that follows it
                deeper = columns_of(grid, vocabulary, row, depth + 1, dated=dated) if _continues_down(grid, row, depth + 1) else ()
                if len(deeper) > len(columns) and enough(deeper):
                    columns, depth = deeper, depth + 1
                depth = max(depth, *(_bottom(column.cell, row) for column in columns))
                rows = grid.table.rows
                return Block(name=name, header=row, first=min(row + depth, rows), end=rows, columns=columns, right=grid.table.cols)
    return None


def _says_more(columns: tuple[Column, ...], lower: tuple[Column, ...], enough: Callable[[tuple[Column, ...]], bool]) -> bool:
    """Whether a header needs its first row: without it the rest is none, or lacks the years and columns the first row names."""
    return not enough(lower) or (any(column.year is not None for column in columns) and len(columns) > len(lower))


def _kinds(reader: Reader) -> tuple[tuple[BlockName, Vocabulary, Callable[[tuple[Column, ...]], bool]], ...]:
    return (
        ("indicators", reader.indicators, _enough_for_indicators),
        ("tasks", reader.tasks, _enough_for_tasks),
        ("funds", reader.funds, _enough_for_funds),
        ("items", reader.items, _enough_for_items),
    )


def _bottom(cell: Cell, row: int) -> int:
    return cell.row + cell.row_span - row


def _continues_down(grid: Grid, row: int, depth: int) -> bool:
    """Whether row + depth - 1 can be a further header level: some header cell above it is split there, and it holds no number."""
    low = row + depth - 1
    if low >= grid.table.rows or not grid.rows[low]:
        return False
    below = grid.rows[low]
    if any(cell.text[:1].isdigit() and not cell.text.startswith("20") for cell in below):
        return False
    above = (grid.at(low - 1, cell.col) for cell in below)
    return any(top is not None and top.row >= row and top.col_span > cell.col_span for top, cell in zip(above, below, strict=True))


def _with_values(grid: Grid, vocabulary: Vocabulary, block: Block) -> Block:
    """The block with the column that says which of an indicator's rows holds its target and which its result, where it has one."""
    name = block.column("level3")
    if name is None or block.column("target") is not None or block.column("actual") is not None:
        return block
    col = label_column(grid, vocabulary, block.first, name.col)
    head = grid.at(block.first - 1, col) if col is not None else None
    if col is None or head is None:
        return block
    return msgspec.structs.replace(block, columns=(*block.columns, Column(meaning="values", col=col, cell=head)))


def _side_by_side(grid: Grid, vocabulary: Vocabulary, block: Block) -> tuple[Block, ...]:
    """The block, or the two it is where its headers stand twice in a row, each with the dimension above its half."""
    depth = block.first - block.header
    middle = second_table(block.columns, grid, vocabulary, block.header, depth)
    halves = () if middle is None else ((0, middle), (middle, grid.table.cols))
    parts = [columns_of(grid, vocabulary, block.header, depth, start=start, end=end) for start, end in halves]
    if not parts or not all(map(_enough_for_indicators, parts)):
        return (msgspec.structs.replace(block, heading=_heading(grid, block, block.columns)),)
    return tuple(
        msgspec.structs.replace(block, columns=columns, left=left, right=right, heading=_heading(grid, block, columns, left, right))
        for columns, (left, right) in zip(parts, halves, strict=True)
    )


def _heading(grid: Grid, block: Block, columns: tuple[Column, ...], left: int = 0, right: int | None = None) -> Cell | None:
    """A dimension in the line above the headers, over all of them."""
    above = grid.at(block.header - 1, left)
    if above is None or any(column.meaning in LEVELS[:2] for column in columns) or DIMENSION.match(above.text) is None:
        return None
    return above if (above.col, above.col + above.col_span) == (left, grid.table.cols if right is None else right) else None


def _heads_indicators(grid: Grid, reader: Reader, row: int) -> bool:
    """A row of headings that names indicators, in whatever words the rest of it stands: no amounts go on below it."""
    cells = grid.rows[row]
    if len(cells) < _FEWEST_HEADINGS or any(char.isdigit() for cell in cells for char in cell.text[:1]):
        return False
    return any(reader.indicators.meaning(grid.key(cell)) == "level3" and "指标" in cell.text for cell in cells)


def _goal_rows(grid: Grid, reader: Reader) -> set[int]:
    rows = set()
    for row, labels in enumerate(grid.labels):
        meanings = set(map(reader.goals.meaning, labels))
        if {"expected", "actual"} <= meanings or ("section" in meanings and not _is_side_of_indicators(reader, labels)):
            rows.add(row)
    return rows


def _is_side_of_indicators(reader: Reader, labels: list[str]) -> bool:
    """绩效目标 is also printed beside the whole indicator block."""
    return sum(meaning is not None for meaning in map(reader.indicators.meaning, labels)) >= 2


_FEWEST_HEADINGS = 4


def _meanings(columns: tuple[Column, ...]) -> set[str]:
    return {column.meaning for column in columns}


def _enough_for_indicators(columns: tuple[Column, ...]) -> bool:
    meanings = _meanings(columns)
    named = meanings & {*LEVELS}
    scored = {"weight", "score"} <= meanings and len(named) > 1
    return "level3" in meanings and len(meanings) >= 3 and (scored or bool(meanings & {"target", "actual"}))


def _enough_for_funds(columns: tuple[Column, ...]) -> bool:
    meanings = _meanings(columns)
    amounts = meanings & AMOUNTS
    if any(column.year is not None for column in columns if column.meaning in AMOUNTS) and "rate" not in meanings:
        return False  # columns of years without a rate are an account's
    return len(amounts) >= 2 or (len(amounts) == 1 and "rate" in meanings)


def _enough_for_items(columns: tuple[Column, ...]) -> bool:
    return sum(column.meaning in ("final", "budget") for column in columns) >= 2


def _enough_for_tasks(columns: tuple[Column, ...]) -> bool:
    meanings = _meanings(columns)
    return "line" in meanings and bool(meanings & AMOUNTS)
