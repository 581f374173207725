"""Judges whether two differing statements about one object can both be true, and how grave it is when they cannot."""

from __future__ import annotations

import re
from decimal import Decimal

from model import Fact, Severity
from rules.comparing.objects import value_of
from rules.comparing.statements import STOCK, Statement
from rules.figures import MONEY
from rules.prose.places import same_scope
from rules.wording import fold

_PROJECT_END = re.compile(r"(?:专项|补助|工作)?(?:经费|资金|项目|支出)$")
_CLAUSE = 10
_BESIDE = 60
"""Characters before a rate in which the counts it comes from stand."""
"""Characters of a clause that two reports do not share by chance."""
_PASSIVE = re.compile(r"[^，。；]{0,12}(?:被评|获评|获得|荣获|受到|不合格|未|参加|参与)")
_PLACES = re.compile(r"(?:全[市县区省州镇乡国局院校]|[我本](?:[市县区省州镇乡局委办院校部厅]|单位|部门|中心)|局机关|辖区内?|目前|)$")

_GOVERNED = re.compile(r"(?:现|下|所)?辖有?$|全(?:街道|[村社域旗]区?)$")


def doubt(one: Statement, other: Statement, *, siblings: int, projects: int) -> Severity | None:
    """How grave it is that the two differ; None when both may be true.

    `siblings` is how much else their paragraphs say alike, `projects` how many projects' reports speak of the object.
    """
    level = _doubt(one, other, siblings=siblings, projects=projects)
    apart = level is Severity.HIGH and not _same_qualifier(one.fact.qualifier, other.fact.qualifier)
    return Severity.MEDIUM if apart else level  # 辖128个村 and 惠及全县126个村 may both be true


def _doubt(one: Statement, other: Statement, *, siblings: int, projects: int) -> Severity | None:
    a, b = one.fact, other.fact
    if (a.report_id, a.block, a.source.row, a.source.col, a.sentence_start) == (
        b.report_id,
        b.block,
        b.source.row,
        b.source.col,
        b.sentence_start,
    ):
        return None
    if not (_same_qualifier(a.qualifier, b.qualifier) or _of_one_territory(one, other)) or _of_two_offices(one, other):
        return None
    if a.quantity.unit == "%" and _of_two_bases(one, other):
        return None
    if one.report is not other.report and "本项目" in a.quote + b.quote:
        return None  # each report means its own
    scope = same_scope(one.report, other.report) or _of_project(one, other)
    if siblings and (copied := _doubt_copies(one, other, siblings, scope, projects)):
        return copied
    if not one.definite or _misses_bound(a, b) or (_is_target(a, b) and not STOCK.search(one.name)):
        return None
    money = a.quantity.unit in MONEY
    if money and not (
        one.report is other.report or (scope and (len(one.name) >= 5 or (one.key[1] and _alike_digits(one, other, least=4))))
    ):
        return None
    if not scope and projects == 1 and a.quantity.unit not in ("%", "‰") and not _is_target(a, b) and _same_clause(one, other):
        return Severity.HIGH if _part_exceeds(one, other) else Severity.MEDIUM
    if one.key[1]:
        return _doubt_deeds(one, other, scope)
    if a.quantity.unit in ("%", "‰"):
        if _is_target(a, b):
            return None
        return Severity.HIGH if scope or (len(one.name) >= 7 and "满意" not in one.name) else None
    stock = bool(STOCK.search(one.name))
    if {a.role, b.role} & {"target", "part"} and a.role != b.role and not stock and not money:
        return None
    if not scope and not stock:
        if not (one.whole or other.whole) and len(one.name) < 6:
            return None
        if one.report.project and other.report.project and not (one.whole and other.whole):
            return None
    return _doubt_states(one, other)


def _of_two_bases(one: Statement, other: Statement) -> bool:
    """True when each rate is what the counts told beside it make, and they are counted of different totals (78台 of 80, 43 of 45)."""
    bases = [_base_of(statement) for statement in (one, other)]
    return None not in bases and bases[0] != bases[1]


def _base_of(statement: Statement) -> Decimal | None:
    """The count of which another count in the sentence is the statement's rate; None where there is none."""
    rate, places = statement.fact.quantity.value or Decimal(0), statement.fact.quantity.decimals
    before = [
        fact.quantity.value
        for fact in statement.report.facts
        if fact.block == statement.fact.block
        and statement.fact.start - _BESIDE <= fact.start < statement.fact.start
        and fact.quantity.unit not in ("%", "‰")
        and fact.quantity.value
    ]
    for at, whole in enumerate(before):
        if any(part <= whole and round(part / whole * 100, places) == rate for part in before[at + 1 :]):
            return whole
    return None


