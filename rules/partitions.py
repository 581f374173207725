"""Tells whether parts of a total leave nothing out, exclude each other or overlap."""

from __future__ import annotations

import re
from decimal import Decimal

from model import Fact
from rules.figures import MONEY
from rules.objects import value_of

FATES = tuple(
    re.compile(words)
    for words in (
        r"保留|解散|合并|撤销|关闭|取消|注销|归并|整合|停用|移交",
        r"(?:已|全部)?办结|(?:正)?在办|未办结|正在办理|退回|不予受理|转办",
        r"(?:已)?(?:完工|完成|竣工|建成)|在建|未开工|未完成|正在(?:建设|实施)|(?:已)?开工",
        r"(?<!不)合格|不合格",
        r"(?:已)?(?:整改(?:到位|完成)?|销号)|剩余|尚未|未(?:整改|完成|销号)|正在整改|长期整改",
        r"(?<!未)(?<!不)通过|未通过|不通过",
        r"男|女",
    )
)
_OPPOSITES = (
    (r"男", r"女"),
    (r"(?<!不)合格|达标", r"不合格|不达标"),
    (r"人员|工资福利", r"公用|商品和服务|日常"),
    (r"基本支出", r"项目支出"),
    (r"网上|线上|网站|平台|网络", r"现场|线下|窗口|当面|来信|信函"),
    (r"城镇|城市|城区", r"农村|乡村"),
    (r"在职|在编", r"退休|离退休"),
    (r"已", r"未"),
)
_OPPOSED = tuple((re.compile(a), re.compile(b)) for a, b in _OPPOSITES)
_GROUPS = (
    re.compile(r"[男女]"), re.compile(r"党员|团员|群众"), re.compile(r"学历|本科|大专|硕士|博士|研究生|高中"), re.compile(r"职称|高级|中级|初级|副高|正高|技师"),
    re.compile(r"岁|中青年|青年|老年"), re.compile(r"残疾|低保|特困|贫困|脱贫|困难"), re.compile(r"少数民族|汉族"), re.compile(r"专职|兼职|在编|聘用|临聘"),
)  # fmt: skip


def excluding(parts: list[Fact]) -> bool:
    """True for two parts that exclude each other and leave nothing: 人员 and 公用."""
    if len(parts) != 2:
        return False
    one, other = (f"{part.qualifier}{part.action}{part.subject}" for part in parts)
    return any((a.search(one) and b.search(other)) or (a.search(other) and b.search(one)) for a, b in _OPPOSED)


def opposed(parts: list[Fact], text: str) -> bool:
    one, other = (text[max(0, part.start - 12) : part.start] for part in parts)
    return (
        any((a.search(one) and b.search(other)) or (a.search(other) and b.search(one)) for a, b in _OPPOSED)
        or "未" in other
        or "剩余" in other
    )


def are_overlapping(parts: list[Fact]) -> bool:
    """True when the parts are told apart by different traits, so that one person may stand in several."""
    traits = [{number for number, group in enumerate(_GROUPS) if group.search(part.qualifier + part.subject)} for part in parts]
    return len(set().union(*traits)) >= 2 or (any(traits) and not all(traits))


def nearly_all(total: Fact, parts: list[Fact]) -> bool:
    """True when money told in parts lacks less than a hundredth of the total: they were meant to be all."""
    whole = value_of(total.quantity) or Decimal(0)
    missing = whole - sum((value_of(part.quantity) or Decimal(0) for part in parts), Decimal(0))
    return total.quantity.unit in MONEY and 0 < missing <= whole / 100
