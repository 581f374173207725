"""Entries of goals and results: the numbered lines of goal cells and the numbered headings of narratives."""

from __future__ import annotations

import re

from model import Passage, Report
from rules.naming.names import compared, covered, pairs_of

_MARK = re.compile(
    r"(?:^|(?<=[\n。；;：:，]))\s*(?:目标\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*[：:、.．]|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]|"
    r"(?:\d{1,2})(?:、|[.．](?!\d)|：)|[一二三四五六七八九十]{1,2}(?:、|是)|[①-⑳])\s*"
)
_HEAD = re.compile(r"[^。；;：:，,]+")
_SAME = 0.5
_SOLID = 4


def entries_of(cell: str | None) -> list[str]:
    """The numbered entries of a goal cell; empty when it is not enumerated."""
    text = cell or ""
    marks = list(_MARK.finditer(text))
    if len(marks) < 2:
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [entry for mark, end in zip(marks, ends, strict=True) if (entry := text[mark.end() : end].strip(" \n；;。"))]


def headed_entries(report: Report, titles: re.Pattern[str]) -> list[tuple[str, Passage]]:
    """The deepest list of three or more numbered paragraphs under the headings that match, each with its opening words."""
    levels: dict[str, list[tuple[str, Passage]]] = {}
    for passage in report.passages:
        above, _, own = passage.section.rpartition("/")
        if not own or passage.level is None or passage.level < 2 or not any(title and titles.search(title) for title in passage.titles[:1]):
            continue
        text = _MARK.sub("", (passage.paragraph.text or passage.paragraph.raw).strip(), count=1)
        head = _HEAD.match(text)
        if head:
            levels.setdefault(above, []).append((head.group().strip(), passage))
    return max(levels.values(), key=len, default=[])


def speak_alike(one: str, other: str) -> bool:
    """Whether two entries share half of the shorter one's words, or one four characters long in the same order."""
    short, long = sorted((compared(one), compared(other)), key=len)
    if not short:
        return False
    if covered(short, pairs_of(long)) >= _SAME:
        return True
    return any(short[at : at + _SOLID] in long for at in range(len(short) - _SOLID + 1))


def answered(entries: list[str], results: list[str]) -> list[str]:
    """The entries some result speaks of."""
    return [entry for entry in entries if any(speak_alike(entry, result) for result in results)]
