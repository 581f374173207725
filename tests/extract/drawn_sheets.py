"""What drawings of public reports in English share: prose, ruled tables, words set in columns."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

Rows = list[list[str | None]]
"""Text by position; None where a merged cell covers the position."""
Drawing = tuple[bytes, list[Rows]]
FONT, SIZE = "Helvetica", 9.0
PROSE = (
    "The survey covers all establishments with ten or more persons employed. Results are weighted by region and by size of the "
    "establishment, and adjusted for seasonal effects where a series is long enough. Figures for the latest quarter are provisional and "
    "will be revised when the annual returns have been received from the statistical offices of the districts concerned."
)
STATES: Rows = [
    ["Region", "2021", "2022", "2023", "Change (%)"],
    ["North", "1,204", "1,260", "1,318", "4.6"],
    ["South and islands", "980", "1,011", "1,002", "-0.9"],
    ["East", "2,310", "2,402", "2,515", "4.7"],
    ["West", "1,745", "1,760", "1,801", "2.3"],
    ["Total", "6,239", "6,433", "6,636", "3.2"],
]


def page(size: tuple[float, float] = (595.0, 842.0)) -> tuple[io.BytesIO, Canvas]:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=size)
    canvas.setFont(FONT, SIZE)
    return stream, canvas


def done(stream: io.BytesIO, canvas: Canvas, *tables: Rows) -> Drawing:
    canvas.showPage()
    canvas.save()
    return stream.getvalue(), list(tables)


def prose(canvas: Canvas, x: float, y: float, wide: float, *, times: int = 1, size: float = SIZE) -> float:
    """Running text; returns where it ends."""
    canvas.setFont(FONT, size)
    for line in simpleSplit(" ".join([PROSE] * times), FONT, size, wide):
        y -= 1.3 * size
        canvas.drawString(x, y, line)
    return y


def edges(start: float, widths: Sequence[float]) -> list[float]:
    found = [start]
    for width in widths:
        found.append(found[-1] + width)
    return found


def texts(canvas: Canvas, rows: Rows, xs: list[float], y: float, high: float, *, right: bool = True) -> float:
    """The words of rows, figures set right; returns the lower edge."""
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            if not words:
                continue
            last = c + 1
            while last < len(row) and row[last] is None:
                last += 1
            for i, line in enumerate(words.split("\n")):
                level = y - r * high - 12 - 11 * i
                if last > c + 1:
                    canvas.drawCentredString((xs[c] + xs[last]) / 2, level, line)
                elif right and c:
                    canvas.drawRightString(xs[last] - 5, level, line)
                else:
                    canvas.drawString(xs[c] + 5, level, line)
    return y - len(rows) * high


def ruled(
    canvas: Canvas,
    rows: Rows,
    xs: list[float],
    y: float,
    high: float = 18.0,
    *,
    line: Callable[[float, float, float, float], object] | None = None,
) -> float:
    """A table with every border drawn, merged cells (None to the right) left open; returns the lower edge."""
    draw = line or canvas.line
    for r, row in enumerate(rows):
        top, bottom = y - r * high, y - (r + 1) * high
        for c in range(len(row)):
            draw(xs[c], top, xs[c + 1], top)
            if row[c] is not None:
                draw(xs[c], top, xs[c], bottom)
        draw(xs[-1], top, xs[-1], bottom)
    draw(xs[0], y - len(rows) * high, xs[-1], y - len(rows) * high)
    return texts(canvas, rows, xs, y, high)


XS = edges(80.0, (110.0, 70.0, 70.0, 70.0, 80.0))
NESTED: Rows = [
    ["Sector", "Persons employed", None, "Turnover", None],
    ["", "2022", "2023", "2022", "2023"],
    ["Manufacturing", "310", "322", "5,120", "5,340"],
    ["Construction", "145", "150", "1,870", "1,955"],
    ["Transport", "98", "97", "1,020", "1,066"],
]
