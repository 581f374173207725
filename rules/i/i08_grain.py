"""I08: percentages that no whole number of the stated base can give (GRIM)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from model import Check, Dossier, Hit, Severity
from rules.comparing.disagreements import said
from rules.figures import HALF, epsilon, passed, short
from rules.prose.claims import Claim, every_claim
from rules.prose.places import text_of
from rules.registry import rule
from rules.wording import spot_of

_WHOLE = frozenset({"个", "件", "人", "份", "户", "条", "项", "台", "张", "家", "辆", "篇", "宗", "处", "所", "盏", "座", "村", "名"})
_HUNDRED = Decimal(100)
_OF_TIME = re.compile(r"可用|在线|畅通|连通|联通|保证率|负荷|负载|利用|占用|使用率|正常运行|稳定运行|开机")
_ASKED = re.compile(r"问卷|调查|走访|访谈|受访|测评|评价|随访|收回|回收|样本")
_MEAN = re.compile(r"综合|总体|平均|均值|评分|得分|打分|分值|加权|(?<![问专主课议])题|较满意|基本满意|一般|指标|提[高升]|由")
_NEAR = 24
"""Characters between the number asked and the satisfaction told of them."""
_BASE = re.compile(r"回收|收回|抽[检查样测]|检[查测验]|随访|受理|承办|办理|接[收到]|收到|参[训加考与]|问卷|样本|共有|应[到检办]|总数")


@rule("I08", title="比率与基数不能吻合", severity=Severity.MEDIUM, basis="统计常识", priority=2)
def grain(dossier: Dossier) -> Iterator[Hit | Check]:
    """同一句写明基数和比率（如“回收问卷50份，满意率98.5%”），比率乘基数必须能由某个整数四舍五入得到，否则比率或基数有误。

    比率至少印一位小数。前面同一句里受理、抽检、回收的件数、份数、人数才可作基数，有一个能吻合即通过，全不能
    吻合才报；只是别的数的一部分（86人中参加62人，参与率72.09%）的不作基数；
    基数不小于 10 的（小数位数＋2）次方时任何比率都能吻合，不必检验。满意度常是评分的平均，不检验。有几个基数的，降为低。

    反例：“回收有效问卷50份，满意率98.5%”，49份是98.0%，50份是100%。
    正例：“工单9207件，办结率99.62%”，16351件即99.62%。
    """
    bases: list[Claim] = []
    told: list[Claim] = []
    last: Claim | None = None
    for claim in every_claim(dossier):
        fact = claim.fact
        told = [c for c in told if c.report is claim.report and c.fact.block == fact.block]
        bases = [
            b for b in bases if b.report is claim.report and b.fact.block == fact.block and b.fact.sentence_start == fact.sentence_start
        ]
        if claim.unit in _WHOLE and fact.quantity.value and fact.quantity.op in (None, "=") and fact.role in ("actual", "total", "part"):
            bases.append(claim)
            told.append(claim)
        elif _is_fine_rate(claim) and bases:
            asked = "满意度" in claim.label
            words = _ASKED if asked else _BASE
            related = [base for base in bases if words.search(f"{base.fact.action}{base.label}") and not _is_part(base, claim, told)]
            related = _of_the_unit(related, last, claim)
            if related and (_is_of_those_asked(related[-1], claim) if asked else _is_of_the_counted(related, claim)):
                yield _test(claim, related, lowest=asked)
        last = claim if claim.unit != "%" else last


def _of_the_unit(related: list[Claim], last: Claim | None, claim: Claim) -> list[Claim]:
    """The bases counted as what right before the rate is counted by its own verb: 养殖场512家 is no base of 合格1596批次，合格率99.75%."""
    verb = claim.name.head.removesuffix("率")
    if last is None or not verb or verb not in f"{last.fact.action}{last.label}" or last.fact.sentence_start != claim.fact.sentence_start:
        return related
    return [base for base in related if base.unit == last.unit]


def _is_of_the_counted(bases: list[Claim], claim: Claim) -> bool:
    """Whether the rate may be of the things counted: not of time, and not named after something else."""
    name = claim.name
    if _OF_TIME.search(name.head) or _OF_TIME.search(claim.label):
        return False
    return len(name.body) < 2 or "满意" in name.head or any(name.pairs & base.near for base in bases)


def _is_of_those_asked(base: Claim, claim: Claim) -> bool:
    """Whether a satisfaction is told right after the number asked, alone, and with no word of a mean of scores."""
    fact = claim.fact
    sentence = text_of(claim.report, fact)[fact.sentence_start : fact.sentence_end]
    alone = sentence.count("满意度") + sentence.count("满意率") == 1
    few = (base.fact.quantity.value or 0) <= _HUNDRED  # one person more is a whole point
    return alone and few and fact.start - base.fact.end <= _NEAR and not _MEAN.search(sentence)


def _is_part(base: Claim, claim: Claim, told: list[Claim]) -> bool:
    """Whether the rate is what the count makes of a greater one told before it in the paragraph: then it is the part, not the base."""
    part, rate = base.fact.quantity.value or Decimal(0), claim.fact.quantity
    wholes = (c.fact.quantity.value or Decimal(0) for c in told if c.unit == base.unit)
    return any(whole > part and abs(part / whole * _HUNDRED - (rate.value or 0)) < 2 * epsilon(rate) for whole in wholes)


def _is_fine_rate(claim: Claim) -> bool:
    fact = claim.fact
    rate = claim.unit == "%" and fact.quantity.value is not None and fact.quantity.decimals > 0 and bool(claim.name.head)
    return rate and fact.role in ("actual", "after") and fact.quantity.op in (None, "=") and (fact.quantity.value or 0) <= _HUNDRED


def possible(rate: Decimal, decimals: int, base: Decimal) -> bool:
    """Whether some whole count of `base` rounds to `rate` percent at its printed places."""
    if base != base.to_integral_value() or base >= Decimal(10) ** (decimals + 2):
        return True
    half = HALF.scaleb(-decimals)
    least = ((rate - half) * base / _HUNDRED).to_integral_value(rounding=ROUND_CEILING)
    most = ((rate + half) * base / _HUNDRED).to_integral_value(rounding=ROUND_FLOOR)
    return least <= most


def _test(claim: Claim, bases: list[Claim], *, lowest: bool) -> Hit | Check:
    rate, places = claim.fact.quantity.value or Decimal(0), claim.fact.quantity.decimals
    fitting = next((base for base in bases if possible(rate, places, base.fact.quantity.value or Decimal(0))), None)
    if fitting is not None:
        return passed("I08", claim.report, detail=f"“{said(claim)}”与“{said(fitting)}”可以吻合")
    base = bases[-1]
    number = base.fact.quantity.value or Decimal(0)
    below = (rate * number / _HUNDRED).to_integral_value(rounding=ROUND_FLOOR)
    shown = "、".join(
        f"{short(n)}{base.fact.quantity.unit}为{short(n / number * _HUNDRED, places)}%" for n in (below, below + 1) if n <= number
    )
    others = "、".join(f"“{said(b)}”" for b in bases)
    return Hit(
        message=f"{claim.place}写{others}和“{said(claim)}”，按此基数{shown}，没有整数能得到{short(rate)}%，比率或基数有误（比率应能由整数个数算得）。",
        evidence=(claim.evidence, *(b.evidence for b in bases)),
        key=f"{claim.name.head}|{claim.name.body}|{spot_of(claim.report)}",
        observed=f"{short(rate)}%",
        severity=None if len(bases) == 1 and not lowest else Severity.LOW,
    )
