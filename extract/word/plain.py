"""The quick way through plain text: most paragraphs and table rows hold nothing that needs care, and one pass finds that out."""

from __future__ import annotations

import re

from lxml.etree import _Element

from extract.word.names import (
    ALT_CHUNK,
    ALTERNATE,
    DELETED,
    MOVED_AWAY,
    SPAN,
    SPEC_VANISH,
    SUB_DOCUMENT,
    TBL,
    TC,
    TYPE,
    V_MERGE,
    VAL,
    VANISH,
    M,
    P,
    T,
    W,
)
from extract.word.symbols import is_symbol_font

BREAK = W + "br"
SPECIAL = (
    *(W + name for name in ("tab", "ptab", "cr", "br", "noBreakHyphen", "sym", "fldChar", "instrText", "rt")),
    *(W + name for name in ("footnoteReference", "endnoteReference", "drawing", "pict", "object")),
    *(M + "t", M + "f", ALT_CHUNK, SUB_DOCUMENT, ALTERNATE, DELETED, MOVED_AWAY, VANISH, SPEC_VANISH),
)
"""Everything that makes reading a paragraph more than joining its text."""
_UNUSUAL_CELLS = (TBL, W + "hMerge", W + "cellMerge", W + "cellDel", W + "tcPrChange")
"""What may fill or place a cell besides text, spans and merges; a tracked change repeats the old ones inside."""
IN_PARAGRAPHS = (T, *SPECIAL)
IN_ROWS = (T, P, TC, SPAN, V_MERGE, *_UNUSUAL_CELLS, *SPECIAL)

PlainCell = tuple[str, list[_Element]]
"""The text of a cell, and its span and merge marks."""

_PRIVATE = re.compile("[\ue000-\uf8ff]")
_FONTS, _ASCII, _HANSI = W + "rFonts", W + "ascii", W + "hAnsi"
_STYLES = (W + "pStyle", W + "rStyle")
_SYMBOL_FONTS = (b"dings", b'"Symbol"')


class Sight:
    """What kinds of hiding and symbols a document may hold, so that what it cannot hold costs nothing."""

    def __init__(self, hiding_styles: frozenset[str], *, hiding_default: bool) -> None:
        self._hiding_styles, self._hiding_default = hiding_styles, hiding_default
        self._symbols = False
        self._tail = b""

    def look(self, piece: bytes) -> None:
        """Take in the next bytes of the document part, before they are parsed."""
        if not self._tail and piece[:1] != b"<":
            self._symbols = True  # two-byte letters: the names below would not be found
        if not self._symbols:
            piece = self._tail + piece
            self._symbols = any(font in piece for font in _SYMBOL_FONTS)
            self._tail = piece[-16:]

    def needs_care(self, element: _Element) -> bool:
        """Whether the element sets text in a symbol font, or in a style that hides it."""
        if self._hiding_default:
            return True
        if self._symbols and any(is_symbol_font(fonts.get(_ASCII) or fonts.get(_HANSI)) for fonts in element.iter(_FONTS)):
            return True
        return bool(self._hiding_styles) and any(style.get(VAL) in self._hiding_styles for style in element.iter(*_STYLES))


def holds_private(text: str) -> bool:
    """Whether any character means something only in a font of its own."""
    return _PRIVATE.search(text) is not None


def plain_text(paragraph: _Element) -> str | None:
    """The text of a paragraph of nothing but plain text; None when there is anything special in it."""
    pieces = []
    for child in paragraph.iter(*IN_PARAGRAPHS):
        if child.tag != T:
            return None
        pieces.append(child.text or "")
    text = "".join(pieces)
    return None if holds_private(text) else text


def plain_cells(row: _Element, watched: tuple[str, ...] = IN_ROWS) -> list[PlainCell] | None:
    """The cells of a row of nothing but plain text; None when there is anything else `watched` in it."""
    cells: list[PlainCell] = []
    pieces: list[str] = []
    marks: list[_Element] = []
    for child in row.iter(*watched):
        tag = child.tag
        if tag == T:
            pieces.append(child.text or "")
        elif tag == P:
            pieces.append("\n")
        elif tag == TC:
            if cells:
                cells[-1] = ("".join(pieces)[1:], marks)
            pieces, marks = [], []
            cells.append(("", marks))
        elif tag in (SPAN, V_MERGE):
            marks.append(child)
        elif tag == BREAK and child.get(TYPE) is None:
            pieces.append("\n")
        else:
            return None
    if cells:
        cells[-1] = ("".join(pieces)[1:], marks)
    return None if any(holds_private(text) for text, _ in cells) else cells
