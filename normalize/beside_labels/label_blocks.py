"""Reads indicators printed as small blocks of labels and values: 指标名称 | … | 指标值 | … | 实际值 | …."""

from __future__ import annotations

from collections.abc import Iterator

from model import Cell, Indicator
from normalize.beside_labels.inside_pairs import pairs_inside
from normalize.columns import AMOUNT, DIMENSION
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
            cells |= {meaning: cell for meaning, cell in _around(grid, reader, name) if meaning not in cells}
            grid.take(*taken, *cells.values())
            found.append(indicator_of(grid, name.row, cells))
    return found


_FEWEST = 3


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
        inside = [pairs_inside(cell) for cell in left]
        meanings = [reader.indicators.meaning(grid.key(cell)) for cell in left]
        ends = [place for place in range(len(left)) if meanings[place] is not None or inside[place]] + [len(left)]
        for place, (cell, meaning) in enumerate(zip(left, meanings, strict=True)):
            for label, value in inside[place]:
                told = reader.indicators.meaning(label_key(label.text))
                if told is not None:
                    yield label, told, [value]
            end = next(end for end in ends if end > place)
            if meaning is not None and end > place + 1:
                yield cell, meaning, left[place + 1 : end]


def _around(grid: Grid, reader: Reader, name: Cell) -> Iterator[tuple[str, Cell]]:
    """The dimension at the left of a block in one cell, and figures of its row under a heading of points or scores."""
    for cell in grid.rows[name.row]:
        above = next((c for row in range(cell.row - 1, -1, -1) if (c := grid.at(row, cell.col)) and not AMOUNT.fullmatch(c.text)), None)
        meaning = reader.indicators.meaning(grid.key(above)) if above is not None else None
        if cell.col > name.col and meaning in ("weight", "score") and AMOUNT.fullmatch(cell.text):
            yield meaning, cell
    side = grid.at(name.row, 0)
    if side is not None and side.col != name.col and DIMENSION.match(side.text):
        yield "level1", side
