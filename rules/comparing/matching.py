"""Match indicators of the forms to what the prose says of the same thing, each match with a confidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

import msgspec

from model import Dossier, Indicator, Quantity, Report
from rules.comparing.likeness import SURE, likeness
from rules.memo import remembered
from rules.naming.names import Name, read_name
from rules.prose.claims import Claim, actual_claims, amount_of, rounding, unit_of
from rules.prose.owners import forms_told

LIKELY = 0.65
"""Confidence from which a disagreement is worth a look; below, nothing is said."""
WEAK = 0.4
"""Confidence from which a claim is remembered as a possible part of the table's figure."""
_POINTED = 3
"""Digits two figures must share to be one with its point misplaced."""
_EVEN = 0.05
_FEW = 64
_MANY = 256
_ALL = Decimal(100)


class Match(msgspec.Struct, frozen=True):
    """An indicator and a claim that speak of the same measure of the same object."""

    form: Report
    indicator: Indicator
    claim: Claim
    confidence: float


@remembered
def indicator_matches(dossier: Dossier) -> tuple[Match, ...]:
    """Every pair of an indicator and an actual claim that are LIKELY one measure, strongest first for each indicator."""
    return tuple(match for match in possible_matches(dossier) if match.confidence >= LIKELY)


@remembered
def possible_matches(dossier: Dossier) -> tuple[Match, ...]:
    """The same down to WEAK confidence."""
    finder = finder_of(dossier)
    found: list[Match] = []
    for form in dossier.reports:
        of_form: list[Match] = []
        for indicator in form.indicators:
            name = name_of_indicator(indicator)
            unit = indicator_unit(indicator)
            pairs = (
                Match(form=form, indicator=indicator, claim=claim, confidence=confidence)
                for claim in finder.candidates(name, unit, form)
                if (confidence := likeness(name, claim, own=finder.belongs(claim, form), form=form)) >= WEAK
            )
            of_form.extend(sorted(pairs, key=lambda match: -match.confidence))
        found.extend(_not_of_another(of_form))
    return tuple(found)


def _not_of_another(matches: list[Match]) -> Iterable[Match]:
    """Without claims that are another indicator's of the form, whose name they fit as well and whose figure they give:
    维修水库8座 beside 养护水库62座 and 维修水库8座."""
    fitting: dict[int, float] = {}
    agreeing = [m for m in matches if agrees(m.claim.fact.quantity, m.indicator.actual, unit=m.indicator.target.unit)]
    for match in agreeing:
        fitting[id(match.claim)] = max(match.confidence, fitting.get(id(match.claim), 0.0))
    kept = {id(match) for match in agreeing}
    return (m for m in matches if id(m) in kept or fitting.get(id(m.claim), 0.0) < m.confidence - _EVEN)


@remembered
def matches_by_claim(dossier: Dossier) -> dict[int, list[Match]]:
    """The matches of every claim, by its identity."""
    found: dict[int, list[Match]] = defaultdict(list)
    for match in indicator_matches(dossier):
        found[id(match.claim)].append(match)
    return found


def name_of_indicator(indicator: Indicator) -> Name:
    """What an indicator measures; a bare 满意度 takes its object from the level above."""
    return read_name(indicator.level3)


def indicator_unit(indicator: Indicator) -> str:
    """The unit an indicator is compared in; a unit left out of the result is that of the target."""
    return unit_of(indicator.actual, indicator.target)


def agrees(said: Quantity, printed: Quantity, *, unit: str | None = None) -> bool:
    """Whether prose and table can both be true: bounds are kept, 约 allows a tenth, printed places are rounding, but 100% is complete."""
    one, other = amount_of(said, unit), amount_of(printed, unit)
    if one is None or other is None or one == other:
        return True
    for bound, value, op in ((one, other, said.op), (other, one, printed.op)):
        if op in ("≥", ">"):
            return value >= bound
        if op in ("≤", "<"):
            return value <= bound
        if op == "≈":
            return abs(value - bound) <= abs(bound) / 10
    if said.upper is not None and said.upper >= other >= one:
        return True
    if "%" in (said.unit, printed.unit) and _ALL in (one, other):
        return False
    return abs(one - other) <= max(rounding(said, unit), rounding(printed, unit))


def without_doubtful(matches: Iterable[Match]) -> list[Match]:
    """Disagreements that stand: a match says nothing where an equally good one in its report, or a better one anywhere, agrees."""
    by_row: dict[tuple[str, int, int], list[Match]] = defaultdict(list)
    for match in matches:
        by_row[match.form.report_id, match.indicator.table, match.indicator.row].append(match)
    return [match for row in by_row.values() for match in _standing(row)]


