"""Tables as English statistical reports set them: partial rules, spanning heads, notes inside, groups of rows, blank lines between."""

from __future__ import annotations

from collections.abc import Callable

from drawn_sheets import FONT, SIZE, XS, Drawing, Rows, done, edges, page, prose, ruled, texts
from reportlab.pdfgen.canvas import Canvas

SPENT: Rows = [
    ["Programme", "Budget", "Outlay", "Balance"],
    ["Roads and bridges", "12,400", "11,905", "495"],
    ["Water supply", "3,310", "3,310", "0"],
    ["Rural clinics", "870", "912", "(42)"],
    ["School meals", "1,205", "1,180", "25"],
    ["Total", "17,785", "17,307", "478"],
]
WIDE = edges(80.0, (150.0, 80.0, 80.0, 80.0))


def _rules(canvas: Canvas, xs: list[float], levels: list[float]) -> None:
    for level in levels:
        canvas.line(xs[0], level, xs[-1], level)


def column_rules_only() -> Drawing:
    """A frame, a ruled header and rules between columns; rows are told by their lines."""
    stream, canvas = page()
    y = 740.0
    _rules(canvas, WIDE, [y, y - 18, y - 108])
    for x in WIDE:
        canvas.line(x, y, x, y - 108)
    texts(canvas, SPENT, WIDE, y, 18)
    return done(stream, canvas, SPENT)


def rules_between_groups() -> Drawing:
    """A rule under every third row only."""
    ages = range(15, 60, 5)
    rows: Rows = [["Age", "Men", "Women", "All"], *[[f"{a}-{a + 4}", f"{3 * a + 7}", f"{3 * a + 9}", f"{6 * a + 16}"] for a in ages]]
    stream, canvas = page()
    _rules(canvas, WIDE, [740, 722, 668, 614, 560])
    for x in WIDE:
        canvas.line(x, 740, x, 560)
    texts(canvas, rows, WIDE, 740, 18)
    return done(stream, canvas, rows)


def total_under_a_rule() -> Drawing:
    """Rules over and under the header, over the total and under it."""
    stream, canvas = page()
    y = prose(canvas, 60, 780, 475) - 30
    _rules(canvas, WIDE, [y, y - 17, y - 83, y - 101])
    texts(canvas, SPENT, WIDE, y, 16.6)
    prose(canvas, 60, y - 125, 475)
    return done(stream, canvas, SPENT)


def labels_on_two_lines() -> Drawing:
    """Labels that need two lines; the figures stand beside the last one."""
    rows: Rows = [
        ["Item", "2021", "2022", "2023"],
        ["Compensation of employees\nin general government", "310.4", "322.9", "340.0"],
        ["Use of goods", "120.8", "119.0", "131.6"],
        ["Transfers to households\nand non-profit bodies", "98.1", "102.7", "99.9"],
        ["Interest", "12.0", "15.5", "21.3"],
    ]
    stream, canvas = page()
    y = 740.0
    _rules(canvas, WIDE, [y, y - 18, y - 138])
    level = y - 13
    for c, words in enumerate(rows[0]):
        (canvas.drawString if not c else canvas.drawRightString)(WIDE[c] + 5 if not c else WIDE[c + 1] - 5, level, words or "")
    level = y - 33
    for row in rows[1:]:
        lines = (row[0] or "").split("\n")
        for i, line in enumerate(lines):
            canvas.drawString(WIDE[0] + 5, level - 11 * i, line)
        level -= 11 * (len(lines) - 1)
        for c, words in enumerate(row[1:], start=1):
            canvas.drawRightString(WIDE[c + 1] - 5, level, words or "")
        level -= 20
    return done(stream, canvas, rows)


