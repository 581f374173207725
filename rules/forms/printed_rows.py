"""Relations that hold along the rows of a table nobody claims: one column is what two others make, in all rows but one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

import msgspec

from model import Report, Table
from rules.figures import Figure
from rules.forms.grids import BLANK, NUMBER, TOTAL, Lines, figure_of, head_of, is_head, label_of, lines_of, plain_text, unclaimed

_LEAST = 4
"""Rows a relation must be tried in; it must hold in all of them but one."""
_MOST_COLUMNS, _MOST_ROWS = 8, 60
_FACTORS = (Decimal(1), Decimal("0.0001"), Decimal("0.01"))
"""Between quantity × price and amount: of one unit, 元 and 万元, percent."""
_TIGHT = Decimal("0.02")
"""Share of a product its printed places may leave open, above which it says nothing."""
_DIGIT = re.compile(r"\d")
_NO_FIGURE = re.compile(r"序号|编号|代码|电话|年份|年度$|日期|文号|备注")


class Grid(msgspec.Struct, frozen=True):
    """The figures of a table: by column, then by row; the headers; the rows of sums."""

    columns: dict[int, dict[int, Figure]]
    heads: dict[int, str]
    sums: frozenset[int]


class Odd(msgspec.Struct, frozen=True):
    """The one row in which a relation of three columns does not hold."""

    kind: str
    """+ : one is the sum of the two; × : one is their product."""
    made: Figure
    """The figure of the column the other two make."""
    of: tuple[Figure, Figure]
    heads: tuple[str, str, str]
    """Headers of the column made and of the two."""
    expected: Decimal
    others: int
    """In how many other rows the relation holds."""


def odd_rows(report: Report) -> Iterator[Odd]:
    """Every such row of the report's unclaimed tables; a row is told once, by the relation that holds most often."""
    for table in unclaimed(report):
        for lines in _blocks(table) if table.rows <= _MOST_ROWS else ():
            grid = _grid(report, table, lines)
            found: dict[int, Odd] = {}
            for odd in (*_sums(grid), *_products(grid)):
                row = odd.made.quantity.source.row or 0
                if row not in found or odd.others > found[row].others:
                    found[row] = odd
            yield from found.values()


def _blocks(table: Table) -> Iterator[Lines]:
    """The table cut where a row of heads begins again below figures: what the columns mean ends there."""
    block: Lines = {}
    filled = 0
    for row, cells in sorted(lines_of(table).items()):
        words = [text for cell in cells.values() if (text := plain_text(cell))]
        if filled and len(words) > 2 and len(words) >= filled and not any(map(_DIGIT.search, words)):
            yield block
            block, filled = {}, 0
        elif any(NUMBER.fullmatch(word.rstrip("%％")) for word in words):
            filled = max(filled, len(words) - 1)
        block[row] = cells
    yield block


def _grid(report: Report, table: Table, lines: Lines) -> Grid:
    labels = {row: label_of(cells) for row, cells in lines.items()}
    numbered = [row for row, cells in lines.items() if any(NUMBER.fullmatch(plain_text(cell).rstrip("%％")) for cell in cells.values())]
    first = min((row for row in numbered if not is_head(lines[row])), default=0)
    columns: dict[int, dict[int, Figure]] = {}
    heads: dict[int, str] = {}
    for row in numbered:
        for col, cell in lines[row].items() if row >= first else ():
            text = plain_text(cell)
            if text in BLANK or not NUMBER.fullmatch(text.rstrip("%％")):
                continue
            head = heads.setdefault(col, head_of(lines, first, col))
            found = None if _NO_FIGURE.search(head) or not head else figure_of(report, table, cell, lines[row], f"{labels[row]}”“{head}")
            if found is not None:
                columns.setdefault(col, {})[row] = found
    kept = {col: rows for col, rows in columns.items() if len(rows) >= _LEAST}
    sums = frozenset(row for row, label in labels.items() if TOTAL.fullmatch(label))
    return Grid(dict(list(kept.items())[:_MOST_COLUMNS]), heads, sums)


def _sums(grid: Grid) -> Iterator[Odd]:
    for made in grid.columns:
        for pair in combinations([col for col in grid.columns if col != made], 2):
            yield from _only_one(grid, "+", made, pair, _shared(grid, made, *pair), Decimal(1))


def _products(grid: Grid) -> Iterator[Odd]:
    for made in grid.columns:
        for pair in combinations([col for col in grid.columns if col != made], 2):
            rows = [row for row in _shared(grid, made, *pair) if row not in grid.sums]
            for factor in _FACTORS:
                yield from _only_one(grid, "×", made, pair, rows, factor)


def _shared(grid: Grid, *cols: int) -> list[int]:
    """The rows in which all columns print a figure other than 0."""
    return [row for row in grid.columns[cols[0]] if all(row in grid.columns[col] and grid.columns[col][row].value for col in cols)]


def _only_one(grid: Grid, kind: str, made: int, pair: tuple[int, int], rows: list[int], factor: Decimal) -> Iterator[Odd]:
    """The one row in which the relation does not hold, when it holds in all the others."""
    wrong: int | None = None
    for row in rows if len(rows) >= _LEAST else ():
        total, a, b = (grid.columns[col][row] for col in (made, *pair))
        expected, slack = _expected(kind, total, a, b, factor)
        if kind == "×" and slack > abs(total.value) * _TIGHT:
            return
        if abs(expected - total.value) > slack:
            if wrong is not None:
                return
            wrong = row
    if wrong is not None:
        total, a, b = (grid.columns[col][wrong] for col in (made, *pair))
        heads = (grid.heads[made], grid.heads[pair[0]], grid.heads[pair[1]])
        yield Odd(kind, total, (a, b), heads, _expected(kind, total, a, b, factor)[0], len(rows) - 1)


def _expected(kind: str, total: Figure, a: Figure, b: Figure, factor: Decimal) -> tuple[Decimal, Decimal]:
    """What two figures make, and how far their printed places and the total's leave it open; whole numbers in sums are counts."""
    if kind == "+":
        slack = sum((f.epsilon for f in (total, a, b) if f.quantity.decimals), Decimal(0))
        return a.value + b.value, slack
    open_places = sum((abs(other.value) * f.epsilon for f, other in ((a, b), (b, a)) if f.quantity.decimals), Decimal(0))
    return a.value * b.value * factor, total.epsilon + open_places * factor
