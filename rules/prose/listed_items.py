"""Sums in prose told of one item of a list, or of as many items as it names together (2个基层社改造投入专项资金105万元)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import msgspec

from model import Check, Dossier, Hit, Severity
from rules.comparing.disagreements import said
from rules.figures import Figure, passed, short
from rules.forms.item_lists import Item, item_lists
from rules.prose.claims import ACTUAL, Claim, amount_of, every_claim, in_year, rounding
from rules.prose.places import text_of
from rules.wording import fold, name_of, spot_of

_PAID = r"拨付|支付|支出|使用|兑付|发放"
_GIVEN = r"补助|奖补|专项|财政|下达|安排|投入"
_WORDS = re.compile(rf"(?:项目|共|已|实际|全年|本年|县级|市级|省级|中央|上级|{_PAID}|{_GIVEN}|资金|经费|金额|了|为|的)*")
_SAYS_PAID, _SAYS_GIVEN = re.compile(_PAID), re.compile(_GIVEN)
_NOT_ALL = re.compile(r"未|其中|尚|余|首付|预付|尾款|质保|第[一二三四\d]批|自筹|追加|每|人均")
_SEVERAL = re.compile(
    rf"(?P<count>\d{{1,2}}|[一二两三四五六七八九十])[个处条所家座项]?(?P<name>[\u4e00-\u9fff]{{3,14}}?)(?P<words>(?:共|合计|已|{_PAID}|{_GIVEN}|资金|经费)+)$"
)
_COUNTS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}


class Listed(msgspec.Struct, frozen=True):
    """A sum in prose with the rows it is told of and what they print, one sum a column."""

    claim: Claim
    items: tuple[Item, ...]
    figures: tuple[tuple[Figure, ...], ...]
    """The figures that would have to make it, for each column that may be meant."""

    @property
    def sums(self) -> list[Decimal]:
        """What each column makes."""
        return [sum((figure.value for figure in figures), Decimal(0)) for figures in self.figures]

    @property
    def holds(self) -> bool:
        """Whether the prose says what a column makes, to its own printed places."""
        value = amount_of(self.claim.fact.quantity) or Decimal(0)
        return any(abs(value - made) <= rounding(self.claim.fact.quantity) or value == made for made in self.sums)


def listed_sums(dossier: Dossier) -> Iterator[Listed]:
    """Every sum in prose that names items of a list in full, with words that say it is what they were given or paid."""
    lists = item_lists(dossier)
    for claim in every_claim(dossier) if lists else ():
        quantity = claim.fact.quantity
        if claim.unit != "万元" or quantity.value is None or quantity.op not in (None, "=") or claim.fact.per:
            continue
        if claim.fact.role not in (*ACTUAL, "part") or not in_year(claim.period, claim.report.year):
            continue
        words = re.split(r"[，。；;：:、]", text_of(claim.report, claim.fact)[claim.fact.sentence_start : claim.fact.start])[-1].strip()
        if _NOT_ALL.search(words):
            continue
        found = [told for items in lists for told in _of_list(claim, re.sub(r"\s", "", words), items)]
        if len(found) == 1:
            yield found[0]
        elif (good := next((told for told in found if told.holds), None)) is not None:
            yield good  # of several lists (two batches, two years) none is surely meant


def _of_list(claim: Claim, clause: str, items: tuple[Item, ...]) -> Iterator[Listed]:
    for item in sorted(items, key=lambda item: -len(item.name)):
        before, found, words = clause.partition(item.name)
        if found and words and _WORDS.fullmatch(words) and len(before) <= 6:
            yield from _listed(claim, (item,), words)
            return
    told = _SEVERAL.search(clause)
    if told is not None:
        meant = tuple(item for item in items if item.name.endswith(told["name"]))
        count = int(told["count"]) if told["count"].isdigit() else _COUNTS[told["count"]]
        if len(meant) == count > 1:
            yield from _listed(claim, meant, told["words"])


def _listed(claim: Claim, items: tuple[Item, ...], words: str) -> Iterator[Listed]:
    paid, given = (_columns([getattr(item, kind) for item in items]) for kind in ("paid", "given"))
    says_paid, says_given = _SAYS_PAID.search(words), _SAYS_GIVEN.search(words)
    columns = paid if says_paid and not says_given and paid else (*given, *paid)
    if columns and (says_paid or says_given):
        yield Listed(claim, items, columns)


def _columns(rows: list[tuple[Figure, ...]]) -> tuple[tuple[Figure, ...], ...]:
    """The rows' figures by column; none where a row lacks one."""
    return tuple(zip(*rows, strict=True)) if len({len(row) for row in rows}) == 1 else ()


def hold_listed(dossier: Dossier) -> Iterator[Hit | Check]:
    """C01 of every such sum."""
    for told in listed_sums(dossier):
        value = amount_of(told.claim.fact.quantity) or Decimal(0)
        made = min(told.sums, key=lambda one: abs(one - value))
        if told.holds:
            yield passed(
                "C01",
                told.claim.report,
                expected=short(made),
                observed=short(value),
                detail=f"{told.claim.place}“{said(told.claim)}”与清单一致",
            )
            continue
        figures = list(dict.fromkeys(figure for column in told.figures for figure in column))
        names = "、".join(figure.label.rpartition("》")[2] + figure.printed for figure in figures)
        summed = f"合计{short(made)}万元，" if len(told.items) > 1 else ""
        listed = name_of(told.items[0].report)
        yield Hit(
            message=f"正文{told.claim.place}“{said(told.claim)}”，而{listed}{names}，{summed}同一金额正文与清单不一致，"
            f"相差{short(abs(value - made))}万元（正文金额应与所附清单相同）。",
            evidence=(told.claim.evidence, *(figure.evidence for figure in figures)),
            key=f"清单|{'、'.join(fold(item.name) for item in told.items)}|{spot_of(told.claim.report)}",
            expected=short(made),
            observed=short(value),
            difference=short(value - made),
            severity=None if len(told.items) == 1 else Severity.MEDIUM,
        )
