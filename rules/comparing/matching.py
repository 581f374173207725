"""Match indicators of the forms to what the prose says of the same thing, each match with a confidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

import msgspec

from model import Dossier, Indicator, Quantity, Report
from rules.memo import remembered
from rules.naming.names import Name, core_of_project, covered, pairs_of, read_name, shortened
from rules.naming.stages import stage_of
from rules.naming.synonyms import SCOPES
from rules.prose.claims import Claim, actual_claims, amount_of, rounding, unit_of
from rules.prose.owners import forms_told
from rules.prose.places import sentence_of

SURE = 0.8
"""Confidence from which a disagreement is a contradiction."""
LIKELY = 0.65
"""Confidence from which a disagreement is worth a look; below, nothing is said."""
WEAK = 0.4
"""Confidence from which a claim is remembered as a possible part of the table's figure."""
_SHORTENED = 0.85
"""Confidence of a name whose words are cut short, in the form's own narrative."""
_GENERIC = 4
"""A counted thing named in fewer characters (培训, 项目) may be one of several: never sure, unless the prose spells it out."""
_SPECIFIC = 6
"""A thing named in fewer characters (受益学生, 群众) may be another project's outside the form's own narratives."""
_BATCH = "批次轮"
"""What a whole is done in: 第一批新建4座 is not all that was built."""
_PART = 0.4
"""Share of an object's characters that the sentence of a bare rate must hold where the paragraph's heading names the rest."""
_COMMON = 2
_POINTED = 3
"""Digits two figures must share to be one with its point misplaced."""
_TIMES = frozenset(["小时", "天", "工作日", "分钟", "秒", "月"])
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


def likeness(name: Name, claim: Claim, *, own: bool, form: Report, about: frozenset[str] = frozenset()) -> float:
    """0 to 1: how surely a claim speaks of the named measure. Another head, qualifier or territory is another measure.

    `own` says that the claim stands in a narrative of the form; `about` are pairs of the words the name stands among.
    """
    other = claim.name
    if name.head != other.head or not _same_qualifiers(name, claim) or scopes_differ(name.scope, other.scope):
        return 0.0
    near = covered(name.body, claim.near)
    if (not own and near < SURE and not _headed(name, claim, near)) or _other_stage(name, claim, own=own, form=form):
        return 0.0
    extra = covered(other.body, name.pairs | about | _words_of_form(form.project or "", form.department or ""))
    if name.body:
        there = max(covered(name.body, other.pairs), 0.95 * near, 0.85 * covered(name.body, claim.far))
    else:
        there = 1.0 if own else 0.0
    if own and there * extra < SURE and shortened(name.body, other.body):
        return _SHORTENED
    sure = there * extra
    if not own and len(name.body) < _SPECIFIC:
        if len((pairs_of(core_of_project(form.project or "")) & claim.far) - name.pairs) < _COMMON:
            return 0.0
        sure = min(sure, SURE - 0.01)
    spelt = len(other.body) if own and extra >= SURE else len(name.body)
    if not name.head and spelt < _GENERIC and not (name.body == other.body and (len(name.body) > 2 or _whole(claim))):
        sure = min(sure, SURE - 0.01)
    if not name.head and not other.body:
        sure = min(sure, 0.5)
    return sure


@lru_cache(maxsize=2048)
def _words_of_form(project: str, department: str) -> frozenset[str]:
    """Pairs of the words that every measure of a form stands among."""
    return pairs_of(read_name(project).body) | pairs_of(read_name(department).body)


def _headed(name: Name, claim: Claim, near: float) -> bool:
    """Whether a bare rate is of what its paragraph is headed with: 辅助器具适配。1260名残疾人申请，适配1146人，适配率90.95%.

    The sentence must tell the very act the rate is of, speak of a good part of its object itself, and give one such rate only.
    """
    act = name.head.removesuffix("率")
    if not act or claim.name.body or near < _PART or act not in claim.clause.removesuffix(claim.name.head):
        return False
    return covered(name.body, claim.far) >= SURE and sentence_of(claim.report, claim.fact).count(claim.label) == 1


def _same_qualifiers(name: Name, claim: Claim) -> bool:
    """Whether both are narrowed alike; a time limit is what it takes on average."""
    if name.qualifiers == claim.name.qualifiers:
        return True
    return claim.unit in _TIMES and name.qualifiers ^ claim.name.qualifiers == {"平均"}


def _other_stage(name: Name, claim: Claim, *, own: bool, form: Report) -> bool:
    """Whether the two speak of different stages, lots or batches; a project's name says the stage where its words do not."""
    here, there = name.stage, claim.name.stage or stage_of(claim.clause)
    if own:
        there = there or (stage_of(claim.report.project or "") if here else "")
        of_all = here or stage_of(form.project or "")
        return bool(there) and (there != of_all if of_all else there[-1] in _BATCH)
    if there or claim.report.project:
        return (here or stage_of(form.project or "")) != (there or stage_of(claim.report.project or ""))
    return bool(here)


def alike(one: Name, other: Name) -> bool:
    """Whether two names surely are of one measure, looked at without surroundings."""
    if (
        one.head != other.head
        or one.qualifiers != other.qualifiers
        or one.stage != other.stage
        or min(len(one.body), len(other.body)) < _GENERIC - 1
    ):
        return False
    return min(covered(one.body, other.pairs), covered(other.body, one.pairs)) >= SURE


def _whole(claim: Claim) -> bool:
    """Whether a count is said to be the year's whole: 全年共培训, not one training among several."""
    return claim.fact.role == "total" or claim.fact.period is not None or "共" in claim.clause


def scopes_differ(one: str, other: str) -> bool:
    """Whether two names speak of different territories; a name without one speaks of the department's own, never of a higher one."""
    if one and other:
        return SCOPES[one] != SCOPES[other]
    return SCOPES.get(one or other, 0) >= 4


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