def group_headings() -> Drawing:
    """Headings without figures between the rows."""
    rows: Rows = [
        ["Sector", "2021", "2022", "2023"],
        ["Goods", "", "", ""],
        ["Food", "12.1", "13.0", "13.3"],
        ["Textiles", "8.4", "8.0", "7.7"],
        ["Services", "", "", ""],
        ["Transport", "22.8", "23.6", "25.0"],
        ["Finance", "31.2", "33.9", "35.1"],
    ]
    stream, canvas = page()
    _rules(canvas, WIDE, [740, 722, 614])
    texts(canvas, rows, WIDE, 740, 18)
    return done(stream, canvas, rows)


def two_levels_of_heads() -> Drawing:
    """Fully ruled, with heads over two and over four columns."""
    rows: Rows = [
        ["District", "Pupils", None, None, None],
        ["", "Primary", None, "Secondary", None],
        ["", "Boys", "Girls", "Boys", "Girls"],
        ["Upper Vale", "410", "398", "280", "301"],
        ["Lower Vale", "377", "402", "265", "290"],
    ]
    stream, canvas = page()
    ruled(canvas, rows, XS, 740)
    return done(stream, canvas, rows)


def head_over_three_rows() -> Drawing:
    """The first head stands beside all rows of the header."""
    rows: Rows = [
        ["Year", "Births", None, "Deaths", None],
        [None, "Boys", "Girls", "Men", "Women"],
        ["2021", "51", "48", "40", "44"],
        ["2022", "50", "49", "41", "42"],
    ]
    stream, canvas = page()
    for y, left in ((740, 0), (722, 1), (704, 0), (686, 0), (668, 0)):
        canvas.line(XS[left], y, XS[-1], y)
    for c, top in ((0, 740), (1, 740), (2, 722), (3, 740), (4, 722), (5, 740)):
        canvas.line(XS[c], top, XS[c], 668)
    texts(canvas, [["" if words is None and c == 0 else words for c, words in enumerate(row)] for row in rows], XS, 740, 18)
    return done(stream, canvas, rows)


def notes_in_the_last_row() -> Drawing:
    """A ruled row over the whole width holds the notes."""
    rows: Rows = [*SPENT, ["Amounts in thousands. The balance of the clinics was met from the reserve.", None, None, None]]
    stream, canvas = page()
    ruled(canvas, SPENT, WIDE, 740)
    for x in (WIDE[0], WIDE[-1]):
        canvas.line(x, 632, x, 614)
    canvas.line(WIDE[0], 614, WIDE[-1], 614)
    canvas.setFont(FONT, 7)
    canvas.drawString(WIDE[0] + 5, 620, rows[-1][0] or "")
    return done(stream, canvas, rows)


def leaders() -> Drawing:
    """Dots lead from the labels to the figures, between rules above and below."""
    rows: Rows = [["Item", "Estimate", "Error"], ["Households", "1,204", "31"], ["Persons", "3,377", "84"], ["Vehicles", "905", "40"]]
    xs = edges(80.0, (220.0, 80.0, 80.0))
    stream, canvas = page()
    _rules(canvas, xs, [740, 722, 668])
    dotted: Rows = [rows[0], *[[f"{row[0]} " + "." * 60, *row[1:]] for row in rows[1:]]]
    texts(canvas, dotted, xs, 740, 18)
    return done(stream, canvas, dotted)


def blank_lines_between_groups() -> Drawing:
    """Rows in groups of three with a wider gap between, a frame and column rules."""
    rows: Rows = [["Month", "Arrivals", "Nights", "Share"], *[[f"Month {i}", str(310 * i), str(940 * i), f"{i}.4"] for i in range(1, 10)]]
    stream, canvas = page()
    canvas.setFont(FONT, SIZE)
    y = 740.0
    texts(canvas, rows[:1], WIDE, y, 18)
    level = y - 18
    for g in range(3):
        texts(canvas, rows[1 + 3 * g : 4 + 3 * g], WIDE, level, 13)
        level -= 13 * 3 + 9
    _rules(canvas, WIDE, [y, y - 18, level])
    for x in WIDE:
        canvas.line(x, y, x, level)
    return done(stream, canvas, rows)


