"""How surely a name in a form and a claim in prose are of the same measure of the same object, by their words."""

from __future__ import annotations

from functools import lru_cache

from model import Report
from rules.naming.names import Name, core_of_project, covered, pairs_of, read_name, shortened
from rules.naming.stages import stage_of
from rules.naming.synonyms import SCOPES
from rules.prose.claims import Claim
from rules.prose.places import sentence_of

SURE = 0.8
"""Confidence from which a disagreement is a contradiction."""
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
_TIMES = frozenset(["小时", "天", "工作日", "分钟", "秒", "月"])


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
