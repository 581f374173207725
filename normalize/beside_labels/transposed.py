"""Reads a table of indicators that lies on its side: one column an indicator, the headings down the first column."""

from __future__ import annotations

from msgspec.structs import replace

from model import Indicator, Quantity, Source, Table
from normalize.form import Reader
from normalize.grid import Grid
from normalize.headers import find_blocks
from normalize.indicators import read_indicators


def read_transposed(grid: Grid, reader: Reader) -> list[Indicator]:
    """Its indicators, each with the places where its values stand; `row` counts on behind the table's rows, since all share theirs."""
    if not _lies_on_its_side(grid, reader):
        return []
    upright = Grid(_turned(grid.table), document_id=grid.document_id, report_id=grid.report_id, year=grid.year)
    blocks = [block for block in find_blocks(upright, reader) if block.name == "indicators"]
    found = [indicator for block in blocks for indicator in read_indicators(upright, reader, block)]
    grid.read.update((col, row) for row, col in upright.read)
    return [_placed(grid, indicator) for indicator in found]


_FEWEST = 3
_FEWEST_LINES = 2


def _lies_on_its_side(grid: Grid, reader: Reader) -> bool:
    """Whether the first column names indicators and their values, and each of them has several cells beside it."""
    heads = [cells[0] for cells in grid.rows if len(cells) > _FEWEST_LINES and cells[0].col == 0]
    meanings = {reader.indicators.meaning(grid.key(cell)) for cell in heads if cell.row_span == 1} - {None, "ignored"}
    named = any("指标" in cell.text and reader.indicators.meaning(grid.key(cell)) == "level3" for cell in heads)
    return named and bool(meanings & {"target", "actual"}) and len(meanings) >= _FEWEST


def _turned(table: Table) -> Table:
    cells = [replace(c, row=c.col, col=c.row, row_span=c.col_span, col_span=c.row_span) for c in table.cells]
    return replace(table, rows=table.cols, cols=table.rows, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))))


def _placed(grid: Grid, indicator: Indicator) -> Indicator:
    return replace(
        indicator,
        row=grid.table.rows + indicator.row,
        source=_source(indicator.source),
        level1_source=_source(indicator.level1_source) if indicator.level1_source is not None else None,
        target=_quantity(indicator.target),
        actual=_quantity(indicator.actual),
        weight=_quantity(indicator.weight) if indicator.weight is not None else None,
        score=_quantity(indicator.score) if indicator.score is not None else None,
    )


def _quantity(quantity: Quantity) -> Quantity:
    return replace(quantity, source=_source(quantity.source))


def _source(source: Source) -> Source:
    return replace(source, row=source.col, col=source.row)
