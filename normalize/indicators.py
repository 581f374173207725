"""Reads the rows of an indicator block: the three levels, target, result, weight, score and the reason for a deviation; and the total row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from msgspec.structs import replace

from model import Cell, Indicator, Quantity, Total
from model.quantity import Operator
from normalize.form import Reader
from normalize.grid import Grid
from normalize.headers import Block
from normalize.numbers import BLANK_MARKS, parse_quantity
from normalize.vocabulary import label_key


def read_indicators(grid: Grid, reader: Reader, block: Block) -> Iterator[Indicator]:
    """One Indicator for every row with a third level name; levels left blank (a form cut by a page end) continue from above."""
    at = {column.meaning: column.col for column in block.columns}
    if "level1" not in at and "level2" in at:
        at["level1"] = at.pop("level2")
    grid.take(*(cell for row in range(block.header, block.first) for cell in grid.rows[row]))
    totalled = False
    level1: Cell | None = None
    level2: Cell | None = None
    for row in range(block.first, block.end):
        if _is_header_again(grid, reader, row):
            grid.take(*grid.rows[row])
            continue
        if is_total_row(grid, reader, row):
            totalled = True
            continue
        name = grid.at(row, at["level3"])
        if name is None or name.row != row or _runs_across(grid, row, at, name):
            continue
        first, second = _level(grid, row, at.get("level1")), _level(grid, row, at.get("level2"))
        if first is not None and first.text and first is not level1:
            level1, level2 = first, None
        if second is not None and second.text:
            level2 = second
        # The page end may have left the words of a cell on the next page.
        level1 = level1 or _next_words(grid, block, row, at.get("level1"))
        level2 = level2 or _next_words(grid, block, row, at.get("level2"))
        cells = {meaning: grid.at(row, col) for meaning, col in at.items()}
        if totalled and not _is_scored(cells):
            continue  # notes and signatures under the total
        if not name.text or name is first or _is_slot(name, cells):
            grid.take(first, second, *(cells.values() if name.text else ()))
            continue
        grid.take(first, second, *(grid.at(row, column.col) for column in block.columns))
        yield _indicator(grid, row, level1, None if level2 is name else level2, name, cells)


def read_total(grid: Grid, reader: Reader, blocks: tuple[Block, ...]) -> Total | None:
    """The 总分 row of a scored form: its weight and score stand in the columns of the indicator block. None when there is none."""
    block = next((b for b in reversed(blocks) if b.name == "indicators"), None)
    if block is None:
        return None
    for row in range(block.end - 1, block.first - 1, -1):
        if is_total_row(grid, reader, row):
            label = grid.rows[row][0]
            weight, score = (_number(grid, row, block, meaning) for meaning in ("weight", "score"))
            if weight is not None or score is not None:
                grid.take(*grid.rows[row])
                return Total(table=grid.number, row=row, weight=weight, score=score, source=grid.source(label))
    return None


def is_total_row(grid: Grid, reader: Reader, row: int) -> bool:
    """Whether a row adds up the rows above it."""
    return any(meaning in ("total", "subtotal") for meaning in map(reader.rows.meaning, grid.labels[row][:3]))


def split_weight(text: str) -> tuple[str, Decimal | None]:
    """产出指标（30分） is 产出指标 and 30; without a number in brackets the name stays as it is."""
    found = _WEIGHT.search(text)
    if not found:
        return text, None
    return (text[: found.start()] + text[found.end() :]).strip(), Decimal(found[1])


_WEIGHT = re.compile(r"\s*[（(]\s*(\d{1,3}(?:\.\d+)?)\s*(?:分|%)?\s*[）)]")
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


def _level(grid: Grid, row: int, col: int | None) -> Cell | None:
    return None if col is None else grid.at(row, col)


def _is_slot(name: Cell, cells: dict[str, Cell | None]) -> bool:
    """Whether the form only offers a place here (指标2：, ……) and nobody filled it in."""
    return _SLOT.fullmatch(name.text) is not None and not any((cell := cells.get(m)) and cell.text for m in ("target", "actual"))


def _is_scored(cells: dict[str, Cell | None]) -> bool:
    return all((cell := cells.get(meaning)) is not None and cell.text[:1].isdigit() for meaning in ("weight", "score"))


def _runs_across(grid: Grid, row: int, at: dict[str, int], name: Cell) -> bool:
    """Whether the row is no indicator: its name or its target runs on into the columns behind it."""
    target, actual = (grid.at(row, at[meaning]) if meaning in at else None for meaning in ("target", "actual"))
    return name is target or name is actual or (target is not None and target is actual)


def _next_words(grid: Grid, block: Block, row: int, col: int | None) -> Cell | None:
    cells = (grid.at(below, col) for below in range(row + 1, min(block.end, row + _PAGE_OF_ROWS))) if col is not None else ()
    return next((cell for cell in cells if cell is not None and cell.text), None)


def _is_header_again(grid: Grid, reader: Reader, row: int) -> bool:
    meanings = set(map(reader.indicators.meaning, grid.labels[row]))
    return "level3" in meanings and bool(meanings & {"target", "actual"})


def _indicator(grid: Grid, row: int, level1: Cell | None, level2: Cell | None, name: Cell, cells: dict[str, Cell | None]) -> Indicator:
    first, weight = split_weight(level1.text) if level1 is not None else ("", None)
    unit = _text(cells.get("unit")) or None
    adjusted = cells.get("adjusted")
    target = _quantity(grid, adjusted if adjusted is not None and adjusted.text else cells.get("target"), name, unit)
    sign = _OPERATORS.get(_text(cells.get("operator")))
    if sign is not None and target.op is None and target.value is not None:
        target = replace(target, op=sign)
    deviation = _text(cells.get("deviation"))
    return Indicator(
        table=grid.number,
        row=row,
        level1=first,
        level1_weight=weight,
        level1_source=grid.source(level1) if level1 is not None else None,
        level2=split_weight(level2.text)[0] if level2 is not None else "",
        level3=name.text,
        target=target,
        actual=_quantity(grid, cells.get("actual"), name, unit),
        weight=_optional(grid, cells.get("weight"), row),
        score=_optional(grid, cells.get("score"), row),
        deviation=None if deviation in BLANK_MARKS else deviation,
        source=grid.source(name),
    )


def _quantity(grid: Grid, cell: Cell | None, name: Cell, unit: str | None) -> Quantity:
    if cell is None:
        return Quantity(value=None, raw="", source=grid.source(name))
    return parse_quantity(cell.text, grid.source(cell), default_unit=unit, raw=cell.raw, multiply=False)


def _optional(grid: Grid, cell: Cell | None, row: int) -> Quantity | None:
    """A weight or score; None when the cell is empty or belongs to several rows and this is not its first."""
    if cell is None or not cell.text or cell.row != row:
        return None
    return parse_quantity(cell.text, grid.source(cell), raw=cell.raw)


def _number(grid: Grid, row: int, block: Block, meaning: str) -> Quantity | None:
    column = block.column(meaning)
    cell = grid.at(row, column.col) if column else None
    if cell is None or label_key(cell.text) == "":
        return None
    quantity = parse_quantity(cell.text, grid.source(cell), raw=cell.raw)
    return quantity if quantity.value is not None else None


def _text(cell: Cell | None) -> str:
    return cell.text if cell is not None else ""
