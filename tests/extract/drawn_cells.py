"""Cells whose content is odd: each function returns the file and the texts its table must give, row by row."""

from __future__ import annotations

from collections.abc import Callable

from drawn_oddities import FONT, ROWS, Rows, canvas, done, grid

Drawing = tuple[bytes, list[Rows]]


def vertical_text() -> Drawing:
    """A label with one character a line."""
    stream, page = canvas()
    page.rect(70, 604, 30, 96)
    for i, char in enumerate("产出指标"):
        page.drawString(80, 680 - i * 20, char)
    grid(page, ROWS)
    return done(stream, page), [[["产\n出\n指\n标", *ROWS[0]], *([None, *row] for row in ROWS[1:])]]


def vertical_columns() -> Drawing:
    """A label written downwards in two columns from right to left."""
    stream, page = canvas()
    page.rect(60, 604, 40, 96)
    for i, char in enumerate("项目资金"):
        page.drawString(84, 680 - i * 20, char)
    for i, char in enumerate("万元支出"):
        page.drawString(66, 680 - i * 20, char)
    grid(page, ROWS)
    return done(stream, page), [[["项\n目\n资\n金\n万\n元\n支\n出", *ROWS[0]], *([None, *row] for row in ROWS[1:])]]


def turned_label() -> Drawing:
    """A label turned by 90 degrees so that it reads upwards."""
    stream, page = canvas()
    page.rect(70, 604, 30, 96)
    page.saveState()
    page.translate(88, 620)
    page.rotate(90)
    page.setFont(FONT, 10)
    page.drawString(0, 0, "绩效指标")
    page.restoreState()
    grid(page, ROWS)
    return done(stream, page), [[["绩效指标", *ROWS[0]], *([None, *row] for row in ROWS[1:])]]


def diagonal_header() -> Drawing:
    """The first cell is cut by a slanting line, with a word on either side."""
    stream, page = canvas()
    page.line(100, 700, 210, 676)
    rows = [["", *ROWS[0][1:]], *ROWS[1:]]
    grid(page, rows)
    page.setFont(FONT, 8)
    page.drawString(180, 690, "年度")
    page.drawString(104, 679, "项目")
    return done(stream, page), [[["年度\n项目", *ROWS[0][1:]], *ROWS[1:]]]


def superscripts() -> Drawing:
    """Raised figures of units and powers, and one that only points to a note."""
    stream, page = canvas()
    grid(page, [["", ""], ["12.5", "42"]])
    for x, y, parts in ((106, 684, ("建筑面积(m", "2", ")")), (216, 684, ("3.0×10", "4", ""))):
        words = page.beginText(x, y)
        for i, part in enumerate(parts):
            words.setFont(FONT, 6 if i == 1 else 10)
            words.setRise(4 if i == 1 else 0)
            words.textOut(part)
        page.drawText(words)
    return done(stream, page), [[["建筑面积(m²)", "3.0×10⁴"], ["12.5", "42"]]]


def nested_table() -> Drawing:
    """A table inside a cell of another."""
    stream, page = canvas()
    for y in (700, 660, 520):
        page.line(100, y, 450, y)
    for x in (100, 200, 450):
        page.line(x, 700, x, 520)
    page.drawString(106, 675, "项目")
    page.drawString(206, 675, "道路养护")
    page.drawString(106, 600, "明细")
    grid(page, [["路段", "公里"], ["城东", "12"], ["城西", "8"]], 215, 640, 90, 24)
    return done(stream, page), [[["项目", "道路养护"], ["明细", "路段 公里\n城东 12\n城西 8"]]]


def side_by_side() -> Drawing:
    """Two tables beside each other at the same height."""
    stream, page = canvas()
    grid(page, [["甲", "1"], ["乙", "2"]], 60, 700, 90)
    grid(page, [["丙", "3"], ["丁", "4"], ["戊", "5"]], 320, 700, 90)
    return done(stream, page), [[["甲", "1"], ["乙", "2"]], [["丙", "3"], ["丁", "4"], ["戊", "5"]]]


def wrapped_cells() -> Drawing:
    """Several lines in a cell, a real hyphen and a soft one at line ends."""
    stream, page = canvas()
    grid(page, [["", ""]], 100, 700, 110, 60)
    page.setFont("Helvetica", 10)
    for i, line in enumerate(("Well-", "known trans\u00ad", "port fees")):
        page.drawString(106, 685 - i * 14, line)
    page.setFont(FONT, 10)
    page.drawString(216, 670, "合计 3 项")
    return done(stream, page), [[["Well-\nknown trans-\nport fees", "合计 3 项"]]]


def notched() -> Drawing:
    """The table lacks a corner."""
    stream, page = canvas()
    for x0, y0, x1, y1 in (
        (100, 700, 210, 700),
        (100, 676, 320, 676),
        (100, 652, 320, 652),
        (100, 700, 100, 652),
        (210, 700, 210, 652),
        (320, 676, 320, 652),
    ):
        page.line(x0, y0, x1, y1)
    for x, y, words in ((106, 684, "甲"), (106, 660, "乙"), (216, 660, "丙")):
        page.drawString(x, y, words)
    return done(stream, page), [[["甲", None], ["乙", "丙"]]]


def close_figures() -> Drawing:
    """Right-aligned figures that almost touch the border and each other."""
    stream, page = canvas()
    rows = [["1,234.56", "7,890.12"], ["22.00", "33.00"]]
    grid(page, rows, 100, 700, 50, 20, text=False)
    page.setFont("Helvetica", 10)
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            page.drawRightString(149.5 + c * 50, 686 - r * 20, words)
    return done(stream, page), [[*rows]]


CELLS: dict[str, Callable[[], Drawing]] = {
    make.__name__.replace("_", " "): make
    for make in (
        vertical_text, vertical_columns, turned_label, diagonal_header, superscripts, nested_table, side_by_side, wrapped_cells, notched, close_figures,
    )
}  # fmt: skip
