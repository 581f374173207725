"""Pages in the manner of public reports in English: each drawing returns the file and the tables a reader must find on it."""

from __future__ import annotations

from collections.abc import Callable

from drawn_sheets import FONT, NESTED, SIZE, STATES, XS, Drawing, Rows, done, edges, page, prose, ruled, texts


def fully_ruled() -> Drawing:
    stream, canvas = page()
    y = prose(canvas, 60, 780, 475)
    y = ruled(canvas, STATES, XS, y - 30)
    prose(canvas, 60, y - 20, 475)
    return done(stream, canvas, STATES)


def top_header_and_bottom_rule() -> Drawing:
    """As scientific reports set tables: three horizontal rules and nothing else."""
    stream, canvas = page()
    y = prose(canvas, 60, 780, 475) - 30
    for level in (y, y - 16, y - 96):
        canvas.line(XS[0], level, XS[-1], level)
    texts(canvas, STATES, XS, y, 16)
    prose(canvas, 60, y - 120, 475)
    return done(stream, canvas, STATES)


def rule_under_each_row() -> Drawing:
    stream, canvas = page()
    y = prose(canvas, 60, 780, 475) - 30
    for r in range(7):
        canvas.line(XS[0], y - 18 * r, XS[-1], y - 18 * r)
    texts(canvas, STATES, XS, y, 18)
    return done(stream, canvas, STATES)


def spanned_header() -> Drawing:
    stream, canvas = page()
    ruled(canvas, NESTED, XS, 740)
    return done(stream, canvas, NESTED)


def spanned_header_between_rules() -> Drawing:
    """Rules over and under the header, short ones under what spans two columns."""
    stream, canvas = page()
    y = prose(canvas, 60, 780, 475) - 30
    for level in (y, y - 32, y - 80):
        canvas.line(XS[0], level, XS[-1], level)
    for c in (1, 3):
        canvas.line(XS[c] + 3, y - 16, XS[c + 2] - 3, y - 16)
    texts(canvas, NESTED, XS, y, 16, right=True)
    return done(stream, canvas, NESTED)


def lines_in_cells() -> Drawing:
    rows: Rows = [
        ["Measure", "Description", "Lead"],
        ["Training", "Courses for new staff\nin all districts", "Office of\nPersonnel"],
        ["Equipment", "Replacement of vehicles\nolder than ten years", "Fleet\nManagement"],
    ]
    stream, canvas = page()
    ruled(canvas, rows, edges(80, (100, 180, 100)), 740, 32)
    return done(stream, canvas, rows)


def footnotes_below() -> Drawing:
    stream, canvas = page()
    y = ruled(canvas, STATES, XS, 740)
    canvas.setFont(FONT, 7)
    for i, note in enumerate(("1 Provisional. Source: annual survey.", "2 Includes the islands since 2022.")):
        canvas.drawString(XS[0], y - 10 - 9 * i, note)
    return done(stream, canvas, STATES)


def shaded_rows() -> Drawing:
    """Every other row shaded, a frame and column rules, no rules between rows but the shading."""
    stream, canvas = page()
    canvas.setFillGray(0.9)
    for r in range(0, 6, 2):
        canvas.rect(XS[0], 740 - 18 * (r + 1), XS[-1] - XS[0], 18, stroke=0, fill=1)
    canvas.setFillGray(0)
    canvas.rect(XS[0], 740 - 108, XS[-1] - XS[0], 108)
    for x in XS[1:-1]:
        canvas.line(x, 740, x, 632)
    texts(canvas, STATES, XS, 740, 18)
    return done(stream, canvas, STATES)


def coloured(red: float, green: float, blue: float) -> Drawing:
    stream, canvas = page()
    canvas.setStrokeColorRGB(red, green, blue)
    ruled(canvas, STATES, XS, 740)
    return done(stream, canvas, STATES)


def thin_boxes() -> Drawing:
    """Rules as filled boxes half a point thick."""
    stream, canvas = page()

    def box(ax: float, ay: float, bx: float, by: float) -> None:
        canvas.rect(min(ax, bx) - 0.25, min(ay, by) - 0.25, abs(bx - ax) + 0.5, abs(by - ay) + 0.5, stroke=0, fill=1)

    ruled(canvas, STATES, XS, 740, line=box)
    return done(stream, canvas, STATES)


def short_segments() -> Drawing:
    """Each rule in pieces of a few points that touch."""
    stream, canvas = page()

    def pieces(ax: float, ay: float, bx: float, by: float) -> None:
        steps = max(1, int((abs(bx - ax) + abs(by - ay)) / 5))
        for i in range(steps):
            a, b = i / steps, (i + 1) / steps
            canvas.line(ax + (bx - ax) * a, ay + (by - ay) * a, ax + (bx - ax) * b, ay + (by - ay) * b)

    ruled(canvas, STATES, XS, 740, line=pieces)
    return done(stream, canvas, STATES)


def beside_text() -> Drawing:
    """A small table in the right column of a page set in two."""
    rows: Rows = [row[:3] for row in STATES]
    stream, canvas = page()
    prose(canvas, 50, 790, 235, times=5)
    y = prose(canvas, 310, 790, 235)
    y = ruled(canvas, rows, edges(312, (100, 60, 60)), y - 20)
    prose(canvas, 310, y - 14, 235, times=3)
    return done(stream, canvas, rows)


def landscape() -> Drawing:
    rows: Rows = [
        [f"{words[:6]} {c}" if r == 0 and words else words for c, words in enumerate(row + row[1:] + row[1:])]
        for r, row in enumerate(STATES)
    ]
    stream, canvas = page((842.0, 595.0))
    ruled(canvas, rows, edges(40, (100, *[57] * 12)), 500)
    return done(stream, canvas, rows)


