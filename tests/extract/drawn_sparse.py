"""Tables with few rules, with exact gold: column rules only, three rules, a rule under every fifth row; over page ends too."""

from __future__ import annotations

import random

from drawn import PAD, Cell, Drawn, Layout, Table, row_heights, wrap
from drawn_texts import label, number, sentence
from reportlab.pdfbase.pdfmetrics import stringWidth

KINDS = ("columns", "three", "fives", "frame", "heads")
"""Column rules and a frame; three rules; a rule under every fifth row and between columns; no column rules in a frame; as three, unruled header."""
FONT = "STSong-Light"


def figures(rng: random.Random, *, rows: int, english: bool, wrapped: bool, spanned: bool) -> Table:
    """A statistical table: labels at the left, figures set right, a header of one or two rows."""
    cols = rng.randint(4, 7)
    widths = [rng.choice([90.0, 120.0]), *[rng.choice([54.0, 60.0, 66.0]) for _ in range(cols - 1)]]
    size = rng.choice([8.0, 9.0, 10.0])
    header = 2 if spanned and cols >= 5 and rng.random() < 0.4 else 1
    cells: list[Cell] = []

    def put(r: int, c: int, text: str, high: int = 1, wide: int = 1) -> None:
        cells.append(Cell(r, c, high, wide, wrap(text, sum(widths[c : c + wide]) - 2 * PAD, size)))

    if header == 2:
        put(0, 0, "Region" if english else "地区", 2)
        put(0, 1, "Expenditure" if english else "支出合计", 1, 2)
        put(0, 3, "Staff" if english else "人员与设备", 1, cols - 3)
        for c in range(1, cols):
            put(1, c, f"{2019 + c}")
    else:
        put(0, 0, "Region" if english else "项目")
        for c in range(1, cols):
            put(0, c, f"{2019 + c}" if english else f"{2019 + c}年")
    for r in range(header, rows + header):
        put(r, 0, _name(rng, english, wrapped))
        for c in range(1, cols):
            put(r, c, number(rng) if rng.random() < 0.93 else "")
    table = Table(widths, rows + header, cells, header, size=size)
    table.repeats = True
    return table


def _name(rng: random.Random, english: bool, wrapped: bool) -> str:
    if not english:
        return label(rng, rng.randint(3, 16 if wrapped else 8))
    words = rng.sample(
        ["Roads", "water", "schools", "parks", "supply", "clinics", "forest", "harbour"],
        rng.randint(3, 5) if wrapped and rng.random() < 0.3 else 1,
    )
    return " ".join(words).capitalize()


class Sparse:
    """Draws pieces of a table with the rules of its kind."""

    def __init__(self, page: Layout, table: Table, kind: str, *, pad: float, centred: bool) -> None:
        self.page, self.table, self.kind, self.pad, self.centred = page, table, kind, pad, centred
        self.lead = table.size * 1.3
        lines = row_heights(table, self.lead)
        self.heights = [high - 2 * PAD + 2 * pad for high in lines]
        left = (page.size[0] - sum(table.widths)) / 2
        self.xs = [left + sum(table.widths[:i]) for i in range(len(table.widths) + 1)]

    def draw(self, *, mark: str = "") -> None:
        """All rows, the header again on every page; `mark` stands above it where the table goes on."""
        page, table = self.page, self.table
        page.tables.append(table)
        row = table.header
        head = sum(self.heights[: table.header])
        while row < table.rows:
            if page.room < head + self.heights[row] + 20:
                page.turn()
            if mark and row > table.header:
                page.canvas.setFont(FONT, 9)
                page.canvas.drawString(self.xs[0], page.y - 10, mark)
                page.y -= 16
            first, left = row, page.room - head
            while row < table.rows and self.heights[row] <= left:
                left -= self.heights[row]
                row += 1
            self._piece(first, row)
            if row < table.rows:
                page.turn()
        page.y -= 24

    def _piece(self, first: int, last: int) -> None:
        top = self.page.y
        ys = {}
        rows = [*range(self.table.header), *range(first, last)]
        y = top
        for r in rows:
            ys[r] = (y, y - self.heights[r])
            y -= self.heights[r]
        self.page.y = y
        for cell in self.table.cells:
            if cell.row in ys:
                self._write(cell, ys[cell.row][0], ys[cell.row + cell.row_span - 1][1])
        self._rules(ys, rows, top, y, first)

    def _write(self, cell: Cell, top: float, bottom: float) -> None:
        canvas, size = self.page.canvas, self.table.size
        x0, x1 = self.xs[cell.col], self.xs[cell.col + cell.col_span]
        tall = len(cell.lines) * self.lead
        y = top - (max(self.pad, (top - bottom - tall) / 2) if self.centred or cell.row < self.table.header else self.pad)
        canvas.setFont(FONT, size)
        for line in cell.lines:
            wide = stringWidth(line, FONT, size)
            if cell.row < self.table.header and cell.col:
                canvas.drawString((x0 + x1 - wide) / 2, y - size, line)
            else:
                canvas.drawString(x1 - PAD - wide if cell.col else x0 + PAD, y - size, line)
            y -= self.lead

    def _rules(self, ys: dict[int, tuple[float, float]], rows: list[int], top: float, bottom: float, first: int) -> None:
        canvas, xs, head = self.page.canvas, self.xs, self.table.header
        under = ys[head - 1][1]
        canvas.setLineWidth(0.6)
        across = [top, bottom, under] if self.kind != "heads" else [top, bottom]
        if self.kind == "fives":
            across += [ys[r][1] for r in rows if r >= head and (r - head) % 5 == 4]
        for y in across:
            canvas.line(xs[0], y, xs[-1], y)
        if head == 2 and self.kind != "heads":
            for cell in self.table.cells:
                if cell.row == 0 and cell.col:
                    inner = 0 if self.kind in ("columns", "fives") else 3
                    canvas.line(xs[cell.col] + inner, ys[0][1], xs[cell.col + cell.col_span] - inner, ys[0][1])
        if self.kind in ("columns", "fives", "frame"):
            for x in (xs[0], xs[-1]):
                canvas.line(x, top, x, bottom)
        if self.kind in ("columns", "fives"):
            for c in range(1, len(xs) - 1):
                spanned = any(cell.row == 0 and cell.col < c < cell.col + cell.col_span for cell in self.table.cells)
                canvas.line(xs[c], ys[0][1] if spanned and head == 2 else top, xs[c], bottom)


def draw(seed: int, kind: str) -> Drawn:
    """A document with two tables of one kind and prose between."""
    rng = random.Random(f"{kind}{seed}")
    page = Layout(rng, margin=rng.choice([56.0, 70.0]))
    english = rng.random() < 0.4
    for i in range(2):
        page.paragraph(sentence(rng, rng.randint(60, 200)) + "。")
        page.y -= 12
        table = figures(rng, rows=rng.randint(5, 60), english=english, wrapped=rng.random() < 0.5, spanned=kind != "heads")
        piece = Sparse(page, table, kind, pad=rng.choice([2.5, 4.0, 6.0]), centred=rng.random() < 0.5)
        piece.draw(mark=rng.choice(["", f"续表{i + 1}", f"续表{i + 1}-1"]))
    page.paragraph(sentence(rng, 80) + "。")
    return page.finish()
