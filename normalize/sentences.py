"""Cuts running text into sentences and clauses, and finds where a heading number at its head ends."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

HEADING = re.compile(
    r"\s*(?:第[一二三四五六七八九十百]+[章节部分]+[、\s]*|[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十]{1,3}[)）][、.]?"
    r"|\d{1,2}(?:\.\d{1,2}){0,3}[、．.](?!\d)|[（(]\d{1,2}[)）][、.]?|\d{1,2}[)）]|[①-⑳]|目标\d{1,2}[：:])\s*"
)
"""A heading number of any of the usual levels."""

_SENTENCE_END = re.compile(r"[。！？!?\n]+[”’）)]*")
_CLAUSE_END = re.compile(r"[，；;：:。！？!?\n（）()]|,(?!\d{3})")


def heading_end(text: str) -> int:
    """Where the heading number `text` begins with ends; 0 when it begins with none."""
    found = HEADING.match(text)
    return found.end() if found else 0


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of `text`, without its heading number; the full stop belongs to its sentence."""
    start = heading_end(text)
    for mark in _SENTENCE_END.finditer(text, start):
        if mark.start() > start:
            yield start, mark.end()
        start = mark.end()
    if text[start:].strip():
        yield start, len(text)


def clause_marks(text: str) -> list[int]:
    """Positions just after every mark that ends a clause, ascending."""
    return [mark.end() for mark in _CLAUSE_END.finditer(text)]


def clause_at(marks: list[int], start: int, end: int, length: int) -> tuple[int, int]:
    """The clause around a span, between the marks nearest to it; the closing mark is not part of it."""
    before = bisect_right(marks, start)
    after = bisect_right(marks, end)
    left = marks[before - 1] if before else 0
    right = marks[after] - 1 if after < len(marks) else length
    return left, right
