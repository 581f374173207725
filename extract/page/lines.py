"""Lines of text outside tables, as the page shows them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extract.page.runs import Run, find_run
from extract.page.sheet import Glyphs, Sheet

_BLANKS = " \u3000"
_FIRST = re.compile(r".?[，。；：！？、）》”’」』】]*")  # what may not begin a line stays with the character before it
_UNSEEN = re.compile("[\xad\u200b\ufeff\r\n]")
_LEFTWARDS = re.compile("[\u0590-\u08ff\ufb1d-\ufefc]")
"""Hebrew, Arabic and their neighbours: pdfium gives them in the order they are read."""


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a line between two wide gaps."""

    x0: float
    x1: float
    text: str


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
    parts: list[Part] = field(default_factory=list)
    """Its words between wide gaps; empty when there are no wide gaps."""
    lead: float = 0.0
    """Width of its first word: what would have had to fit on the line before."""
    standing: bool = False
    """True when it does not run from left to right."""
    index: tuple[NDArray[np.intp], ...] = ()
    """Its characters on the page."""

    @property
    def level(self) -> float:
        """Middle of the line."""
        return (self.top + self.bottom) / 2


def find_lines(sheets: list[Sheet], outside: list[NDArray[np.bool_]]) -> list[list[Line]]:
    """Lines of each sheet made of its visible characters marked `outside`, in the order the file writes them.

    Most of what it takes it takes once, for however many sheets.
    """
    run = find_run(sheets, outside)
    found = []
    for sheet, low, high in zip(sheets, run.pages, run.pages[1:], strict=False):
        lines = [_read_line(sheet, run, i) for i in range(low, high)]
        found.append(_beside(_interleaved(sheet, lines)))
    return found


def _read_line(sheet: Sheet, run: Run, i: int) -> Line:
    """Line number `i` of a run."""
    glyphs = sheet.glyphs
    a, b = run.edges[i], run.edges[i + 1]
    index = run.shown[a:b]
    first, last = int(index[0]), int(index[-1])
    if run.unruly[i] and not _LEFTWARDS.search(glyphs.text, first, last + 1):
        text = _by_place(glyphs, index)
    elif run.whole[i]:
        text = glyphs.text[first : last + 1]
    else:
        text = _spell(glyphs.text, index)
    text = _UNSEEN.sub("", text)
    line = _line(sheet, index, first, text, run.boxes[i], run.rights[min(a + _first_word(text), b) - 1] - run.lefts[a])
    if run.gapped[i] and not run.unruly[i]:
        gaps = run.gaps[bisect_left(run.gaps, a) : bisect_left(run.gaps, b)]
        cuts = [a, *[gap + 1 for gap in gaps], b]
        line.parts = [Part(run.lefts[c], run.rights[d - 1], _spell(glyphs.text, run.shown[c:d])) for c, d in pairwise(cuts)]
    return line


def _first_word(text: str) -> int:
    """Length of what would have had to fit on the line before."""
    return len(text.split(" ", 1)[0]) if text[:1].isascii() else len(_FIRST.match(text)[0])  # type: ignore[index]


def _line(sheet: Sheet, index: NDArray[np.intp], first: int, text: str, box: tuple[float, float, float, float], lead: float) -> Line:
    """The line of these characters from the `first` on, whose first word is `lead` wide."""
    glyphs = sheet.glyphs
    x0, top, x1, bottom = box
    size = glyphs.size(first) or _size_like(glyphs, first) or round(bottom - top, 1)
    start = x0
    while first > 0 and glyphs.text[first - 1] in _BLANKS and glyphs.x1[first - 1] > glyphs.x0[first - 1]:
        first -= 1
        start = min(start, float(glyphs.x0[first]))
    return Line(sheet.page, text, x0, top, x1, bottom, size, first, start, lead=lead, index=(index,))


def _size_like(glyphs: Glyphs, index: int) -> float | None:
    """Font size of a character of the same height whose size is known."""
    tall = float(glyphs.bottom[index] - glyphs.top[index])
    known = (size for i, size in glyphs.sizes.items() if abs(float(glyphs.bottom[i] - glyphs.top[i]) - tall) < 0.02 * tall)
    return next(known, None)


def _spell(text: str, index: NDArray[np.intp]) -> str:
    places = index.tolist()
    spelled = text[places[0]]
    for i, j in pairwise(places):
        spelled += (" " if j > i + 1 else "") + text[j]
    return spelled


def _by_place(glyphs: Glyphs, index: NDArray[np.intp]) -> str:
    """The characters of one line from left to right."""
    order = index[np.argsort(glyphs.x0[index], kind="stable")].tolist()
    spelled = glyphs.text[order[0]]
    for i, j in pairwise(order):
        written = abs(j - i) == 2 and glyphs.text[(i + j) // 2] in _BLANKS
        blank = written or glyphs.x0[j] - glyphs.x1[i] > 0.25 * (glyphs.bottom[j] - glyphs.top[j])
        spelled += (" " if blank else "") + glyphs.text[j]
    return spelled


def _interleaved(sheet: Sheet, lines: list[Line]) -> list[Line]:
    """Lines written in several passes (marks in another font after the words) made one line each."""
    gone: set[int] = set()
    for i, j in pairwise(sorted(range(len(lines)), key=lambda i: lines[i].level)):
        a, b = lines[i], lines[j]
        if abs(a.level - b.level) > 0.25 * a.size or min(a.x1, b.x1) - max(a.x0, b.x0) < 0.3 * a.size:
            continue
        index = np.sort(np.concatenate([*a.index, *b.index]))
        box = (min(a.x0, b.x0), min(a.top, b.top), max(a.x1, b.x1), max(a.bottom, b.bottom))
        text = _UNSEEN.sub("", _by_place(sheet.glyphs, index))
        first, last = int(index[0]), index[min(_first_word(text), len(index)) - 1]
        lines[j] = _line(sheet, index, first, text, box, float(sheet.glyphs.x1[last]) - float(sheet.glyphs.x0[first]))
        gone.add(i)
    return [line for i, line in enumerate(lines) if i not in gone] if gone else lines


def _beside(lines: list[Line]) -> list[Line]:
    """Pieces that stand beside each other, as in a signature line with wide gaps, made one line."""
    joined: list[Line] = []
    for line in lines:
        last = joined[-1] if joined else None
        if last is not None and abs(line.level - last.level) < 0.3 * line.size and 0 <= line.x0 - last.x1 < 12 * line.size:
            parts = [last.parts or [Part(last.x0, last.x1, last.text)], line.parts or [Part(line.x0, line.x1, line.text)]]
            last.parts = [*parts[0], *parts[1]] if line.x0 - last.x1 > line.size else []
            last.text += " " + line.text
            last.index += line.index
            last.x1, last.top, last.bottom = line.x1, min(last.top, line.top), max(last.bottom, line.bottom)
        else:
            joined.append(line)
    return joined
