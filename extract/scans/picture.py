"""A page that is a picture: made straight, its ruling lines found, its lines of text cut out for recognition."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extract.grid import Grid, find_grids
from extract.page.rulings import NEAR, whole_rules
from extract.page.sheet import Rule, Rules

Picture = NDArray[np.uint8]
Strip = tuple[int, int, int, int]
"""x0, top, x1, bottom of a line of text, in pixels."""

DPI = 200
"""Resolution pages are drawn at for recognition."""
SCALE = 72 / DPI
_MAX_SKEW = 4.0  # degrees


@dataclass(frozen=True, slots=True)
class Scan:
    """A straightened page with what is drawn on it."""

    picture: Picture
    """Grey values, upright and straight."""
    ink: Picture
    """1 where something is printed, ruling lines taken out."""
    rules: Rules
    """In points."""
    grids: list[Grid]


def read_scan(gray: Picture) -> Scan:
    """Straighten a grey page drawn at `DPI` and find its ruling lines."""
    picture = straighten(gray)
    ink = _ink(picture)
    lying, standing = _lines(ink, lying=True), _lines(ink, lying=False)
    rules, grids = _tables(Rules(horizontal=_rules(lying, lying=True), vertical=_rules(standing, lying=False)))
    drawn = cv2.dilate(_within(grids, lying | standing), np.ones((5, 5), np.uint8))
    return Scan(picture, np.where(drawn > 0, 0, ink).astype(np.uint8), rules, grids)


def straighten(gray: Picture) -> Picture:
    """Turn the page by the angle at which its lines of text and rules lie flattest."""
    angle = skew(gray)
    if abs(angle) < 0.03:
        return gray
    height, width = gray.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return np.asarray(cv2.warpAffine(gray, turn, (width, height), flags=cv2.INTER_LINEAR, borderValue=255), np.uint8)


def skew(gray: Picture) -> float:
    """Degrees by which lines fall to the right (positive: clockwise), between -4 and 4."""
    small = np.asarray(cv2.resize(gray, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint8)
    y, x = np.nonzero(_ink(small))
    if len(x) < 200:
        return 0.0
    step = max(1, len(x) // 60_000)
    y, x = y[::step].astype(np.float32), x[::step].astype(np.float32)

    def sharpness(degrees: float) -> float:
        rows = (y - x * np.tan(np.radians(degrees))).astype(np.int32)
        counts = np.bincount(rows - rows.min())
        return float((counts.astype(np.float64) ** 2).sum())

    best = max(np.arange(-_MAX_SKEW, _MAX_SKEW + 0.01, 0.25), key=sharpness)
    return float(max(np.arange(best - 0.25, best + 0.251, 0.02), key=sharpness))


def strips(scan: Scan) -> list[Strip]:
    """Lines of text: within each cell of each table, then outside the tables."""
    found: list[Strip] = []
    outside = scan.ink.copy()
    for grid in scan.grids:
        xs, ys = grid.xs / SCALE, grid.ys / SCALE
        for row, col, rows, cols in grid.cells:
            x0, x1 = int(xs[col]) + 3, int(xs[col + cols]) - 2
            y0, y1 = int(ys[row]) + 3, int(ys[row + rows]) - 2
            if x1 > x0 and y1 > y0:
                found += [(x0 + a, y0 + b, x0 + c, y0 + d) for a, b, c, d in _bands(scan.ink[y0:y1, x0:x1], split=False)]
        outside[max(0, int(ys[0]) - 3) : int(ys[-1]) + 4, max(0, int(xs[0]) - 3) : int(xs[-1]) + 4] = 0
    return found + _bands(outside, split=True)


def _ink(gray: Picture) -> Picture:
    threshold, _ = cv2.threshold(gray, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    return (gray < min(float(threshold), 200.0)).astype(np.uint8)


def _tables(rules: Rules) -> tuple[Rules, list[Grid]]:
    """Grids large enough to be tables, and their rules: the strokes of a large character can close a small one."""
    grids = [grid for grid in find_grids(whole_rules(rules.horizontal), whole_rules(rules.vertical)) if _is_table(grid)]

    def kept(position: float, begin: float, end: float, *, lying: bool) -> bool:
        for grid in grids:
            x0, top, x1, bottom = grid.bounds
            across, along = ((top, bottom), (x0, x1)) if lying else ((x0, x1), (top, bottom))
            if across[0] - NEAR <= position <= across[1] + NEAR and begin < along[1] and end > along[0]:
                return True
        return False

    horizontal = [rule for rule in rules.horizontal if kept(*rule, lying=True)]
    return Rules(horizontal=horizontal, vertical=[rule for rule in rules.vertical if kept(*rule, lying=False)]), grids


def _is_table(grid: Grid) -> bool:
    x0, top, x1, bottom = grid.bounds
    return x1 - x0 > 90 and bottom - top > 12


def _within(grids: list[Grid], lines: Picture) -> Picture:
    """The lines of tables only: long strokes of a large title are text."""
    kept = np.zeros_like(lines)
    for grid in grids:
        x0, top, x1, bottom = (round(edge / SCALE) for edge in grid.bounds)
        place = np.s_[max(0, top - 4) : bottom + 5, max(0, x0 - 4) : x1 + 5]
        kept[place] = lines[place]
    return kept


def _lines(ink: Picture, *, lying: bool) -> Picture:
    """Pixels of straight lines longer than a stroke of body text."""
    length = round(14 / SCALE) if lying else round(11 / SCALE)
    thick = cv2.dilate(ink, np.ones((3, 1) if lying else (1, 3), np.uint8))
    kernel = np.ones((1, length) if lying else (length, 1), np.uint8)
    return np.asarray(cv2.morphologyEx(thick, cv2.MORPH_OPEN, kernel), np.uint8)


def _rules(lines: Picture, *, lying: bool) -> list[Rule]:
    """Connected line pixels as rules in points; blots that are not thin are no rules."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
    rules = []
    for x, y, w, h, _ in stats[1:]:
        along, across, start, middle = (w, h, x, y + h / 2) if lying else (h, w, y, x + w / 2)
        if across <= 14 and along > 4 * across:
            rules.append((float(middle * SCALE), float(start * SCALE), float((start + along) * SCALE)))
    return rules


