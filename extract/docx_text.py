"""The text of one Word paragraph as it prints: runs, fields, symbols, breaks, without what was deleted or hidden."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from lxml.etree import _Element

from extract.docx_fields import Field, instead_of_result
from extract.docx_names import (
    ALT_CHUNK,
    ALTERNATE,
    FALLBACK,
    ID,
    P_PR,
    R_PR,
    RUN,
    SUB_DOCUMENT,
    TEXT_BOX,
    TYPE,
    UNREAD,
    VANISH,
    M,
    T,
    W,
    chosen,
    switched_on,
)
from extract.docx_styles import Style, Styles
from extract.symbols import from_symbol_font, is_symbol_font

_FIELD_TYPE, _FONT, _CHARACTER = W + "fldCharType", W + "font", W + "char"
_FONTS, _ASCII, _HANSI, _R_STYLE = W + "rFonts", W + "ascii", W + "hAnsi", W + "rStyle"
_PROPERTIES = (R_PR, P_PR)
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_M_TEXT = M + "t"
_HIDING = (b"anish", b":del", b":moveFrom")
_SYMBOL_FONTS = (b"dings", b"Symbol")
_UNPREFIXED = re.compile(rb"""xmlns=["'][^"']*/wordprocessingml/""")

Tell = Callable[[str, str], None]
"""Reports a problem: code and Chinese sentence."""


class Sight:
    """What has to be looked for in this document: what it cannot contain costs nothing. Looks at each piece before it is parsed."""

    def __init__(self, *, hiding: bool = False) -> None:
        self.hiding = hiding
        """Hidden text, or paragraph marks that are hidden or taken out by tracked changes."""
        self.symbols = False
        """Text set in a symbol font."""
        self._tail = b""

    def look(self, piece: bytes) -> None:
        """Take in the next bytes of the document part."""
        if not self._tail and (piece[:1] != b"<" or _UNPREFIXED.search(piece[:8192])):
            self.hiding = self.symbols = True  # the signs below would not be found
        piece = self._tail + piece
        self.hiding = self.hiding or any(sign in piece for sign in _HIDING)
        self.symbols = self.symbols or any(sign in piece for sign in _SYMBOL_FONTS)
        self._tail = piece[-16:]


class ParagraphReader:
    """Reads paragraphs in order. Fields may run over several of them, so their state lives here."""

    def __init__(self, styles: Styles, sight: Sight, tell: Tell) -> None:
        self._styles, self._sight, self._tell = styles, sight, tell
        self._fields: list[Field] = []
        self._coding: Field | None = None
        """The outermost field whose code is being read; nothing in it prints."""
        self._style = Style()
        self._font: str | None = None
        self._run: _Element | None = None
        self._out: list[str] = []
        self.boxes: list[_Element] = []
        """Text boxes anchored in the paragraph read last; the caller takes them."""
        self.notes: list[tuple[str, str]] = []
        """(footnote or endnote, id) referred to since the caller last took them."""

    def read(self, paragraph: _Element, style: Style) -> str:
        """The paragraph's text, without its automatic number."""
        self._out, self._style = [], style
        look = self._sight.hiding or self._sight.symbols
        stack = [iter(paragraph)]
        while stack:
            for child in stack[-1]:
                tag = child.tag
                if tag == RUN:
                    if look and self._is_hidden(child):
                        continue
                    self._run = child
                    stack.append(iter(child))
                    break
                if tag == T:
                    self._write(child.text)
                elif tag in _PROPERTIES:
                    continue
                elif (act := _ACTS.get(tag)) is not None:
                    act(self, child)
                elif tag not in UNREAD:
                    inner = chosen(child) if tag == ALTERNATE else child
                    if inner is not None and len(inner):
                        stack.append(iter(inner))
                        break
            else:
                stack.pop()
        if self._coding is not None:
            self._end_of_paragraph(self._coding)
        return self._out[0] if len(self._out) == 1 else "".join(self._out)

    def _write(self, text: str | None) -> None:
        if not text:
            return
        if (self._sight.symbols and is_symbol_font(self._font)) or _PRIVATE.search(text):
            text = self._drawn(text, self._font or _font_of(self._run))
        if self._coding is not None:
            self._coding.swallowed.append(text)
            return
        if self._fields:
            self._fields[-1].printed = True
        self._out.append(text)

    def _drawn(self, text: str, font: str | None) -> str:
        drawn, known = from_symbol_font(text, font)
        if not known or _PRIVATE.search(drawn):
            self._tell(
                "unmapped_glyphs",
                f"有符号字体（{font or '未注明'}）的字符无法还原成文字，原文附近：“{''.join(self._out)[-12:]}{drawn[:12]}”。",
            )
        return drawn

    def _is_hidden(self, run: _Element) -> bool:
        """Whether the run is hidden; notes its font for symbol fonts on the way."""
        properties = next(run.iterchildren(R_PR), None)
        self._font = None
        hidden: bool | None = None
        by_style = self._style.hidden
        if properties is not None:
            for child in properties:
                tag = child.tag
                if tag == VANISH:
                    hidden = switched_on(child)
                elif tag == _FONTS:
                    self._font = child.get(_ASCII) or child.get(_HANSI)
                elif tag == _R_STYLE:
                    # A toggle: hidden by both styles is visible again.
                    by_style = by_style is not self._styles.character(child.get(W + "val")).hidden
        return by_style if hidden is None else hidden

    def _end_of_paragraph(self, coding: Field) -> None:
        """A field whose code has not ended with its paragraph is broken or spans paragraphs: what it swallowed is text."""
        self._out.extend(coding.swallowed)
        self._coding = None
        for field in reversed(self._fields):
            field.printed = True
            if field is coding:
                break

    def field_mark(self, element: _Element) -> None:
        """Begin, separator or end of a field."""
        kind = element.get(_FIELD_TYPE)
        if kind == "begin":
            field = Field(begin=element, code=[], swallowed=[])
            self._fields.append(field)
            self._coding = self._coding or field
        elif self._fields and kind == "separate":
            if self._fields[-1] is self._coding:
                self._coding = None
        elif self._fields and kind == "end":
            field = self._fields.pop()
            if field is self._coding:
                self._coding = None
            if not field.printed:
                self._write(instead_of_result(field))
            elif self._fields:
                self._fields[-1].printed = True

    def field_code(self, element: _Element) -> None:
        """A piece of a field's code."""
        if self._fields:
            self._fields[-1].code.append(element.text or "")

    def symbol(self, element: _Element) -> None:
        """A character of a named font (w:sym)."""
        code = element.get(_CHARACTER, "")
        try:
            character = chr(int(code, 16))
        except (ValueError, OverflowError):
            return
        if not 0xD800 <= ord(character) < 0xE000:
            font = element.get(_FONT)
            saved, self._font = self._font, None
            if is_symbol_font(font) or _PRIVATE.match(character):
                character = self._drawn(character, font)
            self._write(character)
            self._font = saved

    def line_break(self, element: _Element) -> None:
        """A line break; page and column breaks are no text."""
        if element.get(TYPE) in (None, "textWrapping"):
            self._write("\n")

    def note(self, element: _Element) -> None:
        """A reference to a footnote or endnote; its mark is no text."""
        if (key := element.get(ID)) is not None:
            self.notes.append((element.tag.removeprefix(W).removesuffix("Reference"), key))

    def drawing(self, element: _Element) -> None:
        """Text boxes in it are handed to the caller; what else carries words and cannot be read is told."""
        for box in element.iter(TEXT_BOX):
            if _outermost(box, element):
                self.boxes.append(box)
        for child in element.iter(*_UNREADABLE):
            code, message = _UNREADABLE[child.tag]
            self._tell(code, message)

    def nested_document(self, element: _Element) -> None:
        """Another document inside this one, which is not opened."""
        self._tell("nested_document", "文中嵌入了另一份文档（altChunk 或子文档），其内容未读取，请在 Word 中打开后另存为普通 .docx。")

    def fraction(self, element: _Element) -> None:
        """A fraction of an equation, written in one line."""
        parts = [
            "".join(t.text or "" for t in part.iter(_M_TEXT))
            for part in (element.find(M + "num"), element.find(M + "den"))
            if part is not None
        ]
        self._write("/".join(parts))


def _font_of(run: _Element | None) -> str | None:
    fonts = run.find(f"{R_PR}/{_FONTS}") if run is not None else None
    return (fonts.get(_ASCII) or fonts.get(_HANSI)) if fonts is not None else None


def _outermost(box: _Element, top: _Element) -> bool:
    """Not inside another text box, and not the fallback of an alternative that offers a choice."""
    at = box.getparent()
    while at is not None and at is not top:
        if at.tag == TEXT_BOX:
            return False
        if at.tag == FALLBACK and (alternate := at.getparent()) is not None and chosen(alternate) is not at:
            return False
        at = at.getparent()
    return True


_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
_UNREADABLE = {
    _CHART: ("unread_chart", "文中的图表未读取，图表里的数字不参与核对。"),
    _DIAGRAM: ("unread_diagram", "文中的 SmartArt 图示未读取，其中的文字不参与核对。"),
    _OBJECT: ("embedded_object", "文中嵌入的对象（如 Excel 表）未读取，其中的内容不参与核对。"),
}

_Act = Callable[[ParagraphReader, Any], None]
_ACTS: dict[str, _Act] = {
    W + "tab": lambda reader, element: reader._write("\t"),
    W + "ptab": lambda reader, element: reader._write("\t"),
    W + "cr": lambda reader, element: reader._write("\n"),
    W + "br": ParagraphReader.line_break,
    W + "noBreakHyphen": lambda reader, element: reader._write("-"),
    W + "softHyphen": lambda reader, element: None,
    W + "sym": ParagraphReader.symbol,
    W + "fldChar": ParagraphReader.field_mark,
    W + "instrText": ParagraphReader.field_code,
    W + "footnoteReference": ParagraphReader.note,
    W + "endnoteReference": ParagraphReader.note,
    W + "drawing": ParagraphReader.drawing,
    W + "pict": ParagraphReader.drawing,
    W + "object": ParagraphReader.drawing,
    ALT_CHUNK: ParagraphReader.nested_document,
    SUB_DOCUMENT: ParagraphReader.nested_document,
    _M_TEXT: lambda reader, element: reader._write(element.text),
    M + "f": ParagraphReader.fraction,
}
