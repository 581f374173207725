"""Sentences of a dossier's prose that are nearly the same, aligned number by number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

import msgspec

from model import Dossier, Fact, Report
from rules.memo import remembered

SHINGLE = 5
COMMON = 24
"""A shingle that stands in more frames than this says nothing."""
LEAST = 8
"""Frames with fewer characters besides numbers are phrases, not sentences."""


class Sentence(msgspec.Struct, frozen=True, eq=False):
    """One sentence with the quantities in it."""

    report: Report
    facts: tuple[Fact, ...]
    before: str
    """Frame of the sentence before it in the same paragraph, empty when there is none."""
    after: str

    @property
    def frame(self) -> str:
        """The sentence with its quantities masked."""
        return self.facts[0].frame


class Pair(msgspec.Struct, frozen=True, eq=False):
    """Two sentences and which of their quantities stand in the same place."""

    one: Sentence
    other: Sentence
    slots: tuple[tuple[Fact, Fact], ...]
    similarity: float


@remembered
def sentences_of(dossier: Dossier) -> tuple[Sentence, ...]:
    """Every sentence of the dossier that holds a quantity, in reading order."""
    found: list[Sentence] = []
    for report in dossier.reports:
        groups: dict[tuple[object, ...], list[Fact]] = {}
        for fact in (*report.facts, *report.goal_facts):
            source = fact.source
            groups.setdefault((fact.block, source.row, source.col, fact.sentence_start), []).append(fact)
        ordered = list(groups.items())
        frames = ["", *(facts[0].frame for _, facts in ordered), ""]
        for number, (place, facts) in enumerate(ordered):
            alike = [frames[i + 1] if 0 <= i < len(ordered) and ordered[i][0][:3] == place[:3] else "" for i in (number - 1, number + 1)]
            found.append(Sentence(report=report, facts=tuple(facts), before=alike[0], after=alike[1]))
    return tuple(found)


def near_pairs(dossier: Dossier, *, similarity: float = 0.85) -> Iterator[Pair]:
    """Pairs of sentences with frames at least that similar and at least one aligned quantity.

    Sentences with one frame are compared through one representative for each tuple of values, and different frames only
    when they share rare shingles, so the work grows with the text and not with its square.
    """
    frames: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in sentences_of(dossier):
        if len(sentence.frame) - sentence.frame.count("#") >= LEAST:
            frames[sentence.frame].append(sentence)
    for group in frames.values():
        yield from _equal_frames(group)
    for one, other in _candidates(list(frames)):
        ratio, slots = align(one, other)
        if ratio >= similarity and slots:
            for a in _representatives(frames[one]):
                for b in _representatives(frames[other]):
                    yield Pair(a, b, tuple((a.facts[i], b.facts[j]) for i, j in slots), ratio)


@lru_cache(maxsize=4096)
def align(one: str, other: str) -> tuple[float, tuple[tuple[int, int], ...]]:
    """Similarity of two frames and which masks stand in the same words."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    slots, matched = [], 0
    for block in matcher.get_matching_blocks():
        matched += block.size
        if block.size < 4:
            continue
        piece = one[block.a : block.a + block.size]
        at = piece.find("#")
        while at >= 0:
            if max(at, block.size - at - 1) >= 3:
                slots.append((one.count("#", 0, block.a + at), other.count("#", 0, block.b + at)))
            at = piece.find("#", at + 1)
    return 2 * matched / (len(one) + len(other)), tuple(slots)


def _equal_frames(group: list[Sentence]) -> Iterator[Pair]:
    distinct = _representatives(group)
    if len(distinct) > 3 and 2 * len(distinct) > len(group):
        return  # a form of words that every project fills with its own numbers
    for a, b in pairwise(distinct):
        yield Pair(a, b, tuple(zip(a.facts, b.facts, strict=False)), 1.0)


def _representatives(group: list[Sentence]) -> list[Sentence]:
    """One sentence for each tuple of values, in order of appearance, at most a handful."""
    seen: dict[tuple[object, ...], Sentence] = {}
    for sentence in group:
        seen.setdefault(tuple((f.quantity.value, f.quantity.unit) for f in sentence.facts), sentence)
    return list(seen.values())[:8]


def _candidates(frames: list[str]) -> Iterator[tuple[str, str]]:
    """Pairs of different frames that share enough shingles to be worth aligning."""
    shingles = [frozenset(frame[i : i + SHINGLE] for i in range(len(frame) - SHINGLE + 1)) for frame in frames]
    holders: dict[str, list[int]] = defaultdict(list)
    for number, parts in enumerate(shingles):
        for part in parts:
            holders[part].append(number)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for held in holders.values():
        if 1 < len(held) <= COMMON:
            for x, first in enumerate(held):
                for second in held[x + 1 :]:
                    shared[first, second] += 1
    for (first, second), count in shared.items():
        sizes = len(shingles[first]), len(shingles[second])
        if count >= 0.4 * max(sizes) and min(len(frames[first]), len(frames[second])) >= 0.74 * max(
            len(frames[first]), len(frames[second])
        ):
            yield frames[first], frames[second]
