"""Finds sums stated in prose: a total with the parts that are told before or after it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

import msgspec

from model import Fact, Report
from rules.comparing.objects import same_measure, value_of
from rules.memo import remembered
from rules.naming.slips import is_slip
from rules.prose.brackets import bracketed, depths_of
from rules.prose.budgets import budgets
from rules.prose.lists import SOME, find_list, second_list
from rules.prose.partitions import FATES, are_overlapping, excluding, lacks_little, nearly_all, of_one_family, opposed, rest_told
from rules.prose.places import texts_of
from rules.prose.series import series


class Sum(msgspec.Struct, frozen=True, eq=False):
    """A total and its parts."""

    total: Fact
    parts: tuple[Fact, ...]
    how: str
    """The words that tie them, for messages."""
    complete: bool
    """The parts are said to be all there are."""
    meant: bool = False
    """Not said to be all, but plainly meant: two that exclude each other, or one slip away from the total."""
    likely: bool = False
    """Meant only by the look of it: parts that lack little."""
    slip: bool = False
    """The sum would hold if one of its numbers were a slip of another."""
    loose: bool = False
    """The tie is weaker, so a difference is less certain."""
    overlapping: bool = False
    """The parts are groups of people that may overlap."""


_TOTAL_AFTER = re.compile(
    r"(?:^|[，,、；;\s]|[\u4e00-\u9fff“”]{1,12}[，,]?)(?P<word>共计|合计|总计|总共|一共|共)(?:资金|金额|支出|投入|经费|人数|人次|数量|安排|使用|等|为|达|约|[：:])*$"
)
_ENDS = re.compile(r"[。；;！？\n]")
_JOINED = re.compile(r"^[^，,。；;：:、]{0,16}(?:[、，,；;]|以及|和|及|与)\s*(?:以及|和|及|与)?[^，,。；;：:、]{0,20}$")


@remembered
def sums(report: Report) -> tuple[Sum, ...]:
    """Every sum stated in the report's paragraphs; each quantity is the total of one sum at most."""
    found: list[Sum] = []
    texts = texts_of(report)
    for block, facts in groupby(report.facts, key=lambda fact: fact.block):
        listed = [
            fact for fact in facts if fact.quantity.value is not None and fact.quantity.unit not in ("%", "‰", "个百分点", "百分点", "分")
        ]
        if len(listed) > 1:
            found.extend(_in_paragraph(texts.get(block, ""), listed))
    return tuple(found)


def _in_paragraph(text: str, facts: list[Fact]) -> Iterator[Sum]:
    depths = depths_of(text, facts)
    taken: set[int] = set()
    for host, inside in bracketed(text, facts, depths):
        relation = _from_brackets(text, facts[host], [facts[i] for i in inside])
        if relation:
            taken.add(facts[host].start)
            yield relation
    for whole, parts, how in budgets(text, facts):
        yield _tied(text, whole, list(parts), how, complete=True)
    for told in series(text, facts):
        taken.add(told.total.start)
        yield msgspec.structs.replace(_tied(text, told.total, list(told.parts), told.how, complete=not told.some), loose=told.loose)
    level = [fact for fact, depth in zip(facts, depths, strict=True) if depth == 0]
    for number, fact in enumerate(level):
        listed = find_list(text, level, number)
        if listed and listed.total.start not in taken:
            taken.add(listed.total.start)
            yield _tied(text, listed.total, listed.parts, listed.how, complete=listed.complete)
            again = second_list(text, level, listed)
            if again:
                yield _tied(text, again.total, again.parts, again.how, complete=again.complete)
        relation = None if fact.start in taken else _fates(text, level, number)
        relation = relation or _parts_before(text, level, number)
        if relation:
            yield relation


