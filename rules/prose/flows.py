"""Stocks told at both ends of a year with what came in and what went out: 年初286人，接收174人、解除189人，年末271人."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

import msgspec

from model import Fact
from rules.comparing.objects import value_of


class Flow(msgspec.Struct, frozen=True, eq=False):
    """The four or more figures of one stock."""

    opening: Fact
    gained: tuple[Fact, ...]
    lost: tuple[Fact, ...]
    closing: Fact

    @property
    def made(self) -> Decimal:
        """What the closing figure should be, in the compared unit."""
        zero = Decimal(0)
        gained = sum((value_of(f.quantity) or zero for f in self.gained), zero)
        lost = sum((value_of(f.quantity) or zero for f in self.lost), zero)
        return (value_of(self.opening.quantity) or zero) + gained - lost


_OPENING = re.compile(r"(?:年初|期初|上年末|上年底|去年底|年初在册|上期末)")
_CLOSING = re.compile(r"(?:年末|期末|年底|年终)")
_IN = re.compile(r"接收|新增|新收|增加|转入|入库|购入|收储|新接|纳入|入住|入院|新入|新办|登记|入驻|新建|调入|新招|招录")
_OUT = re.compile(r"解除|减少|转出|出库|退出|注销|期满|终止|报废|处置|出院|离院|销号|办结|退休|死亡|调出|拆除|取消|清退|毕业")
_MARK = re.compile(r"[，,、；;：:。（）()]")
_LEAST = 4


def flows(text: str, facts: list[Fact]) -> Iterator[Flow]:
    """Every such statement of one sentence in one measure, in the order opening, changes, closing."""
    for _, group in groupby(facts, key=lambda fact: fact.sentence_start):
        told = list(group)
        words = [_own(text, told, number) for number in range(len(told))]
        for first, fact in enumerate(told):
            if _OPENING.search(words[first]) and fact.quantity.unit and fact.quantity.value is not None:
                flow = _read(told[first:], words[first:])
                if flow is not None:
                    yield flow


def _read(told: list[Fact], words: list[str]) -> Flow | None:
    opening = told[0]
    gained: list[Fact] = []
    lost: list[Fact] = []
    for fact, said in zip(told[1:], words[1:], strict=True):
        if fact.quantity.unit != opening.quantity.unit or fact.per or fact.quantity.op not in (None, "="):
            return None
        came, went = bool(_IN.search(said)), bool(_OUT.search(said))
        if _CLOSING.search(said) and not came and not went:
            return Flow(opening, tuple(gained), tuple(lost), fact) if gained and lost else None
        if came is went:
            return None
        (gained if came else lost).append(fact)
    return None


def _own(text: str, facts: list[Fact], number: int) -> str:
    left = facts[number - 1].end if number else facts[number].sentence_start
    return _MARK.split(text[left : facts[number].start])[-1]
