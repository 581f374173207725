"""Writes small documents for tests: forms as rows of cells with spans, paragraphs as lines."""

from __future__ import annotations

from collections.abc import Sequence

from model import Block, Cell, Document, Paragraph, Table

Entry = str | tuple[str, int, int]
"""A cell's text, or its text with row and column span."""


def document(*blocks: str | list[list[Entry]]) -> Document:
    """A document of paragraphs (strings) and tables (rows of cells) in reading order."""
    laid: list[Block] = []
    for block in blocks:
        number = len(laid)
        laid.append(Paragraph(block=number, raw=block, text=block) if isinstance(block, str) else table(block, number))
    return Document(document_id="0123456789abcdef", name="样例.docx", format="docx", sha256="0" * 64, size_bytes=1, blocks=tuple(laid))


def table(rows: Sequence[Sequence[Entry]], block: int = 0) -> Table:
    taken: set[tuple[int, int]] = set()
    cells = []
    for r, entries in enumerate(rows):
        c = 0
        for entry in entries:
            text, down, across = (entry, 1, 1) if isinstance(entry, str) else entry
            while (r, c) in taken:
                c += 1
            taken |= {(r + i, c + j) for i in range(down) for j in range(across)}
            cells.append(Cell(row=r, col=c, row_span=down, col_span=across, raw=text, text=text))
    return Table(block=block, rows=len(rows), cols=max(c for _, c in taken) + 1, cells=tuple(cells))
