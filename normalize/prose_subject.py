"""Binds a quantity in prose to what it counts: the noun before it, the noun after it, or the one the sentence speaks of."""

from __future__ import annotations

import re
from typing import NamedTuple

from normalize.prose_words import Patterns, patterns


class Bond(NamedTuple):
    """What a quantity is bound to."""

    subject: str
    qualifier: str
    action: str
    after: bool
    """True when the noun stands after the quantity (46家单位)."""
    noun_end: int
    """Where that noun ends; the end of the quantity otherwise."""
    link: str
    """The words between subject and number (共, 分别为)."""


_NOUN = re.compile(r"\s*的?\s*((?:“[^”]{1,12}”|[\u4e00-\u9fffA-Za-z·]){1,24})")
_NOT_NOUN = re.compile(r"以[上下内]|左右|上下|不等|[之前后内外余多]|的?(?:标准|速度|幅度|价格|比例)")
_OPEN_END = re.compile(r"(?:等|以及|以上|以下)$")
_TRIM = re.compile(r"^[\s、，,；;：:。（()）“”‘’及和与的\-—]+|[\s、，,；;：:（()）“‘的]+$")
_HOLDS_NOUN = re.compile(r"[\u4e00-\u9fffA-Za-z]{2}")


def bind(text: str, left: int, start: int, end: int, right: int, *, money: bool) -> Bond:
    """The bond of the quantity at `start`–`end`; `left` and `right` bound the text that may belong to it."""
    words = patterns()
    before, link = _strip_link(text[left:start], words)
    subject, qualifier, action = _parse_left(before, words)
    noun, noun_end = _noun_after(text, end, right, words)
    if noun and not (money and subject) and not (subject and link and not _OPEN_END.search(before)):
        keep = subject if not action and subject and not _OPEN_END.search(before) and len(subject) <= 6 else ""
        return Bond(noun, qualifier or keep, action, True, noun_end, link)
    return Bond(subject, qualifier, action, False, end, link)


def expand(subject: str, text: str, sentence_start: int, clause_start: int) -> str:
    """A subject with what the clause before says about it: 对政府组阁局微信群的统计，共有微信群246个."""
    at = text.rfind(subject, sentence_start, clause_start) if len(subject) >= 2 else -1
    if at <= sentence_start:
        return subject
    head = re.search(r"[\u4e00-\u9fff]{1,12}$", text[sentence_start:at])
    if not head:
        return subject
    _, qualifier, _ = "", "", ""
    modifier = _lead(head.group(), patterns())[0]
    return modifier + subject if modifier and not patterns().action.search(modifier) else subject


def _strip_link(before: str, words: Patterns) -> tuple[str, str]:
    trimmed = before.rstrip(" \u3000“")
    found = words.link.search(trimmed)
    if not found:
        return trimmed, ""
    return trimmed[: found.start()], found.group()


def _parse_left(before: str, words: Patterns) -> tuple[str, str, str]:
    """Subject, qualifier and action of the text before a quantity."""
    rest, qualifier = _lead(_TRIM.sub("", before), words)
    action = ""
    for verb in words.action.finditer(rest):
        action, verb_end = verb.group(), verb.end()
        actor = rest[: verb.start()]
    if action:
        actor = _TRIM.sub("", _lead(actor, words)[0])
        rest, scope = _lead(_TRIM.sub("", rest[verb_end:]), words)
        qualifier = qualifier or scope or (actor if len(actor) <= 12 else "")
    return _TRIM.sub("", rest), qualifier, action


def _lead(text: str, words: Patterns) -> tuple[str, str]:
    """The text without scopes and fillers at its head, and the scope found there."""
    position, scope = 0, ""
    while True:
        found = words.lead.match(text, position)
        if not found or (found.end() == len(text) and len(found.group()) > 1 and found.group() not in words.scopes and not scope):
            break
        if found.group() in words.scopes:
            scope = scope or found.group()
        position = found.end()
    return text[position:].lstrip(" \u3000、，的"), scope


def _noun_after(text: str, end: int, right: int, words: Patterns) -> tuple[str, int]:
    if _NOT_NOUN.match(text, end, right):
        return "", end
    found = _NOUN.match(text, end, right)
    if not found:
        return "", end
    noun = found.group(1)
    cut = words.cut.search(noun, 0 if text[end] != "的" else 0)
    if cut:
        noun = noun[: cut.start()]
    noun = noun.rstrip("及和与或、")
    if not _HOLDS_NOUN.search(noun) and not noun.startswith("“"):
        return "", end
    return noun, found.start(1) + len(noun)
