"""Small Chinese numerals, as headings and announced counts use them."""

from __future__ import annotations

_DIGITS = {char: number for number, char in enumerate("零一二三四五六七八九")} | {"两": 2}


def read_small(text: str) -> int | None:
    """The number from 0 to 99 that digits or numerals spell (12, 十二, 二十三); None for anything else."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return _DIGITS.get(text)
    if (tens and tens not in _DIGITS) or (ones and ones not in _DIGITS):
        return None
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
