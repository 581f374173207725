"""The pen that draws one page's piece of a table: borders in the table's style, text line by line."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from drawn import Table

FONT, PAD = "STSong-Light", 4.0


class Pen:
    def __init__(self, canvas: Canvas, table: Table, left: float, top: float, rng: random.Random) -> None:
        self.canvas, self.table, self.rng = canvas, table, rng
        self.xs = [left + sum(table.widths[:i]) for i in range(len(table.widths) + 1)]
        self.bottom = top
        self.lead = table.size * 1.3

    def header(self, rows: int) -> None:
        """The header rows once more, whole."""
        self._draw(0, self.table.heights[:rows], {}, rows, ends=True)

    def body(self, first: int, shares: list[float], begun: dict[int, int], *, ends: bool) -> None:
        """Rows from `first`; `shares` are their heights on this page, `begun` counts lines already written of a cell (by id).

        `ends` is False when the last of these rows goes on overleaf.
        """
        self._draw(first, shares, begun, self.table.rows, ends=ends)

    def _draw(self, first: int, shares: list[float], begun: dict[int, int], below: int, *, ends: bool) -> None:
        ys = [self.bottom]
        for share in shares:
            ys.append(ys[-1] - share)
        self.bottom = ys[-1]
        stop = first + len(shares)
        cells = [c for c in self.table.cells if c.row + c.row_span > first and c.row < min(stop, below)]
        boxes = []
        for cell in cells:
            begin, end = max(cell.row, first) - first, min(cell.row + cell.row_span, stop) - first
            boxes.append((self.xs[cell.col], ys[begin], self.xs[cell.col + cell.col_span], ys[end]))
        self._borders(boxes)
        for cell, (x0, top, x1, bottom) in self._shuffled(list(zip(cells, boxes, strict=True))):
            lines = cell.lines[begun.get(id(cell), 0) :]
            last = cell.row + cell.row_span
            if last > stop or (last == stop and not ends):
                overleaf = sum(self.table.heights[stop:last])
                late = self.table.late and cell.row_span > 1 and len(cell.lines) * self.lead + 2 * PAD <= overleaf
                lines = [] if late else lines[: max(0, int((top - bottom - 2 * PAD + 0.01) / self.lead))]
            begun[id(cell)] = begun.get(id(cell), 0) + len(lines)
            self._write(lines, x0, top, x1, bottom)

    def _shuffled(self, cells: list) -> list:
        if self.table.disorder:
            self.rng.shuffle(cells)
        return cells

    def _write(self, lines: list[str], x0: float, top: float, x1: float, bottom: float) -> None:
        canvas, size = self.canvas, self.table.size
        tall = len(lines) * self.lead
        y = top - max(PAD, (top - bottom - tall) / 2 if self.table.centred else PAD)
        canvas.setFont(FONT, size)
        for line in lines:
            x = x0 + PAD if len(line) > 12 or not self.table.centred else x0 + (x1 - x0 - stringWidth(line, FONT, size)) / 2
            canvas.drawString(x, y - size, line)
            y -= self.lead

    def _borders(self, boxes: list[tuple[float, float, float, float]]) -> None:
        canvas, style = self.canvas, self.table.style
        canvas.saveState()
        left, right = self.xs[0], self.xs[-1]
        canvas.setLineWidth({"hairlines": 0.1, "strips": 0.5}.get(style, 0.6))
        if style == "dashed":
            canvas.setDash(4, 3)
        if style == "boxes":
            for x0, top, x1, bottom in boxes:
                canvas.rect(x0, bottom, x1 - x0, top - bottom)
        elif style == "shaded":
            for i, (x0, top, x1, bottom) in enumerate(boxes):
                canvas.setFillGray(0.85 if i % 2 else 0.92)
                canvas.rect(x0, bottom, x1 - x0, top - bottom, stroke=0, fill=1)
            canvas.setFillGray(0)
        elif style == "long":
            self._long(boxes)
        else:
            for x0, top, x1, bottom in boxes:
                for ax, ay, bx, by in ((x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom)):
                    if style == "open" and ax == bx and (ax in (left, right)):
                        continue
                    self._line(ax, ay, bx, by)
        canvas.restoreState()

    def _line(self, ax: float, ay: float, bx: float, by: float) -> None:
        canvas, style = self.canvas, self.table.style
        if style == "double":
            for shift in (-0.8, 0.8):
                canvas.line(ax + shift * (ax == bx), ay + shift * (ay == by), bx + shift * (ax == bx), by + shift * (ay == by))
        elif style == "strips":
            canvas.rect(min(ax, bx) - 0.25, min(ay, by) - 0.25, abs(ax - bx) + 0.5, abs(ay - by) + 0.5, stroke=0, fill=1)
        elif style == "dotted":
            count = int((abs(ax - bx) + abs(ay - by)) / 3)
            for i in range(count + 1):
                canvas.rect(ax + (bx - ax) * i / count - 0.4, ay + (by - ay) * i / count - 0.4, 0.8, 0.8, stroke=0, fill=1)
        else:
            canvas.line(ax, ay, bx, by)

    def _long(self, boxes: list[tuple[float, float, float, float]]) -> None:
        """All rules as one path."""
        path = self.canvas.beginPath()
        for x0, top, x1, bottom in boxes:
            path.moveTo(x0, top)
            path.lineTo(x1, top)
            path.moveTo(x0, bottom)
            path.lineTo(x1, bottom)
            path.moveTo(x0, top)
            path.lineTo(x0, bottom)
            path.moveTo(x1, top)
            path.lineTo(x1, bottom)
        self.canvas.drawPath(path)
