"""Finds paragraphs that several reports have word for word or nearly so."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

import msgspec

from model import Passage, Report

_PIECES = re.compile(r"[，。；：、！？,;:\n]+")
_NUMBER = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、．.])+\s*")
_STATUTORY = re.compile(r"职能|职责|机构设置|机构情况|填报说明|评价依据")
_PIECE = 5
_HOLDERS = 24
"""A clause that more different paragraphs than this share is a phrase, not a copy."""


class Copy(msgspec.Struct, frozen=True, eq=False):
    """One paragraph that stands in several reports."""

    places: tuple[tuple[Report, Passage], ...]
    """One place for each report, in reading order."""
    text: str

    @property
    def reports(self) -> tuple[str, ...]:
        """Ids of the reports it stands in."""
        return tuple(report.report_id for report, _ in self.places)


def copies(reports: Iterable[Report], *, least: int, similarity: float) -> list[Copy]:
    """Paragraphs of at least `least` characters that two or more of the reports have, at least that similar to each other.

    Equal paragraphs are found by their text; others only when they share rare clauses, so the work grows with the text.
    """
    holders: dict[str, list[tuple[Report, Passage]]] = defaultdict(list)
    for report in reports:
        for passage in report.passages:
            text = _NUMBER.sub("", passage.paragraph.text or passage.paragraph.raw)
            if len(text) >= least and not any(title and _STATUTORY.search(title) for title in passage.titles):
                holders[text].append((report, passage))
    distinct = list(holders)
    parent = list(range(len(distinct)))
    for one, other in _candidates(distinct):
        if _root(parent, one) != _root(parent, other) and alike(distinct[one], distinct[other], similarity):
            parent[_root(parent, other)] = _root(parent, one)
    groups: dict[int, list[int]] = defaultdict(list)
    for number in range(len(distinct)):
        groups[_root(parent, number)].append(number)
    found = []
    for members in groups.values():
        places: dict[str, tuple[Report, Passage]] = {}
        for report, passage in (place for number in members for place in holders[distinct[number]]):
            places.setdefault(report.report_id, (report, passage))
        if len(places) > 1:
            ordered = sorted(places.values(), key=lambda place: (place[0].position, place[1].paragraph.block))
            found.append(Copy(tuple(ordered), distinct[members[0]]))
    return found


def alike(one: str, other: str, similarity: float) -> bool:
    """True when the texts are at least that similar, measured over whole clauses first."""
    shorter, longer = sorted((len(one), len(other)))
    if 2 * shorter < similarity * (shorter + longer):
        return False
    shared = sum(len(piece) for piece in set(_pieces(one)) & set(_pieces(other)))
    if shared >= similarity * longer:
        return True
    return shared >= 0.4 * longer and SequenceMatcher(None, one, other, autojunk=False).ratio() >= similarity


def _pieces(text: str) -> Iterator[str]:
    return (piece for piece in _PIECES.split(text) if len(piece) >= _PIECE)


def _candidates(texts: list[str]) -> Iterator[tuple[int, int]]:
    holders: dict[str, list[int]] = defaultdict(list)
    for number, text in enumerate(texts):
        for piece in set(_pieces(text)):
            holders[piece].append(number)
    seen: set[tuple[int, int]] = set()
    for held in holders.values():
        if 1 < len(held) <= _HOLDERS:
            for x, one in enumerate(held):
                for other in held[x + 1 :]:
                    if (one, other) not in seen:
                        seen.add((one, other))
                        yield one, other


def _root(parent: list[int], number: int) -> int:
    while parent[number] != number:
        parent[number] = parent[parent[number]]
        number = parent[number]
    return number
