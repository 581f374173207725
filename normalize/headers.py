"""Finds the blocks of a form: a header row known by the meaning of its cells, its columns, and the rows below that belong to it."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from model import Cell
from normalize.form import Reader
from normalize.grid import Grid
from normalize.vocabulary import Vocabulary

BlockName = Literal["funds", "indicators", "items", "tasks"]


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One column of a block, found by what its header means."""

    meaning: str
    col: int
    cell: Cell
    """The header cell (the lowest one of a header of several levels)."""
    path: tuple[str, ...] = ()
    """Header texts from the top level down."""


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """Header rows with their columns, and the body rows [first, end)."""

    name: BlockName
    header: int
    first: int
    end: int
    columns: tuple[Column, ...]

    def column(self, meaning: str) -> Column | None:
        return next((column for column in self.columns if column.meaning == meaning), None)


def find_blocks(grid: Grid, reader: Reader) -> tuple[Block, ...]:
    """The blocks of a table from top to bottom.

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
        found.append(block)
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


def _header_at(grid: Grid, reader: Reader, row: int) -> Block | None:
    if len(grid.rows[row]) < 2 or any(_AMOUNT.fullmatch(cell.text) for cell in grid.rows[row]):
        return None
    for name, vocabulary, enough in (
        ("indicators", reader.indicators, _enough_for_indicators),
        ("tasks", reader.tasks, _enough_for_tasks),
        ("funds", reader.funds, _enough_for_funds),
        ("items", reader.items, _enough_for_items),
    ):
        if not any(map(vocabulary.meaning, grid.labels[row])):
            continue
        for depth in (1, 2, 3):
            if depth > 1 and not _continues_down(grid, row, depth):
                break
            columns = _columns(grid, vocabulary, row, depth)
            if enough(columns):
                if depth > 1 and enough(_columns(grid, vocabulary, row + 1, depth - 1)):
                    break  # the row is no part of the header that follows it
                deeper = _columns(grid, vocabulary, row, depth + 1) if _continues_down(grid, row, depth + 1) else ()
                if len(deeper) > len(columns) and enough(deeper):
                    columns, depth = deeper, depth + 1
                depth = max(depth, *(_bottom(column.cell, row) for column in columns))
                return Block(name=name, header=row, first=min(row + depth, grid.table.rows), end=grid.table.rows, columns=columns)  # type: ignore[arg-type]
    return None


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


def _columns(grid: Grid, vocabulary: Vocabulary, row: int, depth: int) -> tuple[Column, ...]:
    columns: list[Column] = []
    last: Cell | None = None
    for col in range(grid.table.cols):
        low = grid.at(row + depth - 1, col)
        if low is None or low is last or low.row < row:
            continue
        last = low
        cells = [cell for r in range(row, low.row + 1) if (cell := grid.at(r, col)) is not None and cell.row == r]
        meaning = _meaning(vocabulary, [grid.key(cell) for cell in cells])
        if meaning is not None and not (meaning in _AMOUNTS and _holds_words(grid.at(row + depth, col))):
            columns.append(Column(meaning=meaning, col=col, cell=low, path=tuple(cell.text for cell in cells)))
    columns = [part for column in columns for part in _parts_of_wide(grid, row + depth, column)]
    if any(column.meaning == "level3" for column in columns):
        return _one_of_each([*_level_beside(grid, row, depth, columns), *columns])
    return _one_of_each(sorted([*columns, *_name_columns(grid, row, depth, columns)], key=lambda column: column.col))


def _parts_of_wide(grid: Grid, first: int, column: Column) -> list[Column]:
    """A heading 指标 over two columns is the dimension's and the name's where the first column below holds dimensions."""
    if column.meaning != "level3" or column.cell.col_span != 2:
        return [column]
    side, name = grid.at(first, column.col), grid.at(first, column.col + 1)
    if side is None or name is None or name is side or _DIMENSION.match(side.text) is None:
        return [column]
    return [msgspec.structs.replace(column, meaning="level1"), msgspec.structs.replace(column, col=column.col + 1)]


def _level_beside(grid: Grid, row: int, depth: int, columns: list[Column]) -> list[Column]:
    """A first level under a heading that names all indicators (绩效指标): left of their names, and a dimension stands below it."""
    if any(column.meaning in ("level1", "level2") for column in columns):
        return []
    name = next(column for column in columns if column.meaning == "level3")
    head, below = grid.at(row + depth - 1, name.col - 1), grid.at(row + depth, name.col - 1)
    if head is None or below is None or below is head or head.row < row or _DIMENSION.match(below.text) is None:
        return []
    return [Column(meaning="level1", col=head.col, cell=head, path=(head.text,))]


def _holds_words(cell: Cell | None) -> bool:
    """Whether what stands under a header cannot be an amount."""
    return cell is not None and len(cell.text) > 1 and not any(char.isdigit() or char in "—-/" for char in cell.text)


def _meaning(vocabulary: Vocabulary, keys: list[str]) -> str | None:
    """Meaning of a header read from the top level down: 预算数 over 总额 is 预算数, 预算数 over 年初 is 年初预算数."""
    if len(keys) == 1:
        return vocabulary.meaning(keys[0])
    whole = vocabulary.meaning("".join(keys)) or vocabulary.meaning("".join(reversed(keys)))
    if whole is not None:
        return whole
    upper, lower = vocabulary.meaning(keys[-2]), vocabulary.meaning(keys[-1])
    if upper is None:
        return lower
    return upper if keys[-1] in _WHOLE else lower if lower is not None and lower != upper else "ignored"


def _name_columns(grid: Grid, row: int, depth: int, columns: list[Column]) -> list[Column]:
    """Level columns known by their place, left of target and result: the parts of one wide heading, or the last heading before them."""
    values = [column.col for column in columns if column.meaning in ("target", "actual")]
    if len(values) < 2 or not any(column.meaning in ("weight", "score", "level1", "level2") for column in columns):
        return []
    head = grid.at(row + depth - 1, min(values) - 1)
    if head is None or head.row < row or head.text[:1].isdigit():
        return []
    levels = sum(column.meaning.startswith("level") and column.col != head.col for column in columns)
    below = [cell for c in range(head.col, head.col + head.col_span) if (cell := grid.at(row + depth, c)) is not None and cell.col == c]
    names = ("level1", "level2", "level3")[levels:][-len(below) :] if below else ()
    return [
        Column(meaning=name, col=cell.col, cell=head, path=(head.text,))
        for name, cell in zip(reversed(names), reversed(below), strict=False)
    ]


def _one_of_each(columns: list[Column]) -> tuple[Column, ...]:
    """Of a meaning that stands twice the first column, but of weights the one behind the third level they weigh."""
    level3 = next((column.col for column in columns if column.meaning == "level3"), -1)
    kept: dict[str, Column] = {}
    rest = []
    for column in columns:
        if column.meaning in _REPEATED:
            rest.append(column)
        elif column.meaning not in kept:
            kept[column.meaning] = column
        elif column.meaning == "weight" and kept["weight"].col < level3:
            rest.append(msgspec.structs.replace(kept["weight"], meaning="ignored"))
            kept["weight"] = column
        elif column.meaning in ("weight", "deviation"):
            rest.append(msgspec.structs.replace(column, meaning="ignored"))
    return tuple(sorted((*kept.values(), *rest), key=lambda column: column.col))


_DIMENSION = re.compile(r"(?:产出|效益|效果|满意|成本|数量|质量|时效|决策|投入|过程|执行|履职)")
_AMOUNT = re.compile(r"-?\d[\d,.]*%?")
_FEWEST_HEADINGS = 4
_WHOLE = frozenset(("总额", "合计", "小计", "金额", "总计", "总数"))
_AMOUNTS = frozenset(("initial_budget", "annual_budget", "executed"))
_REPEATED = frozenset(("final", "budget", "item", "ignored"))
"""Meanings that a header row may hold more than once (two years of accounts)."""


def _meanings(columns: tuple[Column, ...]) -> set[str]:
    return {column.meaning for column in columns}


def _enough_for_indicators(columns: tuple[Column, ...]) -> bool:
    meanings = _meanings(columns)
    named = meanings & {"level1", "level2", "level3"}
    scored = {"weight", "score"} <= meanings and len(named) > 1
    return "level3" in meanings and len(meanings) >= 3 and (scored or bool(meanings & {"target", "actual"}))


def _enough_for_funds(columns: tuple[Column, ...]) -> bool:
    meanings = _meanings(columns)
    amounts = meanings & {"initial_budget", "annual_budget", "executed"}
    return len(amounts) >= 2 or (len(amounts) == 1 and "rate" in meanings)


def _enough_for_items(columns: tuple[Column, ...]) -> bool:
    return sum(column.meaning in ("final", "budget") for column in columns) >= 2


def _enough_for_tasks(columns: tuple[Column, ...]) -> bool:
    meanings = _meanings(columns)
    return "line" in meanings and bool(meanings & {"initial_budget", "executed"})
