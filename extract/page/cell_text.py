"""The text of cells: characters in the order the file writes them, put in reading order where that order runs backwards."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extract.page.room import Members
from extract.page.sheet import Glyphs

_BLANK, _WIDE_BLANK, _BREAK = 32, 0x3000, 10
_NONE = np.zeros(0, np.intp)

Place = NDArray[np.float32]


def cell_texts(glyphs: Glyphs, owner: NDArray[np.intp], count: int) -> tuple[list[str], Members]:
    """Text of each of `count` cells, lines joined with line ends, and the characters of each cell that has any.

    `owner` names the cell of each character, -1 for none.
    """
    texts = [""] * count
    members = Members(_NONE, {})
    index = ((owner >= 0) & glyphs.visible).nonzero()[0]
    if not len(index):
        return texts, members
    cell = owner[index]
    if (cell[1:] < cell[:-1]).any():
        order = cell.argsort(kind="stable")
        index, cell = index[order], cell[order]
    x0, top, bottom = glyphs.x0[index], glyphs.top[index], glyphs.bottom[index]
    level, tall = (top + bottom) / 2, bottom - top
    new_cell = np.ones(len(index), np.bool_)
    new_cell[1:] = cell[1:] != cell[:-1]
    new_line, backwards, gap = ~new_cell, ~new_cell, ~new_cell
    half = np.maximum(tall[1:], tall[:-1]) / 2
    down, right = level[1:] - level[:-1], x0[1:] - x0[:-1]
    off = np.abs(down) > half
    new_line[1:] &= off | (right < -half)
    backwards[1:] &= (down < -half) | (~off & (right < -0.8 * half))
    between = (glyphs.visible | (glyphs.codes <= _BLANK) | (glyphs.codes == _WIDE_BLANK)).cumsum()[index]
    gap &= ~new_line
    gap[1:] &= between[1:] - between[:-1] > 1  # what is neither seen nor blank parts no words
    starts = new_cell.nonzero()[0]
    plain = _spell(glyphs.codes[index], new_line, gap, starts)
    ends = [*starts[1:].tolist(), len(index)]
    unruly = np.logical_or.reduceat(backwards, starts)
    if glyphs.quarter is not None:
        unruly |= np.logical_or.reduceat(glyphs.quarter[index] != 0, starts)
    owners = cell[starts].tolist()
    members = Members(index, dict(zip(owners, zip(starts.tolist(), ends, strict=True), strict=True)))
    for k, text, again in zip(owners, plain, unruly.tolist(), strict=True):
        texts[k] = read_order(glyphs, members.of(k), text) if again else text
    return texts, members


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
