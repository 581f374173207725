"""One page as drawn, before anyone interprets it: characters with their boxes, ruling lines, pictures.

A sheet is upright: on a page that is rotated, or whose text runs sideways, coordinates are turned so that the text reads from
left to right, and `to_page` leads back. Coordinates are points from the top left corner.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from model import Box

Floats = NDArray[np.float32]
Rule = tuple[float, float, float]
"""A ruling line: its position across, then where it begins and ends along."""


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters of a page in the order the file writes them; generated blanks and line ends are among them."""

    text: str
    codes: NDArray[np.uint32]
    x0: Floats
    top: Floats
    x1: Floats
    bottom: Floats
    visible: NDArray[np.bool_]
    """False for blanks, line ends and what is set aside (watermarks, glyphs off the page)."""
    quarter: NDArray[np.int8] | None = None
    """Quarter turns clockwise of each character against the sheet; None when all stand upright."""
    sizes: dict[int, float] = field(default_factory=dict)
    """Font size in points of the first character of each line, by index, where nobody can be asked later."""
    confidence: Floats | None = None
    """Recognition confidence of each character, for text read from a picture."""
    ask_size: Callable[[int], float | None] | None = None
    """Tells the font size of a character while its page is open."""

    def size(self, index: int) -> float | None:
        """Font size in points of a character, where it is known."""
        known = self.sizes.get(index)
        return self.ask_size(index) if known is None and self.ask_size else known


@dataclass(slots=True)
class Rules:
    """Ruling lines of a page; the soft ones are sides of shading and white lines, used where nothing is ruled."""

    horizontal: list[Rule] = field(default_factory=list)
    vertical: list[Rule] = field(default_factory=list)
    soft_horizontal: list[Rule] = field(default_factory=list)
    soft_vertical: list[Rule] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a reader got from one page."""

    page: int
    """Number from 1."""
    width: float
    height: float
    glyphs: Glyphs
    rules: Rules
    image_share: float = 0.0
    """Share of the page covered by its largest picture, 0 to 1."""
    unmapped: int = 0
    """Characters whose font does not say which character they are."""
    slanted: str = ""
    """What stands at odd angles, as watermarks do; it is not read."""
    crowded: bool = False
    """True when the page has more objects than are worth reading: ruling lines are then missing."""
    quarter: int = 0
    """Quarter turns clockwise that lead from the page as displayed to this sheet."""
    reader: str = "pdfium"

    def places(self, xs: list[float], ys: list[float], cells: list[tuple[int, int, int, int]]) -> list[Box]:
        """Row, column, row span and column span of cells of a grid with these edges as places on the page as displayed."""
        if self.quarter:
            return [self.box(xs[c], ys[r], xs[c + wide], ys[r + high]) for r, c, high, wide in cells]
        page, x, y = self.page, [round(edge, 2) for edge in xs], [round(edge, 2) for edge in ys]
        return [Box(page=page, x0=x[c], top=y[r], x1=x[c + wide], bottom=y[r + high]) for r, c, high, wide in cells]

    def box(self, x0: float, top: float, x1: float, bottom: float) -> Box:
        """A rectangle of the sheet as a place on the page as displayed."""
        w, h = self.width, self.height
        if self.quarter == 1:
            x0, top, x1, bottom = top, w - x1, bottom, w - x0
        elif self.quarter == 2:
            x0, top, x1, bottom = w - x1, h - bottom, w - x0, h - top
        elif self.quarter == 3:
            x0, top, x1, bottom = h - bottom, x0, h - top, x1
        return Box(page=self.page, x0=round(float(x0), 2), top=round(float(top), 2), x1=round(float(x1), 2), bottom=round(float(bottom), 2))
