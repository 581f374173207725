"""Tables as statistical offices and governments print them in English, drawn by chance with exact gold: a seed and a kind make a page."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import pairwise

from drawn_government_rules import RULED
from drawn_offices import STUBS, Sheet, body, figure, sheet, years
from drawn_sheets import Drawing, done, page, prose
from reportlab.pdfbase.pdfmetrics import stringWidth


def footnote_marks(rng: random.Random) -> Drawing:
    """Raised marks behind figures and stubs."""
    made, finish = sheet(rng)
    made.across()
    made.head(years(made))
    made.across()
    for stub in rng.sample(STUBS, rng.randint(5, 12)):
        made.put(stub, 0, at="l")
        texts = []
        for col in range(1, made.cols):
            text = f"{rng.randint(100, 99999):,}"
            made.canvas.setFont(made.font, made.size)
            wide = stringWidth(text, made.font, made.size)
            x, y = made.xs[col + 1] - 8, made.y - 0.5 * made.pitch - 0.35 * made.size
            made.canvas.drawString(x - wide, y, text)
            mark = rng.choice(["", "", "", "p", "r"])
            if mark:
                made.canvas.setFont(made.font, 0.6 * made.size)
                made.canvas.drawString(x, y + 0.35 * made.size, mark)
            texts.append(text + mark)
        made.gold.append([stub, *texts])
        made.step()
    made.across()
    return finish()


def currency_columns(rng: random.Random) -> Drawing:
    """The sign of the currency stands at the left of the first and the last row's figures."""
    made, finish = sheet(rng, cols=rng.randint(3, 5))
    made.across()
    made.head(years(made))
    made.across()
    rows = rng.randint(5, 12)
    for i, stub in enumerate(rng.sample(STUBS, rows)):
        texts = [f"{rng.randint(1000, 9999999):,}" for _ in range(made.cols - 1)]
        if i in (0, rows - 1):
            for col in range(1, made.cols):
                made.put("$", col, at="l", indent=8)
        made.row(stub, texts)
        if i in (0, rows - 1):
            made.gold[-1] = [stub, *(f"$ {text}" for text in texts)]
        if i == rows - 2:
            made.across(1)
    made.across()
    return finish()


def total_under_short_rules(rng: random.Random) -> Drawing:
    """Over the total a rule under the figures of each column only."""
    made, finish = sheet(rng)
    made.across()
    made.head(years(made))
    made.across()
    body(made)
    for col in range(1, made.cols):
        made.across(col, col + 1, inset=10)
    made.row("Total", [f"{rng.randint(1000, 99999):,}" for _ in range(made.cols - 1)])
    made.across()
    return finish()


def groups_with_indents(rng: random.Random) -> Drawing:
    """Headings in the stub with indented rows under them, no figures beside the headings."""
    made, finish = sheet(rng)
    made.across()
    made.head(years(made))
    made.across()
    for heading in rng.sample(["Goods", "Services", "Public bodies", "Other"], rng.randint(2, 3)):
        made.row(heading, [""] * (made.cols - 1))
        for stub in rng.sample(STUBS, rng.randint(2, 5)):
            made.row(stub, [figure(rng) for _ in range(made.cols - 1)], indent=8)
    made.across()
    return finish()


def blank_lines_between_groups(rng: random.Random) -> Drawing:
    made, finish = sheet(rng)
    made.across()
    made.head(years(made))
    made.across()
    for _ in range(rng.randint(2, 3)):
        body(made, rng.randint(3, 5))
        made.step(0.6)
    made.across()
    return finish()


def heads_on_several_lines(rng: random.Random) -> Drawing:
    """Heads of one to three lines, their last lines level."""
    made, finish = sheet(rng)
    made.across()
    heads = [
        ["Industry"],
        *(rng.choice([["Total"], ["Change", "on year"], ["Full", "time", "staff"], ["Rate", "(%)"]]) for _ in range(made.cols - 1)),
    ]
    lead = 1.15 * made.size / made.pitch
    deep = max(map(len, heads))
    for col, lines in enumerate(heads):
        for i, line in enumerate(reversed(lines)):
            made.put(line, col, at="r" if col else "l", row=0.5 + lead * (deep - 1 - i))
    made.gold.append(["\n".join(lines) for lines in heads])
    made.step(1 + lead * (deep - 1))
    made.across()
    body(made)
    made.across()
    return finish()


