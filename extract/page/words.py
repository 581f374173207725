"""The words of a line by the gaps between them, also those too narrow to part columns on their own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from extract.page.lines import Line
from extract.page.sheet import Glyphs

_NARROW = 0.6  # a gap wider than this share of the font size may part columns where other lines leave it free too
_UNSEEN = re.compile("[\xad\u200b\ufeff\r\n]")


@dataclass(frozen=True, slots=True)
class Word:
    """What stands between two gaps, with its own height: figures may stand beside the middle of two lines."""

    x0: float
    top: float
    x1: float
    bottom: float
    text: str


def words_of(glyphs: Glyphs, line: Line) -> list[Word]:
    """The words of a line from left to right."""
    if not line.index:
        return [Word(line.x0, line.top, line.x1, line.bottom, line.text)]
    index = line.index[0] if len(line.index) == 1 else np.concatenate(line.index)
    index = index[np.argsort(glyphs.x0[index], kind="stable")]
    lefts, rights = glyphs.x0[index], np.maximum.accumulate(glyphs.x1[index])
    gaps = np.flatnonzero(lefts[1:] - rights[:-1] > _NARROW * line.size) + 1
    words = []
    for a, b in pairwise([0, *gaps.tolist(), len(index)]):
        held = index[a:b]
        top, bottom = float(glyphs.top[held].min()), float(glyphs.bottom[held].max())
        words.append(Word(float(lefts[a]), top, float(rights[b - 1]), bottom, _spell(glyphs.text, np.sort(held).tolist())))
    return words


def _spell(text: str, places: list[int]) -> str:
    """Characters by their places, blanks where some are left out."""
    spelled = text[places[0]]
    for i, j in pairwise(places):
        spelled += (" " if j > i + 1 else "") + text[j]
    return _UNSEEN.sub("", spelled)
