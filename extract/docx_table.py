"""The grid of a Word table: rows and cells as written become regions with row and column spans, in one pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec
from lxml.etree import _Element

from extract.docx_names import CELLS, DELETED, ROWS, TC_PR, TR_PR, VAL, W, switched_on, whole, within
from model import Cell, Table, Unreadable

MAX_SPAN = 1_000
"""Word itself stops at 63 columns; a wider span is not believed."""
MAX_COLUMNS = 16_384
MAX_POSITIONS = 20_000_000
"""Rows times columns of one table."""

_SPAN, _V_MERGE, _H_MERGE, _CELL_MERGE, _CELL_DELETED = W + "gridSpan", W + "vMerge", W + "hMerge", W + "cellMerge", W + "cellDel"
_BEFORE, _AFTER, _HIDDEN = W + "gridBefore", W + "gridAfter", W + "hidden"

ReadCell = Callable[[_Element], tuple[str, tuple[Table, ...]]]
TellCell = Callable[[str, str, int, int], None]
"""Reports a problem: code, Chinese sentence, row, col."""


class Region(msgspec.Struct, kw_only=True):
    """A cell while its spans still grow."""

    row: int
    col: int
    rows: int = 1
    cols: int
    raw: str
    tables: tuple[Table, ...]


class _Place(msgspec.Struct, kw_only=True):
    """What a w:tc says of its place."""

    span: int = 1
    merge: str | None = None
    """restart or continue of a merge over rows; None when the cell is in none."""
    follows: bool = False
    """Continues the cell to its left (w:hMerge)."""
    deleted: bool = False


def read_table(children: Iterable[_Element], block: int, read_cell: ReadCell, tell: TellCell) -> Table:
    """Build the table from the children of its w:tbl. Raises `Unreadable` too_large for a grid past every limit."""
    regions: list[Region] = []
    above: dict[int, Region] = {}
    row = width = 0
    for tr in within(children, ROWS):
        start, after, gone = _row_place(tr, row, tell)
        if gone:
            continue
        above, col = _read_row(tr, row, start, above, regions, read_cell, tell)
        row, width = row + 1, max(width, col + after)
        if width > MAX_COLUMNS or row * width > MAX_POSITIONS:
            raise Unreadable("too_large", f"有一张表超过 {MAX_COLUMNS} 列或 {MAX_POSITIONS} 格，超出限度，未读取。请检查表格后重新提交。")
    cells = tuple(Cell(row=r.row, col=r.col, row_span=r.rows, col_span=r.cols, raw=r.raw, text=r.raw, tables=r.tables) for r in regions)
    return Table(block=block, rows=row, cols=width, cells=cells)


def _read_row(
    tr: _Element, row: int, col: int, above: dict[int, Region], regions: list[Region], read_cell: ReadCell, tell: TellCell
) -> tuple[dict[int, Region], int]:
    """Read one row's cells; returns the regions a row below may continue, by column, and the column after the last."""
    open_: dict[int, Region] = {}
    left: Region | None = None
    for tc in within(tr, CELLS):
        place = _cell_place(tc, row, col, tell)
        if place.deleted:
            continue
        if place.follows and left is not None:
            _widen(left, tc, place.span, read_cell)
        else:
            over = above.get(col) if place.merge == "continue" else None
            if over is not None and over.cols == place.span:
                over.rows += 1
                open_[col] = left = over
                _tell_covered(tc, over, row, col, read_cell, tell)
            else:
                raw, tables = read_cell(tc)
                left = Region(row=row, col=col, cols=place.span, raw=raw, tables=tables)
                regions.append(left)
                if place.merge is not None:
                    open_[col] = left
        col += place.span
    return open_, col


def _widen(left: Region, tc: _Element, span: int, read_cell: ReadCell) -> None:
    left.cols += span
    raw, tables = read_cell(tc)
    if raw.strip():
        left.raw = f"{left.raw}\n{raw}" if left.raw.strip() else raw
    left.tables += tables


def _tell_covered(tc: _Element, over: Region, row: int, col: int, read_cell: ReadCell, tell: TellCell) -> None:
    """Word does not show what a continued cell holds; say so when it is not what the merged cell says anyway."""
    covered = "".join(t.text or "" for t in tc.iter(W + "t")).strip()
    if covered and covered not in over.raw:
        tell("covered_text", f"合并单元格下面压着看不见的文字“{covered[:40]}”，未读取。", row, col)


def _row_place(tr: _Element, row: int, tell: TellCell) -> tuple[int, int, bool]:
    """Grid columns left free before and after the row, and whether the row is deleted or hidden."""
    properties = next(tr.iterchildren(TR_PR), None)
    before = after = 0
    gone = False
    for child in properties if properties is not None else ():
        tag = child.tag
        if tag == _BEFORE:
            before = _believed(child, 0, row, 0, tell)
        elif tag == _AFTER:
            after = _believed(child, 0, row, 0, tell)
        elif tag == DELETED:
            gone = True
        elif tag == _HIDDEN:
            gone = gone or bool(switched_on(child))
    return before, after, gone


def _cell_place(tc: _Element, row: int, col: int, tell: TellCell) -> _Place:
    properties = next(tc.iterchildren(TC_PR), None)
    place = _Place()
    for child in properties if properties is not None else ():
        tag = child.tag
        if tag == _SPAN:
            place.span = _believed(child, 1, row, col, tell)
        elif tag == _V_MERGE:
            place.merge = "restart" if child.get(VAL) == "restart" else "continue"
        elif tag == _H_MERGE:
            place.follows = child.get(VAL) != "restart"
        elif tag == _CELL_MERGE:
            place.merge = {"cont": "continue", "rest": "restart"}.get(child.get(W + "vMerge", ""), place.merge)
        elif tag == _CELL_DELETED:
            place.deleted = True
    return place


def _believed(element: _Element, least: int, row: int, col: int, tell: TellCell) -> int:
    span = whole(element.get(VAL), least)
    if span > MAX_SPAN:
        tell("absurd_span", f"单元格声明横跨 {span} 列，不可信，按 {least} 列读取。", row, col)
        return least
    return max(span, least)
