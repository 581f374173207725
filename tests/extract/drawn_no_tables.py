"""What has lines and boxes and is no table: charts, frames, forms to fill in, columns of prose."""

from __future__ import annotations

from collections.abc import Callable

from drawn_sheets import Drawing, done, page, prose
from reportlab.pdfgen.canvas import Canvas


def bar_chart() -> Drawing:
    """Axes, a grid behind the bars, figures along the axes."""
    stream, canvas = page()
    y = prose(canvas, 60, 780, 475)
    canvas.setStrokeGray(0.8)
    for i in range(6):
        canvas.line(100, 400 + 40 * i, 460, 400 + 40 * i)
        canvas.drawRightString(92, 397 + 40 * i, str(20 * i))
    for i in range(7):
        canvas.line(100 + 60 * i, 400, 100 + 60 * i, 600)
    canvas.setFillColorRGB(0.2, 0.4, 0.7)
    for i in range(6):
        canvas.rect(115 + 60 * i, 400, 30, 30 + 25 * i, stroke=0, fill=1)
    canvas.setFillGray(0)
    for i in range(6):
        canvas.drawCentredString(130 + 60 * i, 386, str(2018 + i))
    prose(canvas, 60, 360, 475)
    assert y > 600
    return done(stream, canvas)


def bars_with_figures() -> Drawing:
    """Figures stand on the bars, inside the plot's grid."""
    stream, canvas = page()
    canvas.rect(100, 400, 360, 200)
    for i in range(1, 5):
        canvas.line(100, 400 + 40 * i, 460, 400 + 40 * i)
    for i in range(6):
        canvas.setFillColorRGB(0.2, 0.4, 0.7)
        canvas.rect(115 + 60 * i, 400, 30, 30 + 25 * i, stroke=1, fill=1)
        canvas.setFillGray(0)
        canvas.drawCentredString(130 + 60 * i, 434 + 25 * i, str(30 + 25 * i))
        canvas.drawCentredString(130 + 60 * i, 386, str(2018 + i))
    return done(stream, canvas)


def flow_chart() -> Drawing:
    """Boxes with words, joined by lines."""
    stream, canvas = page()
    for i, words in enumerate(("Application received", "Checked by the office", "Decision", "Payment")):
        y = 700 - 80 * i
        canvas.rect(200, y, 160, 36)
        canvas.drawCentredString(280, y + 14, words)
        if i:
            canvas.line(280, y + 36, 280, y + 80)
    return done(stream, canvas)


def organisation_chart() -> Drawing:
    stream, canvas = page()
    canvas.rect(220, 700, 150, 30)
    canvas.drawCentredString(295, 711, "Director")
    canvas.line(295, 700, 295, 670)
    canvas.line(130, 670, 460, 670)
    for i, words in enumerate(("Finance", "Works", "Personnel")):
        x = 130 + 165 * i
        canvas.line(x, 670, x, 640)
        canvas.rect(x - 60, 610, 120, 30)
        canvas.drawCentredString(x, 621, words)
    return done(stream, canvas)


def note_in_a_box() -> Drawing:
    stream, canvas = page()
    y = prose(canvas, 60, 780, 475)
    canvas.setFillGray(0.93)
    canvas.rect(60, y - 80, 475, 70, stroke=1, fill=1)
    canvas.setFillGray(0)
    prose(canvas, 70, y - 14, 455)
    prose(canvas, 60, y - 100, 475)
    return done(stream, canvas)


def fields_to_fill_in() -> Drawing:
    """Underlines over the width of the page."""
    stream, canvas = page()
    for i, (left, right) in enumerate((("Name", "Date of birth"), ("Street", "Town"), ("Telephone", "Signature"))):
        y = 740 - 30 * i
        canvas.drawString(60, y, left)
        canvas.line(120, y - 2, 300, y - 2)
        canvas.drawString(310, y, right)
        canvas.line(380, y - 2, 535, y - 2)
    return done(stream, canvas)


