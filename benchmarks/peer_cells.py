"""What each reader found, as cells with spans in one form; spans are worked out from all that a reader tells of its cells."""

from __future__ import annotations

from typing import Any

from benchmarks.samples import Cells, squeezed


def gouji_cells(document: Any) -> Cells:
    """Cells of gouji's document."""
    from model import Table

    tables = (block for block in document.blocks if isinstance(block, Table))
    return [
        (number, cell.row, cell.col, cell.row_span, cell.col_span, text)
        for number, table in enumerate(tables)
        for cell in table.cells
        if (text := squeezed(cell.raw))
    ]


def gouji_pages(document: Any) -> int | None:
    """Pages of gouji's document."""
    pages: int | None = document.pages
    return pages


def from_boxes(pages: Any) -> Cells:
    """pdfplumber and PyMuPDF: texts by row and column, and a box where a cell begins; spans from the edges of the boxes."""
    cells: Cells = []
    number = 0
    for tables in pages:
        for texts, rows in tables:
            boxes = [box for row in rows for box in row if box]
            tops, lefts = _edges(box[1] for box in boxes), _edges(box[0] for box in boxes)
            for r, row in enumerate(rows):
                for c, box in enumerate(row):
                    text = squeezed(texts[r][c] or "")
                    if box and text:
                        rows_below = sum(box[1] + 1 < top < box[3] - 1 for top in tops)
                        columns_right = sum(box[0] + 1 < left < box[2] - 1 for left in lefts)
                        cells.append((number, r, c, 1 + rows_below, 1 + columns_right, text))
            number += 1
    return cells


def camelot_cells(tables: Any) -> Cells:
    """camelot: every grid position, with the sides that have a line; a cell runs on where the line is missing."""
    cells: Cells = []
    for number, table in enumerate(tables):
        grid = table.cells
        for r, row in enumerate(grid):
            for c, cell in enumerate(row):
                text = squeezed(cell.text)
                if text:
                    right, down = c, r
                    while right + 1 < len(row) and not row[right].right:
                        right += 1
                    while down + 1 < len(grid) and not grid[down][c].bottom:
                        down += 1
                    cells.append((number, r, c, 1 + down - r, 1 + right - c, text))
    return cells


def python_docx_cells(result: Any) -> Cells:
    """python-docx: a merged cell is met once for every position it covers, the same element each time."""
    document, _ = result
    cells: Cells = []
    for number, table in enumerate(document.tables):
        places: dict[Any, list[tuple[int, int]]] = {}
        texts: dict[Any, str] = {}
        for r, row in enumerate(table.rows):
            for c, cell in enumerate(row.cells):
                places.setdefault(cell._tc, []).append((r, c))
                texts[cell._tc] = squeezed(cell.text)
        for element, held in places.items():
            if texts[element]:
                (top, left), (bottom, right) = min(held), max(held)
                cells.append((number, top, left, bottom - top + 1, right - left + 1, texts[element]))
    return cells


def docx2python_cells(body: Any) -> Cells:
    """docx2python: body > tables > rows > cells > paragraphs; prose comes as tables of one cell and is left out. It tells no spans."""
    tables = [table for table in body if len(table) > 1 or any(len(row) > 1 for row in table)]
    return [
        (number, r, c, 1, 1, text)
        for number, table in enumerate(tables)
        for r, row in enumerate(table)
        for c, cell in enumerate(row)
        if (text := squeezed("".join(map(_flat, cell))))
    ]


def docling_cells(document: Any) -> Cells:
    """docling: cells with offsets and spans."""
    return [
        (number, cell.start_row_offset_idx, cell.start_col_offset_idx, cell.row_span, cell.col_span, text)
        for number, table in enumerate(document.tables)
        for cell in table.data.table_cells
        if (text := squeezed(cell.text))
    ]


def _flat(part: Any) -> str:
    return part if isinstance(part, str) else "".join(map(_flat, part))


def _edges(values: Any) -> list[float]:
    """Distinct coordinates, those less than a point apart taken as one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > 1:
            edges.append(value)
    return edges
