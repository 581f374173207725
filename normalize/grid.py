"""Looks a table up by place: which cell covers a position, which cells begin in a row, and the Source of each."""

from __future__ import annotations

from model import Cell, Source, Table
from normalize.vocabulary import label_key


class Grid:
    """One table of one report. Keeps which cells a reader has read, so that what is left over can be named."""

    def __init__(self, table: Table, *, document_id: str, report_id: str, year: int | None = None) -> None:
        self.table = table
        self.year = year
        """The year its report is of, where the title says it."""
        self.document_id = document_id
        self.report_id = report_id
        self.number = table.number or 0
        self.rows: list[list[Cell]] = [[] for _ in range(table.rows)]
        self.labels: list[list[str]] = [[] for _ in range(table.rows)]
        """Labels (`label_key`) of the cells in `rows`."""
        self._keys: dict[tuple[int, int], str] = {}
        self.read: set[tuple[int, int]] = set()
        self._cover: list[list[Cell | None]] = [[None] * table.cols for _ in range(table.rows)]
        self._quotes: dict[int, str] = {}
        for cell in table.cells:
            row, col, text = cell.row, cell.col, cell.text
            if row >= table.rows or col >= table.cols:
                continue
            self.rows[row].append(cell)
            self._keys[row, col] = label = label_key(text) if len(text) < 80 else ""
            self.labels[row].append(label)
            self._cover[row][col] = cell
            if cell.row_span > 1 or cell.col_span > 1:
                width = range(col, min(col + cell.col_span, table.cols))
                for line in self._cover[row : row + cell.row_span]:
                    for c in width:
                        line[c] = cell

    def at(self, row: int, col: int) -> Cell | None:
        """The cell that covers a position, None outside the table and in holes."""
        if 0 <= row < self.table.rows and 0 <= col < self.table.cols:
            return self._cover[row][col]
        return None

    def right_of(self, cell: Cell) -> Cell | None:
        """The cell beside `cell` on its first row."""
        return self.at(cell.row, cell.col + cell.col_span)

    def below(self, cell: Cell) -> Cell | None:
        return self.at(cell.row + cell.row_span, cell.col)

    def key(self, cell: Cell) -> str:
        """The label of a cell (`label_key`)."""
        return self._keys[cell.row, cell.col]

    def take(self, *cells: Cell | None) -> None:
        """Notes that a reader has read these cells."""
        for cell in cells:
            if cell is not None:
                self.read.add((cell.row, cell.col))

    def source(self, cell: Cell, *, row: int | None = None) -> Source:
        """Where `cell` stands. `row` is the row it is read for when that is not its first."""
        row = cell.row if row is None else row
        return Source(
            document_id=self.document_id,
            report_id=self.report_id,
            block=self.table.block,
            page=cell.page,
            table=self.number,
            row=cell.row,
            col=cell.col,
            box=cell.box,
            quote=self.quote(row),
        )

    def quote(self, row: int) -> str:
        """The texts of the cells that begin in a row, joined by single spaces."""
        known = self._quotes.get(row)
        if known is None:
            known = self._quotes[row] = " ".join(cell.text.replace("\n", " ") for cell in self.rows[row] if cell.text)
        return known


def label_text(cell: Cell) -> str:
    """A label as printed, on one line and without the colon at its end."""
    return cell.text.replace("\n", "").rstrip("：: ")
