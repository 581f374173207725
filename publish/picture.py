"""A picture of what was read: each page with the recognised grid and reading order drawn over it, or each table as its grid."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from model import Box, Cell, Document, Paragraph, Table
from publish.safe_text import legal

TEMPLATES = Path(__file__).parent / "templates"
MAX_TEXT = 300
DOUBTFUL = 0.8
"""Recognition confidence below which a cell is marked."""


class PageImage(msgspec.Struct, frozen=True, kw_only=True):
    """One page as drawn."""

    page: int
    png: bytes
    width: float
    height: float
    """In points, as displayed."""


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A rectangle over a page."""

    kind: str
    """cell, doubtful, prose or aside."""
    x: float
    y: float
    width: float
    height: float
    title: str


class Stop(msgspec.Struct, frozen=True, kw_only=True):
    """A station of the reading order on a page."""

    number: int
    x: float
    y: float
    table: bool


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """One page with what is drawn over it."""

    image: PageImage
    source: str
    """The drawn page as base64."""
    marks: tuple[Mark, ...]
    stops: tuple[Stop, ...]
    reader: str


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """One block of a document without pages: a paragraph, or a table as rows of numbered cells."""

    number: int
    text: str = ""
    style: str = ""
    rows: tuple[tuple[tuple[int, Cell], ...], ...] = ()
    """Reading order and cell."""
    size: str = ""


def picture_of(document: Document, pages: tuple[PageImage, ...] = ()) -> str:
    """The picture as one self-contained HTML page; `pages` are the drawn pages of formats that have pages."""
    html: str = _template().render(
        document=document,
        sheets=[_sheet(document, image) for image in pages],
        pieces=[] if pages else list(_pieces(document)),
        left_out=max(0, (document.pages or 0) - len(pages)) if pages else 0,
        readers={"pdfium": "文字层", "pdfplumber": "文字层（备用读法）", "ocr": "图像识别"},
    )
    return html


def _sheet(document: Document, image: PageImage) -> Sheet:
    marks: list[Mark] = []
    stops: list[Stop] = []
    for block in document.blocks:
        places = list(_places(block, image.page))
        marks += [mark for mark, _ in places]
        if places:
            x, y = min((mark.x for mark, _ in places)), min((mark.y for mark, _ in places))
            stops.append(Stop(number=block.block, x=x, y=y, table=isinstance(block, Table)))
    reader = document.readers[image.page - 1] if image.page <= len(document.readers) else ""
    source = base64.b64encode(image.png).decode("ascii")
    return Sheet(image=image, source=source, marks=tuple(marks), stops=tuple(stops), reader=reader)


def _places(block: Paragraph | Table, page: int) -> Iterator[tuple[Mark, Box]]:
    """Every rectangle of a block on one page."""
    if isinstance(block, Paragraph):
        if block.box is not None and block.box.page == page:
            kind = "prose" if block.role == "body" else "aside"
            yield _mark(kind, block.box, f"第{block.block}块　{block.raw}"), block.box
        return
    for cell in block.cells:
        for box in cell.pieces or ((cell.box,) if cell.box else ()):
            if box.page == page:
                spans = f"，占{cell.row_span}行{cell.col_span}列" if cell.row_span > 1 or cell.col_span > 1 else ""
                doubtful = cell.confidence is not None and cell.confidence < DOUBTFUL
                yield _mark("doubtful" if doubtful else "cell", box, f"第{cell.row + 1}行第{cell.col + 1}列{spans}　{cell.raw}"), box


def _mark(kind: str, box: Box, title: str) -> Mark:
    return Mark(
        kind=kind, x=round(box.x0, 1), y=round(box.top, 1), width=round(max(1.0, box.x1 - box.x0), 1),
        height=round(max(1.0, box.bottom - box.top), 1), title=title[:MAX_TEXT],
    )  # fmt: skip


def _pieces(document: Document) -> Iterator[Piece]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            role = "" if block.role == "body" else block.role
            yield Piece(number=block.block, text=block.raw, style="，".join(filter(None, (block.style, role))))
            continue
        rows: list[list[tuple[int, Cell]]] = [[] for _ in range(block.rows)]
        for order, cell in enumerate(block.cells, start=1):
            rows[cell.row].append((order, cell))
        ordered = tuple(tuple(sorted(row, key=lambda held: held[1].col)) for row in rows)
        yield Piece(number=block.block, rows=ordered, size=f"{block.rows}行{block.cols}列，{len(block.cells)}格")


@cache
def _template() -> Any:
    import jinja2

    loader = jinja2.FileSystemLoader(TEMPLATES)
    environment = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined)
    environment.filters["shown"] = legal
    return environment.get_template("picture.html")
