"""Which reports belong together: one dossier a department and year, whichever files its reports came in."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

import msgspec

from model import Dossier, Outcome, Report

UNNAMED = "（未写明单位）"
"""Department of a dossier whose reports name none; reports of different files are then never put together."""

_LONGEST_PLACE, _SHORTEST_NAME = 6, 3
"""Characters a full name may have before the short one, and the short one at least."""
_NOISE = re.compile(r"[\s“”\"'‘’()《》、,。.;:·—_-]")
_YEAR_OR_TITLE = re.compile(r"^(?:19|20)\d\d年?度?|(?:整体支出|部门整体|绩效).*$")

Key = TypeVar("Key", str, int)
Clue = Callable[[Report], object]


def group_dossiers(reports: Iterable[Report], folders: Mapping[str, str] | None = None) -> tuple[Dossier, ...]:
    """Dossiers in order of department and year, each with the year before where it is here too.

    A report that names no department or year (a bare form, a short narrative) belongs to what its neighbours say: the same
    file, the same project, the same hand and telephone, and last the same folder. `folders` gives the folder of a document id.
    A clue counts only when all who share it agree.
    """
    reports = list(reports)
    folders = folders or {}
    clues: tuple[Clue, ...] = (
        lambda report: report.document_id,
        lambda report: _fold(report.project),
        lambda report: (report.signoff.prepared_by, report.signoff.phone) if report.signoff and report.signoff.phone else None,
        lambda report: folders.get(report.document_id) or None,
    )
    departments = _with_their_forms(
        reports, folders, full_names(_infer(reports, clues, full_names({r.report_id: _department(r) for r in reports})))
    )
    years = _infer(reports, (clues[0], clues[3]), {r.report_id: r.year or _year_signed(r) for r in reports})
    groups: dict[tuple[str, int | None], list[Report]] = defaultdict(list)
    for report in reports:
        department = departments[report.report_id] or f"{UNNAMED}{report.document_id}"
        groups[department, years[report.report_id]].append(report)
    made: dict[tuple[str, int | None], Dossier] = {}
    for (department, year), members in sorted(groups.items(), key=lambda item: (item[0][0], item[0][1] or 0)):
        name = UNNAMED if department.startswith(UNNAMED) else department
        before = made.get((department, year - 1)) if year is not None else None
        before = msgspec.structs.replace(before, previous=None) if before else None  # one year back is enough, and chains would grow
        made[department, year] = Dossier(department=name, year=year, reports=_with_projects(members), previous=before)
    return tuple(made.values())


def _with_projects(reports: list[Report]) -> tuple[Report, ...]:
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


def full_names(departments: dict[str, str | None]) -> dict[str, str | None]:
    """Short names (县档案馆) replaced by the one full name that ends with them (云栖县档案馆), where there is just one."""
    names = {name for name in departments.values() if name}
    longer: dict[str, set[str]] = defaultdict(set)
    for name in names:
        for cut in range(1, min(_LONGEST_PLACE, len(name) - _SHORTEST_NAME) + 1):
            if name[cut:] in names:
                longer[name[cut:]].add(name)
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in names:
        alike[_ends(name)].append(name)
    for name in names:
        if name not in longer and (found := {other for other in alike[_ends(name)] if _abbreviates(name, other)}):
            longer[name] = found
    full = {name: next(iter(found)) for name, found in longer.items() if len(found) == 1}
    return {report: full.get(name, name) if name else None for report, name in departments.items()}


def _ends(name: str) -> tuple[str, str]:
    """What a name and its abbreviation have in common, so that of many names only a few are compared."""
    return name[:3], name[-1:]


def _abbreviates(short: str, long: str) -> bool:
    """Whether an office's name is another's with characters left out: 市场监管局 of 市场监督管理局."""
    if not 0 < len(long) - len(short) <= 4 or _ends(short) != _ends(long) or short[-1] not in "局委厅办":
        return False
    rest = iter(long)
    return all(char in rest for char in short)


def _with_their_forms(reports: list[Report], folders: Mapping[str, str], departments: dict[str, str | None]) -> dict[str, str | None]:
    """Narratives of an office that filed no form go with the one form of their project in the folder, whoever signed that."""
    from rules.naming.names import core_of_project

    filed = {departments[r.report_id] for r in reports if not r.kind.endswith("narrative")}
    homes: dict[tuple[str, str], set[str]] = defaultdict(set)
    for report in reports:
        department = departments[report.report_id]
        if report.kind == "project_self_eval" and report.project and department:
            homes[folders.get(report.document_id) or report.document_id, core_of_project(report.project)].add(department)
    moved = dict(departments)
    for report in reports:
        if report.kind == "project_narrative" and report.project and departments[report.report_id] not in filed:
            found = homes.get((folders.get(report.document_id) or report.document_id, core_of_project(report.project)), set())
            if len(found) == 1:
                moved[report.report_id] = next(iter(found))
    return moved


def _year_signed(report: Report) -> int | None:
    """Self-evaluations are signed in the year after the one they report on."""
    return report.signoff.prepared_on.year - 1 if report.signoff and report.signoff.prepared_on else None


def _fold(name: str | None) -> str | None:
    """A name without blanks and punctuation, full-width forms folded."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", name)) or None if name else None


def _department(report: Report) -> str | None:
    """Its department's name without a leading year and a trailing title."""
    folded = _fold(report.department)
    return _YEAR_OR_TITLE.sub("", folded) or None if folded else None