def stubs_on_two_lines(rng: random.Random) -> Drawing:
    """Long stubs take a second line, the figures stand beside the last."""
    made, finish = sheet(rng)
    made.across()
    made.head(years(made))
    made.across()
    lead = 1.15 * made.size / made.pitch
    for stub in rng.sample(STUBS, rng.randint(5, 10)):
        if rng.random() < 0.35:
            made.put(f"{stub} including", 0, at="l")
            made.step(lead)
            made.row("related activities", [figure(rng) for _ in range(made.cols - 1)])
            made.gold[-1][0] = f"{stub} including\nrelated activities"
        else:
            made.row(stub, [figure(rng) for _ in range(made.cols - 1)])
    made.across()
    return finish()


def column_rules_only(rng: random.Random) -> Drawing:
    made, finish = sheet(rng)
    top = made.y
    made.across()
    made.head(years(made))
    made.across()
    body(made)
    made.across()
    for x in made.xs[1:-1]:
        made.canvas.line(x, top, x, made.y)
    return finish()


def rule_under_every_row(rng: random.Random) -> Drawing:
    made, finish = sheet(rng)
    made.across()
    made.head(years(made))
    made.across()
    body(made, under=lambda _: made.across())
    return finish()


def column_numbers(rng: random.Random) -> Drawing:
    """A row of column numbers between rules under the header."""
    made, finish = sheet(rng)
    made.across()
    made.head(years(made), at="c")
    made.across()
    made.head(["(1)", *(f"({i})" for i in range(2, made.cols + 1))], at="c")
    made.across()
    body(made)
    made.across()
    return finish()


def full_width_headings(rng: random.Random) -> Drawing:
    """Fully ruled, with headings in rows that are one cell."""
    made, finish = sheet(rng)
    top = made.y
    bars: list[tuple[float, float]] = []

    def ruled_rows(count: int) -> None:
        high = made.y
        body(made, count, under=lambda _: made.across())
        bars.append((high, made.y))

    made.across()
    made.head(years(made))
    made.across()
    bars.append((top, made.y))
    for heading in rng.sample(["Men", "Women", "Both"], 2):
        made.put(heading, 0, made.cols, at="c")
        made.gold.append([heading, *[None] * (made.cols - 1)])
        made.step()
        made.across()
        ruled_rows(rng.randint(3, 5))
    for high, low in bars:
        for x in made.xs:
            made.canvas.line(x, high, x, low)
    for x in (made.left, made.right):
        made.canvas.line(x, top, x, made.y)
    return finish()


def beside_prose(rng: random.Random) -> Drawing:
    """Between rules in one column of a page set in two."""
    side = rng.choice([50.0, 310.0])
    made, finish = sheet(rng, cols=rng.randint(3, 4), top=600.0, left=side, wide=235.0)
    canvas = made.canvas
    prose(canvas, 360.0 - side, 790, 235, times=5)
    prose(canvas, side, 790, 235)
    made.across()
    made.head(years(made))
    made.across()
    body(made, rng.randint(5, 8))
    made.across()
    prose(canvas, side, made.y - 20, 235, times=2)
    return finish()


def turned(rng: random.Random) -> Drawing:
    """A table set sideways on an upright page."""
    stream, canvas = page()
    canvas.translate(595, 0)
    canvas.rotate(90)
    made = Sheet(rng, canvas, "Helvetica", 9.0, [60.0, *(200.0 + 80 * i for i in range(7))], 540.0, 15.0)
    made.across()
    made.head(years(made))
    made.across()
    body(made)
    made.across()
    return done(stream, canvas, made.gold)


def coloured_cells_without_rules(rng: random.Random) -> Drawing:
    """Each cell is a coloured box, white lines between."""
    made, finish = sheet(rng)
    rows = rng.randint(5, 12)
    for r in range(rows + 1):
        made.canvas.setFillGray(0.75 if not r else 0.92)
        for a, b in pairwise(made.xs):
            made.canvas.rect(a + 0.5, made.y - (r + 1) * made.pitch + 0.5, b - a - 1, made.pitch - 1, stroke=0, fill=1)
    made.canvas.setFillGray(0)
    made.head(years(made))
    body(made, rows)
    return finish()


GOVERNMENT: dict[str, Callable[[random.Random], Drawing]] = RULED | {
    make.__name__.replace("_", " "): make
    for make in (
        footnote_marks, currency_columns, total_under_short_rules, groups_with_indents, blank_lines_between_groups, heads_on_several_lines,
        stubs_on_two_lines, column_rules_only, rule_under_every_row, column_numbers, full_width_headings, beside_prose, turned,
        coloured_cells_without_rules,
    )
}  # fmt: skip


def draw(kind: str, seed: int) -> Drawing:
    return GOVERNMENT[kind](random.Random(f"{kind}{seed}"))
