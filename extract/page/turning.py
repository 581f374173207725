"""From the coordinates of the file (origin bottom left, rotated pages unturned) to an upright sheet (origin top left)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from extract.page.glyphs import RawGlyphs
from extract.page.sheet import Floats, Glyphs, Rule, Rules

_TWICE = 4  # so many characters painted twice are no accident
_MIXED = np.array([0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35], np.uint32)  # odd numbers that spread what they are multiplied with


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible box of a page in the file's coordinates, and how many quarter turns clockwise make its text upright."""

    x0: float
    y0: float
    x1: float
    y1: float
    turns: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the sheet."""
        wide, high = self.x1 - self.x0, self.y1 - self.y0
        return (high, wide) if self.turns % 2 else (wide, high)


def sideways(raw: RawGlyphs, rotation: int) -> int:
    """Quarter turns clockwise that make most of the text of a page upright, seen from the page as displayed."""
    shown = raw.sheaf.visible[raw.begin : raw.end]
    if not shown.any():
        return 0
    if raw.quarter is None:
        return -rotation % 4
    standing = (raw.quarter[shown].astype(np.int64) + rotation) % 4
    return int(-np.bincount(standing, minlength=4).argmax() % 4)


def turn_glyphs(raws: list[RawGlyphs], frames: list[Frame], sizes: list[Callable[[int], float | None]]) -> list[Glyphs]:
    """The characters of each page on its sheet, those outside the page set aside; `sizes` tell the font size of one of them.

    Neighbouring pages of one frame are turned together.
    """
    turned: list[Glyphs] = []
    for frame, run in groupby(zip(frames, raws, sizes, strict=True), key=itemgetter(0)):
        _, same, ask = zip(*run, strict=True)
        turned += _turn_alike(list(same), frame, list(ask))
    return turned


def _turn_alike(raws: list[RawGlyphs], frame: Frame, sizes: list[Callable[[int], float | None]]) -> list[Glyphs]:
    sheaf, first, last = raws[0].sheaf, raws[0].begin, raws[-1].end
    left, low, right, high = sheaf.edges[:, first:last]
    x0, top, x1, bottom = _turn(left, high, right, low, frame)
    codes, visible = sheaf.codes[first:last], sheaf.visible[first:last]
    bounds = [(raw.begin - first, raw.end - first) for raw in raws]
    if _any_twice(codes, x0, top, bounds):
        visible = visible.copy()
        tall = np.abs(high - low)
        for a, b in bounds:
            _hide_second(codes[a:b], x0[a:b], top[a:b], tall[a:b], visible[a:b])
    width, height = frame.size
    least, most = np.minimum.reduce, np.maximum.reduce
    if len(x0) and (least(x0) < 0 or least(top) < 0 or most(x1) > width or most(bottom) > height):
        middle, level = (x0 + x1) / 2, (top + bottom) / 2
        visible = visible & (middle >= 0) & (middle <= width) & (level >= 0) & (level <= height)
    return [
        Glyphs(
            raw.text,
            codes[a:b],
            x0[a:b],
            top[a:b],
            x1[a:b],
            bottom[a:b],
            visible[a:b],
            _turn_quarters(raw, frame, visible[a:b]),
            ask_size=ask,
        )
        for raw, (a, b), ask in zip(raws, bounds, sizes, strict=True)
    ]


def _turn_quarters(raw: RawGlyphs, frame: Frame, visible: NDArray[np.bool_]) -> NDArray[np.int8] | None:
    if raw.quarter is not None:
        quarter = ((raw.quarter.astype(np.int64) + frame.turns) % 4).astype(np.int8)
    elif frame.turns:
        quarter = np.full(len(visible), frame.turns, np.int8)
    else:
        return None
    return quarter if quarter[visible].any() else None


def _any_twice(codes: NDArray[np.uint32], x0: Floats, top: Floats, bounds: list[tuple[int, int]]) -> bool:
    """Whether characters may be painted twice at one place: by numbers that are alike for the same character at the same place."""
    with np.errstate(invalid="ignore"):  # far beyond any page
        across, down = (np.rint(edges / 3).astype(np.int32).view(np.uint32) for edges in (x0, top))
    places = codes * _MIXED[0] + across * _MIXED[1] + down * _MIXED[2]
    for a, b in bounds:
        places[a:b].sort()  # page by page, for short pieces are sorted much faster
    return int(np.count_nonzero(places[1:] == places[:-1])) >= _TWICE


def _hide_second(codes: NDArray[np.uint32], x0: Floats, top: Floats, tall: Floats, visible: NDArray[np.bool_]) -> None:
    """Make those characters of a page invisible that are painted a second time to look bold, where there are several."""
    places = (codes * 65536.0 + np.rint(top / 3)) * 65536.0 + np.rint(x0 / 3)
    places.sort()
    if np.count_nonzero(places[1:] == places[:-1]) < _TWICE:
        return
    shown = np.flatnonzero(visible)
    order = shown[np.lexsort((x0[shown], np.rint(top[shown] / 6), codes[shown]))]
    a, b = order[:-1], order[1:]
    near = 0.12 * np.maximum(tall[a], 1)
    same = (codes[a] == codes[b]) & (np.abs(x0[a] - x0[b]) < near) & (np.abs(top[a] - top[b]) < near)
    visible[np.maximum(a, b)[same]] = False


def turn_rules(rules: Rules, frame: Frame) -> Rules:
    """The ruling lines on the sheet."""
    horizontal, vertical = _turn_pair(rules.horizontal, rules.vertical, frame)
    soft_horizontal, soft_vertical = _turn_pair(rules.soft_horizontal, rules.soft_vertical, frame)
    return Rules(horizontal, vertical, soft_horizontal, soft_vertical)


def _turn(left: Floats, high: Floats, right: Floats, low: Floats, frame: Frame) -> tuple[Floats, Floats, Floats, Floats]:
    x0, y0, x1, y1 = frame.x0, frame.y0, frame.x1, frame.y1
    if frame.turns == 0:
        return left - x0, y1 - high, right - x0, y1 - low
    if frame.turns == 1:
        return low - y0, left - x0, high - y0, right - x0
    if frame.turns == 2:
        return x1 - right, low - y0, x1 - left, high - y0
    return y1 - high, x1 - right, y1 - low, x1 - left


def _turn_pair(across: list[Rule], upright: list[Rule], frame: Frame) -> tuple[list[Rule], list[Rule]]:
    x0, y0, x1, y1 = frame.x0, frame.y0, frame.x1, frame.y1
    if frame.turns == 0:
        return [(y1 - y, a - x0, b - x0) for y, a, b in across], [(x - x0, y1 - b, y1 - a) for x, a, b in upright]
    if frame.turns == 1:
        return [(x - x0, a - y0, b - y0) for x, a, b in upright], [(y - y0, a - x0, b - x0) for y, a, b in across]
    if frame.turns == 2:
        return [(y - y0, x1 - b, x1 - a) for y, a, b in across], [(x1 - x, a - y0, b - y0) for x, a, b in upright]
    return [(x1 - x, y1 - b, y1 - a) for x, a, b in upright], [(y1 - y, x1 - b, x1 - a) for y, a, b in across]
