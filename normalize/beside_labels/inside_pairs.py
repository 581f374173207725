"""Parts a cell that holds labels with their values: 执行率：97%, or several of them (目标值：≥30场；完成值：36场；分值：10)."""

from __future__ import annotations

import re

from msgspec.structs import replace

from model import Cell

Pair = tuple[Cell, Cell]
"""A label and its value; the place of both is the cell they stand in."""


def pairs_inside(cell: Cell) -> list[Pair]:
    """Its labels and values in order; nothing where some part of the cell is no such pair."""
    if "：" not in cell.text and ":" not in cell.text:
        return []
    pairs = []
    for piece in _ENDS.split(cell.text.strip().rstrip("；;。")):
        found = _ONE.fullmatch(piece.strip())
        if found is None or not found["value"].strip():
            return []
        label, value = found["label"].strip(), found["value"].strip()
        pairs.append((replace(cell, text=label, raw=label), replace(cell, text=value, raw=value)))
    return pairs


_ENDS = re.compile(r"[；;\n]|[，,](?=[^\d：:，,]{2,12}[：:])")
_ONE = re.compile(r"(?P<label>[^\d：:][^：:\d]{1,19})[：:](?P<value>[^：:]*)")
