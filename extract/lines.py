"""Lines of text outside tables, as the page shows them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extract.sheet import Sheet

_BLANKS = (32, 0x3000)
_UNSEEN = re.compile("[\xad\u200b\ufeff\r\n]")


@dataclass(slots=True)
class Line:
    """One line of running text on a sheet."""

    page: int
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    """Font size in points."""
    order: int
    """Index of its first character on the page: the order in which the file writes."""
    start: float
    """Where it begins with its leading blanks: a centred line is often shifted by some."""
    column: int = 0
    """Column of a page set in two: 1 left, 2 right, 0 for the whole width."""
    lead: float = 0.0
    """Width of its first word: what would have had to fit on the line before."""

    @property
    def level(self) -> float:
        """Middle of the line."""
        return (self.top + self.bottom) / 2


def find_lines(sheet: Sheet, outside: NDArray[np.bool_]) -> list[Line]:
    """Lines made of the visible characters marked `outside`, in the order the file writes them."""
    glyphs = sheet.glyphs
    shown = np.flatnonzero(outside & glyphs.visible)
    if not len(shown):
        return []
    tops, bottoms, lefts, rights = glyphs.top[shown], glyphs.bottom[shown], glyphs.x0[shown], glyphs.x1[shown]
    level, tall = (tops + bottoms) / 2, bottoms - tops
    broken = np.cumsum(glyphs.codes == 10)[shown]
    half = np.maximum(tall[1:], tall[:-1]) * 0.6
    fresh = (np.diff(broken) > 0) | (np.abs(np.diff(level)) > half) | (np.diff(lefts) < -4 * half)
    starts = np.concatenate(([0], np.flatnonzero(fresh) + 1))
    ends = np.concatenate((starts[1:], [len(shown)]))
    x0, x1 = np.minimum.reduceat(lefts, starts).tolist(), np.maximum.reduceat(rights, starts).tolist()
    top, bottom = np.minimum.reduceat(tops, starts).tolist(), np.maximum.reduceat(bottoms, starts).tolist()
    seen = np.cumsum(glyphs.visible)
    lines = []
    for i, (a, b) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        first, last = int(shown[a]), int(shown[b - 1])
        whole = seen[last] - seen[first] == b - a - 1
        text = glyphs.text[first : last + 1] if whole else _spell(glyphs.text, shown[a:b])
        if _UNSEEN.search(text):
            text = _UNSEEN.sub("", text)
        size = glyphs.sizes.get(first) or round(bottom[i] - top[i], 1)
        word = len(text.split(" ", 1)[0]) if text[0].isascii() else 1
        lead = float(rights[min(a + word, b) - 1] - lefts[a])
        start = x0[i]
        while first > 0 and glyphs.codes[first - 1] in _BLANKS and glyphs.x1[first - 1] > glyphs.x0[first - 1]:
            first -= 1
            start = min(start, float(glyphs.x0[first]))
        lines.append(Line(sheet.page, text, x0[i], top[i], x1[i], bottom[i], size, first, start, lead=lead))
    return _beside(lines)


def _spell(text: str, index: NDArray[np.intp]) -> str:
    places = index.tolist()
    spelled = text[places[0]]
    for i, j in pairwise(places):
        spelled += (" " if j > i + 1 else "") + text[j]
    return spelled


def _beside(lines: list[Line]) -> list[Line]:
    """Pieces that stand beside each other, as in a signature line with wide gaps, made one line."""
    joined: list[Line] = []
    for line in lines:
        last = joined[-1] if joined else None
        if last is not None and abs(line.level - last.level) < 0.3 * line.size and 0 <= line.x0 - last.x1 < 12 * line.size:
            last.text += " " + line.text
            last.x1, last.top, last.bottom = line.x1, min(last.top, line.top), max(last.bottom, line.bottom)
        else:
            joined.append(line)
    return joined