def _bands(ink: Picture, *, split: bool) -> list[Strip]:
    """Lines of text in a region by where rows carry ink; with `split`, wide gaps within a line part it."""
    rows = ink.sum(axis=1) > 0
    edges = np.flatnonzero(np.diff(np.concatenate(([0], rows.astype(np.int8), [0]))))
    spans = [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    usual = _usual_height(spans)
    merged: list[tuple[int, int]] = []
    for top, bottom in spans:
        if merged and bottom - merged[-1][0] <= 1.25 * usual and top - merged[-1][1] <= 0.45 * usual:
            merged[-1] = (merged[-1][0], bottom)
        else:
            merged.append((top, bottom))
    found = []
    for top, bottom in merged:
        columns = np.flatnonzero(ink[top:bottom].sum(axis=0))
        if bottom - top < 4 or len(columns) < 2:
            continue
        cuts = np.flatnonzero(np.diff(columns) > 3.0 * usual) if split else np.array([], np.int64)
        begins = [0, *(cuts + 1).tolist()]
        ends = [*cuts.tolist(), len(columns) - 1]
        found += [(int(columns[a]), top, int(columns[b]) + 1, bottom) for a, b in zip(begins, ends, strict=True)]
    return found


def _usual_height(spans: list[tuple[int, int]]) -> float:
    """Height of a line of text: the upper half's middle, since strokes such as 一 are lower than their line."""
    heights = sorted(bottom - top for top, bottom in spans if bottom - top >= 4)
    if not heights:
        return 12 / SCALE
    return float(min(max(heights[(3 * len(heights)) // 4], 7 / SCALE), 24 / SCALE))
