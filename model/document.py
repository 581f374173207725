"""What a file holds before anyone interprets it: paragraphs and tables in reading order, each with its place."""

from __future__ import annotations

import msgspec

from model.problem import Problem


class Box(msgspec.Struct, frozen=True, kw_only=True):
    """A rectangle on a page, in points (1/72 inch) from the top left corner of the page as displayed."""

    page: int
    """Page number from 1."""
    x0: float
    top: float
    x1: float
    bottom: float


class Source(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a value stands in the file it came from. Every value carries one."""

    document_id: str
    report_id: str | None = None
    block: int | None = None
    """Paragraph or table in reading order of the document, from 0."""
    page: int | None = None
    """Page from 1; null where the format has no pages (Word)."""
    table: int | None = None
    """Table of the report, from 0; null for prose."""
    row: int | None = None
    col: int | None = None
    start: int | None = None
    """Character span in the normalized text of the paragraph or cell."""
    end: int | None = None
    box: Box | None = None
    quote: str = ""
    """The words around the value as printed."""


class Cell(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One region of a table's grid. A merged cell appears once, at its top left position."""

    row: int
    col: int
    row_span: int = 1
    col_span: int = 1
    raw: str = ""
    """As printed, never changed."""
    text: str = ""
    """Normalized (contract section 4); equal to raw until the normalizing steps have run."""
    page: int | None = None
    box: Box | None = None
    """The first piece's rectangle."""
    pieces: tuple[Box, ...] = ()
    """Every rectangle the cell occupies when page ends cut it; empty when there is only one, or none is known."""
    tables: tuple[Table, ...] = ()
    """Tables nested in the cell; their text is part of raw as well."""
    confidence: float | None = None
    """Recognition confidence 0..1 for text read from a scan, null for text read from the file itself."""


class Table(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag="table"):
    """A grid of cells. A table broken by page ends is one table."""

    block: int
    rows: int
    cols: int
    cells: tuple[Cell, ...]
    page: int | None = None
    """The page it begins on."""
    last_page: int | None = None
    number: int | None = None
    """Table of its report from 0; set when the document is divided into reports."""


class Paragraph(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag="paragraph"):
    """One paragraph of running text; paragraphs without visible text are not kept."""

    block: int
    raw: str
    """As printed, automatic numbers included, never changed."""
    text: str = ""
    """Normalized; equal to raw until the normalizing steps have run."""
    style: str | None = None
    """Name of the paragraph style (Word)."""
    outline: int | None = None
    """Outline level from 0 for headings the file itself declares, null for body text."""
    number: str | None = None
    """The automatic number at the head of raw, when the file generates it (Word's w:numPr)."""
    page: int | None = None
    box: Box | None = None
    centered: bool = False
    """Set in the middle of the line: titles usually are."""
    size: float | None = None
    """Font size in points of most of the text, where known."""
    role: str = "body"
    """body, footnote, header, footer, textbox."""


Block = Paragraph | Table


class Document(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One file as read: its blocks in reading order and what could not be read of it."""

    document_id: str
    """First 16 hex digits of the content's sha256."""
    name: str
    """File name as uploaded, for messages only."""
    format: str
    """docx, pdf, …"""
    sha256: str
    size_bytes: int
    blocks: tuple[Block, ...] = ()
    pages: int | None = None
    problems: tuple[Problem, ...] = ()
    readers: tuple[str, ...] = ()
    """Which reader read each page, e.g. ("pdfium", "pdfplumber", "ocr"); one entry for formats without pages."""
    partial: bool = False
    """True when something of the content is known to be missing (a page that could not be read, a scan without OCR)."""
