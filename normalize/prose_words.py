"""The vocabulary of government prose, read once from its data file and compiled to the patterns that use it."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

import msgspec


class Vocabulary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lists of words/prose.toml, each a string of words parted by blanks; a word may be a pattern."""

    scopes: str
    fillers: str
    links: str
    strong_actions: str
    weak_actions: str
    noun_tails: str
    cuts: str
    slogans: str
    measure_guards: dict[str, str]


class Patterns(msgspec.Struct, frozen=True):
    """The vocabulary as compiled patterns."""

    lead: re.Pattern[str]
    """Scopes and fillers at the head of a subject, one at a time; the group `scope` is filled for a scope."""
    link: re.Pattern[str]
    """Words between a subject and its number, at the end of the text before it."""
    strong: re.Pattern[str]
    """Verbs, wherever they stand."""
    weak: re.Pattern[str]
    """Verbs that are often part of a noun."""
    cut: re.Pattern[str]
    """Where a noun phrase after a number ends."""
    slogan: re.Pattern[str]
    measure_guards: dict[str, str]
    """Characters after which a measure word is none."""


@cache
def patterns() -> Patterns:
    """The compiled vocabulary."""
    words = msgspec.toml.decode(resources.files("normalize").joinpath("words/prose.toml").read_bytes(), type=Vocabulary)
    strong, weak, tails = _any(words.strong_actions), _any(f"{words.strong_actions} {words.weak_actions}"), _any(words.noun_tails)
    return Patterns(
        lead=re.compile(f"(?P<scope>{_any(words.scopes)})|{_any(words.fillers)}"),
        link=re.compile(f"{_first(words.links)}(?:{_any(words.links)})+$"),
        strong=re.compile(f"{_first(words.strong_actions)}(?:{strong})(?!{tails})(?:并(?:{strong}))?"),
        weak=re.compile(f"(?:{weak})(?!{tails})(?:并(?:{weak}))?"),
        cut=re.compile(_first(words.cuts) + _any(words.cuts)),
        slogan=re.compile(_any(words.slogans)),
        measure_guards=words.measure_guards,
    )


def _any(words: str) -> str:
    """One alternative a word, the longest first."""
    return "(?:" + "|".join(sorted(set(words.split()), key=_weight, reverse=True)) + ")"


def _first(words: str) -> str:
    """A look at the first character, so that most places are passed over without trying every word; nothing where one begins as a pattern."""
    heads = {_GUARD.sub("", word)[0] for word in words.split()}
    return "" if heads & set("[(.\\") else f"(?=[{''.join(map(re.escape, sorted(heads)))}])"


def _weight(word: str) -> int:
    return len(_GUARD.sub("", word))


_GUARD = re.compile(r"\(\?[^)]*\)")
