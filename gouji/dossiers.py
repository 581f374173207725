"""Which reports belong together: one dossier a department and year, whichever files its reports came in."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

import msgspec

from gouji.offices import folded_name, full_names, office_name
from model import Dossier, Outcome, Report
from rules.naming.places import place_of

UNNAMED = "（未写明单位）"
"""Department of a dossier whose reports name none; files are then put together only where a whole folder names none."""

_OF_ITSELF = ("project_self_eval", "overall_self_eval", "basic_data", "overall_narrative")
"""Kinds of report by which an office answers for itself."""

_TELLING = 4
"""Characters of a project's name that tell it from others when they stand inside a longer name."""

Key = TypeVar("Key", str, int)
Clue = Callable[[Report], object]


def group_dossiers(reports: Iterable[Report], folders: Mapping[str, str] | None = None) -> tuple[Dossier, ...]:
    """Dossiers in order of department and year, each with the year before where it is here too.

    A report that names no department or year (a bare form, a short narrative) belongs to what its neighbours say: the same
    file, the same project, the same hand and telephone, and last the same folder. `folders` gives the folder of a document id,
    empty for RAW itself. A clue counts only when all who share it agree.
    """
    reports = list(reports)
    folders = folders or {}
    clues: tuple[Clue, ...] = (
        lambda report: report.document_id,
        lambda report: folded_name(report.project),
        lambda report: (report.signoff.prepared_by, report.signoff.phone) if report.signoff and report.signoff.phone else None,
        lambda report: folders.get(report.document_id),
    )
    known = _with_their_units(reports, full_names({r.report_id: office_name(r.department) for r in reports}))
    known = _with_their_forms(reports, folders, full_names(_infer(reports, clues, known)))
    departments = _infer(reports, clues, known)
    named = {folders.get(r.document_id) for r in reports if departments[r.report_id]}
    years = _infer(reports, (clues[0], clues[3]), {r.report_id: r.year or _year_signed(r) for r in reports})
    groups: dict[tuple[str, int | None], list[Report]] = defaultdict(list)
    for report in reports:
        folder = folders.get(report.document_id)
        home = folder if folder and folder not in named else report.document_id
        department = departments[report.report_id] or f"{UNNAMED}{home}"
        groups[department, years[report.report_id]].append(report)
    made: dict[tuple[str, int | None], Dossier] = {}
    for (department, year), members in sorted(groups.items(), key=lambda item: (item[0][0], item[0][1] or 0)):
        name = UNNAMED if department.startswith(UNNAMED) else department
        before = made.get((department, year - 1)) if year is not None else None
        before = msgspec.structs.replace(before, previous=None) if before else None  # one year back is enough, and chains would grow
        made[department, year] = Dossier(department=name, year=year, reports=with_projects(members), previous=before)
    return tuple(made.values())


def with_projects(reports: list[Report]) -> tuple[Report, ...]:
    """Reports whose narratives know the project of their form also when the form came in another file."""
    if len({report.document_id for report in reports}) < 2 or not any(report.kind == "project_narrative" for report in reports):
        return tuple(reports)
    from normalize import name_projects

    return name_projects(reports)


def homes_of(dossiers: Iterable[Dossier]) -> dict[str, Dossier]:
    """The dossier of each report id."""
    return {report.report_id: dossier for dossier in dossiers for report in dossier.reports}


def named(report: Report, homes: Mapping[str, Dossier]) -> Report:
    """The report; where it names no department or year itself, with that of its dossier."""
    home = homes.get(report.report_id)
    if home is None or (report.department and report.year):
        return report
    department = home.department if home.department != UNNAMED else None
    return msgspec.structs.replace(report, department=report.department or department, year=report.year or home.year)


def apart(outcome: Outcome, dossier: Dossier, path: str) -> Outcome:
    """The outcome; where the dossier has no name to tell its findings from those of others, their ids name its first file too."""
    if dossier.department != UNNAMED:
        return outcome
    ids = {f.finding_id: f"{f.rule}-{_hash(f.finding_id, path)}" for f in outcome.findings}
    renamed = (
        msgspec.structs.replace(f, finding_id=ids[f.finding_id], root=ids.get(f.root, f.root) if f.root else None) for f in outcome.findings
    )
    return msgspec.structs.replace(outcome, findings=tuple(renamed))


def _hash(finding_id: str, path: str) -> str:
    return hashlib.sha256(f"{finding_id}\n{path}".encode("utf-8", "surrogatepass")).hexdigest()[:10]


def _infer(reports: list[Report], clues: Iterable[Clue], known: Mapping[str, Key | None]) -> dict[str, Key | None]:
    """`known` with gaps filled from those who share a clue and all say the same; nearer clues first."""
    filled = dict(known)
    for clue in clues:
        said: dict[object, set[Key]] = defaultdict(set)
        for report in reports:
            value, shared = filled[report.report_id], clue(report)
            if value is not None and shared is not None:
                said[shared].add(value)
        for report in reports:
            if filled[report.report_id] is None and len(agreed := said.get(clue(report), set())) == 1:
                filled[report.report_id] = next(iter(agreed))
    return filled


def _with_their_units(reports: list[Report], departments: dict[str, str | None]) -> dict[str, str | None]:
    """Forms of an office that reports on itself as a whole go with it; where the department above does so too, they stay there."""
    whole = {departments[r.report_id] for r in reports if r.kind.startswith(("overall", "basic"))}
    moved = dict(departments)
    for report in reports:
        unit = office_name(report.unit)
        if unit in whole and unit is not None and departments[report.report_id] not in whole:
            moved[report.report_id] = unit
    return moved


def _with_their_forms(reports: list[Report], folders: Mapping[str, str], departments: dict[str, str | None]) -> dict[str, str | None]:
    """What an office that does not answer for itself wrote goes with the one form of its project in the folder, whoever signed that."""
    from rules.naming.names import core_of_project

    own = {departments[r.report_id] for r in reports if r.kind in _OF_ITSELF}
    forms: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for report in reports:
        department = departments[report.report_id]
        if report.kind == "project_self_eval" and report.project and department:
            forms[_place(report, folders, department)][core_of_project(report.project)].add(department)
    taken: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    for report in reports:
        department = departments[report.report_id]
        if report.kind == "project_narrative" and report.project and department not in own:
            place = _place(report, folders, department)
            taken[place, department] |= _filed_by(core_of_project(report.project), forms[place])
    moved = dict(departments)
    for report in reports:
        department = departments[report.report_id]
        found = taken.get((_place(report, folders, department), department), set())
        if report.kind not in _OF_ITSELF and len(found) == 1:
            moved[report.report_id] = next(iter(found))
    return moved


def _filed_by(project: str, forms: Mapping[str, set[str]]) -> set[str]:
    """Whose forms are of the project: of its very name, else of one that has a word more or less (博物馆免费开放, 免费开放)."""
    if project in forms or len(project) < _TELLING:
        return forms.get(project, set())
    return {d for name, filed in forms.items() if len(name) >= _TELLING and (name in project or project in name) for d in filed}


def _place(report: Report, folders: Mapping[str, str], department: str | None) -> str:
    """Where a report's form may lie: its folder; in RAW itself, which may hold a whole county's files, those of the same place."""
    folder = folders.get(report.document_id)
    return folder or (folder is not None and place_of(department)) or report.document_id


def _year_signed(report: Report) -> int | None:
    """Self-evaluations are signed in the year after the one they report on."""
    return report.signoff.prepared_on.year - 1 if report.signoff and report.signoff.prepared_on else None
