"""Ruling lines as drawn made into whole rules: dots chained, near positions made one, collinear pieces joined."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extract.page.sheet import Rule

NEAR = 3.0
"""Rules closer than this are one rule (double rules, borders of neighbouring cells), in points."""
_DASH = 14.0  # a piece up to this length may be a dash …
_LEAP = 8.0  # … and then reach this far over the gap to the next

Dot = tuple[float, float, float, float]


def whole_rules(pieces: list[Rule]) -> list[Rule]:
    """Each rule once, from its first to its last point; those of one position have the very same number for it."""
    rules: list[Rule] = []
    lane: list[Rule] = []
    for piece in sorted(set(pieces)):  # cells drawn side by side draw the line between them twice
        if lane and piece[0] - lane[-1][0] > NEAR:
            rules += _lane_rules(lane)
            lane = []
        lane.append(piece)
    return rules + _lane_rules(lane) if lane else rules


def _lane_rules(lane: list[Rule]) -> list[Rule]:
    """The rules made of pieces that lie in one lane, at its middle."""
    if len(lane) < 2:
        return lane
    middle = sum([position for position, _, _ in lane]) / len(lane)
    return [(middle, begin, end) for begin, end in _join([(begin, end) for _, begin, end in lane])]


def _join(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    spans.sort()
    joined = []
    low, high = spans[0]
    last = high - low
    for begin, end in spans:
        gap = begin - high
        if gap > NEAR and not (gap <= _LEAP and last <= _DASH and end - begin <= _DASH and gap <= 2 * max(last, end - begin)):
            joined.append((low, high))
            low, high = begin, end
        elif end > high:
            high = end
        last = end - begin
    joined.append((low, high))
    return joined


def chain_dots(dots: list[Dot]) -> tuple[list[Rule], list[Rule]]:
    """Horizontal and vertical rules that are drawn as rows of dots or short dashes."""
    if len(dots) < 6:
        return [], []
    boxes = np.array(dots)
    return _chain(boxes[:, [1, 3]], boxes[:, [0, 2]]), _chain(boxes[:, [0, 2]], boxes[:, [1, 3]])


def _chain(across: NDArray[np.float64], along: NDArray[np.float64]) -> list[Rule]:
    middle = across.mean(axis=1)
    lane = np.rint(middle / 0.75).astype(np.int64)
    order = np.lexsort((along[:, 0], lane))
    rules: list[Rule] = []
    run: list[int] = []
    for i, j in pairwise([*order.tolist(), -1]):
        run.append(i)
        if j >= 0 and lane[j] == lane[i] and along[j, 0] - along[i, 1] <= 4.5:
            continue
        if len(run) >= 4 and along[i, 1] - along[run[0], 0] >= 12:
            rules.append((float(middle[run].mean()), float(along[run[0], 0]), float(along[i, 1])))
        run = []
    return rules
