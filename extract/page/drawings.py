"""Grids of lines that are no tables: borders of pages, rules between columns of prose, marked words, charts."""

from __future__ import annotations

from collections import Counter

import numpy as np

from extract.grid import ROOM, Grid
from extract.page.pieces import Piece
from extract.page.rulings import NEAR
from extract.page.sheet import Rule

_EDGE = 0.08
"""A border of the page stands within this share of its width and height from the edges."""
_COLUMNS, _ALIKE, _TALL, _WIDE = 3, 1.15, 0.33, 0.7  # prose stands in few columns of one width that fill the page
_MANY, _FILLED, _HEADED = 12, 0.15, 0.6
_WHOLE = 0.8
"""A shaded table covers this share of its rectangle."""


def is_frame(grid: Grid, width: float, height: float) -> bool:
    """Whether a grid only sets parts of a page of this size apart: a border with a band, a bar beside the text, a rule between columns."""
    rows, cols = len(grid.ys) - 1, len(grid.xs) - 1
    if cols == 1:
        x0, top, x1, bottom = grid.bounds
        border = x0 < _EDGE * width and x1 > (1 - _EDGE) * width and top < _EDGE * height and bottom > (1 - _EDGE) * height
        return border or not grid.sided
    if rows > 1 or grid.sided or cols > _COLUMNS or float(grid.ys[-1] - grid.ys[0]) < _TALL * height:
        return False
    wide = np.diff(grid.xs)
    return bool(wide.sum() > _WIDE * width and wide.max() < _ALIKE * wide.min())


def is_band(grid: Grid, rule: Rule) -> bool:
    """Whether the edge of a shaded row parts rows between which no line is drawn: over the whole width, with room for text on both sides."""
    y, begin, end = rule
    x0, top, x1, bottom = grid.bounds
    return top < y < bottom and begin <= x0 + NEAR and end >= x1 - NEAR and bool(np.abs(grid.ys - y).min() > ROOM)


def is_marking(grid: Grid) -> bool:
    """Whether the shading of a grid only stands behind words: one column of lines, or patches that touch here and there."""
    return len(grid.xs) == 2 or float((grid.owner >= 0).mean()) < _WHOLE


def is_chart(piece: Piece) -> bool:
    """Whether so few of many cells hold text, and nowhere a row or column of them as in a form to fill in, that it is a drawing."""
    if len(piece.cells) < _MANY:
        return False
    filled = [cell for cell in piece.cells if cell.text]
    if len(filled) > _FILLED * len(piece.cells):
        return False
    lines = [("row", cell.row, cell.row_span) for cell in filled] + [("col", *cell.place) for cell in filled]
    there = Counter([("row", cell.row, cell.row_span) for cell in piece.cells] + [("col", *cell.place) for cell in piece.cells])
    return not any(held > 1 and held >= _HEADED * there[line] for line, held in Counter(lines).items())
