"""Folds look-alike and full-width characters: ≧ to ≥, ％ to %, １ to 1, odd blanks to one kind; brackets and Chinese punctuation stay."""

from __future__ import annotations

import re
import unicodedata

BLANKS = "\t\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
"""Every white space of one line that is not an ordinary space."""
INVISIBLE = "\xad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def fold(text: str) -> str:
    """`text` with look-alikes folded. Line ends become \\n, other blanks ordinary spaces; their number does not change."""
    if text.isascii():
        return text.translate(_ASCII_BLANKS) if _CONTROL(text) else text
    folded = text.translate(_TABLE) if _ANY(text) else text
    if "－" in folded or "：" in folded or "．" in folded:
        folded = _BETWEEN.sub(_halve, folded)
    return folded


def fold_blanks(text: str) -> str:
    """`text` with every kind of blank an ordinary space and invisible characters gone, nothing else folded."""
    return text.translate(_BLANK_TABLE) if _ANY_BLANK(text) else text


def _table() -> dict[int, str]:
    table = dict(_BLANK_TABLE)
    table |= {ord(c): chr(ord(c) - 0xFEE0) for c in map(chr, range(0xFF01, 0xFF5F)) if chr(ord(c) - 0xFEE0).isalnum()}
    table |= {ord(wide): narrow for wide, narrow in zip("％＋＝﹪﹢﹦≧⩾≦⩽", "%+=%+=≥≥≤≤", strict=True)}
    # Radicals and compatibility ideographs that some PDF fonts map to instead of the ordinary character.
    for code in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if plain != chr(code) and len(plain) == 1:
            table[code] = plain
    return table


def _halve(match: re.Match[str]) -> str:
    return {"－": "-", "：": ":", "．": "."}[match.group()]


_BLANK_TABLE = {ord(c): " " for c in BLANKS} | {ord(c): "" for c in INVISIBLE} | {ord(c): "\n" for c in "\u2028\u2029\r"}
_TABLE = _table()
_ANY_BLANK = re.compile(f"[{re.escape(''.join(map(chr, _BLANK_TABLE)))}]").search
_ANY = re.compile(f"[{re.escape(''.join(map(chr, _TABLE)))}]").search
NOT_PLAIN = re.compile(f"[ \n－：．{re.escape(''.join(map(chr, _TABLE)))}]").search
"""Finds a blank of any kind, or what `fold` may change."""
_ASCII_BLANKS = {ord(c): " " for c in BLANKS if ord(c) < 128} | {ord("\r"): "\n"}
_CONTROL = re.compile(r"[\t\x0b\x0c\r\x1c-\x1f]").search
_BETWEEN = re.compile(r"(?<=[0-9A-Za-z])[－：](?=[0-9A-Za-z])|(?<=[0-9])．(?=[0-9])")
