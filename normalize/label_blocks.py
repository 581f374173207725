"""Reads indicators printed as small blocks of labels and values: 指标名称 | … | 指标值 | … | 实际值 | …."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from model import Cell, Indicator
from normalize.form import Reader
from normalize.grid import Grid
from normalize.indicators import indicator_of
from normalize.vocabulary import label_key


def read_label_blocks(grid: Grid, reader: Reader) -> list[Indicator]:
    """One Indicator for each block that names one and gives its target or result; nothing in a table that has none."""
    blocks: list[dict[str, Cell]] = []
    labels: list[list[Cell]] = []
    for label, meaning, values in _labelled(grid, reader):
        if meaning == "level3" and "指标" in label.text:
            blocks.append({})
            labels.append([])
        if blocks and meaning not in blocks[-1]:
            _put(blocks[-1], meaning, values)
            labels[-1] += [label, *values]
    found = []
    for cells, taken in zip(blocks, labels, strict=True):
        name = cells["level3"]
        if len(cells) >= _FEWEST and name.text and ("target" in cells or "actual" in cells):
            grid.take(*taken)
            found.append(indicator_of(grid, name.row, cells))
    return found


_FEWEST = 3
_ONE_CELL = re.compile(r"(?P<label>[^\d：:]{2,12})[：:](?P<value>.*)", re.DOTALL)


def _put(block: dict[str, Cell], meaning: str, values: list[Cell]) -> None:
    """Two values behind one label of levels (指标类别 | 产出指标 | 数量指标) are the first level and the second."""
    if meaning in ("level1", "level2") and len(values) > 1:
        block["level1"], block["level2"] = values[:2]
    else:
        block[meaning] = values[0]


def _labelled(grid: Grid, reader: Reader) -> Iterator[tuple[Cell, str, list[Cell]]]:
    """Labels that say something of an indicator, what they mean, and the values up to the next label of the row."""
    for cells in grid.rows:
        left = [cell for cell in cells if (cell.row, cell.col) not in grid.read]
        meanings = [reader.indicators.meaning(grid.key(cell)) for cell in left]
        for place, (cell, meaning) in enumerate(zip(left, meanings, strict=True)):
            both = _ONE_CELL.fullmatch(cell.text)
            inside = reader.indicators.meaning(label_key(both["label"])) if both is not None else None
            if both is not None and inside is not None and both["value"].strip():
                yield cell, inside, [replace(cell, text=both["value"].strip(), raw=both["value"].strip())]
                continue
            end = next((i for i in range(place + 1, len(left)) if _is_label(left[i], meanings[i], reader)), len(left))
            if meaning is not None and end > place + 1:
                yield cell, meaning, left[place + 1 : end]


def _is_label(cell: Cell, meaning: str | None, reader: Reader) -> bool:
    both = _ONE_CELL.fullmatch(cell.text)
    return meaning is not None or (both is not None and reader.indicators.meaning(label_key(both["label"])) is not None)
