"""Tables being put together: what one page holds of them, before pieces over pages are joined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from operator import attrgetter

import msgspec

from extract.page.lines import Line
from extract.page.room import ENDED, NO_ROOM, Room, Words, measure
from model import Box, Cell, Table

HEADER_ROWS = 4
"""How many rows at the top of a page may repeat a table's header."""


class Region(msgspec.Struct):
    """A cell; cells cut by page ends grow."""

    row: int
    col: int
    row_span: int
    col_span: int
    text: str
    boxes: list[Box]
    measured: Callable[[], Room] | None = None
    """What measures its room, where a page end may have cut it; few of those rooms are ever asked for."""
    known_room: Room | None = None
    nested: list[Piece] = []
    confidence: float | None = None
    """Lowest recognition confidence of its lines, for text read from a picture."""

    @property
    def room(self) -> Room:
        """Where its text begins and ends."""
        if self.known_room is None:
            self.known_room = self.measured() if self.measured else NO_ROOM
        return self.known_room

    def ends_as(self, other: Region) -> None:
        """Let its text end where that of the cell below it does, or above that when that one is blank."""
        self.measured, self.known_room = (other.measured, other.known_room) if other.text else (None, ENDED)

    @property
    def place(self) -> tuple[int, int]:
        """Columns it takes."""
        return self.col, self.col_span

    @property
    def end(self) -> int:
        """First row below it."""
        return self.row + self.row_span


@dataclass(slots=True)
class Piece:
    """A table, or what one page holds of it."""

    page: int
    last_page: int
    top: float
    """Upper edge on its first page."""
    xs: list[float]
    ys: list[float]
    """Row edges on its last page."""
    rows: int
    cells: list[Region]
    order: int = -1
    """Index of its first character on the page."""

    words: Words | None = None
    """Its characters, until pages are joined."""
    strips: list[tuple[float, float]] | None = None
    """Where the words of each column stand, when no rules part the columns."""
    told: bool = False
    """Whether the words of a ruled table tell some of its rows."""
    header: list[Region] | None = None
    """The cells of its header, where rules set it off from a body without rules; also when it stands on an earlier page."""
    open: bool = False
    """Whether no rule ends it, and nothing but the page number stands below it."""
    goes_on: bool = False
    """Whether it was found as what stands on this page of the table on the page before."""
    foot: list[Region] | None = None
    """Its lowest cells, once pieces have been joined."""

    def measure(self, *, head: int | None = None) -> None:
        """Let the cells of row `head` be measured, or those at the foot of the piece."""
        if self.words is None:
            return
        beside: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        for k, cell in enumerate(self.cells):
            beside[cell.col, cell.col_span].append(k)
            end = cell.row + cell.row_span
            if end == self.rows if head is None else cell.row <= head < end:
                width = self.xs[cell.col + cell.col_span] - self.xs[cell.col]
                cell.measured = partial(measure, self.words, k, cell.text, width, self.ys[-1], beside[cell.col, cell.col_span])

    @property
    def bottom(self) -> float:
        """Lower edge on its last page."""
        return self.ys[-1]

    @property
    def filled(self) -> bool:
        """Whether there is any text."""
        return any(cell.text for cell in self.cells)


@dataclass(slots=True)
class PageContent:
    """What one page holds: tables and lines of text, in reading order of the file."""

    page: int
    width: float
    height: float
    tables: list[Piece]
    lines: list[Line]
    doubtful: int = 0
    """Runs of lines that might be tables without rules and were left as text."""


_place = attrgetter("row", "col")


def as_table(piece: Piece, block: int) -> Table:
    """The finished table."""
    cells = tuple([as_cell(region, block) for region in sorted(piece.cells, key=_place)])
    return Table(block=block, rows=piece.rows, cols=len(piece.xs) - 1, cells=cells, page=piece.page, last_page=piece.last_page)


def as_cell(region: Region, block: int) -> Cell:
    """The finished cell with its places."""
    box, text = region.boxes[0], region.text
    return Cell(
        row=region.row,
        col=region.col,
        row_span=region.row_span,
        col_span=region.col_span,
        raw=text,
        text=text,
        page=box.page,
        box=box,
        pieces=tuple(region.boxes) if len(region.boxes) > 1 else (),
        tables=tuple(as_table(piece, block) for piece in region.nested) if region.nested else (),
        confidence=region.confidence,
    )
