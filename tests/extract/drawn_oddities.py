"""One odd way of drawing a table a function: each returns the file and the rows of text a reader must find."""

from __future__ import annotations

import io
from collections.abc import Callable

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
FONT = "STSong-Light"
ROWS = [["指标", "目标", "实际"], ["服务人数", "1200", "1260"], ["满意度", "95%", "96.5%"], ["投诉件数", "3", "2"]]
Rows = list[list[str]]


def canvas(size: tuple[float, float] = (595.0, 842.0)) -> tuple[io.BytesIO, Canvas]:
    stream = io.BytesIO()
    page = Canvas(stream, pagesize=size)
    page.setFont(FONT, 10)
    return stream, page


def grid(
    page: Canvas, rows: Rows, x: float = 100, y: float = 700, wide: float = 110, high: float = 24, *, lines: bool = True, text: bool = True
) -> None:
    """Rows of equal cells with their top left corner at x, y."""
    cols = len(rows[0])
    if lines:
        for r in range(len(rows) + 1):
            page.line(x, y - r * high, x + cols * wide, y - r * high)
        for c in range(cols + 1):
            page.line(x + c * wide, y, x + c * wide, y - len(rows) * high)
    for r, row in enumerate(rows if text else []):
        for c, words in enumerate(row):
            page.drawString(x + c * wide + 6, y - (r + 1) * high + 8, words)


def done(stream: io.BytesIO, page: Canvas) -> bytes:
    page.showPage()
    page.save()
    return stream.getvalue()


def rotated_page(turn: int) -> bytes:
    """The page stands on its side or head and /Rotate sets it up; reportlab swaps the sides of such pages itself."""
    stream, page = canvas((595.0, 842.0) if turn == 180 else (842.0, 595.0))
    page.setPageRotation(turn)
    page.translate(*{90: (595, 0), 180: (595, 842), 270: (0, 842)}[turn])
    page.rotate(turn)
    page.setFont(FONT, 10)
    grid(page, ROWS, 100, 500)
    return done(stream, page)


def sideways_text() -> bytes:
    """A landscape table turned onto a portrait page, as LaTeX does."""
    stream, page = canvas()
    page.translate(595, 0)
    page.rotate(90)
    page.setFont(FONT, 10)
    grid(page, ROWS, 100, 500)
    return done(stream, page)


def form_object() -> bytes:
    """Lines in one form XObject, scaled and moved, text in another."""
    stream, page = canvas()
    page.beginForm("lines")
    grid(page, ROWS, 50, 350, 55, 12, text=False)
    page.endForm()
    page.saveState()
    page.transform(2, 0, 0, 2, 0, 0)
    page.doForm("lines")
    page.restoreState()
    grid(page, ROWS, 100, 700, lines=False)
    return done(stream, page)


def double_rules() -> bytes:
    stream, page = canvas()
    grid(page, ROWS)
    grid(page, ROWS, 101.6, 701.6, text=False)
    return done(stream, page)


def hairlines() -> bytes:
    stream, page = canvas()
    page.setLineWidth(0)
    grid(page, ROWS)
    return done(stream, page)


def dashed() -> bytes:
    stream, page = canvas()
    page.setDash(3, 3)
    grid(page, ROWS)
    return done(stream, page)


def dashes_one_by_one() -> bytes:
    """Each dash an object of its own, as LibreOffice draws them."""
    stream, page = canvas()
    for r in range(5):
        for i in range(66):
            page.line(100 + i * 5, 700 - r * 24, 103 + i * 5, 700 - r * 24)
    for c in range(4):
        for i in range(24):
            page.line(100 + c * 110, 700 - i * 4, 100 + c * 110, 698 - i * 4)
    grid(page, ROWS, lines=False)
    return done(stream, page)


def dots_one_by_one() -> bytes:
    stream, page = canvas()
    for r in range(5):
        for i in range(111):
            page.circle(100 + i * 3, 700 - r * 24, 0.5, stroke=0, fill=1)
    for c in range(4):
        for i in range(33):
            page.circle(100 + c * 110, 700 - i * 3, 0.5, stroke=0, fill=1)
    grid(page, ROWS, lines=False)
    return done(stream, page)


def open_sides() -> bytes:
    """No left and no right border."""
    stream, page = canvas()
    for r in range(5):
        page.line(100, 700 - r * 24, 430, 700 - r * 24)
    for c in (1, 2):
        page.line(100 + c * 110, 700, 100 + c * 110, 604)
    grid(page, ROWS, lines=False)
    return done(stream, page)


