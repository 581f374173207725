"""Reads what a form holds outside its blocks: label and value pairs known by their place, notes, headings, and lines signed inside the table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model import Cell, Field
from normalize.form import Reader
from normalize.grid import Grid, label_text
from normalize.narrative import heading_number
from normalize.signoff import is_signoff
from normalize.titles import is_title
from normalize.vocabulary import label_key


def read_pairs(grid: Grid, reader: Reader) -> Iterator[Field]:
    """Label and value pairs of rows that no block claimed, in reading order; an empty value is kept.

    A label is known by the form's words or by its place: short words beside a value, or before a colon in one cell.
    """
    for row, cells in enumerate(grid.rows):
        left = [cell for cell in cells if (cell.row, cell.col) not in grid.read]
        if left and left[0].row_span > 1 and len(left) > 2 and left[0].text and reader.fields.meaning(grid.key(left[0])) is None:
            grid.take(left[0])  # a label down the side of several rows
            left = left[1:]
        if len(left) == 1 and (len(cells) == 1 or _takes_the_line(grid, row, left[0])):
            yield from _one_cell(grid, reader, left[0])
        elif len(left) > 1 and all(_PAIR.match(cell.text) is not None for cell in left):
            for cell in left:
                yield from _one_cell(grid, reader, cell)
        elif len(left) == 1 and len(cells) >= 3 and left[0] is cells[-1] and _is_label(cells[-3]):
            yield from _under_a_head(grid, cells[-3], left[0])
        elif len(left) > 1 and len(left) % 2 == 0:
            yield from _side_by_side(grid, reader, left)
        elif len(left) == 3 and _is_label(left[0]) and not _is_label(left[2]):
            yield from _side_by_side(grid, reader, left[1:] if _is_label(left[1]) else [left[0], left[1]])
            yield from _under_a_head(grid, left[0], left[2])


def signed_cells(grid: Grid) -> list[str]:
    """What is printed in the cells that are a sign-off (填表人：… 联系电话：…), as the rows print it."""
    rows = []
    for row, cells in enumerate(grid.rows):
        line = grid.quote(row)
        if "：" not in line and ":" not in line:
            continue
        signed = [cell for cell in cells if is_signoff(cell.text)]
        if signed:
            grid.take(*cells)
            rows.append("  ".join(cell.raw for cell in cells if cell.text))
    return rows


_FURTHEST_HEAD = 20
_PAIR = re.compile(r"^(?P<label>[^：:。；，\d][^：:。；，]{1,19})[：:]\s*(?P<value>.*)$", re.DOTALL)


def _takes_the_line(grid: Grid, row: int, cell: Cell) -> bool:
    return cell.col_span >= grid.table.cols - 1 and all((c.row, c.col) in grid.read or c is cell for c in grid.rows[row])


def _one_cell(grid: Grid, reader: Reader, cell: Cell) -> Iterator[Field]:
    """A line across the table: label and value in one cell, a heading of what follows, or the form's own title."""
    key = label_key(cell.text)
    pair = _PAIR.match(cell.text)
    if pair is not None and (reader.fields.meaning(label_key(pair["label"])) is not None or cell.col_span < grid.table.cols):
        grid.take(cell)
        yield Field(label=pair["label"], value=pair["value"], source=grid.source(cell))
        return
    heads = heading_number(cell.text) is not None and len(key) < 40 and "：" not in key
    if not cell.text or heads or is_title(cell.text) or (cell.row == 0 and len(key) < 40):
        grid.take(cell)
        return
    if pair is not None:
        grid.take(cell)
        yield Field(label=pair["label"], value=pair["value"], source=grid.source(cell))


def _side_by_side(grid: Grid, reader: Reader, cells: list[Cell]) -> Iterator[Field]:
    pairs = list(zip(cells[::2], cells[1::2], strict=True))
    if not all(_is_label(label) and value.col == label.col + label.col_span for label, value in pairs):
        return
    if any(_is_header(grid, reader, value) and reader.fields.meaning(grid.key(label)) is None for label, value in pairs):
        return
    for label, value in pairs:
        grid.take(label, value)
        yield Field(label=label_text(label), value=value.text, source=grid.source(value))


def _under_a_head(grid: Grid, label: Cell, value: Cell) -> Iterator[Field]:
    """A second text of a row, named by the heading of its column (分配科学性 | 情况说明 | 存在问题和改进措施)."""
    head = None
    for row in range(value.row - 1, max(-1, value.row - _FURTHEST_HEAD), -1):
        above = grid.at(row, value.col)
        if above is None or (above.col, above.col_span) != (value.col, value.col_span):
            break
        head = above
    if head is None or not _is_label(head) or (value.row, value.col) in grid.read:
        return
    grid.take(*(cell for cell in grid.rows[head.row] if not cell.text or _is_label(cell)), value)
    yield Field(label=f"{label_text(label)}（{label_text(head)}）", value=value.text, source=grid.source(value))


def _is_header(grid: Grid, reader: Reader, cell: Cell) -> bool:
    key = grid.key(cell)
    return any(words.meaning(key) is not None for words in (reader.indicators, reader.funds, reader.goals))


def _is_label(cell: Cell) -> bool:
    text, key = cell.text, label_key(cell.text)
    if not 2 <= len(key) <= 30 or text.endswith(("。", "；", "，")) or "，" in text:
        return False
    return not key[0].isdigit() and any("一" <= char <= "鿿" for char in key)
