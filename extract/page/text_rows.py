"""Rows of tables that rules part only into columns, or into blocks: told by the lines of text that stand side by side."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extract.grid import Grid
from extract.page.bands import Band, Bit, bands_of
from extract.page.cell_text import order_lines, spell_line
from extract.page.pieces import Piece
from extract.page.room import Members
from extract.page.row_cuts import rows_of
from extract.page.sheet import Glyphs

_MIN_COLS, _MIN_LINES = 3, 3
_PADDING = 5.0  # what a cell leaves free at its right, in points
_FILLED, _FIGURES = 0.6, 0.35
_MORE = 2  # so many times as many rows must be told by text as by rules …
_HEADER = 3  # … those of a header left out
_BARE, _NEARLY = 2, 0.8
_FEW = 4  # a table of so few ruled rows may be a block of two rows at a page end


def part_rows(grid: Grid, piece: Piece, glyphs: Glyphs, members: Members) -> Grid | None:
    """The grid with the rows that its text shows, or None where rules part all of them."""
    rows = piece.rows
    least = _MIN_LINES if rows > _FEW else _MIN_LINES - 1
    tall: defaultdict[int, list[int]] = defaultdict(list)  # line ends in the cells of each row that have any
    for cell in piece.cells:
        if cell.row_span == 1 and (ends := cell.text.count("\n")) >= least - 1:
            tall[cell.row].append(ends)
    blocks = {row for row, ends in tall.items() if len(ends) >= _MIN_COLS}
    if not blocks or sum(max(tall[row]) for row in blocks) + 1 < _MORE * (rows - len(blocks) - _HEADER):
        return None
    edges: dict[int, list[float]] = {}
    for row in range(rows):
        cells = [k for k, span in enumerate(grid.cells) if span[0] == row]
        if len(cells) < _MIN_COLS or any(grid.cells[k][2] != 1 for k in cells):
            continue
        right = {grid.cells[k][1]: float(grid.xs[grid.cells[k][1] + grid.cells[k][3]]) - _PADDING for k in cells}
        found = rows_of(bands_of([bit for k in cells for bit in _bits(glyphs, members.of(k), grid.cells[k][1])]))
        bare = rows <= _BARE and row in blocks  # a header and a block: rules part no rows at all
        if len(found) > 1 and (_plain(found, right, alone=row not in blocks) or (bare and _one_figure_each(found))):
            edges[row] = [(_low(above) + _high(below)) / 2 for above, below in pairwise(found)]
    if not edges.keys() & blocks:
        return None
    ruled = rows - len(edges) - min(min(edges), _HEADER)  # rows that rules part, without those of the header
    return _with_edges(grid, edges) if sum(map(len, edges.values())) + 1 >= _MORE * ruled else None


def _bits(glyphs: Glyphs, index: NDArray[np.intp], col: int) -> list[Bit]:
    """The lines of one cell."""
    if not len(index):
        return []
    x0, x1, top, bottom = glyphs.x0[index], glyphs.x1[index], glyphs.top[index], glyphs.bottom[index]
    bits = []
    for line in order_lines(x0, top, bottom):
        text = spell_line(glyphs.text, index, line, x0, x1, top, bottom)
        word = len(text.split(" ", 1)[0]) if text[:1].isascii() else 1
        bits.append(
            Bit(
                col,
                float(x0[line[0]]),
                float(top[line].min()),
                float(x1[line].max()),
                float(bottom[line].max()),
                text,
                float(x1[line[min(word, len(line)) - 1]] - x0[line[0]]),
            )
        )
    return bits


def _plain(rows: list[list[Band]], right: dict[int, float], *, alone: bool) -> bool:
    """Whether rows are filled in most columns and are made of figures, one in a cell, or of words that no line end breaks."""
    filled = [{bit.col for band in row for bit in band} for row in rows]
    if sum(map(len, filled)) < _FILLED * len(rows) * len(right) or sum(len(cells) > 1 for cells in filled) < 2:
        return False
    bits = [bit for row in rows for band in row for bit in band]
    if sum(bit.figure for bit in bits) < _FIGURES * len(bits):
        whole_rows = all(len(cells) >= _FILLED * len(right) for cells in filled)
        return not alone and whole_rows and len(rows) >= _MIN_LINES and len(bits) <= 2 * sum(map(len, filled)) and _words(rows, right)
    columns = Counter({(r, bit.col) for r, row in enumerate(rows) for band in row for bit in band if bit.figure})
    whole = Counter(col for _, col in columns)
    return (
        alone or (len(rows) >= _MIN_LINES and len(whole) >= 2) or (sum(n == len(rows) for n in whole.values()) >= 2 and _words(rows, right))
    )


def _one_figure_each(rows: list[list[Band]]) -> bool:
    """Whether some column holds one figure in nearly every row, and never two."""
    held = [Counter(bit.col for band in row for bit in band if bit.figure) for row in rows]
    alone = Counter(col for figures in held for col, count in figures.items() if count == 1)
    return len(rows) >= _MIN_LINES and any(
        count >= _NEARLY * len(rows) and all(figures[col] < 2 for figures in held) for col, count in alone.items()
    )


def _words(rows: list[list[Band]], right: dict[int, float]) -> bool:
    """Rows of words: in most columns and rows the text ends well before its line does."""
    ends: list[bool] = []
    for above, below in pairwise(rows):
        last = {bit.col: bit for band in above for bit in band}
        first = {bit.col: bit for band in reversed(below) for bit in band}
        pairs = [(last[col], first[col]) for col in last.keys() & first.keys()]
        ends += [up.figure or down.figure or right[up.col] - up.x1 > 1.2 * down.lead for up, down in pairs]
    return sum(ends) > 0.6 * len(ends)


def _low(row: list[Band]) -> float:
    return max(bit.bottom for band in row for bit in band)


def _high(row: list[Band]) -> float:
    return min(bit.top for band in row for bit in band)


def _with_edges(grid: Grid, edges: dict[int, list[float]]) -> Grid:
    """The grid with rows cut at further edges."""
    ys = sorted([*grid.ys.tolist(), *(y for row in edges.values() for y in row)])
    begin = [bisect_left(ys, y) for y in grid.ys.tolist()]
    cells = []
    for row, col, high, wide in grid.cells:
        if high == 1 and row in edges:
            cells += [(r, col, 1, wide) for r in range(begin[row], begin[row + 1])]
        else:
            cells.append((begin[row], col, begin[row + high] - begin[row], wide))
    cells.sort()
    owner = np.full((len(ys) - 1, len(grid.xs) - 1), -1, np.intp)
    for k, (row, col, high, wide) in enumerate(cells):
        owner[row : row + high, col : col + wide] = k
    return Grid(grid.xs, np.array(ys), owner, cells, grid.sided)
