"""Lists of projects or works handed in beside the forms: each row an item with the money it was given and paid."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from model import Cell, Dossier, Report, Table
from rules.figures import MONEY, Figure
from rules.forms.grids import NUMBER, TOTAL, Lines, figure_of, head_of, is_head, lines_of, plain_text, unclaimed
from rules.memo import remembered

GIVEN, PAID = "given", "paid"
_PAID = re.compile(r"拨付|支付|支出|使用|执行|兑付|发放|完成投资|决算")
_GIVEN = re.compile(r"下达|安排|补助|专项|财政|预算|计划|资金|金额|经费|奖补")
_OTHER = re.compile(r"未|余|自筹|总投资|配套|单价|标准|人均|每|率|占|比|增|减|合同|上年|以前|累计|202|201")
"""Columns that print another sum of the item."""
_UNIT = re.compile(r"[（(](元|千元|万元|百万元|亿元)[）)]")
_SHORTEST = 4
"""Characters a name needs to say which item it is."""
_MOST_ROWS = 200


class Item(msgspec.Struct, frozen=True):
    """One row: the item's name, and what it was given and paid, in 万元."""

    report: Report
    name: str
    given: tuple[Figure, ...]
    paid: tuple[Figure, ...]


@remembered
def item_lists(dossier: Dossier) -> tuple[tuple[Item, ...], ...]:
    """The lists of the dossier, each with its rows in reading order."""
    return tuple(items for report in dossier.reports for table in unclaimed(report) if (items := tuple(_items(report, table))))


def _items(report: Report, table: Table) -> Iterator[Item]:
    if table.rows > _MOST_ROWS:
        return
    lines = lines_of(table)
    first = min((row for row in lines if _numbers(lines[row]) and not is_head(lines[row])), default=0)
    units = {col: unit for row in lines if row < first for col, cell in lines[row].items() if (unit := _unit(cell))}
    columns = {col: kind for col in units if (kind := _kind(head_of(lines, first, col)))}
    at = _named_by(lines, first, columns)
    if at is None:
        return
    names = [plain_text(cells[at]) for row, cells in lines.items() if row >= first and at in cells]
    for row in sorted(lines):
        cells = lines[row]
        name = plain_text(cells[at]) if at in cells else ""
        if row < first or len(name) < _SHORTEST or TOTAL.search(name) or "小计" in name or names.count(name) > 1:
            continue
        found: dict[str, list[Figure]] = {GIVEN: [], PAID: []}
        for col, kind in columns.items():
            if col in cells and NUMBER.fullmatch(plain_text(cells[col])):
                figure = figure_of(report, table, cells[col], cells, f"{name}”“{head_of(lines, first, col)}")
                if figure is not None:
                    found[kind].append(_in_wan(figure, units[col]))
        if found[GIVEN] or found[PAID]:
            yield Item(report, name, tuple(found[GIVEN]), tuple(found[PAID]))


def _numbers(cells: dict[int, Cell]) -> list[str]:
    return [text for cell in cells.values() if NUMBER.fullmatch(text := plain_text(cell))]


def _unit(cell: Cell) -> str | None:
    found = _UNIT.search(plain_text(cell))
    return found[1] if found else None


def _kind(head: str) -> str | None:
    if _OTHER.search(head):
        return None
    return PAID if _PAID.search(head) else GIVEN if _GIVEN.search(head) else None


def _named_by(lines: Lines, first: int, columns: dict[int, str]) -> int | None:
    """The column of names: left of the money, headed 名称, 项目, 单位 and the like."""
    for col in sorted({col for row in lines if row < first for col in lines[row]}):
        if columns and col < min(columns) and re.search(r"名称|项目|内容|事项|工程", head_of(lines, first, col)):
            return col
    return None


def _in_wan(figure: Figure, unit: str) -> Figure:
    factor = MONEY[unit] / MONEY["万元"]
    quantity = msgspec.structs.replace(figure.quantity, unit=unit)
    return msgspec.structs.replace(figure, value=figure.value * factor, epsilon=figure.epsilon * factor, quantity=quantity)
