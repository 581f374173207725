"""Word fields: their result is text, their code is not, and some print what only their code says."""

from __future__ import annotations

import re

import msgspec
from lxml.etree import _Element

from extract.counting import counted
from extract.docx_names import VAL, W, switched_on, whole
from extract.symbols import from_symbol_font

_CHECK_BOX, _LIST = f"{W}ffData/{W}checkBox", f"{W}ffData/{W}ddList"
_ENCLOSED = re.compile(r"\s*eq\s.*?\\o\s*(?:\\a[lrc]\s*)?\((.*)\)\s*$", re.I | re.S)
_SYMBOL = re.compile(r"\s*symbol\s+(0x[0-9a-f]+|\d+|\S)(?:.*?\\f\s+\"?([^\"\\]+))?", re.I | re.S)
_BUTTON = re.compile(r"\s*(?:macrobutton|gotobutton)\s+\S+\s*(.*)", re.I | re.S)
_CIRCLES = "○〇◯"


class Field(msgspec.Struct, kw_only=True):
    """One field between its begin and its end mark."""

    begin: _Element
    code: list[str] = []
    swallowed: list[str] = []
    """Text met in the code; it is given back when the field turns out to be broken."""
    printed: bool = False
    """Whether its result had any text."""


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
