"""Group reports into dossiers: one department and year each, the year before attached where it is among the reports."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from model import Dossier, Report

UNNAMED = "未署名部门"
"""The department of reports that name none and stand in a file that names none."""
_NOISE = re.compile(r"[\s“”\"'‘’（）()《》、，,。.；;：:·—\-_]")
_YEAR_WORDS = re.compile(r"^(?:19|20)\d\d年?度?|(?:整体支出|部门整体|绩效).*$")


def group_dossiers(reports: Iterable[Report]) -> tuple[Dossier, ...]:
    """Dossiers in order of department and year, each with its reports in the order given.

    A report without a department or year takes what most of the reports of its document have. Names of a department that
    differ in blanks and punctuation only are one department, shown as it is written most often.
    """
    given = list(reports)
    departments, years = _of_documents(given)
    groups: dict[tuple[str, int | None], list[Report]] = defaultdict(list)
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for report in given:
        name = (report.department or "").strip() or departments.get(report.document_id, "")
        year = report.year if report.year is not None else years.get(report.document_id)
        groups[fold_department(name), year].append(report)
        written[fold_department(name)][name] += 1
    names = {folded: _as_written(counts) for folded, counts in written.items()}
    dossiers: dict[tuple[str, int | None], Dossier] = {}
    for key in sorted(groups, key=lambda k: (k[0], k[1] or 0)):
        folded, year = key
        previous = dossiers.get((folded, year - 1)) if year is not None else None
        if previous is not None:
            previous = msgspec.structs.replace(previous, previous=None)
        dossiers[key] = Dossier(department=names[folded] or UNNAMED, year=year, reports=tuple(groups[key]), previous=previous)
    return tuple(dossiers.values())


def fold_department(name: str) -> str:
    """A department's name without blanks, punctuation, a leading year and a trailing title of the report."""
    return _YEAR_WORDS.sub("", _NOISE.sub("", name))


def _of_documents(reports: Sequence[Report]) -> tuple[dict[str, str], dict[str, int]]:
    """The department and year most reports of each document name."""
    departments: dict[str, Counter[str]] = defaultdict(Counter)
    years: dict[str, Counter[int]] = defaultdict(Counter)
    for report in reports:
        if report.department and report.department.strip():
            departments[report.document_id][report.department.strip()] += 1
        if report.year is not None:
            years[report.document_id][report.year] += 1
    return (
        {document: counts.most_common(1)[0][0] for document, counts in departments.items()},
        {document: counts.most_common(1)[0][0] for document, counts in years.items()},
    )


def _as_written(counts: Counter[str]) -> str:
    return min(counts, key=lambda name: (-counts[name], name)).strip()
