"""Read case sheets: short descriptions of reports become dossiers of real model nouns, prose through the real normalizing functions."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import msgspec
from written_reports import WrittenReport, build

from gouji.neighbours import with_neighbours
from model import Dossier, Report
from rules.comparing.sketch import sketch_of

CASES = Path(__file__).parent / "cases"


class Case(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """One case of a sheet."""

    name: str
    expect: str
    findings: int | None = None
    numbers: list[str] = []
    severity: str | None = None
    message: list[str] = []
    options: dict[str, Any] = {}
    department: str = "临江县城市管理局"
    year: int = 2024
    report: list[WrittenReport] = []
    previous: list[WrittenReport] = []
    neighbour: list[WrittenReport] = []


def read_sheet(path: Path) -> tuple[str, list[Case]]:
    """The rule a sheet is for and its cases."""
    sheet = tomllib.loads(path.read_text(encoding="utf-8"))
    return sheet["rule"], msgspec.convert(sheet["case"], list[Case])


def dossier_of(case: Case) -> Dossier:
    """The dossier a case describes."""
    before = None
    if case.previous:
        before = _dossier(case.department, case.year - 1, case.previous, prefix="b")
    dossier = msgspec.structs.replace(_dossier(case.department, case.year, case.report, prefix="a"), previous=before)
    return _among_others(dossier, case) if case.neighbour else dossier


def _among_others(dossier: Dossier, case: Case) -> Dossier:
    """The dossier with what it shares with the other departments of the case, found as in a run."""
    others = [
        _dossier(department, case.year, [r for r in case.neighbour if r.department == department], prefix="cdefghijklmnop"[at])
        for at, department in enumerate(dict.fromkeys(r.department or "" for r in case.neighbour))
    ]
    by_document: dict[str, list[Report]] = {}
    for report in (report for each in (dossier, *others) for report in each.reports):
        by_document.setdefault(report.document_id, []).append(report)
    return with_neighbours((dossier, *others), {document: sketch_of(reports) for document, reports in by_document.items()})[0]


def _dossier(department: str, year: int, written: list[WrittenReport], *, prefix: str) -> Dossier:
    reports = tuple(build(report, number, department=department, year=year, prefix=prefix) for number, report in enumerate(written))
    return Dossier(department=department, year=year, reports=reports)
