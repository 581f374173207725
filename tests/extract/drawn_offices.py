"""A table of figures being laid out on a page, row by row, with its gold: what drawings of statistical offices share."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from drawn_sheets import Drawing, Rows, done, page, prose
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

FONTS = ("Helvetica", "Times-Roman", "Courier")
STUBS = (
    "Agriculture", "Mining and quarrying", "Manufacturing", "Electricity and gas", "Construction", "Wholesale trade", "Retail trade",
    "Transport", "Hotels", "Information", "Finance", "Real estate", "Education", "Human health", "Arts", "Other services", "Households", "Public administration", "Fishing", "Forestry",
)  # fmt: skip


@dataclass
class Sheet:
    """A table being laid out: columns, pitch and what has been written."""

    rng: random.Random
    canvas: Canvas
    font: str
    size: float
    xs: list[float]
    y: float
    pitch: float
    gold: Rows = field(default_factory=list)

    @property
    def cols(self) -> int:
        return len(self.xs) - 1

    @property
    def left(self) -> float:
        return self.xs[0]

    @property
    def right(self) -> float:
        return self.xs[-1]

    def put(self, text: str, col: int, wide: int = 1, *, at: str = "r", row: float = 0.5, indent: float = 0.0) -> None:
        """Write words into columns of the row that begins at the present height."""
        self.canvas.setFont(self.font, self.size)
        x0, x1 = self.xs[col] + 4 + indent, self.xs[col + wide] - 4
        width = stringWidth(text, self.font, self.size)
        x = {"l": x0, "r": x1 - width, "c": (x0 + x1 - width) / 2}[at]
        self.canvas.drawString(x, self.y - row * self.pitch - 0.35 * self.size, text)

    def step(self, times: float = 1.0) -> None:
        self.y -= times * self.pitch

    def across(self, first: int = 0, last: int | None = None, inset: float = 0.0, shift: float = 0.0) -> None:
        """A rule over columns at the present height."""
        end = self.cols if last is None else last
        self.canvas.line(self.xs[first] + inset, self.y + shift, self.xs[end] - inset, self.y + shift)

    def head(self, heads: list[str], *, at: str = "r") -> None:
        self.put(heads[0], 0, at="l")
        for col, text in enumerate(heads[1:], start=1):
            self.put(text, col, at=at)
        self.gold.append([*heads])
        self.step()

    def row(self, stub: str, figures: list[str], *, indent: float = 0.0) -> None:
        self.put(stub, 0, at="l", indent=indent)
        for col, text in enumerate(figures, start=1):
            if text:
                self.put(text, col)
        self.gold.append([stub, *figures])
        self.step()


def figure(rng: random.Random) -> str:
    return rng.choice(
        [
            f"{rng.randint(0, 99999):,}",
            f"{rng.uniform(0, 99):.1f}",
            f"({rng.randint(1, 999)})",
            f"-{rng.uniform(0, 9):.2f}",
            f"{rng.randint(0, 100)}%",
            "-",
        ]
    )


def sheet(
    rng: random.Random, *, cols: int | None = None, top: float = 780.0, left: float = 60.0, wide: float = 475.0
) -> tuple[Sheet, Callable[[], Drawing]]:
    stream, canvas = page()
    count = cols or rng.randint(4, 7)
    stub = rng.choice([110.0, 130.0, 150.0]) if wide > 300 else 80.0
    each = min(75.0, (wide - stub) / (count - 1))
    size = rng.choice([7.5, 8.0, 9.0, 10.0]) if wide > 300 else 7.5
    y = top
    if wide > 300:
        y = prose(canvas, left, top, wide) - rng.randint(20, 40)
    xs = [left, *(left + stub + each * i for i in range(count))]
    made = Sheet(rng, canvas, rng.choice(FONTS[:2]), size, xs, y, size * rng.choice([1.3, 1.6, 2.0]))
    canvas.setLineWidth(rng.choice([0.3, 0.5, 1.0]))

    def finish() -> Drawing:
        if wide > 300:
            prose(canvas, left, made.y - 30, wide)
        return done(stream, canvas, made.gold)

    return made, finish


def years(made: Sheet) -> list[str]:
    return ["Industry", *(str(2024 - made.cols + i) for i in range(1, made.cols))]


def body(made: Sheet, count: int | None = None, *, under: Callable[[int], object] | None = None, blank: float = 0.03) -> None:
    rng = made.rng
    stubs = rng.sample(STUBS, count or rng.randint(5, 16))
    for i, stub in enumerate(stubs):
        made.row(stub, ["" if rng.random() < blank else figure(rng) for _ in range(made.cols - 1)])
        if under:
            under(i)
