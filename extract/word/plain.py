"""The quick way through plain text: most paragraphs and table rows hold nothing that needs care, and one pass finds that out."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml.etree import _Element

from extract.word.names import (
    ALT_CHUNK,
    ALTERNATE,
    DELETED,
    MOVED_AWAY,
    P_PR,
    R_PR,
    RUN,
    SPAN,
    SPEC_VANISH,
    SUB_DOCUMENT,
    TBL,
    TC,
    TR,
    TR_PR,
    TYPE,
    V_MERGE,
    VAL,
    VANISH,
    M,
    P,
    T,
    W,
    children,
    font_size,
)
from extract.word.needed import SYMBOL_FONTS
from extract.word.symbols import is_symbol_font

BREAK = W + "br"
SIGNS = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-"}
"""What stands for a character in a run; w:tab is also a tab stop in paragraph properties."""
SPECIAL = (
    *SIGNS,
    *(W + name for name in ("br", "sym", "fldChar", "instrText", "rt")),
    *(W + name for name in ("footnoteReference", "endnoteReference", "drawing", "pict", "object")),
    *(M + "t", M + "f", ALT_CHUNK, SUB_DOCUMENT, ALTERNATE, DELETED, MOVED_AWAY, VANISH, SPEC_VANISH),
)
"""Everything that makes reading a paragraph more than joining its text."""
_UNUSUAL_CELLS = (TBL, W + "hMerge", W + "cellMerge", W + "cellDel", W + "tcPrChange")
"""What may fill or place a cell besides text, spans and merges; a tracked change repeats the old ones inside."""
_IN_PARAGRAPHS = (T, *SPECIAL)
_NOT_BESIDE_RUNS = frozenset(_IN_PARAGRAPHS)
IN_ROWS = (T, P, TC, TR_PR, SPAN, V_MERGE, *_UNUSUAL_CELLS, *SPECIAL)


class PlainCells(NamedTuple):
    """A row of nothing but plain text."""

    texts: list[str]
    """Of each cell."""
    spans: dict[int, str | None]
    """How many columns cells span, as written, by the number of the cell where it says."""
    merges: dict[int, str]
    """restart or continue of a merge over rows, by the number of the cell."""
    properties: list[_Element]
    """The row's w:trPr, if any."""


PlainRuns = tuple[str, float | None, _Element | None]
"""The text of a paragraph, the size most of it is set in where that is named, and its w:pPr."""

_ROW, _CELL = "\1", "\0"
"""Stand before each row and cell while a table is read; XML cannot hold them."""
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_FONTS, _ASCII, _HANSI = W + "rFonts", W + "ascii", W + "hAnsi"
_STYLES = (W + "pStyle", W + "rStyle")
_HIDING = b"anish"
"""What stands in the name of every property that hides text: w:vanish, w:specVanish."""


class Sight:
    """What kinds of hiding and symbols a document may hold, so that what it cannot hold costs nothing."""

    def __init__(self, hiding_styles: frozenset[str], *, hiding_default: bool) -> None:
        self._hiding_styles, self._hiding_default = hiding_styles, hiding_default
        self._fonts = self._symbols = False
        self._tail = b""
        self.hides = False
        """Whether anything in the document may be hidden by itself, not by its style."""
        self.clear = not hiding_styles and not hiding_default
        """Whether nothing needs care."""

    def look(self, piece: bytes) -> None:
        """Take in the next bytes of the document part, before they are parsed."""
        if not self._tail and piece[:1] != b"<":
            self._symbols = self.hides = True  # two-byte letters: the names below would not be found
        if not (self._symbols and self.hides):
            piece = self._tail + piece if self._tail else piece
            self._fonts = self._fonts or b"rFonts" in piece
            self._symbols = self._symbols or (self._fonts and any(font in piece for font in SYMBOL_FONTS))
            self.hides = self.hides or _HIDING in piece
            self._tail = piece[-16:]
        self.clear = self.clear and not self._symbols

    def needs_care(self, element: _Element) -> bool:
        """Whether the element sets text in a symbol font, or in a style that hides it."""
        if self.clear:
            return False
        if self._hiding_default:
            return True
        if self._symbols and any(is_symbol_font(fonts.get(_ASCII) or fonts.get(_HANSI)) for fonts in element.iter(_FONTS)):
            return True
        return bool(self._hiding_styles) and any(style.get(VAL) in self._hiding_styles for style in element.iter(*_STYLES))


