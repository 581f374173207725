"""The text of one Word paragraph as it prints: runs, fields, symbols, breaks, without what was deleted or hidden."""

from __future__ import annotations

from collections.abc import Callable

from lxml.etree import _Element

from extract.word.drawing import has_picture, text_boxes, unreadable
from extract.word.fields import Fields
from extract.word.names import (
    ALT_CHUNK,
    ALTERNATE,
    DELETED,
    ID,
    MOVED_AWAY,
    R_PR,
    RUN,
    SUB_DOCUMENT,
    UNREAD,
    VAL,
    VANISH,
    M,
    T,
    W,
    chosen,
    switched_on,
)
from extract.word.paragraph import size_of
from extract.word.plain import BREAK, SIGNS, PlainRuns, Sight, break_text, holds_private, plain_runs, plain_text
from extract.word.styles import Style, Styles
from extract.word.symbols import from_symbol_font, is_symbol_font

_FONT, _CHARACTER = W + "font", W + "char"
_FONTS, _ASCII, _HANSI, _R_STYLE = W + "rFonts", W + "ascii", W + "hAnsi", W + "rStyle"
_M_TEXT, _FRACTION = M + "t", (M + "num", M + "den")

_TAKEN_OUT = (DELETED, MOVED_AWAY)

Tell = Callable[[str, str], None]
"""Reports a problem: code and Chinese sentence."""


class ParagraphReader:
    """Reads paragraphs in order. Fields may run over several of them, so their state lives here."""

    def __init__(self, styles: Styles, sight: Sight, tell: Tell) -> None:
        self._styles, self._sight, self._tell = styles, sight, tell
        self._fields = Fields()
        self._style = Style()
        self._font: str | None = None
        self._out: list[str] = []
        self.boxes: list[_Element] = []
        """Text boxes anchored in what was read last; the caller takes them."""
        self.notes: list[tuple[str, str]] = []
        """(footnote or endnote, id) referred to since the caller last took them."""
        self.pictures = self.hidden = self.deleted = 0
        """Places with an image, with hidden text, with text taken out by tracked changes; none of it is read."""

    def plain(self, paragraph: _Element) -> PlainRuns | None:
        """The paragraph as it is when it holds nothing but runs of plain text, as most do; None otherwise."""
        sight = self._sight
        if self._fields.open or not (sight.clear or not sight.needs_care(paragraph)):
            return None
        return plain_runs(paragraph, may_hide=sight.hides)

    def read(self, paragraph: _Element, style: Style) -> tuple[str, float | None]:
        """The text of any other paragraph, without its automatic number, and the font size in points most of it names."""
        text = None if self.needs_care(paragraph) else plain_text(paragraph)
        return self._careful_read(paragraph, style) if text is None else text, size_of(paragraph)

    def needs_care(self, element: _Element) -> bool:
        """Whether an element has to be read piece by piece, whatever it holds."""
        return bool(self._fields.open) or (not self._sight.clear and self._sight.needs_care(element))

    def _careful_read(self, paragraph: _Element, style: Style) -> str:
        self._out, self._style = [], style
        stack = [iter(paragraph)]
        while stack:
            for child in stack[-1]:
                tag = child.tag
                if tag == RUN:
                    if not self._is_hidden(child):
                        stack.append(iter(child))
                        break
                    self.hidden += next(child.iterchildren(T), None) is not None
                elif tag == T:
                    self.write(child.text)
                elif (act := ACTS.get(tag)) is not None:
                    act(self, child)
                elif tag not in UNREAD:
                    inner = chosen(child) if tag == ALTERNATE else child
                    if inner is not None and len(inner):
                        stack.append(iter(inner))
                        break
                elif tag in _TAKEN_OUT:
                    self.deleted += 1
            else:
                stack.pop()
        self._out.extend(self._fields.end_of_paragraph())
        return "".join(self._out)

    def write(self, text: str | None) -> None:
        """Put text where the reading is, unless it is a field's code."""
        if not text:
            return
        if is_symbol_font(self._font) or holds_private(text):
            text = self._drawn(text, self._font)
        if self._fields.prints(text):
            self._out.append(text)

    def _drawn(self, text: str, font: str | None) -> str:
        drawn, known = from_symbol_font(text, font)
        if not known or holds_private(drawn):
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
        self.write(break_text(element))

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


ACTS: dict[str, Callable[[ParagraphReader, _Element], None]] = {
    **{tag: _writes(sign) for tag, sign in SIGNS.items()},
    BREAK: ParagraphReader._break,
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
