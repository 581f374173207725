"""Labels and what they mean: spellings looked up by a label reduced to its words."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

Words = dict[str, tuple[str, ...]]
"""Meaning to spellings; * in a spelling stands for anything."""
LONGEST_LABEL = 40
_REMEMBERED = 20_000
_NUMBER_STARTS = frozenset("0123456789一二三四五六七八九十（(")
_NUMBER = re.compile(r"^(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[、.．](?=\D)|^[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]")
_BRACKETS = re.compile(r"[（(\[【〔][^（()）\[\]【】〔〕]*[)）\]】〕]")


@lru_cache(maxsize=_REMEMBERED)
def label_key(text: str) -> str:
    """`text` reduced to what makes it a label: no number before it, no blanks, no quotation marks,
    no brackets with their contents, no colon at the end."""
    key = _NUMBER.sub("", text, count=1) if text[:1] in _NUMBER_STARTS else text
    if "\n" in key or " " in key:
        key = key.replace("\n", "").replace(" ", "")
    if "“" in key:
        key = key.replace("“", "").replace("”", "")
    if key.endswith((")", "）", "]", "】", "〕")) or "(" in key or "（" in key:
        key = _BRACKETS.sub("", key)
    return key.rstrip("：:、，。*")


class _Answers(dict[str, str | None]):
    """What labels mean, each worked out when first asked for."""

    def __init__(self, answer: Callable[[str], str | None]) -> None:
        super().__init__()
        self._answer = answer

    def __missing__(self, key: str) -> str | None:
        found = self._answer(key)
        if len(self) < _REMEMBERED:
            self[key] = found
        return found


class Vocabulary:
    """Spellings of meanings, looked up by label; remembers every answer."""

    def __init__(self, *words: Words) -> None:
        self._exact: dict[str, str] = {}
        self._patterns: list[tuple[re.Pattern[str], str]] = []
        for meaning, spellings in [pair for group in words for pair in group.items()]:
            for spelling in spellings:
                if "*" in spelling:
                    self._patterns.append((_pattern(spelling), meaning))
                else:
                    self._exact.setdefault(label_key(spelling), meaning)
        self.meaning: Callable[[str], str | None] = _Answers(self._meaning).__getitem__
        """What a label (from `label_key`) means, None when it is not in the vocabulary."""

    @property
    def meanings(self) -> frozenset[str]:
        """Every meaning it knows a spelling of."""
        return frozenset((*self._exact.values(), *(meaning for _, meaning in self._patterns)))

    @property
    def spellings(self) -> tuple[str, ...]:
        """The labels it knows without a pattern."""
        return tuple(self._exact)

    def _meaning(self, key: str) -> str | None:
        found = self._exact.get(key)
        if found is None and key and len(key) <= LONGEST_LABEL:
            found = next((meaning for pattern, meaning in self._patterns if pattern.fullmatch(key)), None)
        return found


def _pattern(spelling: str) -> re.Pattern[str]:
    return re.compile(".*".join(re.escape(label_key(piece)) if piece else "" for piece in spelling.split("*")))