def columns_with_a_rule_between() -> Drawing:
    """Prose in two columns, a rule between them and one under the heading."""
    stream, canvas = page()
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(50, 800, "Bulletin of the Statistical Office")
    canvas.line(50, 790, 545, 790)
    prose(canvas, 50, 780, 235, times=4)
    prose(canvas, 310, 780, 235, times=4)
    canvas.line(297, 790, 297, 420)
    canvas.line(50, 420, 545, 420)
    return done(stream, canvas)


def contents() -> Drawing:
    stream, canvas = page()
    for i, words in enumerate(("Introduction", "Methods of collection", "Results by region", "Results by sector", "Annex")):
        line = f"{i + 1}  {words} "
        canvas.drawString(60, 740 - 16 * i, line + "." * (100 - len(line)))
        canvas.drawRightString(535, 740 - 16 * i, str(3 + 7 * i))
    return done(stream, canvas)


def letterhead() -> Drawing:
    """Rules over and under the head of a letter, and a bar at its side."""
    stream, canvas = page()
    canvas.line(50, 800, 545, 800)
    canvas.line(50, 750, 545, 750)
    canvas.line(50, 800, 50, 60)
    canvas.drawString(60, 780, "Office of the Auditor")
    canvas.drawString(60, 765, "12 Market Street")
    prose(canvas, 70, 730, 460, times=3)
    return done(stream, canvas)


def plot_with_a_legend() -> Drawing:
    """A framed plot without a grid; the legend stands in a box of its own inside."""
    stream, canvas = page()
    canvas.rect(100, 400, 360, 220)
    for i in range(8):
        canvas.line(100 + 45 * i, 400, 100 + 45 * i, 404)
        canvas.line(100, 400 + 27 * i, 104, 400 + 27 * i)
        canvas.drawRightString(95, 397 + 27 * i, str(i * 10))
    path = canvas.beginPath()
    path.moveTo(100, 420)
    for i in range(1, 9):
        path.lineTo(100 + 45 * i, 420 + 15 * i + (9 if i % 2 else 0))
    canvas.drawPath(path)
    canvas.rect(370, 410, 80, 40)
    for i, words in enumerate(("observed", "expected")):
        canvas.line(376, 438 - 16 * i, 396, 438 - 16 * i)
        canvas.drawString(402, 435 - 16 * i, words)
    return done(stream, canvas)


def _frame(canvas: Canvas) -> None:
    canvas.rect(30, 30, 535, 782)


def framed_prose() -> Drawing:
    stream, canvas = page()
    _frame(canvas)
    canvas.line(30, 60, 565, 60)
    canvas.drawCentredString(297, 42, "Printed by the Office of Works")
    prose(canvas, 50, 790, 495, times=6)
    return done(stream, canvas)


def marked_words() -> Drawing:
    """Words on neighbouring lines stand on shading that touches, here beside each other and there one above the other."""
    stream, canvas = page()
    for i, words in enumerate(("allow-publish", "allow-staged", "package.json", "package.lock")):
        y, left = 700 - 14 * i, 60 + 40 * (i % 3)
        canvas.setFillGray(0.9)
        canvas.rect(left - 2, y - 4, 84, 14, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.drawString(left, y, words)
        canvas.drawString(left + 90, y, "is set for every package")
    return done(stream, canvas)


def marked_lines() -> Drawing:
    """Whole lines of prose marked in yellow, the last one shorter."""
    stream, canvas = page()
    for i, words in enumerate(("The figures of the third quarter are", "provisional and will be revised when the", "returns are in.")):
        canvas.setFillColorRGB(1, 1, 0)
        canvas.rect(60, 696 - 14 * i, canvas.stringWidth(words), 14, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.drawString(60, 700 - 14 * i, words)
    return done(stream, canvas)


NO_TABLES: dict[str, Callable[[], Drawing]] = {
    make.__name__.replace("_", " "): make
    for make in (
        bar_chart, bars_with_figures, flow_chart, organisation_chart, note_in_a_box, fields_to_fill_in, columns_with_a_rule_between, contents,
        letterhead, plot_with_a_legend, framed_prose, marked_words, marked_lines,
    )
}  # fmt: skip