def shaded_header_between_rules() -> Drawing:
    """A band of colour behind the header, one rule at the end."""
    stream, canvas = page()
    canvas.setFillGray(0.85)
    canvas.rect(WIDE[0], 722, WIDE[-1] - WIDE[0], 18, stroke=0, fill=1)
    canvas.setFillGray(0)
    _rules(canvas, WIDE, [740, 722, 632])
    texts(canvas, SPENT, WIDE, 740, 18)
    return done(stream, canvas, SPENT)


def text_columns() -> Drawing:
    """Words only, two lines in some cells, column rules and a ruled header."""
    rows: Rows = [
        ["Indicator", "Source", "Body in charge"],
        ["Access to water", "Household survey", "Ministry of Works"],
        ["Literacy", "Census", "Institute of Statistics"],
        ["Road density", "Register of roads", "Ministry of Works"],
        ["Maternal care", "Clinic records", "Health Service"],
        ["Forest cover", "Aerial photographs", "Forest Agency"],
    ]
    xs = edges(80.0, (150.0, 150.0, 150.0))
    stream, canvas = page()
    _rules(canvas, xs, [740, 722, 632])
    for x in xs:
        canvas.line(x, 740, x, 632)
    texts(canvas, rows, xs, 740, 18, right=False)
    return done(stream, canvas, rows)


def short_rules_under_heads() -> Drawing:
    """Each head has a rule of its own under it, with gaps between the rules."""
    stream, canvas = page()
    y = prose(canvas, 60, 780, 475) - 30
    for c in range(4):
        canvas.line(WIDE[c] + 3, y - 17, WIDE[c + 1] - 3, y - 17)
    canvas.line(WIDE[0], y, WIDE[-1], y)
    canvas.line(WIDE[0], y - 100, WIDE[-1], y - 100)
    texts(canvas, SPENT, WIDE, y, 16.6)
    return done(stream, canvas, SPENT)


def marks_for_missing_figures() -> Drawing:
    """Dots, dashes and letters stand for figures that are missing."""
    rows: Rows = [
        ["Country", "2020", "2021", "2022"],
        ["Alpha", "..", "3.1", "3.3"],
        ["Beta", "2.0", "-", "n/a"],
        ["Gamma", "1.7e", "1.9", "2.2p"],
        ["Delta", "", "0.4", "0.5"],
    ]
    stream, canvas = page()
    _rules(canvas, WIDE, [740, 722, 650])
    texts(canvas, rows, WIDE, 740, 18)
    return done(stream, canvas, rows)


def two_on_a_page() -> Drawing:
    """Two tables between rules of the same width, prose between them."""
    stream, canvas = page()
    _rules(canvas, WIDE, [780, 762, 672])
    texts(canvas, SPENT, WIDE, 780, 18)
    y = prose(canvas, 80, 650, 390) - 24
    _rules(canvas, WIDE, [y, y - 18, y - 108])
    texts(canvas, SPENT, WIDE, y, 18)
    return done(stream, canvas, SPENT, SPENT)


def ruled_header_only() -> Drawing:
    """The header is a row of ruled boxes; under it words in columns down to one rule, notes below."""
    stream, canvas = page()
    _rules(canvas, WIDE, [740, 722, 632])
    for x in WIDE:
        canvas.line(x, 740, x, 722)
    texts(canvas, SPENT, WIDE, 740, 18)
    canvas.setFont(FONT, 7)
    canvas.drawString(WIDE[0], 620, "Source: annual accounts. Figures may not add up because of rounding.")
    return done(stream, canvas, SPENT)


STATISTICS: dict[str, Callable[[], Drawing]] = {
    make.__name__.replace("_", " "): make
    for make in (
        column_rules_only, rules_between_groups, total_under_a_rule, labels_on_two_lines, group_headings, two_levels_of_heads, head_over_three_rows,
        notes_in_the_last_row, leaders, blank_lines_between_groups, shaded_header_between_rules, text_columns, short_rules_under_heads,
        marks_for_missing_figures, two_on_a_page, ruled_header_only,
    )
}  # fmt: skip
