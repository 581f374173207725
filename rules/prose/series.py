"""Parts that are all there are without a total beside them: 分环节看，生产512批次、流通2036批次…; 第一批72人、第二批58人…."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import msgspec

from model import Fact
from rules.comparing.objects import same_measure, value_of
from rules.naming.slips import is_slip, swapped


class Series(msgspec.Struct, frozen=True, eq=False):
    """The parts, and the total told before them in the paragraph."""

    total: Fact
    parts: tuple[Fact, ...]
    how: str
    loose: bool
    """The total is not plainly theirs, only one exchange of digits away."""
    some: bool = False
    """They need not be all there are: 稿件中，时政类1924条、民生类2733条."""


_BY = re.compile(
    r"(?:^|[。；;：:\n，,])\s*(?:分(?!别|为|成|布|配|批)|按(?!照|每|时|期|月|季|规|要|标准|需|人均))(?P<by>[^，。；、：\d]{1,8})[，,：:]"
)
_ORDINAL = re.compile(r"第?(?P<n>[一二三四五六七八九])(?:批次?|期|标段|阶段|轮|季度|组|片区)")
_AMONG = re.compile(r"(?:^|[。；;\n])\s*(?:在)?(?:上述|以上|全部|所有|这些)?(?P<noun>[\u4e00-\u9fff]{2,10}?)(?:当|之)?中[，,]")
"""稿件中，: a list of what was announced before under that name or one that ends with it."""
_STOP = re.compile(r"[。；;\n]")
_JOINED = re.compile(r"[^。；;\n]{0,24}")
_NO_TOTAL = ("change", "before", "after", "threshold", "target", "part")
_BACK = 220
_NEAR = Decimal("0.2")
"""Share of the total that may be missing before the two are taken to be of different things."""
_HAIR = Decimal("0.05")
"""Share by which a list that need not be complete may miss its total, so that its parts are not thought to overlap."""
_NUMERALS = "一二三四五六七八九"


def series(text: str, facts: list[Fact]) -> Iterator[Series]:
    """Every such list of a paragraph whose total is told before it."""
    for lead in _BY.finditer(text):
        parts = _after(text, facts, lead.end())
        total = _total(facts, parts) if len(parts) > 1 else None
        if total is not None:
            yield Series(total, tuple(parts), f"分{lead['by'].removesuffix('看').removesuffix('分')}各项应与总数相等", loose=False)
    for lead in _AMONG.finditer(text) if "中，" in text or "中," in text else ():
        parts = _after(text, facts, lead.end())
        total = _announced(text, facts, lead, parts) if len(parts) > 1 else None
        if total is not None:
            yield Series(total, tuple(parts), f"“{lead['noun']}中”列举各项", loose=not is_slip(total, parts), some=True)
    for parts in _ordinals(text, facts):
        total = _total(facts, parts, slips=True)
        if total is not None:
            yield Series(total, tuple(parts), "各批之和应与总数相等", loose=True)


def _after(text: str, facts: list[Fact], start: int) -> list[Fact]:
    """The counts of one measure listed from `start` to the next semicolon or full stop."""
    stop = _STOP.search(text, start)
    end = stop.start() if stop else len(text)
    inside = [f for f in facts if start <= f.start and f.end <= end]
    if not inside or any(f.per or f.role in ("change", "before", "threshold") for f in inside):
        return []
    return inside if all(same_measure(f.quantity.unit, inside[0].quantity.unit) for f in inside) else []


def _announced(text: str, facts: list[Fact], lead: re.Match[str], parts: list[Fact]) -> Fact | None:
    """The only count before of what the list is said to be among, which the parts make or nearly make."""
    summed = sum((value_of(part.quantity) or Decimal(0) for part in parts), Decimal(0))
    found: dict[Decimal, Fact] = {}
    for fact in facts:
        near = fact.end <= lead.start() + 1 and lead.start() - fact.end <= _BACK
        counted = fact.role in ("actual", "total", "part") and not fact.per
        if near and counted and same_measure(fact.quantity.unit, parts[0].quantity.unit):
            noun = lead["noun"]
            if fact.subject.endswith(noun) or text[fact.sentence_start : fact.start].rstrip("共计为有达").endswith(noun):
                found[value_of(fact.quantity) or Decimal(0)] = fact
    if len(found) != 1:
        return found.get(summed)
    ((whole, fact),) = found.items()
    return fact if abs(whole - summed) <= whole * _HAIR else None


def _ordinals(text: str, facts: list[Fact]) -> Iterator[list[Fact]]:
    """Runs of three or more counts told as 第一批, 第二批, 第三批."""
    run: list[Fact] = []
    for index, fact in enumerate(facts):
        left = facts[index - 1].end if index else fact.sentence_start
        found = _ORDINAL.search(text, left, fact.start)
        number = _NUMERALS.index(found["n"]) if found else -1
        follows = bool(run) and number == len(run) and same_measure(fact.quantity.unit, run[0].quantity.unit)
        if not follows and len(run) > 2:
            yield run
        run = [*run, fact] if follows else [fact] if number == 0 and not fact.per else []
    if len(run) > 2:
        yield run


def _total(facts: list[Fact], parts: list[Fact], *, slips: bool = False) -> Fact | None:
    """The count before the parts they make; else the nearest they come close to, or with `slips` are one exchange of digits from."""
    first = parts[0]
    summed = sum((value_of(part.quantity) or Decimal(0) for part in parts), Decimal(0))
    before = [
        f
        for f in reversed(facts)
        if f.end <= first.start
        and first.start - f.end <= _BACK
        and f.role not in _NO_TOTAL
        and not f.per
        and same_measure(f.quantity.unit, first.quantity.unit)
    ]
    for fact in before:
        if value_of(fact.quantity) == summed:
            return fact
    for fact in before:
        whole = value_of(fact.quantity) or Decimal(0)
        if slips:
            if swapped(fact, parts, whole - summed):
                return fact
        elif whole and abs(whole - summed) <= whole * _NEAR and fact.quantity.unit == first.quantity.unit:
            return fact
    return None