def _parts_before(text: str, facts: list[Fact], number: int) -> Sum | None:
    """The parts that precede a total: A11个、B2个，共计13个."""
    total = facts[number]
    if number < 2 or total.per or total.role == "change":
        return None
    gap = text[facts[number - 1].end : total.start]
    tie = _TOTAL_AFTER.search(gap)
    last = number - 1
    if not tie and not gap.strip() and not same_measure(facts[last].quantity.unit, total.quantity.unit):  # 共计25支810人
        last -= 1
        tie = _TOTAL_AFTER.search(text[facts[last].end : facts[last + 1].start])
    later = "。" in gap  # 甲634万元；乙386万元；丙72万元。采购合计1,092万元
    if len(gap) > 30 or not tie or re.search(r"[！？\n]", gap) or (later and (gap[0] != "。" or tie["word"] == "共")):
        return None
    chain: list[Fact] = []
    for index in range(last, -1, -1):
        fact = facts[index]
        if fact.per or fact.role in ("change", "before", "after", "threshold"):
            break
        if not same_measure(fact.quantity.unit, total.quantity.unit):
            if not _attached(text, facts, index):
                break
            continue
        if chain and not _JOINED.match(text[fact.end : chain[0].start]):
            break
        chain.insert(0, fact)
        if fact.role == "total":
            break
    whole = value_of(total.quantity)
    for start in range(len(chain) - 2, -1, -1):
        if sum((value_of(f.quantity) or Decimal(0) for f in chain[start:]), Decimal(0)) == whole:
            return Sum(total, tuple(chain[start:]), "各项应与共计相等", complete=True)
    if len(chain) < 2 or (tie["word"] == "共" and (len(chain) < 2 or not _same_kind(chain, total))):
        return None
    if chain[0].role == "total" and len(chain) > 2:
        chain = chain[1:]
    if any(value_of(f.quantity) == whole for f in chain) or (later and not (len(chain) > 2 and is_slip(total, chain))):
        return None
    return Sum(total, tuple(chain), "各项应与共计相等", complete=True, loose=tie["word"] == "共")


def _attached(text: str, facts: list[Fact], index: int) -> bool:
    """True when the quantity stands directly beside another: 6支210人."""
    before = index > 0 and not text[facts[index - 1].end : facts[index].start].strip()
    return before or (index + 1 < len(facts) and not text[facts[index].end : facts[index + 1].start].strip())


def _fates(text: str, facts: list[Fact], number: int) -> Sum | None:
    """What became of all of them: 共有246个，保留173个，关闭70个，合并3个."""
    total = facts[number]
    if total.role not in ("actual", "total") or number + 2 >= len(facts):
        return None
    stop = _ENDS.search(text, total.end)
    end = stop.start() if stop else len(text)
    following = [f for f in facts[number + 1 : number + 8] if f.end <= end and same_measure(f.quantity.unit, total.quantity.unit)]
    told = _own_words(text, facts[number - 1], total) if number else text[total.sentence_start : total.start]
    if any(re.search(f"(?:{pattern.pattern})$", told.rstrip()) for pattern in FATES):
        return None  # itself one of several outcomes
    for pattern in FATES:
        parts, kinds, previous = [], set(), total
        for fact in following:
            found = pattern.search(_own_words(text, previous, fact))
            if found:
                parts.append(fact)
                kinds.add(found.group())
            previous = fact
        if len(parts) < 2 or len(kinds) != len(parts) or len(parts) != len(following):
            continue
        if len(parts) >= 3 or opposed(parts, text):
            return _tied(text, total, parts, "各项处置结果应与总数相等", complete=True)
    return None


def _own_words(text: str, previous: Fact, fact: Fact) -> str:
    return re.split(r"[，,、]", text[previous.end : fact.start])[-1] + text[fact.end : fact.end + 4].split("，")[0]


def _from_brackets(text: str, host: Fact, inside: list[Fact]) -> Sum | None:
    parts = [
        fact
        for fact in inside
        if same_measure(fact.quantity.unit, host.quantity.unit) and fact.role not in ("change", "threshold") and not fact.per
    ]
    gap = text[host.end : inside[0].start]
    some = bool(SOME.search(gap)) or "含" in gap
    if not parts or (len(parts) < 2 and not some) or (not some and len(parts) != len(inside)) or host.per:
        return None
    return _tied(text, host, parts, "括号内“其中”各项" if some else "括号内各项应与总数相等", complete=not some)


def _tied(text: str, total: Fact, parts: list[Fact], how: str, *, complete: bool) -> Sum:
    slip = len(parts) >= 2 and is_slip(total, parts)
    complete = complete or rest_told(parts, text)
    told = excluding(parts, text) or of_one_family(total, parts, text) or nearly_all(total, parts)
    meant = not complete and len(parts) >= 2 and (slip or told)
    likely = not complete and not meant and lacks_little(total, parts)
    overlapping = (total.quantity.unit in ("人", "名", "位", "人次")) and are_overlapping(parts)
    return Sum(total, tuple(parts), how, complete=complete, meant=meant or likely, likely=likely, slip=slip, overlapping=overlapping)


def _same_kind(chain: list[Fact], total: Fact) -> bool:
    return all(fact.quantity.unit == total.quantity.unit for fact in chain)
