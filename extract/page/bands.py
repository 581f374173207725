"""Pieces of text side by side make a band."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.page.words import Word

FIGURE = re.compile(
    r"[≥≤<>＜＞±+\-−－–(（]?\s?[¥$€£]?\s?\d[\d,，.\s]*[)）]?\s?(?:%|％|[\u4e00-\u9fffA-Za-z]{1,3})?[)）*†]?|[-—–−/／]+|\.{1,3}|…|(?i:n/?a)"
)
_REACH = 0.36  # so much of its height around its middle a piece of text takes up


@dataclass(frozen=True, slots=True)
class Bit:
    """Words of one line in one column."""

    col: int
    x0: float
    top: float
    x1: float
    bottom: float
    text: str
    lead: float
    """Width of the first word."""
    words: tuple[Word, ...] = ()
    """The words between gaps too narrow to part columns on their own, where there are any."""

    @property
    def level(self) -> float:
        """Middle of the line."""
        return (self.top + self.bottom) / 2

    @property
    def figure(self) -> bool:
        """Whether it is a figure, or a mark that stands for one."""
        return bool(FIGURE.fullmatch(self.text.strip()))


Band = list[Bit]


def bands_of(bits: list[Bit]) -> list[Band]:
    """The pieces that overlap in height, from top to bottom."""
    found: list[Band] = []
    low = 0.0
    for bit in sorted(bits, key=lambda bit: bit.level):
        reach = _REACH * (bit.bottom - bit.top)
        if found and bit.level - reach < low:
            found[-1].append(bit)
            low = max(low, bit.level + reach)
        else:
            found.append([bit])
            low = bit.level + reach
    return found


def gathered(values: list[float], reach: float) -> bool:
    """Whether four in five are within `reach` of the middle one."""
    if not values:
        return False
    middle = sorted(values)[len(values) // 2]
    return sum(abs(value - middle) <= reach for value in values) >= 0.8 * len(values)
