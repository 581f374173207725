"""How much room the last line of a cell leaves and how much its first word needs: what shows text that runs on over a page end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extract.sheet import Glyphs

_WORD = re.compile(r"[A-Za-z0-9.,%]+|.")
_PADDING = 12.0  # what a cell leaves free left and right together, in points


@dataclass(frozen=True, slots=True)
class Words:
    """The characters of a table's cells, kept until pages are joined."""

    glyphs: Glyphs
    members: dict[int, NDArray[np.intp]]
    """Characters of each cell that has any."""


@dataclass(frozen=True, slots=True)
class Room:
    """Where the text of a cell ends and begins."""

    free: float
    """Width behind the last line, in points."""
    below: float
    """Height under the last line, in lines."""
    lead: float
    """Width of the first word."""


NO_ROOM = Room(0.0, 0.0, 0.0)


def measure(words: Words, cell: int, text: str, width: float, bottom: float) -> Room:
    """Room of one cell that is `width` wide and ends at `bottom`."""
    index = words.members.get(cell)
    if index is None:
        return NO_ROOM
    glyphs = words.glyphs
    x0, x1, level = glyphs.x0[index], glyphs.x1[index], (glyphs.top[index] + glyphs.bottom[index]) / 2
    size = float(np.median(glyphs.bottom[index] - glyphs.top[index])) or 1.0
    starts = [0, *(np.flatnonzero(np.abs(np.diff(level)) > size / 2) + 1).tolist(), len(index)]
    wide = [float(x1[a:b].max() - x0[a:b].min()) for a, b in pairwise(starts)]
    pitch = max(1.2 * size, abs(float(level[-1] - level[0])) / (len(wide) - 1)) if len(wide) > 1 else 1.4 * size
    word = _WORD.match(text)
    last = min(starts[1], len(word[0]) if word else 1) - 1
    below = (bottom - float(glyphs.bottom[index].max())) / pitch
    return Room(max(max(wide), width - _PADDING) - wide[-1], below, float(x1[last] - x0[0]))
