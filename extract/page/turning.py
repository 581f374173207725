"""From the coordinates of the file (origin bottom left, rotated pages unturned) to an upright sheet (origin top left)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extract.page.glyphs import RawGlyphs
from extract.page.sheet import Floats, Glyphs, Rule, Rules


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
    shown = raw.visible
    if not shown.any():
        return 0
    if raw.quarter is None:
        return -rotation % 4
    standing = (raw.quarter[shown].astype(np.int64) + rotation) % 4
    return int(-np.bincount(standing, minlength=4).argmax() % 4)


def turn_glyphs(raw: RawGlyphs, frame: Frame, ask_size: Callable[[int], float | None]) -> Glyphs:
    """The characters on the sheet; those outside the page are set aside. `ask_size` tells the font size of one of them."""
    left, high, right, low = (raw.boxes[:, i] for i in range(4))
    x0, top, x1, bottom = _turn(left, high, right, low, frame)
    width, height = frame.size
    visible = _once(raw, x0, top)
    least, most = np.minimum.reduce, np.maximum.reduce
    if len(x0) and (least(x0) < 0 or least(top) < 0 or most(x1) > width or most(bottom) > height):
        middle, level = (x0 + x1) / 2, (top + bottom) / 2
        visible = visible & (middle >= 0) & (middle <= width) & (level >= 0) & (level <= height)
    quarter = None
    if raw.quarter is not None:
        quarter = ((raw.quarter.astype(np.int64) + frame.turns) % 4).astype(np.int8)
    elif frame.turns:
        quarter = np.full(len(x0), frame.turns, np.int8)
    if quarter is not None and not quarter[visible].any():
        quarter = None
    return Glyphs(raw.text, raw.codes, x0, top, x1, bottom, visible, quarter, ask_size=ask_size)


def _once(raw: RawGlyphs, x0: Floats, top: Floats) -> NDArray[np.bool_]:
    """Which characters are visible, those painted twice to look bold counted once."""
    visible = raw.visible
    if len(x0) < 2:
        return visible
    places = raw.codes * 65536.0
    places += np.rint(top / 3)
    places *= 65536.0
    places += np.rint(x0 / 3)
    places.sort()
    if np.count_nonzero(places[1:] == places[:-1]) < 4:
        return visible
    tall = np.abs(raw.boxes[:, 1] - raw.boxes[:, 3])
    shown = np.flatnonzero(visible)
    order = shown[np.lexsort((x0[shown], np.rint(top[shown] / 6), raw.codes[shown]))]
    a, b = order[:-1], order[1:]
    near = 0.12 * np.maximum(tall[a], 1)
    same = (raw.codes[a] == raw.codes[b]) & (np.abs(x0[a] - x0[b]) < near) & (np.abs(top[a] - top[b]) < near)
    visible = visible.copy()
    visible[np.maximum(a, b)[same]] = False
    return visible


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
