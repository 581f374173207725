"""The grid of a Word table: rows and cells as written become regions with row and column spans, in one pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec
from lxml.etree import _Element

from extract.word.names import CELLS, DELETED, ROWS, SPAN, TC_PR, TR_PR, V_MERGE, VAL, T, W, switched_on, whole, within
from extract.word.plain import PlainCells
from model import Cell, Table, Unreadable

MAX_SPAN = 1_000
"""Word itself stops at 63 columns; a wider span is not believed."""
MAX_COLUMNS = 16_384
MAX_POSITIONS = 20_000_000
"""Rows times columns of one table."""

_H_MERGE, _CELL_MERGE, _CELL_DELETED = W + "hMerge", W + "cellMerge", W + "cellDel"
_BEFORE, _AFTER, _HIDDEN = W + "gridBefore", W + "gridAfter", W + "hidden"

PlainRow = Callable[[_Element], PlainCells | None]
"""The text of each cell of a row and what places it, when all of them are plain, so that they need not be read one by one."""
ReadCell = Callable[[_Element], tuple[str, tuple[Table, ...]]]
TellCell = Callable[[str, str, int, int], None]
"""Reports a problem: code, Chinese sentence, row, col."""


class _Region(msgspec.Struct, kw_only=True):
    """A cell merged over rows, while it still grows."""

    row: int
    col: int
    rows: int = 1
    cols: int
    raw: str
    tables: tuple[Table, ...] = ()

    def cell(self) -> Cell:
        """The cell it has become."""
        return Cell(row=self.row, col=self.col, row_span=self.rows, col_span=self.cols, raw=self.raw, text=self.raw, tables=self.tables)


class _Place(msgspec.Struct, kw_only=True):
    """One cell of a row before it is read: where it stands, and the w:tc it is written in (several with w:hMerge)."""

    col: int
    span: int
    merge: str
    written: list[_Element]


class Grid:
    """One table being built, row by row."""

    def __init__(self, plain: PlainRow, read_cell: ReadCell, tell: TellCell) -> None:
        self._plain, self._read_cell, self._tell = plain, read_cell, tell
        self._cells: list[Cell | _Region] = []
        self._above: dict[int, _Region] = {}
        """Regions of the last row that the next one may continue, by column."""
        self._row = self._width = 0

    def table(self, children: Iterable[_Element], block: int) -> Table:
        """The table of these children of a w:tbl. Raises `Unreadable` too_large for a grid past every limit."""
        for tr in within(children, ROWS):
            plain = self._plain(tr)
            start, after, gone = self._row_place(next(tr.iterchildren(TR_PR), ()) if plain is None else next(iter(plain.properties), ()))
            if gone:
                continue
            end = self._add_cells(tr, start) if plain is None else self._add_texts(plain, start)
            self._width = max(self._width, end + after)
            self._row += 1
            if self._width > MAX_COLUMNS or self._row * self._width > MAX_POSITIONS:
                message = f"有一张表超过 {MAX_COLUMNS} 列或 {MAX_POSITIONS} 格，超出限度，未读取。请检查表格后重新提交。"
                raise Unreadable("too_large", message)
        cells = tuple([cell if isinstance(cell, Cell) else cell.cell() for cell in self._cells])
        return Table(block=block, rows=self._row, cols=self._width, cells=cells)

    def _add_texts(self, plain: PlainCells, col: int) -> int:
        """Take in the cells of a plain row; returns the column after the last."""
        texts, spans, merges, _ = plain
        goes_on: dict[int, _Region] = {}
        row, add = self._row, self._cells.append
        if not spans and not merges:
            self._cells += [Cell(row=row, col=place, raw=text, text=text) for place, text in enumerate(texts, col)]
            self._above = goes_on
            return col + len(texts)
        for number, text in enumerate(texts):
            span = self._believed(spans[number], 1, col) if number in spans else 1
            if number in merges:
                goes_on[col] = self._merged(text, col, span, merges[number])
            else:
                add(Cell(row=row, col=col, col_span=span, raw=text, text=text))
            col += span
        self._above = goes_on
        return col

    def _merged(self, text: str, col: int, span: int, merge: str) -> _Region:
        """The region that a plain cell begins or continues."""
        region = self._continued(col, span, merge)
        if region is None:
            region = _Region(row=self._row, col=col, cols=span, raw=text)
            self._cells.append(region)
        elif text:
            self._tell_covered(text, region, col)
        return region

    def _add_cells(self, tr: _Element, col: int) -> int:
        """Read one row's cells; returns the column after the last."""
        goes_on: dict[int, _Region] = {}
        for place in self._places(tr, col):
            self._put(place, goes_on)
            col = place.col + place.span
        self._above = goes_on
        return col

    def _put(self, place: _Place, goes_on: dict[int, _Region]) -> None:
        """A cell at its place, or one row more for the cell above it; `goes_on` gets what the next row may continue."""
        region = self._continued(place.col, place.span, place.merge)
        if region is not None:
            for tc in place.written:
                self._tell_covered("".join(t.text or "" for t in tc.iter(T)), region, place.col)
        else:
            raw, tables = self._read(place)
            region = _Region(row=self._row, col=place.col, cols=place.span, raw=raw, tables=tables)
            self._cells.append(region if place.merge else region.cell())
        if place.merge:
            goes_on[place.col] = region

    def _continued(self, col: int, span: int, merge: str) -> _Region | None:
        """The region above that a cell continues, now one row taller."""
        region = self._above.get(col) if merge == "continue" else None
        if region is None or region.cols != span:
            return None
        region.rows += 1
        return region

    def _places(self, tr: _Element, col: int) -> list[_Place]:
        """The row's cells with their columns, those that continue their left neighbour (w:hMerge) made one with it."""
        places: list[_Place] = []
        for tc in within(tr, CELLS):
            span, merge, follows, deleted = self._cell_place(next(tc.iterchildren(TC_PR), ()), col)
            if deleted:
                continue
            if follows and places:
                places[-1].span += span
                places[-1].written.append(tc)
            else:
                places.append(_Place(col=col, span=span, merge=merge, written=[tc]))
            col += span
        return places

    def _read(self, place: _Place) -> tuple[str, tuple[Table, ...]]:
        raw = ""
        tables: tuple[Table, ...] = ()
        for tc in place.written:
            text, nested = self._read_cell(tc)
            raw = f"{raw}\n{text}" if raw.strip() and text.strip() else raw if raw.strip() else text
            tables += nested
        return raw, tables

    def _tell_covered(self, text: str, over: _Region, col: int) -> None:
        """Word does not show what a continued cell holds; say so when it is not what the merged cell says anyway."""
        covered = text.strip()
        if covered and covered not in over.raw:
            self._tell("covered_text", f"合并单元格下面压着看不见的文字“{covered[:40]}”，未读取。", self._row, col)

    def _row_place(self, properties: Iterable[_Element]) -> tuple[int, int, bool]:
        """Grid columns left free before and after the row, and whether the row is deleted or hidden."""
        before, after, gone = 0, 0, False
        for child in properties:
            tag = child.tag
            if tag == _BEFORE:
                before = self._believed(child.get(VAL), 0, 0)
            elif tag == _AFTER:
                after = self._believed(child.get(VAL), 0, 0)
            elif tag == DELETED or (tag == _HIDDEN and switched_on(child)):
                gone = True
        return before, after, gone

    def _cell_place(self, marks: Iterable[_Element], col: int) -> tuple[int, str, bool, bool]:
        """Columns it spans; restart, continue or nothing of a merge over rows; whether it continues its left one; whether it is deleted."""
        span, merge, follows, deleted = 1, "", False, False
        for mark in marks:
            tag = mark.tag
            if tag == SPAN:
                span = self._believed(mark.get(VAL), 1, col)
            elif tag == V_MERGE:
                merge = "restart" if mark.get(VAL) == "restart" else "continue"
            elif tag == _H_MERGE:
                follows = mark.get(VAL) != "restart"
            elif tag == _CELL_MERGE:
                merge = {"cont": "continue", "rest": "restart"}.get(mark.get(W + "vMerge", ""), merge)
            elif tag == _CELL_DELETED:
                deleted = True
        return span, merge, follows, deleted

    def _believed(self, written: str | None, least: int, col: int) -> int:
        span = whole(written, least)
        if span > MAX_SPAN:
            self._tell("absurd_span", f"单元格声明横跨 {span} 列，不可信，按 {least} 列读取。", self._row, col)
            return least
        return max(span, least)
