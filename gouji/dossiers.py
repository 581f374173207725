"""Which reports belong together: one dossier a department and year, whichever files its reports came in."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from model import Dossier, Report

UNNAMED = "（未写明单位）"
"""Department of a dossier whose reports name none; reports of different files are then never put together."""

_NOISE = re.compile(r"[\s“”\"'‘’、，,。.；;：:·—\-_]")
_YEAR_WORDS = re.compile(r"^(?:19|20)\d\d年?度?|(?:部门)?(?:整体支出|绩效).*$")

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
    departments = _full_names(_infer(reports, clues, {r.report_id: fold_department(r.department) for r in reports}))
    years = _infer(reports, (clues[0], clues[3]), {r.report_id: r.year or _year_signed(r) for r in reports})
    groups: dict[tuple[str, int | None], list[Report]] = defaultdict(list)
    for report in reports:
        department = departments[report.report_id] or f"{UNNAMED}{report.document_id}"
        groups[department, years[report.report_id]].append(report)
    made: dict[tuple[str, int | None], Dossier] = {}
    for (department, year), members in sorted(groups.items(), key=lambda item: (item[0][0], item[0][1] or 0)):
        name = UNNAMED if department.startswith(UNNAMED) else department
        before = made.get((department, year - 1)) if year is not None else None
        made[department, year] = Dossier(department=name, year=year, reports=tuple(members), previous=before)
    return tuple(made.values())


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


def _full_names(departments: dict[str, str | None]) -> dict[str, str | None]:
    """Short names (县档案馆) replaced by the one full name that ends with them (云栖县档案馆), where there is just one."""
    names = {name for name in departments.values() if name}
    ending: dict[str, list[str]] = defaultdict(list)  # by what is left of a name without up to six characters at its head
    for name in names:
        for cut in range(1, min(6, len(name) - 3) + 1):
            ending[name[cut:]].append(name)
    full = {name: longer[0] for name in names if len(longer := ending.get(name, [])) == 1}
    return {report: full.get(name, name) if name else None for report, name in departments.items()}


def _year_signed(report: Report) -> int | None:
    """Self-evaluations are signed in the year after the one they report on."""
    return report.signoff.prepared_on.year - 1 if report.signoff and report.signoff.prepared_on else None


def fold_department(name: str | None) -> str | None:
    """A department's name without blanks, punctuation, a leading year and a trailing title of the report."""
    return _YEAR_WORDS.sub("", _NOISE.sub("", _fold(name) or "")) or _fold(name)


def _fold(name: str | None) -> str | None:
    """A name without blanks, full-width forms folded."""
    folded = "".join(unicodedata.normalize("NFKC", name).split()) if name else ""
    return folded or None
