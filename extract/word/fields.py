"""Word fields: their result is text, their code is not, and some print what only their code says."""

from __future__ import annotations

import re

import msgspec
from lxml.etree import _Element

from extract.word.counting import counted
from extract.word.names import VAL, W, switched_on, whole
from extract.word.symbols import from_symbol_font

_MARK = W + "fldCharType"
_CHECK_BOX, _LIST = f"{W}ffData/{W}checkBox", f"{W}ffData/{W}ddList"
_ENCLOSED = re.compile(r"\s*eq\s.*?\\o\s*(?:\\a[lrc]\s*)?\((.*)\)\s*$", re.I | re.S)
_SYMBOL = re.compile(r"\s*symbol\s+(0x[0-9a-f]+|\d+|\S)(?:.*?\\f\s+\"?([^\"\\]+))?", re.I | re.S)
_BUTTON = re.compile(r"\s*(?:macrobutton|gotobutton)\s+\S+\s*(.*)", re.I | re.S)
_CIRCLES = "○〇◯"


class Field(msgspec.Struct, kw_only=True):
    """One field between its begin and its end mark."""

    begin: _Element
    code: list[str]
    printed: bool = False
    """Whether its result had any text."""


class Fields:
    """The fields open at the reading place, over paragraph ends too."""

    def __init__(self) -> None:
        self.open: list[Field] = []
        self._coding: Field | None = None
        """The outermost field whose code is being read; nothing in it prints."""
        self._swallowed: list[str] = []

    def prints(self, text: str) -> bool:
        """Whether text met here is printed; remembers it either way."""
        if self._coding is not None:
            self._swallowed.append(text)
            return False
        if self.open:
            self.open[-1].printed = True
        return True

    def mark(self, element: _Element) -> str:
        """Take in a begin, separator or end mark; returns what an ended field prints instead of a result, mostly nothing."""
        kind = element.get(_MARK)
        if kind == "begin":
            field = Field(begin=element, code=[])
            self.open.append(field)
            self._coding = self._coding or field
        elif kind == "separate" and self.open and self.open[-1] is self._coding:
            self._uncover()
        elif kind == "end" and self.open:
            return self._end(self.open.pop())
        return ""

    def code(self, text: str) -> None:
        """Take in a piece of the innermost field's code."""
        if self.open:
            self.open[-1].code.append(text)

    def end_of_paragraph(self) -> list[str]:
        """A field whose code has not ended with its paragraph is broken or spans paragraphs: what it swallowed is text."""
        if self._coding is None:
            return []
        for field in reversed(self.open):
            field.printed = True
            if field is self._coding:
                break
        return self._uncover()

    def _end(self, field: Field) -> str:
        if field is self._coding:
            self._uncover()
        if not field.printed:
            return instead_of_result(field)
        if self.open:
            self.open[-1].printed = True
        return ""

    def _uncover(self) -> list[str]:
        swallowed, self._swallowed, self._coding = self._swallowed, [], None
        return swallowed


def instead_of_result(field: Field) -> str:
    """What a field without a result prints: a check box, a chosen entry, an enclosed character, a symbol; empty otherwise."""
    box = field.begin.find(_CHECK_BOX)
    if box is not None:
        checked = switched_on(box.find(W + "checked"))
        return "☑" if (checked if checked is not None else switched_on(box.find(W + "default"))) else "☐"
    entries = field.begin.find(_LIST)
    if entries is not None:
        return _chosen_entry(entries)
    code = "".join(field.code)
    if enclosed := _ENCLOSED.fullmatch(code):
        return _overstruck(enclosed[1])
    if symbol := _SYMBOL.match(code):
        return _symbol(symbol[1], symbol[2])
    if button := _BUTTON.fullmatch(code):
        return button[1]
    return ""


def _chosen_entry(entries: _Element) -> str:
    options = [entry.get(VAL, "") for entry in entries.iterchildren(W + "listEntry")]
    result, default = entries.find(W + "result"), entries.find(W + "default")
    index = whole(result.get(VAL)) if result is not None else whole(default.get(VAL)) if default is not None else 0
    return options[index] if 0 <= index < len(options) else ""


def _overstruck(parts: str) -> str:
    """Word's 带圈字符: a circle and a character printed over each other."""
    signs = [part.strip() for part in re.split(r"[,，;；]", parts)]
    inner = "".join(re.sub(r"\\\w+\s*\d*\s*\(|\)", "", sign) for sign in signs if sign not in _CIRCLES)
    if len(signs) > 1 and any(sign in _CIRCLES and sign for sign in signs) and inner.isdecimal():
        return counted(int(inner[:4]), "decimalEnclosedCircle") or inner
    return inner


def _symbol(code: str, font: str | None) -> str:
    number = int(code, 16) if code[:2].lower() == "0x" else int(code) if code.isdecimal() else ord(code)
    return from_symbol_font(chr(number), (font or "").strip())[0] if 0x20 <= number <= 0xFFFF and not 0xD800 <= number < 0xE000 else ""
