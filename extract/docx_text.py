"""The text of one Word paragraph as it prints: runs, fields, symbols, breaks, without what was deleted or hidden."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml.etree import _Element

from extract.docx_drawing import has_picture, text_boxes, unreadable
from extract.docx_fields import Fields
from extract.docx_names import (
    ALT_CHUNK,
    ALTERNATE,
    DELETED,
    ID,
    MOVED_AWAY,
    R_PR,
    RUN,
    SPAN,
    SPEC_VANISH,
    SUB_DOCUMENT,
    TBL,
    TC,
    TYPE,
    UNREAD,
    UNUSUAL_CELLS,
    V_MERGE,
    VAL,
    VANISH,
    M,
    P,
    T,
    W,
    chosen,
    switched_on,
)
from extract.docx_styles import Style, Styles
from extract.symbols import from_symbol_font, is_symbol_font

BREAK = W + "br"
_FONT, _CHARACTER = W + "font", W + "char"
_FONTS, _ASCII, _HANSI, _R_STYLE = W + "rFonts", W + "ascii", W + "hAnsi", W + "rStyle"
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_SYMBOL_FONTS = (b"dings", b"Symbol")
_M_TEXT, _FRACTION = M + "t", (M + "num", M + "den")

Tell = Callable[[str, str], None]
"""Reports a problem: code and Chinese sentence."""


class Sight:
    """Whether a document may set text in symbol fonts; where it does not, runs need no look at their fonts."""

    def __init__(self) -> None:
        self.symbols = False
        self._tail = b""

    def look(self, piece: bytes) -> None:
        """Take in the next bytes of the document part, before they are parsed."""
        if not self._tail and piece[:1] != b"<":
            self.symbols = True  # two-byte letters: the names below would not be found
        if not self.symbols:
            piece = self._tail + piece
            self.symbols = any(font in piece for font in _SYMBOL_FONTS)
            self._tail = piece[-16:]


class ParagraphReader:
    """Reads paragraphs in order. Fields may run over several of them, so their state lives here."""

    def __init__(self, styles: Styles, sight: Sight, tell: Tell) -> None:
        self._styles, self._sight, self._tell = styles, sight, tell
        self._careful = styles.any_hidden()
        self._fields = Fields()
        self._style = Style()
        self._run: _Element | None = None
        self._font: str | None = None
        self._out: list[str] = []
        self.boxes: list[_Element] = []
        """Text boxes anchored in what was read last; the caller takes them."""
        self.notes: list[tuple[str, str]] = []
        """(footnote or endnote, id) referred to since the caller last took them."""
        self.pictures = 0

    def plain_cells(self, row: _Element, watched: tuple[str, ...]) -> list[tuple[str, list[_Element]]] | None:
        """Text and span marks of each cell of a row of nothing but plain text; None when anything watched is in it. Most rows are plain."""
        if self._careful or self._sight.symbols or self._fields:
            return None
        cells: list[tuple[str, list[_Element]]] = []
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
        return None if any(_PRIVATE.search(text) for text, _ in cells) else cells

    def read(self, paragraph: _Element, style: Style) -> str:
        """The paragraph's text, without its automatic number."""
        plain = self._plain(paragraph)
        return self._careful_read(paragraph, style) if plain is None else plain

    def _plain(self, paragraph: _Element) -> str | None:
        if self._careful or self._sight.symbols or self._fields:
            return None
        pieces: list[str] = []
        for child in paragraph.iter(*WATCHED):
            tag = child.tag
            if tag == T:
                pieces.append(child.text or "")
            elif tag != P:
                return None
        text = "".join(pieces)
        return None if _PRIVATE.search(text) else text

    def _careful_read(self, paragraph: _Element, style: Style) -> str:
        self._out, self._style = [], style
        stack = [iter(paragraph)]
        while stack:
            for child in stack[-1]:
                tag = child.tag
                if tag == RUN:
                    if not self._is_hidden(child):
                        self._run = child
                        stack.append(iter(child))
                        break
                elif tag == T:
                    self.write(child.text)
                elif (act := _ACTS.get(tag)) is not None:
                    act(self, child)
                elif tag not in UNREAD:
                    inner = chosen(child) if tag == ALTERNATE else child
                    if inner is not None and len(inner):
                        stack.append(iter(inner))
                        break
            else:
                stack.pop()
        self._out.extend(self._fields.end_of_paragraph())
        return "".join(self._out)

    def write(self, text: str | None) -> None:
        """Put text where the reading is, unless it is a field's code."""
        if not text:
            return
        if is_symbol_font(self._font) or _PRIVATE.search(text):
            text = self._drawn(text, self._font)
        if self._fields.prints(text):
            self._out.append(text)

    def _drawn(self, text: str, font: str | None) -> str:
        drawn, known = from_symbol_font(text, font)
        if not known or _PRIVATE.search(drawn):
            near = "".join(self._out)[-12:] + drawn[:12]
            self._tell("unmapped_glyphs", f"有符号字体（{font or '未注明'}）的字符无法还原成文字，原文附近：“{near}”。")
        return drawn

    def _is_hidden(self, run: _Element) -> bool:
        """Whether the run is hidden; notes its font on the way."""
        self._font = None
        hidden: bool | None = None
        by_style = self._style.hidden
        properties = next(run.iterchildren(R_PR), None)
        for child in properties if properties is not None else ():
            tag = child.tag
            if tag == VANISH:
                hidden = switched_on(child)
            elif tag == _FONTS:
                self._font = child.get(_ASCII) or child.get(_HANSI)
            elif tag == _R_STYLE:
                # A toggle: hidden by both styles is visible again.
                by_style = by_style is not self._styles.character(child.get(VAL)).hidden
        return by_style if hidden is None else hidden

    def _mark(self, element: _Element) -> None:
        self.write(self._fields.mark(element))

    def _code(self, element: _Element) -> None:
        self._fields.code(element.text or "")

    def _symbol(self, element: _Element) -> None:
        try:
            character = chr(int(element.get(_CHARACTER, ""), 16))
        except (ValueError, OverflowError):
            return
        if not 0xD800 <= ord(character) < 0xE000:
            saved, self._font = self._font, element.get(_FONT)
            self.write(character)
            self._font = saved

    def _break(self, element: _Element) -> None:
        if element.get(TYPE) in (None, "textWrapping"):  # the others break pages and columns
            self.write("\n")

    def _note(self, element: _Element) -> None:
        if (key := element.get(ID)) is not None:
            self.notes.append((element.tag.removeprefix(W).removesuffix("Reference"), key))

    def _drawing(self, element: _Element) -> None:
        self.boxes.extend(text_boxes(element))
        self.pictures += has_picture(element)
        for code, message in unreadable(element):
            self._tell(code, message)

    def nested_document(self, element: _Element) -> None:
        """Another document inside this one is not opened, and that is said."""
        self._tell("nested_document", "文中嵌入了另一份文档（altChunk 或子文档），其内容未读取，请在 Word 中打开后另存为普通 .docx。")

    def _fraction(self, element: _Element) -> None:
        parts = (element.find(name) for name in _FRACTION)
        self.write("/".join("".join(t.text or "" for t in part.iter(_M_TEXT)) for part in parts if part is not None))