def open_top_and_bottom() -> bytes:
    """The uppermost and the lowest rule are missing, as at a page end."""
    stream, page = canvas()
    for r in (1, 2, 3):
        page.line(100, 700 - r * 24, 430, 700 - r * 24)
    for c in range(4):
        page.line(100 + c * 110, 700, 100 + c * 110, 604)
    grid(page, ROWS, lines=False)
    return done(stream, page)


def shaded_header() -> bytes:
    """The header row is shaded without rules, the body ruled."""
    stream, page = canvas()
    page.setFillGray(0.8)
    for c in range(3):
        page.rect(100 + c * 110, 676, 110, 24, stroke=0, fill=1)
    page.setFillGray(0)
    page.setFont(FONT, 10)
    grid(page, ROWS[1:], 100, 676)
    grid(page, ROWS[:1], 100, 700, lines=False)
    return done(stream, page)


def shading_only() -> bytes:
    """No rules at all: every cell a box of colour with a white gap."""
    stream, page = canvas()
    for r in range(4):
        page.setFillGray(0.75 if r == 0 else 0.9)
        for c in range(3):
            page.rect(100 + c * 110, 700 - (r + 1) * 24, 109, 23, stroke=0, fill=1)
    page.setFillGray(0)
    grid(page, ROWS, lines=False)
    return done(stream, page)


def text_frame() -> bytes:
    """The table and words around it stand inside a drawn frame."""
    stream, page = canvas()
    page.rect(80, 560, 400, 200)
    page.drawString(100, 730, "以下为本单位填报的指标情况：")
    grid(page, ROWS)
    page.drawString(100, 575, "以上数据截至年末。")
    return done(stream, page)


def white_cells() -> bytes:
    """Each cell is a white box with a thin black outline drawn over a grey one."""
    stream, page = canvas()
    page.setFillGray(0.5)
    page.rect(99, 603, 332, 98, stroke=0, fill=1)
    for r in range(4):
        for c in range(3):
            page.setFillGray(1)
            page.rect(100 + c * 110, 700 - (r + 1) * 24, 110, 24, stroke=1, fill=1)
    page.setFillGray(0)
    grid(page, ROWS, lines=False)
    return done(stream, page)


def fake_bold() -> bytes:
    """Every text painted twice, a little shifted."""
    stream, page = canvas()
    grid(page, ROWS)
    grid(page, ROWS, 100.3, 700, lines=False)
    return done(stream, page)


def column_order() -> bytes:
    """The text is written column by column."""
    stream, page = canvas()
    grid(page, ROWS, text=False)
    for c in range(3):
        for r in range(4):
            page.drawString(100 + c * 110 + 6, 700 - (r + 1) * 24 + 8, ROWS[r][c])
    return done(stream, page)


def underlined() -> bytes:
    """Blanks to fill in: underlines inside cells that almost touch the border."""
    stream, page = canvas()
    grid(page, ROWS)
    for r in range(4):
        page.line(102, 700 - (r + 1) * 24 + 5, 200, 700 - (r + 1) * 24 + 5)
    return done(stream, page)


def watermark() -> bytes:
    """Slanting words over the table."""
    stream, page = canvas()
    grid(page, ROWS)
    page.saveState()
    page.translate(150, 560)
    page.rotate(35)
    page.setFillGray(0.8)
    page.setFont(FONT, 40)
    page.drawString(0, 0, "内部资料")
    page.restoreState()
    return done(stream, page)


def shifted_origin() -> bytes:
    """The page box does not begin at zero."""
    stream, page = canvas()
    page.setCropBox((60, 80, 560, 800))
    grid(page, ROWS)
    return done(stream, page)


ODDITIES: dict[str, Callable[[], bytes]] = {
    "rotated by 90": lambda: rotated_page(90),
    "rotated by 180": lambda: rotated_page(180),
    "rotated by 270": lambda: rotated_page(270),
    **{
        make.__name__.replace("_", " "): make
        for make in (
            sideways_text, form_object, double_rules, hairlines, dashed, dashes_one_by_one, dots_one_by_one, open_sides, open_top_and_bottom,
            shaded_header, shading_only, text_frame, white_cells, fake_bold, column_order, underlined, watermark, shifted_origin,
        )
    },
}  # fmt: skip
