"""Results held against targets told elsewhere: which result speaks of a target, and shares of a plan whose figure stands in the form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import msgspec

from model import Dossier, Evidence, Quantity
from rules.comparing.likeness import SURE, likeness
from rules.comparing.matching import agrees, matches_by_claim
from rules.figures import evidence
from rules.forms.targets import Target, stated_targets
from rules.memo import remembered
from rules.naming.names import read_name
from rules.prose.claims import Claim, actual_claims, amount_of
from rules.prose.owners import form_at
from rules.prose.places import text_of
from rules.wording import name_of

_SHORT = 6
_COMMON = 2
_OF_PLAN = re.compile(
    r"^[，,、（(\s]*(?:已|共|实际)?(?:完成|达到?|占|为|是|相当于)(?:了|全年|年度|年初|本年|当年|绩效|预期|既定|原定|下达|设定|上级|[省市县区]定?)*(?:的)?"
    r"(?P<aim>目标|计划|任务|指标)(?:任务|目标|值|数|计划|指标|总数|总量)*的?(?:约|比例为)?$"
    r"|^[，,、（(\s]*(?:(?:年度|全年)?(?P<of>目标|计划|任务)(?:任务|目标)?)完成率(?:为|达到?|约)*$"
)
"""森林抚育3.36万亩，完成计划的98%."""


class Achievement(msgspec.Struct, frozen=True, eq=False):
    """A count, the share of its target it is said to be, and that target as printed elsewhere."""

    count: Claim
    rate: Claim
    aim: Quantity
    aim_value: Decimal
    """In the unit the count is compared in."""
    place: str
    side: Evidence
    firm: bool
    """The share is said to be of the target itself, not of some plan."""


def speaks_of(target: Target, claim: Claim, dossier: Dossier) -> bool:
    """Whether a result is surely of the target's measure; elsewhere than in its own narrative a short name needs common surroundings."""
    form = target.form or target.report
    own = target.form is not None and form_at(dossier, claim.report, claim.fact.block) is target.form
    if not own and len(target.name.body) < _SHORT:
        around = (claim.far | read_name(claim.fact.subject).pairs) - target.name.pairs
        own = len(target.about & around) >= _COMMON
    return likeness(target.name, claim, own=own, form=form, about=target.about) >= SURE


@remembered
def achievements(dossier: Dossier) -> tuple[Achievement, ...]:
    """Every share of a plan or target told right after a count whose target stands in the forms or elsewhere in the prose."""
    found: list[Achievement] = []
    previous: Claim | None = None
    for claim in actual_claims(dossier):
        told = _told(previous, claim) if claim.unit == "%" and previous is not None else None
        if told is not None and previous is not None:
            aims = list(_aims(dossier, previous))
            if len({value for _, value, _, _ in aims}) == 1:
                quantity, value, place, side = aims[0]
                found.append(Achievement(previous, claim, quantity, value, place, side, firm="目标" in told or "指标" in told))
        previous = claim
    return tuple(found)


def _told(count: Claim | None, rate: Claim) -> str | None:
    """The words that make the rate a share of a plan of the count right before it."""
    if count is None or count.report is not rate.report or count.unit in ("%", "‰", "个百分点", "分", ""):
        return None
    a, b = count.fact, rate.fact
    if (a.block, a.sentence_start, a.source.row) != (b.block, b.sentence_start, b.source.row) or b.slot != a.slot + 1:
        return None
    if a.quantity.op not in (None, "=") or a.role == "target":
        return None
    text = text_of(rate.report, b)
    between = text[a.end : b.start]
    at = between.find("，") if "，" in between else 0
    found = _OF_PLAN.search(between[at:] if at >= 0 else between)
    return None if found is None else found["aim"] or found["of"]


def _aims(dossier: Dossier, count: Claim) -> Iterator[tuple[Quantity, Decimal, str, Evidence]]:
    """The targets of a count: of the indicator rows that enter it, and those stated in words."""
    for match in matches_by_claim(dossier).get(id(count), ()):
        row = match.indicator
        value = amount_of(row.target)
        if (
            match.confidence >= SURE
            and value
            and row.target.op in (None, "=", "≥")
            and agrees(count.fact.quantity, row.actual, unit=row.target.unit)
        ):
            place = f"{name_of(match.form)}“{row.level3}”指标值"
            yield row.target, value, place, evidence(place, row.target)
    for target in stated_targets(dossier):
        value = amount_of(target.quantity)
        if value and target.quantity.op in (None, "=", "≥") and target.evidence.unit != "%" and speaks_of(target, count, dossier):
            yield target.quantity, value, target.place, target.evidence
