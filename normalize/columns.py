"""Finds the columns of a header by what its cells mean: over several levels, with years before them, two values in one column."""

from __future__ import annotations

import re

import msgspec
from msgspec.structs import replace

from model import Cell
from normalize.grid import Grid
from normalize.header_years import BEFORE, with_year
from normalize.vocabulary import Vocabulary

AMOUNT = re.compile(r"-?\d[\d,.]*\s*(?:%|[千万亿]?元)?")
DIMENSION = re.compile(r"(?:产出|效益|效果|满意|成本|数量|质量|时效|决策|投入|过程|执行|履职)")


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One column of a block, found by what its header means."""

    meaning: str
    col: int
    cell: Cell
    """The header cell (the lowest one of a header of several levels)."""
    path: tuple[str, ...] = ()
    """Header texts from the top level down."""
    year: int | None = None
    """The year its header names; None when it names none."""
    part: int | None = None
    """0 or 1 where the column holds two values a cell (目标值/完成值)."""


def columns_of(
    grid: Grid, vocabulary: Vocabulary, row: int, depth: int, *, start: int = 0, end: int | None = None, dated: bool = True
) -> tuple[Column, ...]:
    """The columns from `start` to `end` whose header, `depth` rows from `row` on, means something; with `dated` those of this year."""
    columns: list[Column] = []
    unknown: list[Column] = []
    last: Cell | None = None
    for col in range(start, grid.table.cols if end is None else end):
        low = grid.at(row + depth - 1, col)
        if low is None or low is last or low.row < row:
            continue
        last = low
        cells = [cell for r in range(row, low.row + 1) if (cell := grid.at(r, col)) is not None and cell.row == r]
        keys, path = [grid.key(cell) for cell in cells], tuple(cell.text for cell in cells)
        plain, year = with_year(vocabulary, keys) if dated else (keys, None)
        meaning = _meaning(vocabulary, plain)
        if meaning is None:
            unknown.append(Column(meaning="", col=col, cell=low, path=path))
        elif not (meaning in AMOUNTS and _holds_words(grid.at(row + depth, col))) and not _is_side(grid, low, row + depth):
            columns.append(Column(meaning=meaning, col=col, cell=low, path=path, year=year))
    columns = _named_levels(grid, row + depth, _this_year_only(columns, grid.year), unknown)
    columns = [part for column in columns for part in _parts_of_wide(grid, row + depth, column)]
    if any(column.meaning == "level3" for column in columns):
        columns += [part for column in unknown for part in _two_in_one(grid, vocabulary, column)]
        return _one_of_each([*_level_beside(grid, row, depth, columns), *columns])
    return _one_of_each(sorted([*columns, *_name_columns(grid, row, depth, columns)], key=lambda column: column.col))


def second_table(columns: tuple[Column, ...], grid: Grid, vocabulary: Vocabulary, row: int, depth: int) -> int | None:
    """The column where a second set of the same headers begins beside the first; None when there is none."""
    values = [column.col for column in columns if column.meaning in ("target", "actual")]
    if not values:
        return None
    for col in range(max(values) + 1, grid.table.cols):
        cell = grid.at(row + depth - 1, col)
        if cell is not None and cell.col == col and cell.row >= row and vocabulary.meaning(grid.key(cell)) in LEVELS:
            return col
    return None


LEVELS = ("level1", "level2", "level3")
AMOUNTS = frozenset(("initial_budget", "annual_budget", "executed"))
_WHOLE = frozenset(("总额", "合计", "小计", "金额", "总计", "总数"))
_NAME = frozenset(("名称", "内容", "指标", "指标名称"))
_NUMBER = frozenset(("数值", "值", "数", "合计", "小计", "全年", "累计", "总数", "总额", "金额", "总计"))
"""What names the whole of a header above it: of amounts, of levels, of targets and results."""
_REPEATED = frozenset(("final", "budget", "item", "content", "ignored"))
"""Meanings that a header row may hold more than once (two years of accounts)."""
_PAIRS = (("target", "actual"), ("weight", "score"))
_JOINED = re.compile(r"[/／、与和及|]")
_LONGEST_PAIR = 16


def _this_year_only(columns: list[Column], year: int | None) -> list[Column]:
    """The columns, those of another year than the report's (or than the last year named) marked as not read."""
    named = {column.year for column in columns if column.year is not None and column.meaning != "ignored"}
    if not named:
        return columns
    current = year if year in named else max(named)
    return [replace(c, meaning="ignored") if c.year is not None and (c.year == BEFORE or c.year != current) else c for c in columns]


