"""Finds how a budget was changed and used, as prose tells it: 年初预算8620万元，追加3246万元，调整后11866万元，支出11640万元，结转226万元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from model import Fact
from rules.figures import MONEY

_FIRST = re.compile(r"年初[^，。；]{0,8}预算|年初预算|年初安排|预算安排|年初批复")
_ADDED = re.compile(r"追加|调增|增拨|新增安排|年中增加")
_CUT = re.compile(r"调减|核减|追减|收回|压减")
_FINAL = re.compile(r"调整后|调整预算|全年预算|预算调整为|最终预算|可用资金")
_SPENT = re.compile(r"支出|执行|使用|支付")
_CARRIED = re.compile(r"(?:上年|年初|上年度|以前年度)结[转余]")
_FRESH = re.compile(r"(?:本年|当年|本年度|年初)(?:预算|拨款|收入|安排|下达)|年初预算|财政拨款")
_USABLE = re.compile(r"可用(?:资金|财力)|资金总[额量]|收入总[计额]|预算总额")
_LEFT = re.compile(r"(?<!上年)(?<!年初)(?<!年度)(?:结转|结余|剩余)")
_CLAUSES = re.compile(r"[，,、；;：:。（）()]")


def budgets(text: str, facts: list[Fact]) -> Iterator[tuple[Fact, tuple[Fact, ...], str]]:
    """Total, parts and the name of the relation, for every sentence that tells both sides."""
    for _, group in groupby(facts, key=lambda fact: fact.sentence_start):
        named = [(fact, words) for fact, words in _named(text, list(group)) if fact.quantity.unit in MONEY and not fact.per]
        yield from _changed(named)
        yield from _carried(named)
        yield from _used(named)


def _changed(named: list[tuple[Fact, str]]) -> Iterator[tuple[Fact, tuple[Fact, ...], str]]:
    """年初预算 + 追加 = 全年预算."""
    first = [fact for fact, words in named if _FIRST.search(words) and not _FINAL.search(words)]
    added = [fact for fact, words in named if _ADDED.search(words) and not _FINAL.search(words)]
    final = [fact for fact, words in named if _FINAL.search(words)]
    if len(first) != 1 or len(final) != 1 or not added or any(_CUT.search(words) for _, words in named):
        return
    if first[0].start < added[0].start < final[0].start:
        yield final[0], (first[0], *added), "年初预算加追加应等于调整后预算"


def _carried(named: list[tuple[Fact, str]]) -> Iterator[tuple[Fact, tuple[Fact, ...], str]]:
    """上年结转 + 本年预算 = 可用资金."""
    carried = [fact for fact, words in named if _CARRIED.search(words)]
    fresh = [fact for fact, words in named if _FRESH.search(words) and not _CARRIED.search(words) and not _USABLE.search(words)]
    usable = [fact for fact, words in named if _USABLE.search(words)]
    if len(carried) == len(fresh) == len(usable) == 1 and max(carried[0].start, fresh[0].start) < usable[0].start:
        yield usable[0], (carried[0], fresh[0]), "上年结转加本年预算应等于可用资金"


def _used(named: list[tuple[Fact, str]]) -> Iterator[tuple[Fact, tuple[Fact, ...], str]]:
    """支出 + 结转 = 预算."""
    left = [fact for fact, words in named if _LEFT.search(words)]
    spent = [fact for fact, words in named if _SPENT.search(words) and not _LEFT.search(words) and not re.search("预算(?!执行)", words)]
    whole = [
        fact
        for fact, words in named
        if re.search(r"预算(?!执行)|下达|到位|可用|收入", words) and not _ADDED.search(words) and not _FIRST.search(words)
    ]
    whole = whole or [
        fact for fact, words in named if _FIRST.search(words) and not any(_ADDED.search(w) or _FINAL.search(w) for _, w in named)
    ]
    if len(left) == len(spent) == len(whole) == 1 and whole[0].start < spent[0].start < left[0].start:
        yield whole[0], (spent[0], left[0]), "支出加结转结余应等于预算"


def _named(text: str, facts: list[Fact]) -> Iterator[tuple[Fact, str]]:
    """Each quantity with the words of its clause before it."""
    for number, fact in enumerate(facts):
        left = facts[number - 1].end if number else fact.sentence_start
        yield fact, _CLAUSES.split(text[left : fact.start])[-1] if _CLAUSES.search(text[left : fact.start]) else text[left : fact.start]
