"""Places paragraphs among the headings they stand under: 一、（一）1、（1）, and headings the file itself declares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from model import Paragraph, Passage

_CN = r"[一二三四五六七八九十百]{1,4}"
_LEVELS = (
    re.compile(rf"(?P<number>第{_CN}[部分章]{{1,2}})[、.．：:\s]*"),
    re.compile(rf"(?P<number>{_CN})[、.．]\s*"),
    re.compile(rf"(?P<number>[（(]{_CN}[）)])[、.．]?\s*"),
    re.compile(r"(?P<number>\d{1,2})(?:[、．]|\.(?!\d))\s*"),
    re.compile(r"(?P<number>[（(]\d{1,2}[）)])[、.．]?\s*"),
    re.compile(r"(?P<number>[①-⑳])[、.．]?\s*"),
)
"""Heading numbers by level; index 0 (第一部分) and index 1 (一、) are level 1 unless both occur."""
_ENDS = "。；;：:，,、？！"
_LONGEST_HEADING = 45


class _Open(msgspec.Struct, frozen=True):
    level: int
    number: str
    title: str | None


def place(paragraphs: Iterable[Paragraph]) -> Iterator[Passage]:
    """Each paragraph with its section: heading numbers joined by '/', their titles, and whether it is a heading itself.

    A number that leads a whole paragraph opens a section of its own without a title, which ends with that paragraph's
    own sub-numbers: an unnumbered paragraph belongs to the last real heading.
    """
    stack: list[_Open] = []
    for paragraph in paragraphs:
        found = heading_number(paragraph.text)
        declared = paragraph.outline is not None and len(paragraph.text) <= _LONGEST_HEADING
        if found is None and not declared:
            while stack and stack[-1].title is None:
                stack.pop()
            yield _passage(paragraph, stack)
            continue
        level, number, rest = found if found is not None else ((paragraph.outline or 0) + 1, paragraph.text, paragraph.text)
        heading = is_heading(rest) or declared
        while stack and stack[-1].level >= level:
            stack.pop()
        stack.append(_Open(level, number, rest.rstrip(_ENDS) if heading else None))
        yield _passage(paragraph, stack, level=max(level, 1), heading=heading)


def heading_number(text: str) -> tuple[int, str, str] | None:
    """Level, number and remaining words of a text that begins with a heading number; None when it does not."""
    for index, pattern in enumerate(_LEVELS):
        found = pattern.match(text)
        if found and found.end() < len(text):
            return index, found["number"], text[found.end() :]
    return None


def is_heading(words: str) -> bool:
    """Whether the words after a heading number are a title rather than a sentence."""
    return len(words) <= _LONGEST_HEADING and words[-1] not in _ENDS and not any(mark in words for mark in "。；;")


def _passage(paragraph: Paragraph, stack: list[_Open], *, level: int | None = None, heading: bool = False) -> Passage:
    return Passage(
        paragraph=paragraph,
        section="/".join(entry.number for entry in stack),
        titles=tuple(entry.title for entry in stack),
        level=level,
        heading=heading,
    )