def break_text(element: _Element) -> str:
    """What a w:br prints: those that break pages and columns nothing."""
    return "\n" if element.get(TYPE) in (None, "textWrapping") else ""


def holds_private(text: str) -> bool:
    """Whether any character means something only in a font of its own."""
    return _PRIVATE.search(text) is not None


def plain_runs(paragraph: _Element, *, may_hide: bool) -> PlainRuns | None:
    """What a paragraph of nothing but runs of plain text says; None when there is anything else, or anything hidden where it `may_hide`."""
    pieces: list[str] = []
    longest, font, own = 0, None, None
    for child in children(paragraph):
        tag = child.tag
        if tag == RUN:
            length, properties = 0, None
            for piece in children(child):
                tag = piece.tag
                if tag == T:
                    text = piece.text or ""
                    pieces.append(text)
                    length += len(text)
                elif tag == R_PR:
                    properties = piece
                elif tag == BREAK:
                    pieces.append(break_text(piece))
                elif tag in SIGNS:
                    pieces.append(SIGNS[tag])
                elif tag in _NOT_BESIDE_RUNS or len(piece):
                    return None
            if length > longest:
                longest, font = length, properties
        elif tag == P_PR:
            own = child
        elif tag in _NOT_BESIDE_RUNS or len(child):
            return None
    text = pieces[0] if len(pieces) == 1 else "".join(pieces)
    if _PRIVATE.search(text) is not None or (may_hide and next(paragraph.iter(VANISH, SPEC_VANISH), None) is not None):
        return None
    return text, font_size(font), own


def plain_text(paragraph: _Element) -> str | None:
    """The text of a paragraph of nothing but plain text, in whatever elements; None when there is anything special in it."""
    pieces = []
    for child in paragraph.iter(*_IN_PARAGRAPHS):
        if child.tag != T:
            return None
        pieces.append(child.text or "")
    text = "".join(pieces)
    return None if holds_private(text) else text


def plain_rows(top: _Element, watched: tuple[str, ...]) -> dict[_Element, PlainCells]:
    """The cells of those rows of a table, or of the one row, that hold nothing but plain text; nothing else may be `watched` in them."""
    rows: list[tuple[_Element, PlainCells]] = []
    row = PlainCells([], {}, {}, [])  # until the first one
    pieces: list[str] = []
    add = pieces.append
    careful: set[_Element] = set()
    number, fresh = -1, False
    for child in top.iter(TR, *watched):
        tag = child.tag
        if tag == T:
            if text := child.text:
                add(text)
        elif tag == P:
            if fresh:  # the first paragraph of its cell
                fresh = False
            else:
                add("\n")
        elif tag == TC:
            number, fresh = number + 1, True
            add(_CELL)
        elif tag == SPAN:
            row.spans[number] = child.get(VAL)
        elif tag == V_MERGE:
            row.merges[number] = "restart" if child.get(VAL) == "restart" else "continue"
        elif tag == BREAK and child.get(TYPE) is None:
            add("\n")
        elif tag == TR_PR:
            row.properties.append(child)
        elif tag == TR and not (rows and child.getparent() is not top and next(child.iterancestors(TR), None) is rows[-1][0]):
            row = PlainCells([], {}, {}, [])
            rows.append((child, row))
            add(_ROW)
            number = -1
        elif rows:  # a nested row too: then the outer one is read with care
            careful.add(rows[-1][0])
    plain: dict[_Element, PlainCells] = {}
    written = "".join(pieces)
    private = holds_private(written)
    for (tr, row), text in zip(rows, written.split(_ROW)[1:], strict=True):
        if tr not in careful and not (private and holds_private(text)):
            row.texts.extend(text.split(_CELL)[1:])
            plain[tr] = row
    return plain