def _of_two_offices(one: Statement, other: Statement) -> bool:
    """True when the staff and bodies of one office are told in the one report, those of another office in the other."""
    offices = [fold(s.report.department or "") for s in (one, other)]
    return bool(STOCK.search(one.name)) and all(offices) and not (offices[0].endswith(offices[1]) or offices[1].endswith(offices[0]))


def _is_target(a: Fact, b: Fact) -> bool:
    """One is a target and the other is not: a target that was missed is C05's."""
    return a.role != b.role and "target" in (a.role, b.role)


def _misses_bound(a: Fact, b: Fact) -> bool:
    """A result beside a target that is a floor or a ceiling."""
    return _is_target(a, b) and any(fact.quantity.op in ("≥", ">", "≤", "<") for fact in (a, b) if fact.role == "target")


def _of_project(one: Statement, other: Statement) -> bool:
    """True when the department's report names the very object that the other report's project is named after."""
    projects = {report.project for report in (one.report, other.report)} - {None, ""}
    return len(projects) == 1 and _PROJECT_END.sub("", projects.pop() or "") == one.name


def _same_clause(one: Statement, other: Statement) -> bool:
    """True when the department's report and its only project of the kind tell it in the very same words."""
    if bool(one.report.project) == bool(other.report.project):
        return False
    mine, theirs = (s.fact.quote.replace(s.fact.quantity.raw, "#", 1) for s in (one, other))
    return mine == theirs and len(mine) >= _CLAUSE


def _doubt_copies(one: Statement, other: Statement, siblings: int, scope: bool, projects: int) -> Severity | None:
    """Two paragraphs that tell the same things: what differs between them was changed in one only."""
    if one.report is other.report and one.fact.block == other.fact.block:
        return None
    if not (one.single and other.single) or "target" in (one.fact.role, other.fact.role):
        return None
    if one.report.project and other.report.project and not scope:
        return Severity.MEDIUM if siblings >= 3 and one.definite else None
    if not scope and not _alike_digits(one, other) and not _part_exceeds(one, other):
        return Severity.MEDIUM if projects == 1 and siblings >= 2 and one.definite else None  # else it may be one share of several
    if siblings >= 2:
        return Severity.HIGH if one.definite or siblings >= 3 else Severity.MEDIUM
    return Severity.MEDIUM if one.definite else None


def _part_exceeds(one: Statement, other: Statement) -> bool:
    """True when a project tells more than the department does as a whole."""
    project, whole = (one, other) if one.report.project else (other, one)
    return (
        bool(project.report.project)
        and not whole.report.project
        and (value_of(project.fact.quantity) or 0) > (value_of(whole.fact.quantity) or 0)
    )


def _doubt_states(one: Statement, other: Statement) -> Severity | None:
    """Two counts of what there is; a number before its noun may be a part of the whole."""
    parts = [s for s in (one, other) if s.after and not s.whole]
    if not parts:
        return Severity.HIGH
    if len(parts) == 2:
        slip = _alike_digits(one, other, least=3) and not any(_PASSIVE.match(s.follow) for s in parts)
        return Severity.MEDIUM if slip else None
    part, rest = parts[0], other if parts[0] is one else one
    if (value_of(part.fact.quantity) or 0) > (value_of(rest.fact.quantity) or 0):
        return Severity.HIGH
    return Severity.MEDIUM if _alike_digits(one, other, least=3) and not _PASSIVE.match(part.follow) else None


def _doubt_deeds(one: Statement, other: Statement, scope: bool) -> Severity | None:
    """Two counts of what was done: only totals of the year can be held against each other; a form's 实际完成情况 tells totals."""
    if not scope:
        return None
    firm = [s.whole or s.fact.role == "total" or s.fact.period is not None or s.fact.source.row is not None for s in (one, other)]
    if all(firm):
        return Severity.HIGH
    return Severity.MEDIUM if any(firm) and _alike_digits(one, other) else None


def _same_qualifier(one: str, other: str) -> bool:
    return one == other or (bool(_PLACES.match(one)) and bool(_PLACES.match(other)))


def _of_one_territory(one: Statement, other: Statement) -> bool:
    """True when both tell all there are of their territory, each in its words: 辖12个社区, 覆盖全街道11个社区."""
    return one.whole and other.whole and all(_PLACES.match(s.fact.qualifier) or _GOVERNED.match(s.fact.qualifier) for s in (one, other))


def _alike_digits(one: Statement, other: Statement, *, least: int = 2) -> bool:
    """True when one number looks like a slip of the other: digits swapped, or one changed, in numbers of enough digits."""
    a, b = (_digits(s.fact.quantity.value) for s in (one, other))
    if len(a) != len(b) or len(a) < least:
        return False
    return sorted(a) == sorted(b) or sum(x != y for x, y in zip(a, b, strict=True)) == 1


def _digits(value: Decimal | None) -> str:
    return "" if value is None else format(value.normalize(), "f").replace(".", "")
