"""T03: words that are written wrong, from a list that is data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

import msgspec

from model import Check, Dossier, Evidence, Hit, Severity
from rules.figures import outside, passed
from rules.prose.texts import texts
from rules.registry import rule

RULE = "T03"


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file words/typos.toml."""

    typos: dict[str, str]


@rule(RULE, title="错别字", severity=Severity.LOW, basis="S5", priority=2)
def wrong_words(dossier: Dossier) -> Iterator[Hit | Check]:
    """按错别字词表查正文和表格，词表只收任何句子里都算写错的词（法制政府、投拆、拔付、防讯……），一个部门一年只报一条，逐处列出。

    词表在 rules/words/typos.toml，加一行即可，不改程序。

    反例：“切实推进法制政府建设”“咨询投拆件办结率”“互联网十监管”。
    正例：“推进法治政府建设”“法制审核”“投诉件办结率”“二十监管员”。
    """
    found: dict[str, list[Evidence]] = {}
    right: dict[str, str] = {}
    for report in dossier.reports:
        written = texts(report)
        everything = "\n".join(text.text for text in written)
        wrong = [(pattern, word) for seed, pattern, word in _typos() if seed in everything and pattern.search(everything)]
        for text in written if wrong else ():
            for pattern, word in wrong:
                for match in pattern.finditer(text.text):
                    right[match.group()] = word
                    found.setdefault(match.group(), []).append(text.at(match.start(), match.end(), f"“{match.group()}”"))
        if not wrong:
            yield passed(RULE, report, detail="未见词表中的错别字") if written else outside(RULE, report, "没有文字")
    if found:
        listed = "、".join(f"“{word}”应为“{right[word]}”（{len(sides)}处）" for word, sides in found.items())
        evidence = [side for sides in found.values() for side in sides[:3]][:12]
        yield Hit(
            message=f"报告和表格中有错别字：{listed}，首见于{evidence[0].label}（公文用字应当规范）。",
            evidence=tuple(evidence),
            key="错别字",
            expected="、".join(dict.fromkeys(right.values())),
            observed="、".join(found),
        )


@cache
def _typos() -> list[tuple[str, re.Pattern[str], str]]:
    """Plain beginning, pattern and right word of every typo."""
    words = msgspec.toml.decode(resources.files("rules").joinpath("words/typos.toml").read_bytes(), type=Words).typos
    return [(_seed(wrong), re.compile(wrong), word) for wrong, word in words.items()]


def _seed(wrong: str) -> str:
    """The plain characters a pattern cannot do without: looked for first, because that is fast."""
    found = re.match(r"(?:\(\?<![^)]*\))?([\u4e00-\u9fff]+)", wrong)
    if not found:
        raise ValueError(f"words/typos.toml: {wrong} does not begin with plain characters")
    return found[1]
