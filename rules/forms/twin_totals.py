"""Two lists of the same money side by side, each with its total in the same row: by function and by economic class."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model import Report, Table
from rules.figures import Figure
from rules.forms.grids import NUMBER, Lines, figure_of, head_of, lines_of, plain_text

_TOTAL = re.compile(r"(?:本年)?(?:收入|支出)?(?:合计|总计)")
_CLASSED = re.compile(r"分类|功能|经济|性质|科目|用途|来源")
_BALANCED = frozenset(("收入总计", "支出总计"))
_MOST_ROWS = 200


def twin_totals(report: Report) -> Iterator[tuple[Figure, Figure]]:
    """Pairs of totals that are one sum told twice.

    Both are called the same and stand over columns of the same name beside two classes of the same money, or they are
    收入总计 and 支出总计, which an account balances.
    """
    for table in report.tables:
        if table.rows <= _MOST_ROWS:
            lines = lines_of(table)
            for row, cells in lines.items():
                labels = [col for col, cell in cells.items() if _TOTAL.fullmatch(plain_text(cell))]
                if len(labels) == 2 and (pair := _pair(report, table, lines, row, labels)) is not None:
                    yield pair


def _pair(report: Report, table: Table, lines: Lines, row: int, labels: list[int]) -> tuple[Figure, Figure] | None:
    cells = lines[row]
    names = [plain_text(cells[col]) for col in labels]
    beside = [col + cells[col].col_span for col in labels]
    if any(col not in cells or not NUMBER.fullmatch(plain_text(cells[col])) for col in beside):
        return None
    first = min(lines)
    classes = [head_of(lines, first + 1, col) for col in labels]
    heads = [head_of(lines, first + 1, col) for col in beside]
    balanced = frozenset(names) == _BALANCED
    if heads[0] != heads[1] or not (balanced or (names[0] == names[1] and all(map(_CLASSED.search, classes)) and classes[0] != classes[1])):
        return None
    told = [name if balanced else f"{side}{name}" for name, side in zip(names, classes, strict=True)]
    one, other = (figure_of(report, table, cells[col], cells, name) for name, col in zip(told, beside, strict=True))
    return (one, other) if one is not None and other is not None else None