def _writes(text: str) -> Callable[[ParagraphReader, _Element], None]:
    return lambda reader, element: reader.write(text)


_ACTS: dict[str, Callable[[ParagraphReader, _Element], None]] = {
    W + "tab": _writes("\t"),
    W + "ptab": _writes("\t"),
    W + "cr": _writes("\n"),
    BREAK: ParagraphReader._break,
    W + "noBreakHyphen": _writes("-"),
    W + "sym": ParagraphReader._symbol,
    W + "fldChar": ParagraphReader._mark,
    W + "instrText": ParagraphReader._code,
    W + "footnoteReference": ParagraphReader._note,
    W + "endnoteReference": ParagraphReader._note,
    W + "drawing": ParagraphReader._drawing,
    W + "pict": ParagraphReader._drawing,
    W + "object": ParagraphReader._drawing,
    ALT_CHUNK: ParagraphReader.nested_document,
    SUB_DOCUMENT: ParagraphReader.nested_document,
    _M_TEXT: lambda reader, element: reader.write(element.text),
    M + "f": ParagraphReader._fraction,
}

WATCHED = (T, P, TC, TBL, SPAN, V_MERGE, DELETED, MOVED_AWAY, VANISH, SPEC_VANISH, ALTERNATE, W + "rt", *UNUSUAL_CELLS, *_ACTS)
"""Text, and everything that makes reading it more than joining it."""
