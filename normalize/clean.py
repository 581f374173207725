"""Sets the normalized text of every paragraph and cell of a document; what was printed stays in raw."""

from __future__ import annotations

from msgspec.structs import replace

from model import Cell, Document, Paragraph, Table
from normalize.enumerations import retype_cell
from normalize.wraps import rejoin


def clean_text(document: Document) -> Document:
    """Folds widths and re-joins wraps (contract, Normalized text)."""
    return replace(document, blocks=tuple(_paragraph(b) if isinstance(b, Paragraph) else _table(b) for b in document.blocks))


def _paragraph(paragraph: Paragraph) -> Paragraph:
    text = rejoin(paragraph.raw)
    return paragraph if text == paragraph.text else replace(paragraph, text=text)


def _table(table: Table) -> Table:
    return replace(table, cells=tuple(map(_cell, table.cells)))


def _cell(cell: Cell) -> Cell:
    if not cell.raw and not cell.text:
        return cell
    if cell.tables:
        return replace(cell, text=retype_cell(cell.raw), tables=tuple(map(_table, cell.tables)))
    text = retype_cell(cell.raw)
    return cell if text == cell.text else replace(cell, text=text)
