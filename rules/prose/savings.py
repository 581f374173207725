"""Finds rates of money saved, overspent, cut or left: 预算420万元，成交386万元，节约34万元，节约率8.1%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

import msgspec

from model import Fact, Report
from rules.comparing.objects import value_of
from rules.figures import MONEY
from rules.prose.places import texts_of
from rules.prose.shares import PERCENT, Share, holds, own_words


class Kind(msgspec.Struct, frozen=True):
    """One kind of rate: what it is called, the amount it is of, the base it is a share of, and what is left of the base without that amount."""

    name: re.Pattern[str]
    part: re.Pattern[str]
    whole: re.Pattern[str]
    left: re.Pattern[str]


_BOUGHT = r"成交|中标|合同|实际采购|采购金额|实际支[出付]|结算|决算"
_KINDS = tuple(
    Kind(*map(re.compile, words))
    for words in (
        (r"节[约省资支](?:资金)?率", r"节[约省资支](?!率)", r"预算|控制价|限价|概算|估算|标底", _BOUGHT),
        (r"(?:审|核)减率", r"(?:审|核)减(?!率)", r"送审|报审|申报|上报", r"审定|核定"),
        (r"超支率", r"超支(?!率)|超出", r"预算|概算|批复", r"(?!)"),
        (r"结余率", r"结余(?!率)", r"预算|下达|到位|安排|收入|可用", r"支出|支付|执行|使用"),
    )
)
_ENDINGS = ("约率", "省率", "资率", "支率", "减率", "余率", "约资金率", "省资金率")
_STATEMENT = re.compile(r"[；;。]")
_OF_ALL = re.compile(
    r"(?:其中|平均|综合|总体|整体|全年|本年|年度|当年|项目|资金|财政|政府|采购|预算|交易|招标|工程|实际|投资|经费|的|总|年末|结算|造价|核|审)*$"
)
_ADJUSTED = re.compile(r"追加|调[增减整]|结转|统筹|补助|配套")
_COMPARED = re.compile(r"[较比]|同期|上年|去年|累计|目标|计划|每")


def savings(report: Report) -> Iterator[Share]:
    """Every such rate whose statement tells the base, and the amount or what is left of the base without it."""
    for block, text in texts_of(report).items():
        if "率" not in text or not any(ending in text for ending in _ENDINGS):
            continue
        told = [fact for fact in report.facts if fact.block == block]
        for _, group in groupby(told, key=lambda fact: fact.sentence_start):
            facts = list(group)
            for number, fact in enumerate(facts):
                share = _of(text, facts, number) if fact.quantity.unit in PERCENT and fact.quantity.value is not None else None
                if share is not None:
                    yield share


def _of(text: str, facts: list[Fact], number: int) -> Share | None:
    rate, words = facts[number], own_words(text, facts, number)
    kind, named = next(((kind, named) for kind in _KINDS if (named := kind.name.search(words))), (None, None))
    if (
        kind is None
        or named is None
        or _COMPARED.search(words)
        or rate.role in ("target", "threshold")
        or rate.quantity.op not in (None, "=")
    ):
        return None
    if not _OF_ALL.match(words[: named.start()]):
        return None  # 其中货物类节约率5.2%: of some of it
    parts: list[Fact] = []
    wholes: list[Fact] = []
    left: list[Fact] = []
    for index, fact in enumerate(facts[:number]):
        if (
            fact.quantity.unit not in MONEY
            or fact.quantity.op not in (None, "=")
            or fact.per
            or _STATEMENT.search(text, fact.end, rate.start)
        ):
            continue
        own = own_words(text, facts, index)
        if _COMPARED.search(own):
            continue
        for pattern, found in ((kind.part, parts), (kind.left, left), (kind.whole, wholes)):
            if pattern.search(own):
                found.append(fact)
                break
    told, rest = (parts, False) if parts else (left, True)
    if len(told) != 1 or not wholes or not all(w.start < told[0].start for w in wholes):
        return None
    if any((value_of(w.quantity) or 0) <= (value_of(told[0].quantity) or 0) for w in wholes[-1:]):
        return None
    plain = [Share(rate, told[0], whole, True, rest=rest) for whole in wholes]
    right = next((share for share in plain if _is(share)), None)
    if right is None and _ADJUSTED.search(text, wholes[-1].end, rate.start):
        return None  # 年初预算1200万元，年中追加300万元: of what both make
    return right or msgspec.structs.replace(plain[-1], firm=len(wholes) == 1)


def _is(share: Share) -> bool:
    whole = share.whole
    if not share.rest:
        return holds(share.rate, share.part, whole)
    written = share.rate.quantity.value or 0
    return bool(share.base) and abs(share.counted / share.base * 100 - written) <= 10**-share.rate.quantity.decimals
