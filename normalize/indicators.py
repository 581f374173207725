"""Reads the rows of an indicator block: the three levels, target, result, weight, score and the reason for a deviation; and the total row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from msgspec.structs import replace

from model import Cell, Indicator, Quantity
from model.quantity import Operator
from normalize.columns import DIMENSION, LEVELS, Column
from normalize.form import Reader
from normalize.grid import Grid
from normalize.headers import Block
from normalize.numbers import BLANK_MARKS, parse_quantity
from normalize.stacked import part_of, values_by_rows
from normalize.totals import is_total_row
from normalize.units import unit_of


def read_indicators(grid: Grid, reader: Reader, block: Block) -> Iterator[Indicator]:
    """One Indicator for every row with a third level name; levels left blank (a form cut by a page end) continue from above."""
    at = _columns(block)
    grid.take(block.heading, *(cell for row in range(block.header, block.first) for cell in grid.rows[row]))
    totalled = False
    level1: Cell | None = block.heading
    level2: Cell | None = None
    for row in range(block.first, block.end):
        if _is_header_again(grid, reader, row):
            grid.take(*grid.rows[row])
            continue
        if is_total_row(grid, reader, row, block):
            totalled = True
            continue
        name = grid.at(row, at["level3"].col)
        if name is not None and "level1" not in at and len(grid.rows[row]) == 1 and DIMENSION.match(name.text):
            level1 = name  # a dimension on a line of its own
            grid.take(name)
            continue
        if name is None or name.row != row or _runs_across(grid, row, at, name):
            continue
        first, second = (grid.at(row, at[level].col) if level in at else None for level in LEVELS[:2])
        if first is not None and first.text and first is not level1:
            level1, level2 = first, None
        if second is not None and second.text:
            level2 = second
        # The page end may have left the words of a cell on the next page.
        level1 = level1 or _next_words(grid, block, row, at.get("level1"))
        level2 = level2 or _next_words(grid, block, row, at.get("level2"))
        cells = _cells(grid, reader, row, at, name)
        if totalled and not _is_scored(cells):
            continue  # notes and signatures under the total
        unread = [grid.at(row, column.col) for column in block.columns if column.meaning == "ignored"]
        grid.take(first, second, *((*cells.values(), *unread) if name.text else ()))
        if name.text and name is not first and not _is_slot(name, cells):
            yield indicator_of(grid, row, {**cells, "level1": level1, "level2": None if level2 is name else level2, "level3": name})


def indicator_of(grid: Grid, row: int, cells: Mapping[str, Cell | None]) -> Indicator:
    """The Indicator of one row from its cells by meaning; `level3` must be among them."""
    level1, level2, name = cells.get("level1"), cells.get("level2"), cells["level3"]
    assert name is not None
    first, weight = split_weight(level1.text) if level1 is not None else ("", None)
    second = split_weight(level2.text)[0] if level2 is not None else ""
    if not second and DIMENSION.match(first) and (both := _LEVELS_JOINED.fullmatch(first)):
        first, second = both.groups()  # 产出指标-数量指标
    unit = _text(cells.get("unit")) or (unit_of(name.text) if "（" in name.text or "(" in name.text else None)
    adjusted = cells.get("adjusted")
    target = _quantity(grid, adjusted if adjusted is not None and adjusted.text else cells.get("target"), name, unit)
    sign = _OPERATORS.get(_text(cells.get("operator")))
    if sign is not None and target.op is None and target.value is not None:
        target = replace(target, op=sign)
    deviation = _text(cells.get("deviation"))
    title, points = (name.text, None) if "weight" in cells else _points_in(grid, name)
    return Indicator(
        table=grid.number,
        row=row,
        level1=first,
        level1_weight=weight,
        level1_source=grid.source(level1) if level1 is not None else None,
        level2=second,
        level3=title,
        target=target,
        actual=_quantity(grid, cells.get("actual"), name, _text(cells.get("actual_unit")) or unit),
        weight=points or _optional(grid, cells.get("weight")),
        score=_optional(grid, cells.get("score")),
        deviation=None if deviation in BLANK_MARKS else deviation,
        source=grid.source(name),
    )


def split_weight(text: str) -> tuple[str, Decimal | None]:
    """产出指标（30分） is 产出指标 and 30; without a number in brackets the name stays as it is, with several no one weight is its own."""
    found = _WEIGHT.search(text)
    if not found:
        return text, None
    if _WEIGHT.search(text, found.end()):
        return _WEIGHT.sub("", text).strip(), None
    return (text[: found.start()] + text[found.end() :]).strip(), Decimal(found[1])


_WEIGHT = re.compile(r"\s*[（(]\s*(\d{1,3}(?:\.\d+)?)\s*(?:分|%)?\s*[）)]")
_POINTS = re.compile(r"\s*[（(]\s*(\d{1,2}(?:\.\d+)?)\s*分\s*[）)]$")
_LEVELS_JOINED = re.compile(r"([^-—–/－]{2,8})[-—–/－]+([^-—–/－]{2,12})")
_PAGE_OF_ROWS = 60
"""More rows than fit a page."""
_SLOT = re.compile(r"(?:指标\s*\d*|[.…]+|\d+[、.]?)\s*[：:]?")
_OPERATORS: dict[str, Operator] = {
    "大于等于": "≥",
    "小于等于": "≤",
    "大于": ">",
    "小于": "<",
    "等于": "=",
    "正向指标": "≥",
    "反向指标": "≤",
    "正向": "≥",
    "反向": "≤",
}
_OPERATORS |= {sign: sign for sign in ("≥", "≤", ">", "<", "=")}
_OPERATORS |= {"＞": ">", "＜": "<", ">=": "≥", "<=": "≤"}


def _columns(block: Block) -> dict[str, Column]:
    """The block's columns by meaning; of two levels the upper is the first."""
    at = {column.meaning: column for column in block.columns}
    if "level1" not in at and "level2" in at:
        at["level1"] = at.pop("level2")
    return at


