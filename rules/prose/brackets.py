"""Which quantities of a paragraph stand in brackets, and after which quantity."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model import Fact


def depths_of(text: str, facts: list[Fact]) -> list[int]:
    """Bracket depth at each fact."""
    depths, depth, position = [], 0, 0
    for fact in facts:
        for char in text[position : fact.start]:
            depth += (char in "（(") - (char in "）)")
        depth = max(depth, 0)
        position = fact.start
        depths.append(depth)
    return depths


def bracketed(text: str, facts: list[Fact], depths: list[int]) -> Iterator[tuple[int, list[int]]]:
    """Facts in brackets with the fact directly before the bracket (its number among the facts outside brackets)."""
    number, outside = 0, -1
    while number < len(facts):
        if depths[number] == 0:
            outside += 1
            number += 1
            continue
        inside: list[int] = []
        while (
            number < len(facts)
            and depths[number] > 0
            and not (inside and re.search(r"[）)]", text[facts[inside[-1]].end : facts[number].start]))
        ):
            inside.append(number)
            number += 1
        before = inside[0] - 1
        if (
            before >= 0
            and depths[before] == 0
            and re.fullmatch(r"[^，。；、：]{0,14}[（(][^）)]*", text[facts[before].end : facts[inside[0]].start])
        ):
            yield before, inside
