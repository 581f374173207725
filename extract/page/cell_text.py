"""The text of cells: characters in the order the file writes them, put in reading order where that order runs backwards."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from extract.page.room import Members
from extract.page.sheet import Glyphs

_BLANK, _WIDE_BLANK, _BREAK = 32, 0x3000, 10

Place = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Owned:
    """Which visible characters of a page stand in which of the cells of a table."""

    glyphs: Glyphs
    count: int
    """How many cells there are."""
    index: NDArray[np.intp]
    """The characters, in the order the file writes them."""
    cells: NDArray[np.intp]
    """The cell of each of them."""


def cell_texts(tables: list[Owned]) -> list[tuple[list[str], Members]]:
    """Text of each cell of each table, lines joined with line ends, and the characters of each cell that has any.

    Most of what it takes it takes once, for however many tables.
    """
    sizes = [0, *accumulate([len(table.index) for table in tables])]
    if not sizes[-1]:
        return [([""] * table.count, Members(table.index, {})) for table in tables]
    bases = [0, *accumulate([table.count for table in tables])]
    cell = np.concatenate([table.cells for table in tables]) + np.repeat(bases[:-1], np.diff(sizes))
    place = np.concatenate([table.index for table in tables])
    if (cell[1:] < cell[:-1]).any():
        order = cell.argsort(kind="stable")
        cell, place = cell[order], place[order]
    parts = [(table.glyphs, place[begin:end]) for table, (begin, end) in zip(tables, pairwise(sizes), strict=True)]
    x0, top, bottom = (np.concatenate([getattr(glyphs, edge)[index] for glyphs, index in parts]) for edge in ("x0", "top", "bottom"))
    codes = np.concatenate([glyphs.codes[index] for glyphs, index in parts])
    level, tall = (top + bottom) / 2, bottom - top
    new_cell = np.ones(len(cell), np.bool_)
    new_cell[1:] = cell[1:] != cell[:-1]
    new_line, backwards, gap = ~new_cell, ~new_cell, ~new_cell
    half = np.maximum(tall[1:], tall[:-1]) / 2
    down, right = level[1:] - level[:-1], x0[1:] - x0[:-1]
    off = np.abs(down) > half
    new_line[1:] &= off | (right < -half)
    backwards[1:] &= (down < -half) | (~off & (right < -0.8 * half))
    between = np.concatenate([_counted(glyphs)[index] for glyphs, index in parts])
    gap &= ~new_line
    gap[1:] &= between[1:] - between[:-1] > 1  # what is neither seen nor blank parts no words
    starts = new_cell.nonzero()[0]
    plain = _spell(codes, new_line, gap, starts)
    unruly = np.logical_or.reduceat(backwards, starts).tolist()
    owners, begins = cell[starts].tolist(), starts.tolist()
    found = []
    cells = pairwise(starts.searchsorted(sizes).tolist())  # those of each table that have any text
    for table, base, begin, (low, high), (_, index) in zip(tables, bases, sizes, cells, parts, strict=False):
        numbers = [owner - base for owner in owners[low:high]]
        cuts = [at - begin for at in begins[low:high]]
        found.append(_laid(table, index, numbers, cuts, plain[low:high], unruly[low:high]))
    return found


def _laid(
    table: Owned, index: NDArray[np.intp], numbers: list[int], cuts: list[int], plain: list[str], unruly: list[bool]
) -> tuple[list[str], Members]:
    """Texts and characters of one table: `numbers` are its cells that have any, whose characters begin at `cuts` in `index`."""
    glyphs = table.glyphs
    members = Members(index, dict(zip(numbers, pairwise([*cuts, len(index)]), strict=True)))
    if glyphs.quarter is not None and cuts:
        turned = np.logical_or.reduceat(glyphs.quarter[index] != 0, cuts).tolist()
        unruly = [any(either) for either in zip(unruly, turned, strict=True)]
    texts = [""] * table.count
    for k, text, again in zip(numbers, plain, unruly, strict=True):
        texts[k] = read_order(glyphs, members.of(k), text) if again else text
    return texts, members


def _counted(glyphs: Glyphs) -> NDArray[np.intp]:
    """How many characters that are seen or blank there are up to each."""
    return np.cumsum(glyphs.visible | (glyphs.codes <= _BLANK) | (glyphs.codes == _WIDE_BLANK), dtype=np.intp)


def _spell(codes: NDArray[np.uint32], new_line: NDArray[np.bool_], gap: NDArray[np.bool_], starts: NDArray[np.intp]) -> list[str]:
    """Characters with a line end or a blank put before those marked, cut at `starts`."""
    extra = (new_line | gap).nonzero()[0]
    spelled = codes
    if len(extra):
        spelled = np.empty(len(codes) + len(extra), np.uint32)
        own = np.ones(len(spelled), np.bool_)
        put = extra + np.arange(len(extra))
        own[put] = False
        spelled[own] = codes
        spelled[put] = np.where(new_line[extra], _BREAK, _BLANK)
    text = spelled.tobytes().decode("utf-32-le", "replace")
    cuts = [*(starts + extra.searchsorted(starts)).tolist(), len(text)]
    return [text[a:b] for a, b in pairwise(cuts)]


def read_order(glyphs: Glyphs, index: NDArray[np.intp], plain: str) -> str:
    """Text of the characters of one cell by where they stand; `plain` is their text as written."""
    x0, x1, top, bottom = glyphs.x0[index], glyphs.x1[index], glyphs.top[index], glyphs.bottom[index]
    if glyphs.quarter is not None:
        turned = int(np.bincount(glyphs.quarter[index].astype(np.int64), minlength=4).argmax())
        if turned == 1:  # reads downwards: lines from right to left
            x0, x1, top, bottom = top, bottom, -x1, -x0
        elif turned == 3:
            x0, x1, top, bottom = -bottom, -top, x0, x1
        elif turned == 2:
            x0, x1, top, bottom = -x1, -x0, -bottom, -top
    elif _in_columns(x0, top, bottom):
        return plain.replace(" ", "")
    lines = order_lines(x0, top, bottom)
    return "\n".join([spell_line(glyphs.text, index, line, x0, x1, top, bottom) for line in lines])


def spell_line(text: str, index: NDArray[np.intp], line: list[int], x0: Place, x1: Place, top: Place, bottom: Place) -> str:
    """The characters of one line from left to right, gaps as blanks; `line` counts within `index`."""
    word = text[index[line[0]]]
    for i, j in pairwise(line):
        word += (" " if x0[j] - x1[i] > 0.25 * (bottom[j] - top[j]) else "") + text[index[j]]
    return word


def _in_columns(x0: NDArray[np.float32], top: NDArray[np.float32], bottom: NDArray[np.float32]) -> bool:
    """Written downwards, column by column from right to left: then the order of the file is the reading order."""
    if len(x0) < 4:
        return False
    tall = np.maximum(bottom - top, 0.1)[1:]
    right, down = np.diff(x0), np.diff(top)
    falling = (np.abs(right) < 0.6 * tall) & (down > 0.5 * tall)
    jumping = (right < -0.5 * tall) & (down < -0.5 * tall)
    return bool(jumping.any() and (falling | jumping).all())


def order_lines(x0: Place, top: Place, bottom: Place) -> list[list[int]]:
    """Characters by line from the topmost, each from left to right; a raised or lowered character stays in its line."""
    level = (top + bottom) / 2
    step = float(np.median(bottom - top)) * 0.36 or 1.0
    lines: list[list[int]] = []
    last = 0.0
    for i in np.lexsort((x0, level)).tolist():
        if lines and level[i] - last <= step:
            lines[-1].append(i)
        else:
            lines.append([i])
        last = float(level[i])
    for line in lines:
        line.sort(key=x0.__getitem__)
    return lines
