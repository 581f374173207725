"""Three-line tables as office programs lay them out, with exact gold: no room between rows, cells set at any height, nothing drawn at page ends."""

from __future__ import annotations

import random

from drawn import Cell, Drawn, Layout, Table, wrap
from drawn_texts import label, number, sentence
from reportlab.pdfbase.pdfmetrics import stringWidth

FONT = "STSong-Light"
_SIDES = 2 * 5.4  # what Word leaves free between the words of two columns


def mixed(rng: random.Random, *, rows: int, plain: bool) -> Table:
    """Labels, then columns of figures and of words that need several lines."""
    cols = rng.randint(3, 6)
    first = rng.choice([80.0, 110.0])
    widths = [first, *[(440.0 - first) / (cols - 1)] * (cols - 1)]
    size = rng.choice([9.0, 10.5])
    figures = set(range(1, cols)) if rng.random() < 0.5 else set(rng.sample(range(1, cols), (cols - 1) // 2))
    longest = rng.choice([6, 16])
    heads = 2 if cols > 4 and not plain and rng.random() < 0.5 else 1
    cells: list[Cell] = []

    def put(row: int, col: int, text: str, high: int = 1, wide: int = 1) -> None:
        cells.append(Cell(row, col, high, wide, wrap(text, sum(widths[col : col + wide]) - _SIDES, size)))

    put(0, 0, "项目", heads)
    if heads == 2:
        half = 1 + (cols - 1) // 2
        put(0, 1, "预算安排", 1, half - 1)
        put(0, half, "实际完成情况", 1, cols - half)
    for col in range(1, cols):
        put(heads - 1, col, f"{2019 + col}年" if col in figures else label(rng, 3))
    for row in range(heads, rows + heads):
        put(row, 0, label(rng, rng.randint(3, longest)))
        for col in range(1, cols):
            text = number(rng) if col in figures else label(rng, rng.randint(3, longest + 6))
            put(row, col, text if rng.random() < 0.96 else "")
    table = Table(widths, rows + heads, cells, heads, size=size)
    table.repeats = rng.random() < 0.5
    return table


def _draw(page: Layout, table: Table, rng: random.Random, *, upright: bool) -> None:
    lead = table.size * rng.choice([1.15, 1.3, 1.7])
    pad, height = rng.choice([0.0, 0.0, 3.0]), rng.choice([0.0, 0.5, 1.0])
    figures = {
        col
        for col in range(1, len(table.widths))
        if all(_is_figure(cell) for cell in table.cells if cell.col == col and cell.row >= table.header)
    }
    heights = [lead + 2 * pad] * table.rows
    for cell in table.cells:
        if cell.row_span == 1:
            heights[cell.row] = max(heights[cell.row], len(cell.lines) * lead + 2 * pad)
    left = (page.size[0] - sum(table.widths)) / 2
    xs = [left + sum(table.widths[:i]) for i in range(len(table.widths) + 1)]
    page.tables.append(table)
    canvas = page.canvas
    tops = {0: page.y}

    def rule(y: float, first: int = 0) -> None:
        canvas.line(xs[first], y, xs[-1], y)

    def write(row: int) -> None:
        tops[row] = page.y
        for cell in (cell for cell in table.cells if cell.row == row):
            tall = sum(heights[row : row + cell.row_span]) - 2 * pad
            share = 0.5 if cell.row < table.header else height
            y = page.y - pad - share * (tall - len(cell.lines) * lead)
            x0, x1 = xs[cell.col] + _SIDES / 2, xs[cell.col + cell.col_span] - _SIDES / 2
            canvas.setFont(FONT, table.size)
            for line in cell.lines:
                wide = stringWidth(line, FONT, table.size)
                middle = cell.row < table.header and cell.col
                x = (x0 + x1 - wide) / 2 if middle else x1 - wide if cell.col in figures else x0
                canvas.drawString(x, y - (lead + table.size) / 2 + 0.12 * table.size, line)
                y -= lead
        page.y -= heights[row]

    def header() -> None:
        canvas.setLineWidth(1.0)
        rule(page.y)
        canvas.setLineWidth(0.5)
        for row in range(table.header):
            write(row)
            if row < table.header - 1:
                rule(page.y, 1)
        rule(page.y)

    def columns(top: float) -> None:
        for x in xs if upright else ():
            canvas.line(x, top, x, page.y)

    if page.room < sum(heights[: table.header]) + 4 * lead:
        page.turn()
    top = page.y
    header()
    for row in range(table.header, table.rows):
        if page.room < heights[row]:
            columns(top)
            page.turn()
            top = page.y
            if table.repeats:
                header()
        write(row)
    canvas.setLineWidth(1.0)
    rule(page.y)
    columns(top)
    page.y -= 20


def _is_figure(cell: Cell) -> bool:
    return len(cell.lines) < 2 and (not cell.text or cell.text[-1].isdigit())


def draw(seed: int, *, upright: bool = False) -> Drawn:
    """A document with two such tables and prose between; `upright`: with rules between the columns."""
    rng = random.Random(f"open{seed}")
    page = Layout(rng, margin=rng.choice([56.0, 70.0]))
    for _ in range(2):
        page.paragraph(sentence(rng, rng.randint(60, 200)) + "。")
        page.y -= 12
        _draw(page, mixed(rng, rows=rng.choice([rng.randint(5, 12), rng.randint(12, 60)]), plain=upright), rng, upright=upright)
    page.paragraph(sentence(rng, 80) + "。")
    return page.finish()