def _standing(row: list[Match]) -> list[Match]:
    unit = row[0].indicator.target.unit
    against = [m for m in row if not agrees(m.claim.fact.quantity, m.indicator.actual, unit=unit)]
    agreeing = [m for m in row if m not in against]
    return [m for m in against if m.confidence >= LIKELY and not _answered(m, agreeing) and not _summed(m, against)]


def _answered(match: Match, agreeing: list[Match]) -> bool:
    """Whether a match as good in the same report, or a better one elsewhere, agrees with the table.

    The very same words elsewhere answer nothing: one of the two copies is wrong.
    """
    if _slipped(match):
        return False
    here = max((m.confidence for m in agreeing if m.claim.report is match.claim.report), default=0.0)
    elsewhere = max((m.confidence for m in agreeing if m.claim.name != match.claim.name), default=0.0)
    return here >= match.confidence - _EVEN or elsewhere > match.confidence + _EVEN or (match.confidence < SURE and elsewhere >= LIKELY)


def _slipped(match: Match) -> bool:
    """Whether the two figures are the same digits with the point elsewhere (436亿元 for 4.36亿元) or two of four exchanged.

    Then one is a slip of the other, whatever agrees elsewhere.
    """
    one, other = (q.value for q in (match.claim.fact.quantity, match.indicator.actual))
    if not one or not other or match.claim.unit == "%" or one == other:
        return False
    if match.claim.fact.quantity.unit != (match.indicator.actual.unit or match.indicator.target.unit):
        return False
    a, b = one.normalize().as_tuple(), other.normalize().as_tuple()
    if a.digits == b.digits:
        return len(a.digits) >= _POINTED
    return a.exponent == b.exponent and len(a.digits) > _POINTED and sorted(a.digits) == sorted(b.digits)


def _summed(match: Match, against: list[Match]) -> bool:
    """Several counts of one report that together make the table's figure are its parts."""
    values = [m.claim.fact.quantity.value for m in against if m.claim.report is match.claim.report]
    return len(values) > 1 and sum(value for value in values if value is not None) == match.indicator.actual.value


class Finder:
    """Claims by unit and head, and by the pairs of their names: candidates without comparing everything with everything."""

    def __init__(self, dossier: Dossier) -> None:
        self._by_measure: dict[tuple[str, str], list[Claim]] = defaultdict(list)
        self._by_pair: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
        self._by_report: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
        self._forms = forms_told(dossier)
        self._told: dict[str, list[str]] = defaultdict(list)
        for (report_id, _), form in self._forms.items():
            if form is not None and report_id not in (form.report_id, *self._told[form.report_id]):
                self._told[form.report_id].append(report_id)
        for claim in actual_claims(dossier):
            measure = (claim.unit, claim.name.head)
            self._by_measure[measure].append(claim)
            self._by_report[(*measure, claim.report.report_id)].append(claim)
            for pair in claim.name.pairs:
                self._by_pair[(*measure, pair)].append(claim)

    def candidates(self, name: Name, unit: str, form: Report) -> Iterable[Claim]:
        """Claims that may speak of the named measure: those of the form's own narratives, elsewhere those that share a rare pair."""
        measure = (unit, name.head)
        claims = self._by_measure.get(measure, [])
        if len(claims) <= _FEW:
            return claims
        own = [c for report_id in (form.report_id, *self._told[form.report_id]) for c in self._by_report.get((*measure, report_id), ())]
        found = {id(claim): claim for claim in own} if len(own) <= _FEW else {}
        for group in sorted((self._by_pair.get((*measure, pair), []) for pair in name.pairs), key=len)[:4]:
            found.update((id(claim), claim) for claim in group[:_FEW])
            if len(own) > _FEW:
                found.update((id(claim), claim) for claim in group if self.belongs(claim, form) and len(found) < _MANY)
        return found.values()

    def belongs(self, claim: Claim, form: Report) -> bool:
        """Whether the claim stands in the form or a narrative of it."""
        if claim.report is form:
            return True
        report_id = claim.report.report_id
        return self._forms.get((report_id, claim.fact.block), self._forms.get((report_id, None))) is form


@remembered
def finder_of(dossier: Dossier) -> Finder:
    """The finder over a dossier's actual claims."""
    return Finder(dossier)