def _cells(grid: Grid, reader: Reader, row: int, at: dict[str, Column], name: Cell) -> dict[str, Cell | None]:
    """What stands in a row by meaning; None where the column holds several texts and which one it names is not known."""
    cells = {meaning: part_of(grid.at(row, column.col), column.part, reader.indicators) for meaning, column in at.items()}
    cells |= {meaning: None for meaning in ("target", "actual") if meaning in at and _is_divided(grid, row, at[meaning])}
    if "values" in at:
        cells |= values_by_rows(grid, reader.indicators, name, at["values"].col)
    # A cell of several rows is the first one's.
    return cells | {m: None for m in ("weight", "score") if (own := cells.get(m)) is not None and own.row != row}


def _is_divided(grid: Grid, row: int, column: Column) -> bool:
    """Whether several texts stand under one wide header."""
    wide = range(column.col, column.col + column.cell.col_span)
    return len(wide) > 1 and len({(c.row, c.col) for col in wide if (c := grid.at(row, col)) is not None and c.text}) > 1


def _is_slot(name: Cell, cells: dict[str, Cell | None]) -> bool:
    """Whether the form only offers a place here (指标2：, ……) and nobody filled it in."""
    return _SLOT.fullmatch(name.text) is not None and not any((cell := cells.get(m)) and cell.text for m in ("target", "actual"))


def _is_scored(cells: dict[str, Cell | None]) -> bool:
    return all((cell := cells.get(meaning)) is not None and cell.text[:1].isdigit() for meaning in ("weight", "score"))


def _runs_across(grid: Grid, row: int, at: dict[str, Column], name: Cell) -> bool:
    """Whether the row is no indicator: its name or its target runs on into the columns behind it."""
    target, actual = (grid.at(row, at[meaning].col) if meaning in at else None for meaning in ("target", "actual"))
    stacked = "target" in at and at["target"].part is not None
    return name is target or name is actual or (target is not None and target is actual and not stacked)


def _next_words(grid: Grid, block: Block, row: int, column: Column | None) -> Cell | None:
    rows = range(row + 1, min(block.end, row + _PAGE_OF_ROWS)) if column is not None else ()
    cells = (grid.at(below, column.col) for below in rows if column is not None)
    return next((cell for cell in cells if cell is not None and cell.text), None)


def _is_header_again(grid: Grid, reader: Reader, row: int) -> bool:
    meanings = set(map(reader.indicators.meaning, grid.labels[row]))
    return "level3" in meanings and bool(meanings & {"target", "actual"})


def _points_in(grid: Grid, name: Cell) -> tuple[str, Quantity | None]:
    """A name and the points printed behind it in brackets (新建水厂（15分）), on forms that have no column for them."""
    found = _POINTS.search(name.text)
    if found is None:
        return name.text, None
    points = Quantity(value=Decimal(found[1]), raw=found[1], text=found[1], source=grid.source(name))
    return name.text[: found.start()].strip(), points


def _quantity(grid: Grid, cell: Cell | None, name: Cell, unit: str | None) -> Quantity:
    if cell is None:
        return Quantity(value=None, raw="", source=grid.source(name))
    return parse_quantity(cell.text, grid.source(cell), default_unit=unit, raw=cell.raw, multiply=False)


def _optional(grid: Grid, cell: Cell | None) -> Quantity | None:
    """A weight or score; None when the cell is empty."""
    if cell is None or not cell.text:
        return None
    return parse_quantity(cell.text, grid.source(cell), raw=cell.raw)


def _text(cell: Cell | None) -> str:
    return cell.text if cell is not None else ""
