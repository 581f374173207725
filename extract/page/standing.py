"""Lines that run up, down or upside down on a sheet whose text is otherwise upright: page numbers beside a table set sideways, labels."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from extract.page.lines import Line, find_lines
from extract.page.sheet import Floats, Sheet

_Edges = tuple[Floats, Floats, Floats, Floats]


def find_standing(sheet: Sheet, outside: NDArray[np.bool_]) -> list[Line]:
    """Lines of the characters marked `outside` that do not stand upright, each read along itself."""
    glyphs = sheet.glyphs
    if glyphs.quarter is None:
        return []
    lines: list[Line] = []
    for quarter in (1, 2, 3):
        chosen = outside & (glyphs.quarter == quarter)
        if chosen.any():
            x0, top, x1, bottom = _turned((glyphs.x0, glyphs.top, glyphs.x1, glyphs.bottom), quarter)
            upright = replace(sheet, glyphs=replace(glyphs, x0=x0, top=top, x1=x1, bottom=bottom, quarter=None))
            lines += [_back(line, quarter) for line in find_lines([upright], [chosen])[0]]
    return lines


def _turned(edges: _Edges, quarter: int) -> _Edges:
    """Left, upper, right and lower edges as somebody sees them who turns the sheet until the text is upright."""
    x0, top, x1, bottom = edges
    if quarter == 1:
        return top, -x1, bottom, -x0
    return (-x1, -bottom, -x0, -top) if quarter == 2 else (-bottom, x0, -top, x1)


def _back(line: Line, quarter: int) -> Line:
    """The line where it stands on the sheet."""
    x0, top, x1, bottom = line.x0, line.top, line.x1, line.bottom
    if quarter == 1:
        x0, top, x1, bottom = -bottom, x0, -top, x1
    elif quarter == 2:
        x0, top, x1, bottom = -x1, -bottom, -x0, -top
    else:
        x0, top, x1, bottom = top, -x1, bottom, -x0
    return replace(line, x0=x0, top=top, x1=x1, bottom=bottom, start=x0, parts=[], standing=True)