def turned(angle: int) -> Drawing:
    """A landscape table on a page set up by /Rotate."""
    stream, canvas = page((842.0, 595.0))
    canvas.setPageRotation(angle)
    canvas.translate(*{90: (595, 0), 270: (0, 842)}[angle])
    canvas.rotate(angle)
    canvas.setFont(FONT, SIZE)
    ruled(canvas, STATES, XS, 500)
    return done(stream, canvas, STATES)


def two_close_together(gap: float, *, same: bool) -> Drawing:
    """Two tables a few points apart, with the same columns or others."""
    other: Rows = STATES if same else [["Code", "Meaning"], ["a", "estimate"], ["b", "break in series"]]
    stream, canvas = page()
    y = ruled(canvas, STATES, XS, 740)
    ruled(canvas, other, XS if same else edges(80, (60, 340)), y - gap)
    return done(stream, canvas, STATES, other)


def side_by_side() -> Drawing:
    rows: Rows = [row[:3] for row in STATES]
    stream, canvas = page()
    ruled(canvas, rows, edges(50, (100, 60, 60)), 740)
    ruled(canvas, rows, edges(290, (100, 60, 60)), 740)
    return done(stream, canvas, rows, rows)


def blank_cells() -> Drawing:
    rows: Rows = [
        ["Item", "Yes", "No", "n/a"],
        ["Is the register kept?", "x", "", ""],
        ["Is it signed?", "", "x", ""],
        ["Is it filed?", "", "", ""],
    ]
    stream, canvas = page()
    ruled(canvas, rows, edges(80, (160, 50, 50, 50)), 740)
    return done(stream, canvas, rows)


def open_sides() -> Drawing:
    """Column rules between the cells only, rows ruled, no frame left and right."""
    stream, canvas = page()
    for r in range(7):
        canvas.line(XS[0], 740 - 18 * r, XS[-1], 740 - 18 * r)
    for x in XS[1:-1]:
        canvas.line(x, 740, x, 740 - 108)
    texts(canvas, STATES, XS, 740, 18)
    return done(stream, canvas, STATES)


def upright_headings() -> Drawing:
    """Column heads turned by a quarter."""
    rows: Rows = [
        ["District", "Schools", "Pupils", "Teachers"],
        *([f"District {i}", str(3 * i), str(410 * i), str(22 * i)] for i in range(1, 5)),
    ]
    stream, canvas = page()
    xs = edges(80, (120, 40, 40, 40))
    ruled(canvas, [["", "", "", ""]], xs, 740, 60)
    ruled(canvas, rows[1:], xs, 680)
    canvas.drawString(85, 690, "District")
    for c, words in enumerate(rows[0][1:], start=1):
        canvas.saveState()
        canvas.translate(xs[c] + 24, 684)
        canvas.rotate(90)
        canvas.drawString(0, 0, words or "")
        canvas.restoreState()
    return done(stream, canvas, rows)


def merged_stubs() -> Drawing:
    """A label over several rows at the left."""
    rows: Rows = [
        ["Group", "Age", "Number"],
        ["Women", "15-24", "120"],
        [None, "25-54", "640"],
        ["Men", "15-24", "131"],
        [None, "25-54", "655"],
    ]
    stream, canvas = page()
    xs = edges(80, (90, 80, 80))
    for r in range(6):
        canvas.line(xs[0] if r in (0, 1, 3, 5) else xs[1], 740 - 18 * r, xs[-1], 740 - 18 * r)
    for x in xs:
        canvas.line(x, 740, x, 650)
    texts(canvas, [[words or "" for words in row] for row in rows], xs, 740, 18)
    return done(stream, canvas, rows)


def framed_page() -> Drawing:
    """A border around the page, with prose and a table inside."""
    stream, canvas = page()
    canvas.rect(30, 30, 535, 782)
    canvas.rect(33, 33, 529, 776)
    y = prose(canvas, 60, 780, 475)
    ruled(canvas, STATES, XS, y - 20)
    return done(stream, canvas, STATES)


def framed_page_with_heading() -> Drawing:
    """The frame has a band for the heading: two cells, and no table for all that."""
    stream, canvas = page()
    canvas.rect(30, 30, 535, 782)
    canvas.line(30, 770, 565, 770)
    canvas.drawCentredString(297, 785, "Department of Works - Quarterly Bulletin")
    y = prose(canvas, 60, 750, 475)
    y = ruled(canvas, STATES, XS, y - 20)
    prose(canvas, 60, y - 20, 475, times=3)
    return done(stream, canvas, STATES)


TABLES: dict[str, Callable[[], Drawing]] = {
    make.__name__.replace("_", " "): make
    for make in (
        fully_ruled, top_header_and_bottom_rule, rule_under_each_row, spanned_header, spanned_header_between_rules, lines_in_cells,
        footnotes_below, shaded_rows, thin_boxes, short_segments, beside_text, landscape, side_by_side, blank_cells, open_sides,
        upright_headings, merged_stubs, framed_page, framed_page_with_heading,
    )
} | {
    "blue rules": lambda: coloured(0.1, 0.2, 0.7),
    "light grey rules": lambda: coloured(0.8, 0.8, 0.8),
    "turned by 90": lambda: turned(90),
    "turned by 270": lambda: turned(270),
    "two with the same columns": lambda: two_close_together(6, same=True),
    "two with other columns": lambda: two_close_together(5, same=False),
}  # fmt: skip
