"""What is drawn on one pdfium page besides text: ruling lines, sides of shading, the largest picture."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field
from itertools import repeat
from time import monotonic
from typing import Any

from extract.page import pdfium
from extract.page.objects import page_objects
from extract.page.sheet import Rules

THIN, SHORT = 4.0, 3.0
"""A path up to THIN points across is a line; one up to SHORT points long is a dot."""
MAX_OBJECTS, MAX_SEGMENTS, MAX_DEPTH = 200_000, 400_000, 8
"""A page with more is not a table anybody could read."""

Matrix = tuple[float, float, float, float, float, float]

_mode, _mode_at = pdfium.slots("i", 2)
_color, _color_at = pdfium.slots("I", 4)
_matrix, (_matrix_at, *_) = pdfium.slots("f", 6)
_box, _box_at = pdfium.slots("f", 4)


class TooMany(Exception):
    """The page has more drawn objects than are worth reading, or reading them takes too long."""


@dataclass(slots=True)
class Strokes:
    """Drawn lines in the coordinates of the file (origin at the bottom left)."""

    rules: Rules = field(default_factory=Rules)
    dots: list[tuple[float, float, float, float]] = field(default_factory=list)
    image: float = 0.0
    """Area of the largest picture, in square points."""
    objects: int = 0
    segments: int = 0


def read_strokes(page: int, *, deadline: float, writers: Set[int] = frozenset()) -> Strokes:
    """Every drawn line of a page, form XObjects included; `writers` are objects known to be nothing but text.

    Raises `TooMany` past the limits or `deadline` (monotonic seconds).
    """
    strokes = Strokes()
    _count(strokes, pdfium.count_objects(page), deadline)
    _walk(strokes, [item for item in page_objects(page) if item not in writers], None, 0, deadline)
    return strokes


def _count(strokes: Strokes, number: int, deadline: float) -> None:
    strokes.objects += max(0, number)
    if strokes.objects > MAX_OBJECTS or monotonic() > deadline:
        raise TooMany


def _walk(strokes: Strokes, items: list[int], base: Matrix | None, depth: int, deadline: float) -> None:
    for item, kind in zip(items, map(pdfium.object_type, items), strict=True):
        if kind == pdfium.PATH:
            _read_path(strokes, item, base)
        elif kind == pdfium.IMAGE:
            pdfium.object_bounds(item, *_box_at)
            wide, high = _box[2] - _box[0], _box[3] - _box[1]
            if base is not None:
                wide, high = abs(wide * base[0]) + abs(high * base[2]), abs(wide * base[1]) + abs(high * base[3])
            strokes.image = max(strokes.image, wide * high)
        elif kind == pdfium.FORM and depth < MAX_DEPTH:
            pdfium.object_matrix(item, _matrix_at)
            own = _product(_matrix, base)
            number = pdfium.count_form_objects(item)
            _count(strokes, number, deadline)
            inner = list(map(pdfium.form_object, repeat(pdfium.pointer(item), max(0, number)), range(number)))
            _walk(strokes, inner, own, depth + 1, deadline)


def _read_path(strokes: Strokes, path: int, base: Matrix | None) -> None:
    pdfium.draw_mode(path, *_mode_at)
    filled, stroked = _mode
    if not filled and not stroked:
        return
    (pdfium.stroke_color if stroked else pdfium.fill_color)(path, *_color_at)
    red, green, blue, alpha = _color
    if not alpha:
        return
    white = red > 248 and green > 248 and blue > 248
    number = pdfium.count_segments(path)
    if number <= 5 and base is None and not (stroked and number == 5):  # five that are stroked are the sides of a cell
        pdfium.object_bounds(path, *_box_at)
        x0, y0, x1, y1 = _box
        if _keep_thin(strokes, x0, y0, x1, y1, white):
            return
        if not stroked and number >= 4:  # shading: its sides
            if not white:
                strokes.rules.soft_horizontal += ((y0, x0, x1), (y1, x0, x1))
                strokes.rules.soft_vertical += ((x0, y0, y1), (x1, y0, y1))
            return
    if number < 2 or (white and not stroked):  # a white box is paper
        return
    strokes.segments += number
    if strokes.segments > MAX_SEGMENTS:
        raise TooMany
    pdfium.object_matrix(path, _matrix_at)
    _read_segments(strokes, path, number, _product(_matrix, base), bool(stroked), white)


def _read_segments(strokes: Strokes, path: int, number: int, matrix: Matrix, stroked: bool, white: bool) -> None:
    a, b, c, d, e, f = matrix
    segments = list(pdfium.segments(path, number))
    if b == c == 0 and (corners := _rectangle(segments)):
        (x0, y0), (x1, y1) = corners
        _keep_rectangle(strokes, a * x0 + e, d * y0 + f, a * x1 + e, d * y1 + f, hard=stroked and not white, white=white)
        return
    points: list[tuple[float, float]] = []
    kinds: list[int] = []
    closed = False
    for x, y, kind, closes in segments:
        if kind == pdfium.MOVE_TO and points:
            _keep_outline(strokes, points, kinds, closed or not stroked, stroked, white)
            points, kinds, closed = [], [], False
        points.append((a * x + c * y + e, b * x + d * y + f))
        kinds.append(kind)
        closed = closed or closes
    _keep_outline(strokes, points, kinds, closed or not stroked, stroked, white)


def _rectangle(segments: list[pdfium.Segment]) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """Two opposite corners of a path that is nothing but a closed upright rectangle: what most cells are drawn as."""
    if len(segments) != 5:
        return None
    (ax, ay, _, _), (bx, by, b, _), (cx, cy, c, _), (dx, dy, d, _), (ex, ey, e, _) = segments
    if ax != ex or ay != ey or not b == c == d == e == pdfium.LINE_TO:
        return None
    if (bx == ax and by == cy and dx == cx and dy == ay) or (bx == cx and by == ay and dx == ax and dy == cy):
        return (ax, ay), (cx, cy)
    return None


def _keep_rectangle(strokes: Strokes, ax: float, ay: float, bx: float, by: float, *, hard: bool, white: bool) -> None:
    """Both pairs of sides, or the line that a thin rectangle is."""
    x0, x1 = (ax, bx) if ax < bx else (bx, ax)
    y0, y1 = (ay, by) if ay < by else (by, ay)
    if _keep_thin(strokes, x0, y0, x1, y1, white):
        return
    rules = strokes.rules
    across, upright = (rules.horizontal, rules.vertical) if hard else (rules.soft_horizontal, rules.soft_vertical)
    across += ((ay, x0, x1), (by, x0, x1))
    upright += ((ax, y0, y1), (bx, y0, y1))


def _keep_outline(strokes: Strokes, points: list[tuple[float, float]], kinds: list[int], closed: bool, stroked: bool, white: bool) -> None:
    """One part of a path: a thin one is a line, of others the sides that run along the page."""
    if len(points) < 2:
        return
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    if _keep_thin(strokes, min(xs), min(ys), max(xs), max(ys), white):
        return
    rules = strokes.rules
    hard = stroked and not white
    across, upright = (rules.horizontal, rules.vertical) if hard else (rules.soft_horizontal, rules.soft_vertical)
    if closed:
        points, kinds = [*points, points[0]], [*kinds, pdfium.LINE_TO]
    for (ax, ay), (bx, by), kind in zip(points, points[1:], kinds[1:], strict=False):
        if kind == pdfium.BEZIER_TO:
            continue
        if abs(ay - by) < 0.5 and abs(ax - bx) > SHORT:
            across.append((ay, min(ax, bx), max(ax, bx)))
        elif abs(ax - bx) < 0.5 and abs(ay - by) > SHORT:
            upright.append((ax, min(ay, by), max(ay, by)))


def _keep_thin(strokes: Strokes, x0: float, y0: float, x1: float, y1: float, white: bool) -> bool:
    """Keep a thin box as a line or a dot; False when it is not thin."""
    wide, high = x1 - x0, y1 - y0
    if high > THIN and wide > THIN:
        return False
    if not abs(x0) + abs(y0) + abs(x1) + abs(y1) < 1e6:  # infinite, not a number, or nowhere
        return True
    rules = strokes.rules
    if wide <= SHORT and high <= SHORT:
        if not white:
            strokes.dots.append((x0, y0, x1, y1))
    elif wide > high:
        (rules.soft_horizontal if white else rules.horizontal).append(((y0 + y1) / 2, x0, x1))
    else:
        (rules.soft_vertical if white else rules.vertical).append(((x0 + x1) / 2, y0, y1))
    return True


def _product(own: Any, base: Matrix | None) -> Matrix:
    a, b, c, d, e, f = own
    if base is None:
        return a, b, c, d, e, f
    p, q, r, s, t, u = base
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u
