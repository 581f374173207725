"""The vocabulary of government prose, read once from its data file and compiled to the patterns that use it."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

import msgspec


class Vocabulary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lists of words/prose.toml, each a string of words parted by blanks."""

    scopes: str
    fillers: str
    links: str
    actions: str
    noun_tails: str
    cuts: str
    slogans: str


class Patterns(msgspec.Struct, frozen=True):
    """The vocabulary as compiled patterns."""

    lead: re.Pattern[str]
    """Scopes and fillers at the head of a subject, one at a time."""
    scopes: frozenset[str]
    link: re.Pattern[str]
    """Words between a subject and its number, at the end of the text before it."""
    action: re.Pattern[str]
    """Verbs that are not part of a noun."""
    cut: re.Pattern[str]
    """Where a noun phrase after a number ends."""
    slogan: re.Pattern[str]


@cache
def patterns() -> Patterns:
    """The compiled vocabulary."""
    words = msgspec.toml.decode(resources.files("normalize").joinpath("words/prose.toml").read_bytes(), type=Vocabulary)
    scopes = words.scopes.split()
    return Patterns(
        lead=re.compile(f"(?:{_any(scopes + words.fillers.split())})"),
        scopes=frozenset(scopes),
        link=re.compile(f"(?:{_any(words.links.split())})+$"),
        action=re.compile(f"(?:{_any(words.actions.split())})(?!{_any(words.noun_tails.split())})(?:并(?:{_any(words.actions.split())}))?"),
        cut=re.compile(_any(words.cuts.split())),
        slogan=re.compile(_any(words.slogans.split())),
    )


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))
