"""Recognize one project under two names: a word more, less or different, but never another stage, place or number."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

from model import Dossier, Report
from rules.memo import remembered
from rules.naming.names import core_of_project, pairs_of

ALIKE = 0.72
"""Share of common characters from which two cores are one project."""
LEAD = 0.15
"""How much better than the next candidate a name that is not equal must be."""
_APART = (
    frozenset({"一期", "二期", "三期", "四期"}),
    frozenset({"小学", "初中", "高中", "中学", "学前", "幼儿", "职业", "中职", "高等", "义务"}),
    frozenset({"城市", "农村", "城镇", "城乡", "乡村", "镇村"}),
    frozenset({"居民", "职工"}),
    frozenset({"省级", "市级", "县级", "区级", "中央", "上级", "本级"}),
    frozenset({"新建", "改建", "扩建", "养护", "维修", "建设", "运行", "改造"}),
    frozenset({"东", "西", "南", "北"}),
    frozenset({"上半年", "下半年"}),
)
"""Words of which two different ones make two projects."""
_NUMBER = re.compile(r"[0-9]+|[一二三四五六七八九十]+(?=[期批号标段])")


def resolve(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate that is the same project as `name`: an equal core first, else the one that is clearly most alike."""
    core = core_of_project(name)
    known = {other: core_of_project(other) for other in candidates}
    equal = [other for other, other_core in known.items() if other_core == core]
    if equal or not core:
        return equal[0] if equal else None
    ranked = sorted(((likeness(core, other_core), other) for other, other_core in known.items()), reverse=True)
    if not ranked or ranked[0][0] < ALIKE or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < LEAD):
        return None
    return ranked[0][1]


def same_project(one: str | None, other: str | None) -> bool:
    """Whether two names are one project, looked at alone."""
    return bool(one and other) and likeness(core_of_project(one or ""), core_of_project(other or "")) >= ALIKE


@lru_cache(maxsize=16384)
def likeness(core: str, other: str) -> float:
    """0 to 1: share of characters common in order; 0 when a number, stage, place or audience tells them apart."""
    if core == other:
        return 1.0
    if not core or not other or _apart(core, other) or not pairs_of(core) & pairs_of(other):
        return 0.0
    blocks = SequenceMatcher(None, core, other, autojunk=False).get_matching_blocks()
    return 2 * sum(block.size for block in blocks if block.size > 1) / (len(core) + len(other))


@remembered
def forms_by_project(dossier: Dossier) -> dict[str, Report]:
    """The self-evaluation form of every project, by the project's name as the form prints it."""
    return {r.project: r for r in dossier.reports if r.kind == "project_self_eval" and r.project}


def form_of(dossier: Dossier, report: Report) -> Report | None:
    """The form a narrative belongs to: the department's form, or that of its project."""
    return _forms(dossier).get(report.report_id)


@remembered
def _forms(dossier: Dossier) -> dict[str, Report]:
    """The form of every report that has one, by report_id; a project's form is its own."""
    overall = next((r for r in dossier.reports if r.kind == "overall_self_eval"), None)
    named = forms_by_project(dossier)
    found: dict[str, Report] = {}
    for report in dossier.reports:
        form = overall if report.kind == "overall_narrative" else None
        if report.kind in ("project_narrative", "project_self_eval"):
            known = (resolve(name, named) for name in (report.project, report.project_as_written) if name)
            form = next((named[name] for name in known if name), None)
        if form is not None:
            found[report.report_id] = form
    return found


def narrative_of(dossier: Dossier, form: Report) -> tuple[Report, ...]:
    """The narratives that tell what a form scores."""
    return tuple(r for r in narratives(dossier) if form_of(dossier, r) is form)


def narratives(dossier: Dossier) -> tuple[Report, ...]:
    """Every report in prose."""
    return tuple(r for r in dossier.reports if r.kind in ("overall_narrative", "project_narrative"))


def _apart(core: str, other: str) -> bool:
    if set(_NUMBER.findall(core)) != set(_NUMBER.findall(other)):
        return True
    for words in _APART:
        mine, theirs = {w for w in words if w in core}, {w for w in words if w in other}
        if mine and theirs and mine != theirs:
            return True
    return False