def _meaning(vocabulary: Vocabulary, keys: list[str]) -> str | None:
    """Meaning of a header read from the top level down: 预算数 over 总额 is 预算数, 预算数 over 年初 is 年初预算数."""
    if len(keys) == 1:
        return vocabulary.meaning(keys[0])
    joined = vocabulary.meaning("".join(keys)) or vocabulary.meaning("".join(reversed(keys)))
    if joined is not None:
        return joined
    upper, lower = vocabulary.meaning(keys[-2]), vocabulary.meaning(keys[-1])
    if upper is None:
        return lower
    whole = _WHOLE if upper in AMOUNTS else _NAME if upper in LEVELS else _NUMBER
    return upper if keys[-1] in whole else lower if lower is not None and lower != upper else "ignored"


def _holds_words(cell: Cell | None) -> bool:
    """Whether what stands under a header cannot be an amount."""
    return cell is not None and len(cell.text) > 1 and not any(char.isdigit() or char in "—-/" for char in cell.text)


def _is_side(grid: Grid, cell: Cell, below: int) -> bool:
    """Whether a cell is no header but a label down the side: it goes on beside a row of figures."""
    return (
        cell.row + cell.row_span > below
        and below < grid.table.rows
        and any(AMOUNT.fullmatch(other.text) is not None for other in grid.rows[below])
    )


def _named_levels(grid: Grid, first: int, columns: list[Column], unknown: list[Column]) -> list[Column]:
    """Of two headings side by side that name indicators (指标 | 名称) the left one holds the levels when a dimension stands below it."""
    head = next((column for column in columns if column.meaning == "level3"), None)
    if head is None or head.cell.col_span > 2 or any(column.meaning in LEVELS[:2] for column in columns):
        return columns
    side, end = grid.at(first, head.col), head.cell.col + head.cell.col_span
    name = next((c for c in (*columns, *unknown) if c.col == end and (c.meaning == "level3" or grid.key(c.cell) in _NAME)), None)
    if name is None or side is None or DIMENSION.match(side.text) is None:
        return columns
    levels = [replace(head, meaning=level, col=head.col + place) for place, level in enumerate(LEVELS[: head.cell.col_span])]
    rest = [column for column in columns if column is not head and column is not name]
    return [*levels, replace(name, meaning="level3"), *rest]


def _parts_of_wide(grid: Grid, first: int, column: Column) -> list[Column]:
    """A heading 指标 over two columns is the dimension's and the name's where the first column below holds dimensions."""
    if column.meaning != "level3" or column.cell.col_span != 2:
        return [column]
    side, name = grid.at(first, column.col), grid.at(first, column.col + 1)
    if side is None or name is None or name is side or DIMENSION.match(side.text) is None:
        return [column]
    return [replace(column, meaning="level1"), replace(column, col=column.col + 1)]


def _two_in_one(grid: Grid, vocabulary: Vocabulary, column: Column) -> list[Column]:
    """The two columns a header names at once: 目标值/完成值, 分值及得分."""
    key = grid.key(column.cell)
    words = _JOINED.split(key) if len(key) <= _LONGEST_PAIR else []
    meanings = tuple(map(vocabulary.meaning, words))
    if meanings not in _PAIRS:
        return []
    return [replace(column, meaning=meaning or "", part=part) for part, meaning in enumerate(meanings)]


def _level_beside(grid: Grid, row: int, depth: int, columns: list[Column]) -> list[Column]:
    """A first level under a heading that names all indicators (绩效指标): left of their names, and a dimension stands below it."""
    if any(column.meaning in ("level1", "level2") for column in columns):
        return []
    name = next(column for column in columns if column.meaning == "level3")
    head, below = grid.at(row + depth - 1, name.col - 1), grid.at(row + depth, name.col - 1)
    if head is None or below is None or below is head or head.row < row or DIMENSION.match(below.text) is None:
        return []
    return [Column(meaning="level1", col=head.col, cell=head, path=(head.text,))]


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
    names = LEVELS[levels:][-len(below) :] if below else ()
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
            rest.append(replace(kept["weight"], meaning="ignored"))
            kept["weight"] = column
        elif column.meaning in ("weight", "deviation"):
            rest.append(replace(column, meaning="ignored"))
        elif column.meaning == "unit":
            rest.append(replace(column, meaning="actual_unit"))
    return tuple(sorted((*kept.values(), *rest), key=lambda column: column.col))
