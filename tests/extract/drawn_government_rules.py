"""Tables of governments by how they are ruled: a box, gaps, double and dashed rules, rectangles, stripes, heads over columns."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import pairwise

from drawn_offices import Sheet, body, sheet, years
from drawn_sheets import Drawing


def outer_box_only(rng: random.Random) -> Drawing:
    made, finish = sheet(rng)
    top = made.y
    made.head(years(made))
    made.across()
    body(made)
    made.canvas.rect(made.left, made.y, made.right - made.left, top - made.y)
    return finish()


def rules_with_column_gaps(rng: random.Random) -> Drawing:
    """Every rule is drawn column by column, with a gap between columns."""
    made, finish = sheet(rng)

    def rules() -> None:
        for col in range(made.cols):
            made.across(col, col + 1, inset=2.5)

    rules()
    made.head(years(made))
    rules()
    body(made)
    rules()
    return finish()


def double_rules(rng: random.Random) -> Drawing:
    made, finish = sheet(rng)
    made.across(shift=2)
    made.across()
    made.head(years(made))
    made.across(shift=2)
    made.across()
    body(made)
    made.across()
    made.across(shift=-2)
    return finish()


def _spanned(made: Sheet, *, ruled: bool) -> None:
    """Heads over halves of the columns, centred over them, years under both."""
    rng = made.rng
    half = 1 + (made.cols - 1) // 2
    left, right = rng.sample(["Persons employed", "Turnover", "Value added", "Hours worked"], 2)
    made.put(left, 1, half - 1, at="c")
    made.put(right, half, made.cols - half, at="c")
    made.gold.append(["", left, *[None] * (half - 2), right, *[None] * (made.cols - half - 1)])
    made.step()
    if ruled:
        made.across(1, half, inset=3)
        made.across(half, made.cols, inset=3)
    made.head(["Industry", *(str(2020 + i % 3) for i in range(made.cols - 1))])


def spanned_heads_with_rules(rng: random.Random) -> Drawing:
    made, finish = sheet(rng, cols=rng.choice([5, 7]))
    made.across()
    _spanned(made, ruled=True)
    made.across()
    body(made)
    made.across()
    return finish()


def spanned_heads_without_rules(rng: random.Random) -> Drawing:
    made, finish = sheet(rng, cols=rng.choice([5, 7]))
    made.across()
    _spanned(made, ruled=False)
    made.across()
    body(made)
    made.across()
    return finish()


def footnotes_inside(rng: random.Random) -> Drawing:
    """Notes over the whole width below the last rule, in small print."""
    made, finish = sheet(rng)
    made.across()
    made.head(years(made))
    made.across()
    body(made)
    made.across()
    made.canvas.setFont(made.font, 6.5)
    for i, note in enumerate(
        ("1 Provisional. 2 Includes the islands since 2022.", "Source: annual survey of establishments, various years.")
    ):
        made.canvas.drawString(made.left, made.y - 9 - 8 * i, note)
    made.y -= 20
    return finish()


def thin_rectangles(rng: random.Random) -> Drawing:
    """All rules are filled rectangles."""
    made, finish = sheet(rng)
    top = made.y

    def box(x0: float, y0: float, x1: float, y1: float) -> None:
        made.canvas.rect(x0, y0, x1 - x0, y1 - y0, stroke=0, fill=1)

    levels = [top]
    made.head(years(made))
    levels.append(made.y)
    body(made, under=lambda _: levels.append(made.y))
    for y in levels:
        box(made.left, y - 0.25, made.right, y + 0.25)
    for x in made.xs:
        box(x - 0.25, made.y, x + 0.25, top)
    return finish()


def rules_broken_per_cell(rng: random.Random) -> Drawing:
    """Each cell draws its own four sides, a little short."""
    made, finish = sheet(rng)
    levels = [made.y]
    made.head(years(made))
    levels.append(made.y)
    body(made, under=lambda _: levels.append(made.y))
    for high, low in pairwise(levels):
        for a, b in pairwise(made.xs):
            for line in ((a, high, b, high), (a, low, b, low), (a, high, a, low), (b, high, b, low)):
                made.canvas.line(*line)
    return finish()


def dashed(rng: random.Random) -> Drawing:
    made, finish = sheet(rng)
    top = made.y
    levels = [top]
    made.head(years(made))
    levels.append(made.y)
    body(made, under=lambda _: levels.append(made.y))
    made.canvas.setDash(rng.choice([1, 2, 3]), rng.choice([1, 2]))
    for y in levels:
        made.canvas.line(made.left, y, made.right, y)
    for x in made.xs:
        made.canvas.line(x, top, x, made.y)
    made.canvas.setDash()
    return finish()


def stripes(rng: random.Random) -> Drawing:
    """Every other row on colour, rules over and under the header and at the end."""
    made, finish = sheet(rng)
    made.across()
    made.head(years(made))
    made.across()
    rows = rng.randint(5, 16)
    y = made.y
    made.canvas.setFillColorRGB(0.85, 0.9, 0.97)
    for i in range(0, rows, 2):
        made.canvas.rect(made.left, y - (i + 1) * made.pitch, made.right - made.left, made.pitch, stroke=0, fill=1)
    made.canvas.setFillGray(0)
    body(made, rows)
    made.across()
    return finish()


def stripes_only(rng: random.Random) -> Drawing:
    """A coloured header and stripes, no rules at all."""
    made, finish = sheet(rng)
    made.canvas.setFillColorRGB(0.6, 0.7, 0.85)
    made.canvas.rect(made.left, made.y - made.pitch, made.right - made.left, made.pitch, stroke=0, fill=1)
    made.canvas.setFillGray(0)
    made.head(years(made))
    rows = rng.randint(6, 16)
    y = made.y
    made.canvas.setFillColorRGB(0.9, 0.93, 0.98)
    for i in range(1, rows, 2):
        made.canvas.rect(made.left, y - (i + 1) * made.pitch, made.right - made.left, made.pitch, stroke=0, fill=1)
    made.canvas.setFillGray(0)
    body(made, rows)
    return finish()


def no_rules_at_all(rng: random.Random) -> Drawing:
    made, finish = sheet(rng)
    made.head(years(made))
    body(made)
    return finish()


def no_rules_and_many_blanks(rng: random.Random) -> Drawing:
    """Half of the cells are blank; the header is whole."""
    made, finish = sheet(rng)
    made.head(years(made))
    body(made, blank=0.5)
    return finish()


def labels_with_an_amount(rng: random.Random) -> Drawing:
    """Two columns and no rules."""
    made, finish = sheet(rng)
    made.xs = made.xs[:3]
    made.head(years(made))
    body(made)
    return finish()


RULED: dict[str, Callable[[random.Random], Drawing]] = {
    make.__name__.replace("_", " "): make
    for make in (
        outer_box_only, rules_with_column_gaps, double_rules, spanned_heads_with_rules, spanned_heads_without_rules, footnotes_inside,
        thin_rectangles, rules_broken_per_cell, dashed, stripes, stripes_only, no_rules_at_all, no_rules_and_many_blanks, labels_with_an_amount,
    )
}  # fmt: skip
