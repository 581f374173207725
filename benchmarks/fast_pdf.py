"""Draws layouts as PDF with reportlab and a built-in Chinese font: tables run over page ends, merged labels are cut there."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfgen.canvas import Canvas

from tools.layouts import Grid, Layout, Line

FONT = "STSong-Light"
registerFont(UnicodeCIDFont(FONT))
WIDTH, HEIGHT, MARGIN, LEADING = 595, 842, 60, 1.35


def write_pdf(layouts: list[Layout], target: Path) -> None:
    """One PDF with all reports, each on a new page, page numbers at the foot; the same layouts give the same bytes."""
    target.parent.mkdir(parents=True, exist_ok=True)
    sheet = Sheet(Canvas(str(target), pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=1))
    for number, layout in enumerate(layouts):
        if number:
            sheet.turn()
        for block in layout.blocks:
            if isinstance(block, Line):
                sheet.line(block)
            else:
                sheet.grid(block)
    sheet.finish()


class Sheet:
    """The page being drawn and how far down it is filled, in points from the top."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas, self.y, self.number = canvas, float(MARGIN), 1

    def turn(self) -> None:
        """Number this page and begin the next."""
        self.canvas.setFont(FONT, 9)
        self.canvas.drawCentredString(WIDTH / 2, 30, str(self.number))
        self.canvas.showPage()
        self.y, self.number = float(MARGIN), self.number + 1

    def finish(self) -> None:
        """Number the last page and write the file."""
        self.turn()
        self.canvas.save()

    def line(self, line: Line) -> None:
        """A paragraph, wrapped at the margins."""
        size = 18 if line.title else 10.5
        indent = 2 * size if line.indent else 0.0
        for number, text in enumerate(wrap(line.text, WIDTH - 2 * MARGIN, size, first=indent)):
            if self.y + size * LEADING > HEIGHT - MARGIN:
                self.turn()
            self.y += size * LEADING
            self.canvas.setFont(FONT, size)
            x = (WIDTH - stringWidth(text, FONT, size)) / 2 if line.title else MARGIN + (0 if number else indent)
            self.canvas.drawString(x, HEIGHT - self.y, text)
        self.y += 6

    def grid(self, grid: Grid) -> None:
        """A ruled table; rows that do not fit go to the next page, cells merged over them are drawn on both."""
        lefts = [MARGIN]
        for width in grid.widths:
            lefts.append(lefts[-1] + width)
        wrapped = {cell[:2]: [part for line in cell[4].split("\n") for part in wrap(line, span(lefts, cell) - 6, 9)] for cell in grid.cells}
        heights = row_heights(grid, wrapped)
        start = 0
        while start < grid.rows:
            end, bottom = start, self.y
            while end < grid.rows and (bottom + heights[end] <= HEIGHT - MARGIN or (end == start and self.y <= MARGIN)):
                bottom += heights[end]
                end += 1
            if end > start:
                self.rows(grid, wrapped, lefts, heights, start, end)
                self.y = bottom + 8
            if end < grid.rows:
                self.turn()
            start = end

    def rows(
        self, grid: Grid, wrapped: dict[tuple[int, int], list[str]], lefts: list[int], heights: list[float], start: int, end: int
    ) -> None:
        """Rows start..end-1 with the parts of merged cells that fall on this page."""
        tops = [self.y]
        for height in heights[start:end]:
            tops.append(tops[-1] + height)
        self.canvas.setLineWidth(0.5)
        self.canvas.setFont(FONT, 9)
        for cell in grid.cells:
            row, col, rows, cols, _ = cell
            first, last = max(row, start), min(row + rows, end)
            if first >= last:
                continue
            top, bottom = tops[first - start], tops[last - start]
            self.canvas.rect(lefts[col], HEIGHT - bottom, lefts[col + cols] - lefts[col], bottom - top)
            if row == first:
                for number, text in enumerate(wrapped[row, col], start=1):
                    self.canvas.drawString(lefts[col] + 3, HEIGHT - top - 9 * LEADING * number + 1, text)


def row_heights(grid: Grid, wrapped: dict[tuple[int, int], list[str]]) -> list[float]:
    """Height of each row: the tallest text in it, the excess of a merged cell given to its last row."""
    heights = [float(grid.height)] * grid.rows
    for row, col, rows, _, _ in sorted(grid.cells, key=lambda cell: cell[2]):
        need = len(wrapped[row, col]) * 9 * LEADING + 5
        have = sum(heights[row : row + rows])
        if need > have:
            heights[row + rows - 1] += need - have
    return heights


def span(lefts: list[int], cell: tuple[int, int, int, int, str]) -> float:
    return lefts[cell[1] + cell[3]] - lefts[cell[1]]


def wrap(text: str, width: float, size: float, *, first: float = 0.0) -> list[str]:
    """Break between characters where the line is full."""
    lines, line, used = [], "", first
    for character in text:
        advance = stringWidth(character, FONT, size)
        if line and used + advance > width:
            lines.append(line)
            line, used = "", 0.0
        line += character
        used += advance
    return [*lines, line]
