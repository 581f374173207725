"""Text from submitted reports made harmless for a spreadsheet: no formulas, no illegal characters, no hidden direction marks."""

from __future__ import annotations

import re

CELL_LIMIT = 32_000
"""Excel holds 32,767 characters in a cell."""

BIDI = {
    "\u061c": "ALM", "\u200e": "LRM", "\u200f": "RLM", "\u202a": "LRE", "\u202b": "RLE", "\u202c": "PDF", "\u202d": "LRO",
    "\u202e": "RLO", "\u2066": "LRI", "\u2067": "RLI", "\u2068": "FSI", "\u2069": "PDI",
}  # fmt: skip
"""Invisible marks that turn the direction of writing, and so can make text read other than it is."""

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BIDI = re.compile("[" + "".join(BIDI) + "]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "{=", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def legal(text: str) -> str:
    """Characters XML cannot hold become U+FFFD, direction marks become visible as ‹RLO›."""
    text = _ILLEGAL.sub("\ufffd", text)
    return _BIDI.sub(lambda match: f"‹{BIDI[match[0]]}›", text)


def cell_text(text: str) -> str:
    """Text for one cell: legal, no longer than a cell holds, and never the beginning of a formula (a ' is put before it)."""
    text = legal(text)
    if len(text) > CELL_LIMIT:
        text = text[:CELL_LIMIT] + f"……（原文共{len(text)}字，余下从略）"
    if text.lstrip(" \n\u00a0\u3000").startswith(_FORMULA) or text.startswith(("\t", "\r")):
        return "'" + text
    return text


def typed_text(value: object) -> str | None:
    """What an auditor typed in a cell: without the protecting apostrophe and outer blanks, None when empty."""
    if value is None:
        return None
    text = str(value).strip()
    if text.startswith("'") and text[1:].lstrip().startswith(_FORMULA):
        text = text[1:].strip()
    return text or None
