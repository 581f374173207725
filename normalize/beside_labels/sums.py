"""Reads amounts printed beside their labels instead of under headers: 预算数：| 100 | 执行数：| 98, and the parts in the rows below."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from model import Cell, FundLine, Quantity
from normalize.beside_labels.inside_pairs import Pair, pairs_inside
from normalize.form import Reader
from normalize.funds import AMOUNTS, line_name
from normalize.grid import Grid
from normalize.numbers import BLANK_MARKS, parse_quantity
from normalize.units import money_unit
from normalize.vocabulary import label_key

TOTAL = "年度资金总额"
"""What the total line is called where the form prints none."""


def read_sums(grid: Grid, reader: Reader, *, stated_unit: str | None = None) -> Iterator[FundLine]:
    """One FundLine for the labels with amounts, however many rows they take, and one for each part beside or under them."""
    total: FundLine | None = None
    parts: list[FundLine] = []
    meanings: dict[int, str] = {}
    for row in range(grid.table.rows):
        pairs = _pairs(grid, row)
        named = _named(reader, pairs)
        side = grid.at(row, 0)
        unit = money_unit(*(label.text for label, _ in pairs), side.text if side else "") or stated_unit or reader.form.unit
        known = [(pair, meaning) for pair, meaning in zip(pairs, named, strict=True) if meaning is not None]
        if known and _has_number(grid, [pair for pair, _ in known], unit):
            amounts = [meaning for _, meaning in known if meaning in AMOUNTS]
            more = _line(grid, _new(grid, row, pairs, TOTAL, unit), known, unit)
            joined = _joined(total, more) if total is not None else more if amounts else None
            if joined is not None:
                total, meanings = joined, {value.col: meaning for (_, value), meaning in known}
                parts += _parts_beside(grid, row, pairs, named, amounts, unit)
                continue
        elif meanings and pairs and all(value.col in meanings for _, value in pairs) and _has_number(grid, pairs, unit, or_blank=True):
            name = line_name(pairs[0][0].text).lstrip("-—")
            under = [(pair, meanings[pair[1].col]) for pair in pairs]
            parts.append(_line(grid, _new(grid, row, pairs, name, unit), under, unit))
            continue
        yield from (total, *parts) if total is not None else ()
        total, parts, meanings = None, [], {}
    yield from (total, *parts) if total is not None else ()


_LONGEST_LABEL = 25
_VALUES = (*AMOUNTS, "rate", "weight", "score")
_SOURCE = re.compile(r"资金$|财政|拨款|自筹|补助|配套|^其中")


def _named(reader: Reader, pairs: list[Pair]) -> list[str | None]:
    """What the labels of a row mean."""
    return [reader.funds.meaning(label_key(label.text)) for label, _ in pairs]


def _joined(total: FundLine, more: FundLine) -> FundLine | None:
    """The line with what another row tells of it; None where that row tells something else."""
    told = {name: value for name in _VALUES if (value := getattr(more, name)) is not None}
    if any((known := getattr(total, name)) is not None and known.value != value.value for name, value in told.items()):
        return None
    return replace(total, **{name: value for name, value in told.items() if getattr(total, name) is None})


def _parts_beside(grid: Grid, row: int, pairs: list[Pair], named: list[str | None], amounts: list[str], unit: str) -> Iterator[FundLine]:
    """What the one amount of a row is made of, named behind it (预算总额 | 185 | 其中：省级资金 | 150 | 县级资金 | 35)."""
    for (label, value), meaning in zip(pairs, named, strict=True) if len(amounts) == 1 else ():
        if meaning is None and _SOURCE.search(label.text) and _has_number(grid, [(label, value)], unit):
            line = _new(grid, row, [(label, value)], line_name(label.text), unit)
            yield _line(grid, line, [((label, value), amounts[0])], unit)


def _pairs(grid: Grid, row: int) -> list[Pair]:
    """The labels and values of a row, from left to right; none where something else stands among them."""
    left = [cell for cell in grid.rows[row] if (cell.row, cell.col) not in grid.read]
    if left and left[0].col == 0 and left[0].row_span > 1:
        left = left[1:]  # a label down the side
    return _paired(left) or (_paired(left[1:]) if left and left[0].col == 0 else [])


def _paired(cells: list[Cell]) -> list[Pair]:
    pairs = []
    waiting = iter(cells)
    for cell in waiting:
        inside = pairs_inside(cell)
        if inside and all(any(char.isdigit() for char in value.text) for _, value in inside):
            pairs += inside
            continue
        value = next(waiting, None)
        if value is None and not cell.text:
            break  # an empty cell that fills the line
        if value is None or len(pairs_inside(value)) > 1 or not cell.text or cell.text[0].isdigit() or len(cell.text) >= _LONGEST_LABEL:
            return []
        pairs.append((cell, value))
    return pairs


def _has_number(grid: Grid, pairs: list[Pair], unit: str, *, or_blank: bool = False) -> bool:
    values = [_value(grid, value, unit) for _, value in pairs]
    blank = all(value.text in BLANK_MARKS or q.value is not None for (_, value), q in zip(pairs, values, strict=True))
    return blank and (or_blank or any(q.value is not None for q in values))


def _new(grid: Grid, row: int, pairs: list[Pair], name: str, unit: str) -> FundLine:
    return FundLine(table=grid.number, row=row, line=name, unit=unit, source=grid.source(pairs[0][0]))


def _line(grid: Grid, line: FundLine, pairs: list[tuple[Pair, str]], unit: str) -> FundLine:
    """The line with the values of these pairs."""
    values: dict[str, Quantity] = {}
    for (head, cell), meaning in pairs:
        grid.take(head, cell)
        quantity = _value(grid, cell, "%" if meaning == "rate" else unit if meaning in AMOUNTS else None)
        if meaning != "ignored" and quantity.value is not None:
            values.setdefault(meaning, quantity)
    return replace(line, **values)


def _value(grid: Grid, cell: Cell, unit: str | None) -> Quantity:
    return parse_quantity(cell.text, grid.source(cell), default_unit=unit, raw=cell.raw)
