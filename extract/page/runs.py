"""Where lines of text begin and what is irregular about them, told for the characters of several sheets at once."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from extract.page.sheet import Sheet

_WIDE = 1.1  # a gap wider than this, in heights of a character, parts columns rather than words
_LEVEL = 0.4  # … and words parted so stand in different lines when their middles differ by this share of the height of a line


@dataclass(frozen=True, slots=True)
class Run:
    """The characters of the lines of several sheets, one after the other."""

    shown: NDArray[np.intp]
    """Their numbers on their page."""
    lefts: list[float]
    rights: list[float]
    edges: list[int]
    """Where each line begins, and the end of the last."""
    boxes: list[tuple[float, float, float, float]]
    """Left, upper, right and lower edge of each line."""
    unruly: list[bool]
    """Whether a line runs backwards somewhere."""
    whole: list[bool]
    """Whether all visible characters between the first and the last of a line belong to it."""
    gaps: list[int]
    """The characters with a wide gap behind them."""
    gapped: list[bool]
    """Whether there is one in a line."""
    pages: list[int]
    """The first line of each sheet, and the end of the last."""


def find_run(sheets: list[Sheet], outside: list[NDArray[np.bool_]]) -> Run:
    """Where lines begin, what they take up and what is irregular about them."""
    visible = np.concatenate([sheet.glyphs.visible for sheet in sheets])
    shown = (np.concatenate(outside) & visible).nonzero()[0]
    count = len(shown)
    bounds = [0, *accumulate([len(sheet.glyphs.codes) for sheet in sheets])]
    turns = shown.searchsorted(bounds)  # where the characters of each sheet begin
    if not count:
        return Run(shown, [], [], [0], [], [], [], [], [], [0] * len(bounds))
    tops, bottoms, lefts, rights = (
        np.concatenate([getattr(sheet.glyphs, edge) for sheet in sheets])[shown] for edge in ("top", "bottom", "x0", "x1")
    )
    level, tall = (tops + bottoms) / 2, bottoms - tops
    broken = (np.concatenate([sheet.glyphs.codes for sheet in sheets]) == 10).cumsum()[shown]
    half = np.maximum(tall[1:], tall[:-1]) * 0.6
    fresh = np.ones(count, np.bool_)  # begins a line
    off = np.abs(level[1:] - level[:-1])
    fresh[1:] = (broken[1:] > broken[:-1]) | (off > half)
    fresh[turns[turns < count]] = True
    if (uneven := ~fresh[1:] & (off > _LEVEL * half)).any():  # beside each other in a table, one in the middle of the other's lines
        wide_gap = _WIDE * tall[1:]
        fresh[1:] |= uneven & ((lefts[1:] - rights[:-1] > wide_gap) | (lefts[:-1] - rights[1:] > wide_gap))
    starts = fresh.nonzero()[0]
    back = ~fresh
    back[1:] &= lefts[1:] - lefts[:-1] < -0.6 * half
    wide = np.zeros(count, np.bool_)  # a wide gap behind it
    wide[:-1] = (lefts[1:] - rights[:-1] > _WIDE * tall[1:]) & ~fresh[1:]
    boxes = zip(
        np.minimum.reduceat(lefts, starts).tolist(),
        np.minimum.reduceat(tops, starts).tolist(),
        np.maximum.reduceat(rights, starts).tolist(),
        np.maximum.reduceat(bottoms, starts).tolist(),
        strict=True,
    )
    seen = visible.cumsum()[shown]
    ends = np.append(starts[1:], count) - 1
    return Run(
        shown - np.repeat(bounds[:-1], turns[1:] - turns[:-1]),
        lefts.tolist(),
        rights.tolist(),
        [*starts.tolist(), count],
        list(boxes),
        np.logical_or.reduceat(back, starts).tolist(),
        (seen[ends] - seen[starts] == ends - starts).tolist(),
        wide.nonzero()[0].tolist(),
        np.logical_or.reduceat(wide, starts).tolist(),
        starts.searchsorted(turns).tolist(),
    )
