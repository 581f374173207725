"""Tables printed among the prose that no form claims: columns of figures with a row that says their sum."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import msgspec

from model import Report, Table
from rules.figures import Figure
from rules.forms.grids import BLANK, NUMBER, TOTAL, figure_of, head_of, is_head, label_of, lines_of, plain_text, unclaimed

_NOT_SUMMED = re.compile(r"率|%|％|占|幅|比例|比重|序号|单价|标准|均|年份|次序|排名|单位成本")
_LAYERED = re.compile(r"其中|小计|[:：]$|比上年|增减|率|占比|人均")
_UNIT = re.compile(r"[（(]([^（()）\d]{1,5})[）)]")
_MOST_ROWS = 200


class Column(msgspec.Struct, frozen=True):
    """A column with its sum as printed and what is summed."""

    title: str
    total: Figure
    parts: tuple[Figure, ...]

    @property
    def holds(self) -> bool:
        """Whether the parts make the sum to the last place."""
        return sum((part.value for part in self.parts), Decimal(0)) == self.total.value


def totalled_columns(report: Report) -> Iterator[tuple[Column, ...]]:
    """For every table nobody claims that has one row of sums: its columns that can be added up."""
    for table in unclaimed(report):
        if table.rows <= _MOST_ROWS:
            yield tuple(_columns(report, table))


def _columns(report: Report, table: Table) -> Iterator[Column]:
    lines = lines_of(table)
    labels = {row: label_of(cells) for row, cells in lines.items()}
    sums = [row for row, label in labels.items() if TOTAL.fullmatch(label)]
    if len(sums) != 1:
        return
    numbered = {row for row, cells in lines.items() if any(NUMBER.fullmatch(plain_text(cell)) for cell in cells.values())}
    first = min((row for row in numbered if row == sums[0] or not is_head(lines[row])), default=sums[0])
    parts = [row for row in sorted(lines) if row >= first and row != sums[0] and row in numbered]
    if len(parts) < 2 or not (all(row < sums[0] for row in parts) or all(row > sums[0] for row in parts)):
        return
    if any(_LAYERED.search(labels[row]) for row in parts) or len({tuple(_UNIT.findall(labels[row])[-1:]) for row in parts}) > 1:
        return
    for col, cell in sorted(lines[sums[0]].items()):
        head = head_of(lines, first, col)
        told = [lines[row].get(col) for row in parts]
        texts = ["" if c is None else plain_text(c) for c in told]
        if _NOT_SUMMED.search(head) or not NUMBER.fullmatch(plain_text(cell)):
            continue
        if not all(text in BLANK or NUMBER.fullmatch(text) for text in texts):
            continue
        found = [figure_of(report, table, c, lines[c.row], labels[c.row]) for c in told if c is not None and plain_text(c) not in BLANK]
        total = figure_of(report, table, cell, lines[sums[0]], f"{head}合计")
        if len(found) >= 2 and total is not None:
            yield Column(head, total, tuple(part for part in found if part is not None))
