"""How much room the last line of a cell leaves and how much its first word needs: what shows text that runs on over a page end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from math import inf

import numpy as np
from numpy.typing import NDArray

from extract.page.sheet import Glyphs

_WORD = re.compile(r"[（(《“‘「『【〔]*(?:[A-Za-z0-9.,%]+|.)[，。；：！？、,.;:!?）)》”’」』】〕%％]*")  # what no line end parts
_PADDING = 12.0  # what a cell leaves free left and right together, in points


@dataclass(frozen=True, slots=True)
class Members:
    """Which characters stand in which cell."""

    index: NDArray[np.intp]
    """The characters cell by cell."""
    spans: dict[int, tuple[int, int]]
    """Where those of a cell begin and end in `index`; only of cells that have any."""

    def of(self, cell: int) -> NDArray[np.intp]:
        """The characters of one cell."""
        begin, end = self.spans.get(cell, (0, 0))
        return self.index[begin:end]


@dataclass(frozen=True, slots=True)
class Words:
    """The characters of a table's cells, kept until pages are joined."""

    glyphs: Glyphs
    members: Members


@dataclass(frozen=True, slots=True)
class Room:
    """Where the text of a cell ends and begins."""

    free: float
    """Width behind the last line, in points."""
    below: float
    """Height under the last line, in lines."""
    lead: float
    """Width of the first word."""
    size: float
    """Height of a character."""


NO_ROOM = Room(0.0, 0.0, 0.0, 0.0)


ENDED = Room(inf, 0.0, 0.0, 0.0)
"""Of a cell whose text ended pages ago."""


def measure(words: Words, cell: int, text: str, width: float, bottom: float, beside: list[int]) -> Room:
    """Room of one cell that is `width` wide and ends at `bottom`; the cells `beside` it in its columns show how far lines reach."""
    index = words.members.of(cell)
    if not len(index):
        return NO_ROOM
    glyphs = words.glyphs
    x0, x1 = glyphs.x0[index].tolist(), glyphs.x1[index].tolist()
    top, bottoms = glyphs.top[index].tolist(), glyphs.bottom[index].tolist()
    size = sorted(low - high for low, high in zip(bottoms, top, strict=True))[len(top) // 2] or 1.0
    starts = [0, *(i for i in range(1, len(top)) if abs(bottoms[i] + top[i] - bottoms[i - 1] - top[i - 1]) > size), len(top)]
    wide = [max(x1[a:b]) - min(x0[a:b]) for a, b in pairwise(starts)]
    pitch = max(1.2 * size, abs(bottoms[-1] - bottoms[0]) / (len(wide) - 1)) if len(wide) > 1 else 1.4 * size
    word = _WORD.match(text)
    last = min(starts[1], len(word[0]) if word else 1) - 1
    reach = max(max(wide), width - _PADDING, *(_extent(glyphs, words.members.of(other)) for other in beside))
    return Room(reach - wide[-1], (bottom - max(bottoms)) / pitch, x1[last] - x0[0], size)


def _extent(glyphs: Glyphs, index: NDArray[np.intp]) -> float:
    """Width of the longest line of a cell."""
    return float(glyphs.x1[index].max() - glyphs.x0[index].min()) if len(index) else 0.0
