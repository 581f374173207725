"""Glues a form that was cut into several tables at page ends back into one, dropping header rows that were repeated."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from model import Block, Cell, Document, Paragraph, Table
from normalize.form import GENERIC, reader_of
from normalize.vocabulary import label_key

_BETWEEN_PAGES = re.compile(
    r"[-—–－\s]*(?:第\s*)?\d{0,4}\s*(?:页)?(?:\s*[/共]\s*\d+\s*页?)?[-—–－\s]*|[（(]?续\s*表?\s*\d*[)）]?|\d?.{0,30}[（(]续表?[）)]"
)


def glue_tables(document: Document) -> Document:
    """The document with tables joined that follow each other with nothing but page furniture between them."""
    blocks: list[Block] = []
    furniture: list[Paragraph] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            if blocks and isinstance(blocks[-1], Table) and (block.role in ("header", "footer") or _BETWEEN_PAGES.fullmatch(block.text)):
                furniture.append(block)
                continue
            blocks += [*furniture, block]
            furniture = []
        elif blocks and isinstance(blocks[-1], Table) and _continues(blocks[-1], block):
            blocks[-1] = _glue(blocks[-1], block)
            furniture = []
        else:
            blocks += [*furniture, block]
            furniture = []
    return replace(document, blocks=tuple(blocks + furniture))


def _continues(first: Table, second: Table) -> bool:
    """Whether `second` goes on where `first` was cut: the same columns, and it does not begin a form of its own."""
    if first.cols != second.cols:
        return False
    top = sorted((cell for cell in second.cells if cell.row == 0), key=lambda cell: cell.col)
    vocabulary = reader_of(GENERIC)
    if top and vocabulary.fields.meaning(label_key(top[0].text)) in ("department", "project", "unit", "authority", "year"):
        return False
    complete = any(vocabulary.rows.meaning(label_key(cell.text)) == "total" for cell in first.cells if cell.row == first.rows - 1)
    return not complete


def _glue(first: Table, second: Table) -> Table:
    repeated = _repeated_rows(first, second)
    shift = first.rows - repeated
    cells = [replace(cell, row=cell.row + shift) for cell in second.cells if cell.row >= repeated]
    return replace(
        first,
        rows=shift + second.rows,
        cells=(*first.cells, *cells),
        last_page=second.last_page or second.page or first.last_page,
    )


def _repeated_rows(first: Table, second: Table) -> int:
    """How many rows at the head of `second` repeat a header of `first`."""
    headers = {_words(cells) for cells in _rows(first)}
    count = 0
    for cells in _rows(second):
        words = _words(cells)
        if len(words) < 3 or any(word[:1].isdigit() for word in words) or words not in headers:
            break
        count += 1
    return count


def _rows(table: Table) -> Sequence[list[Cell]]:
    rows: list[list[Cell]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        if cell.row < table.rows:
            rows[cell.row].append(cell)
    return rows


def _words(cells: list[Cell]) -> tuple[str, ...]:
    """Labels of a row without the label down its side."""
    return tuple(label_key(cell.text) for cell in cells if cell.text and not (cell.col == 0 and cell.row_span > 1))
