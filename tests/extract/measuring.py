"""How well a document holds the tables that were drawn: exact cells with spans, merged cells, joined tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from model import Document, Paragraph, Table

Cells = Counter[tuple[int, int, int, int, int, str]]


def squeeze(text: str) -> str:
    return "".join(text.split())


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def paragraphs(document: Document) -> list[str]:
    return [block.raw for block in document.blocks if isinstance(block, Paragraph)]


def cells(document: Document) -> Cells:
    """(table, row, col, row_span, col_span, text) of every cell."""
    return Counter(
        (i, c.row, c.col, c.row_span, c.col_span, squeeze(c.raw)) for i, table in enumerate(tables(document)) for c in table.cells
    )


def gold_cells(drawn: Iterable[set[tuple[int, int, int, int, str]]]) -> Cells:
    return Counter((i, *cell) for i, table in enumerate(drawn) for cell in table)


def f1(expected: Cells, got: Cells) -> float:
    return 2 * (expected & got).total() / max(1, expected.total() + got.total())


def merged(expected: Cells, got: Cells) -> float:
    """Share of the merged cells that are exactly right."""
    spans = Counter({cell: n for cell, n in expected.items() if cell[3] * cell[4] > 1})
    return (spans & got).total() / max(1, spans.total()) if spans else 1.0


def rows(table: Table) -> list[list[str | None]]:
    """Texts by position; None where no cell begins."""
    grid: list[list[str | None]] = [[None] * table.cols for _ in range(table.rows)]
    for cell in table.cells:
        grid[cell.row][cell.col] = cell.raw
    return grid


def neighbours(grid: list[list[str | None]]) -> Counter[tuple[str, str, str]]:
    """Pairs of cells with text that stand next to each other in a row or a column, blank ones passed over, as ICDAR counts them."""
    found: Counter[tuple[str, str, str]] = Counter()
    for r, row in enumerate(grid):
        for c, text in enumerate(row):
            if not text:
                continue
            right = next((other for other in row[c + 1 :] if other), None)
            below = next((other[c] for other in grid[r + 1 :] if c < len(other) and other[c]), None)
            found.update([(text, other, way) for other, way in ((right, "beside"), (below, "below")) if other])
    return found
