"""Types a cell's text as a clerk would: closed up by `rejoin`, and a real enumeration (1、2、… or 目标1：…) one item a line."""

from __future__ import annotations

import re

from normalize.numerals import read_numeral
from normalize.wraps import rejoin


def retype_cell(raw: str) -> str:
    """Normalized text of a cell: one line, or one line an item where it enumerates."""
    text = rejoin(raw)
    if len(text) < _SHORTEST or not _MAY_BE_MARK.search(text):
        return text
    starts = _item_starts(text, raw)
    if len(starts) < 2:
        return text
    head = text[: starts[0]].rstrip()
    items = [text[a:b].strip() for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]
    return "\n".join([head, *items] if head else items)


_SHORTEST = 8
_CN = "[一二三四五六七八九十]{1,3}"
_KINDS = {
    "stop": r"(?P<stop>\d{1,2})[、．](?=\D)|(?P<dot>\d{1,2})\.(?=[^\d\s])",
    "round": r"[（(](?P<round>\d{1,2})[）)](?!\s*[，。；、])",
    "half": r"(?<![\d（(])(?P<half>\d{1,2})[）)]",
    "chinese": rf"[（(](?P<chinese>{_CN})[）)]、?",
    "comma": rf"(?<![第\w])(?P<comma>{_CN})、",
    "circle": r"(?P<circle>[①-⑳])",
    "named": r"(?:目标|任务|措施|指标|问题|成效)(?P<named>\d{1,2}|[一二三四五六七八九十])[：:、.]",
}
_MARK = re.compile("|".join(_KINDS.values()))
_MAY_BE_MARK = re.compile(r"[\d一二三四五六七八九十][、．.)）：:]|[①-⑳]")
"""What every mark holds, found without trying one kind after the other."""
_ITEM_MAY_FOLLOW = "。；;：:！!？?）)□☐☑☒■√"
"""Characters after which a new item may begin inside a line."""


def _item_starts(text: str, raw: str) -> list[int]:
    """Where the items of the outermost enumeration begin: one kind of mark counting 1, 2, 3 … from a place where an item can begin."""
    found: dict[str, list[int]] = {}
    line_heads = _heads_of_lines(raw)
    for mark in _MARK.finditer(text):
        kind = mark.lastgroup or ""
        start = mark.start()
        before = text[start - 1] if start else ""
        if before and before not in _ITEM_MAY_FOLLOW and text[start : start + 6] not in line_heads:
            continue
        places = found.setdefault(kind, [])
        if _ordinal(mark[kind]) == len(places) + 1:
            places.append(start)
    several = [places for places in found.values() if len(places) > 1]
    return min(several, key=lambda places: places[0], default=[])


def _heads_of_lines(raw: str) -> frozenset[str]:
    """First characters of each printed line, as they read once re-joined."""
    lines = raw.split("\n")
    if len(lines) < 2:
        return frozenset()
    return frozenset(rejoin("".join(lines[i : i + 3]))[:6] for i in range(len(lines)) if lines[i].strip())


def _ordinal(mark: str) -> int:
    if mark.isdecimal():
        return int(mark)
    if "①" <= mark <= "⑳":
        return ord(mark) - ord("①") + 1
    return int(read_numeral(mark) or 0)
