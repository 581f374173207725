"""Finds products stated in prose: a number of things, a price for each, and the amount they make."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby, pairwise

import msgspec

from model import Fact, Report
from rules.comparing.objects import slack_of, value_of
from rules.figures import MONEY
from rules.prose.places import texts_of


class Product(msgspec.Struct, frozen=True, eq=False):
    """n things at a price each, over a number of months or times, and the amounts told with them."""

    count: Fact
    price: Fact
    totals: tuple[Fact, ...]
    times: tuple[Decimal, ...]
    """Factors that may stand between count × price and total: 1, or 12 for a price a month."""
    repeatable: bool = True
    """Paid to people, or so many times, so that the total may be a multiple."""
    average: bool = False
    """The price is an average, so it is rounded."""
    once: bool = False
    """Nothing in the sentence tells of more than one payment, so that ten times the product is a point astray."""


_CUT = re.compile(r"[。；;！？\n]")
_THINGS = frozenset("台套件个辆张本把只盏部块株棵支份座架艘组樘床箱袋吨")
_PERSONS = frozenset("人名位")
_OF_BOTH = re.compile(r"合计|共计|总计|一共|总共")
"""电脑86台，单价5800元；打印机24台，单价2400元，合计55.64万元: of both."""
_GAINED = re.compile(r"增收|收入|产值|产量|利润|效益|节约|节省|消费")
"""户均增收6800元 is of what they gained, not of 产值2.4亿元 beside it."""
_DIGIT = re.compile(r"\d")
_AGAIN = re.compile(r"每[年月季周日天次批期]|\d+(?:次|批|期|个月|天)|分[两三四]|[两三四]次")
_MONTHS = re.compile(r"(\d+)个月")
_DAYS = re.compile(r"(\d+)天")
_MAN_DAYS = frozenset(["人天", "人日", "人·天", "人·日"])
_YEARS = re.compile(r"[二两三四五六七八九十\d]年(?!度)|\d{4}年?[-—–~～至到]\s*\d{4}|累计|连续|历年|补发|欠")
_THIS_YEAR = re.compile(r"全年|本年|当年|年度|(?:19|20)\d\d年")
_IN_PARTS = re.compile(r"[月期次季周轮批届]|学年|半年")
"""64人，每人9600元 may be paid more than once where the sentence tells of months, terms or batches."""


def products(report: Report) -> Iterator[Product]:
    """Every count and price of one clause group that belong together, with the amounts beside them."""
    texts = texts_of(report)
    for block, facts in groupby(report.facts, key=lambda fact: fact.block):
        listed = list(facts)
        if any(fact.per for fact in listed):
            text = texts.get(block, "")
            priced = False
            for first, last in _segments(text):
                inside = [f for f in listed if first <= f.start < last and f.quantity.value is not None]
                if not (priced and _OF_BOTH.search(text, first, last)):
                    yield from _in_segment(text[first:last], inside)
                priced = text[last - 1] in "；;" and (priced or any(f.per for f in inside))


def _in_segment(text: str, facts: list[Fact]) -> Iterator[Product]:
    prices = [f for f in facts if f.per and f.quantity.unit in MONEY and f.quantity.upper is None and f.quantity.op in (None, "=")]
    if len(prices) != 1:
        return
    price = prices[0]
    what, *spans = price.per.split("/")
    days = [f for f in facts if what in ("人", "生") and {"天", "日"} & set(spans) and f.quantity.unit in _MAN_DAYS]
    counts = [
        f
        for f in days or facts
        if (days or _counts(f, what)) and f.role not in ("change", "before", "threshold") and f.quantity.op in (None, "=")
    ]
    totals = [f for f in facts if f.quantity.unit in MONEY and not f.per and f.role not in ("change", "before", "threshold")]
    gained = _GAINED.search(price.quote)
    if gained:
        totals = [total for total in totals if gained.group() in total.quote]
    if not counts or not totals or not what or what in "年月天日" or any(_is_a_rate(count) for count in counts):
        return
    if len({f.quantity.value for f in counts}) > 1:
        counts = _fitting(counts)
    if counts:
        one_year = not _YEARS.search(text)
        yearly = spans == ["年"] and one_year and bool(_THIS_YEAR.search(text))  # paid by the year, so once in it
        yield Product(
            counts[0],
            price,
            tuple(totals),
            (Decimal(1),) if days else _times(text, spans),
            repeatable=not yearly and not days and (what not in _THINGS or bool(_AGAIN.search(text))),
            average="均" in price.quote.partition(price.quantity.raw)[0][-12:] or "人均" in text,
            once=one_year and (spans == ["年"] or (not spans and not _IN_PARTS.search(text))),
        )


def _is_a_rate(count: Fact) -> bool:
    """Whether a count is itself told for each of something: 每人每天工作4小时，每小时补助15元."""
    return "每" in _DIGIT.split(count.quote.partition(count.quantity.raw)[0])[-1]


def _fitting(counts: list[Fact]) -> list[Fact]:
    """The one of several counts that is meant: all of them, told first, when the others are its parts; none when that is unclear."""
    first, *rest = (value_of(f.quantity) or Decimal(0) for f in counts)
    return counts[:1] if len(rest) > 1 and sum(rest, Decimal(0)) == first else []


def _counts(fact: Fact, what: str) -> bool:
    unit = fact.quantity.unit or ""
    if what == "单价":
        return unit in _THINGS
    return (
        unit == what
        or (what in ("人", "生") and unit in _PERSONS)
        or (what == "人次" and unit == "人次")
        or (what in ("村", "校", "所") and unit in ("个", "所"))
    )


def _times(text: str, spans: list[str]) -> tuple[Decimal, ...]:
    if "月" in spans:
        months = [Decimal(found) for found in _MONTHS.findall(text)]
        return tuple(months) or tuple(Decimal(n) for n in range(1, 13))
    if {"天", "日"} & set(spans):
        return tuple(Decimal(found) for found in _DAYS.findall(text))
    if {"次", "学期", "期"} & set(spans):
        return ()
    return (Decimal(1),)


def product_of(product: Product, times: Decimal) -> tuple[Decimal, Decimal]:
    """Count × price × times in 元, and how far rounding may move it."""
    count, price = product.count.quantity, product.price.quantity
    n, p = value_of(count) or Decimal(0), value_of(price) or Decimal(0)
    rounded = slack_of(price) if product.average else Decimal(0)  # a standard is exact, an average is not
    return n * p * times, (n * rounded + p * slack_of(count)) * times


def _segments(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for mark in _CUT.finditer(text):
        yield start, mark.end()
        start = mark.end()
    if start < len(text):
        yield start, len(text)


class Rhythm(msgspec.Struct, frozen=True, eq=False):
    """So many times a month and so many in the year."""

    each: Fact
    year: Fact
    times: int


_EACH_SPAN = re.compile(r"(?P<mean>平均)?(?:每(?:个)?(?P<span>月|季度|季)|(?P<mean2>月|季)均)[^，。；、\d]{0,12}$")
_YEARLY = re.compile(r"(?:全年|年度|一年|年内)[^，。；\d]{0,12}$")


def rhythms(report: Report) -> Iterator[Rhythm]:
    """Counts told for every month or quarter and again for the year, in one sentence."""
    texts = texts_of(report)
    for (block, _), group in groupby(report.facts, key=lambda fact: (fact.block, fact.sentence_start)):
        facts = [f for f in group if f.quantity.value is not None and f.quantity.op in (None, "=") and f.quantity.unit not in MONEY]
        for each, year in pairwise(facts):
            text = texts.get(block, "")
            spoken = _EACH_SPAN.search(text[each.sentence_start : each.start])
            if spoken and each.quantity.unit == year.quantity.unit and _YEARLY.search(text[each.end : year.start]):
                times = 4 if "季" in spoken.group() else 12
                if not (spoken["mean"] or spoken["mean2"]):
                    yield Rhythm(each, year, times)
