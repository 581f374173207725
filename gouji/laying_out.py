"""Append what workers laid out to the tables of a run, in order, and gather what the workbook and the page show of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import msgspec

from gouji import decisions
from gouji.checking import OUTCOMES
from gouji.dossiers import apart, homes_of, named
from gouji.entries import DOCUMENTS, Reading
from gouji.fingerprint import layout_fingerprint
from gouji.history import Before
from gouji.ledger import Ledger
from gouji.library import Library
from gouji.sheets import SHEETS, Sheets, Verdict, checks_of, sheets_key, sheets_of
from gouji.store import Store
from model import Check, Dossier, Finding, Problem, Report
from publish import rows
from publish.album import Crop
from publish.packed import with_column
from publish.parquet import Tables
from publish.shelf import Shelf
from publish.tables import TABLES

WHOLE = 60
"""Runs of up to so many documents give the page and the workbook whole reports; larger ones outlines, which fit in memory."""


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a run found, before it is laid out."""

    run_id: str
    started: datetime
    library: Library
    dossiers: tuple[Dossier, ...]
    outcomes: tuple[str, ...]
    """Store keys of the outcomes, one a dossier."""
    store: Store
    repair: Callable[[str], Reading | None]
    """Reads a document id again whose entry in the store is damaged."""
    before: Before | None
    log: decisions.Log
    crops: Callable[[tuple[Finding, ...]], Crop]
    """Draws the places findings point at in PDF pages."""
    inputs: str
    """Digest of all the run depends on."""
    seconds: dict[str, float]


class Gathered(msgspec.Struct, kw_only=True):
    """What laying out the tables leaves for the workbook and the page."""

    whole: bool
    paths: dict[str | None, str]
    """Path of each document id."""
    reports: list[Report] = []
    checks: list[Check] = []
    ledger: Ledger
    problems: list[Problem] = []
    statuses: Counter[str] = Counter()
    shelf: Shelf


def lay_out(content: Content, tables: Tables) -> Gathered:
    """Fill the tables of a run."""
    whole = len(content.library.readings) <= WHOLE
    ledger = Ledger(tables, content.before, content.run_id, content.log)
    paths = {record.document_id: record.path for record in content.library.records if not record.duplicate_of}
    gathered = Gathered(whole=whole, paths=paths, shelf=Shelf(whole=whole), ledger=ledger)
    of_rules: dict[str, list[Problem]] = defaultdict(list)
    for dossier, key in zip(content.dossiers, content.outcomes, strict=True):
        verdict = content.store.get(OUTCOMES, key, Verdict)
        if verdict is None:
            raise RuntimeError(f"outcome {key} is missing from the store")
        _add_verdict(verdict, dossier, paths.get(dossier.reports[0].document_id, ""), tables, gathered)
        for problem in verdict.outcome.problems:
            of_rules[problem.document_id].append(problem)
    ledger.close()
    gathered.shelf.cite(ledger.kept)
    homes = homes_of(content.dossiers)
    for document in sorted(content.library.readings):
        _add_document(document, content, homes, of_rules.get(document, []), tables, gathered)
    tables.add("documents", map(rows.document_row, content.library.records))
    order = {document: at for at, document in enumerate(content.library.readings)}
    gathered.reports.sort(key=lambda report: (paths.get(report.document_id, ""), order.get(report.document_id, 0), report.position))
    gathered.shelf.arrange([report.report_id for report in gathered.reports])
    return gathered


def _add_verdict(verdict: Verdict, dossier: Dossier, path: str, tables: Tables, gathered: Gathered) -> None:
    """Checks, evidence and findings of one dossier; `path` is its first file."""
    outcome, shelf = apart(verdict.outcome, dossier, path), gathered.shelf
    tables.add_packed("checks", verdict.tables["checks"])
    if outcome is verdict.outcome:
        tables.add_packed("evidence", verdict.tables["evidence"])
    else:  # its findings got other ids
        tables.add("evidence", (row for finding in outcome.findings for row in rows.evidence_rows(finding)))
    gathered.ledger.enter(outcome.findings)
    gathered.statuses.update(verdict.statuses)
    checks = checks_of(verdict) if shelf.lines_wanted else outcome.checks
    if gathered.whole:
        gathered.checks.extend(checks)
        shelf.check(checks)
    else:
        for report, passed, failed, others in verdict.tallies:
            shelf.count(report, passed, failed, others)
        shelf.tell(checks)


def _add_document(
    document: str, content: Content, homes: Mapping[str, Dossier], of_rules: list[Problem], tables: Tables, gathered: Gathered
) -> None:
    """Everything but its row in `documents` that one document publishes."""
    sheets, reading = _sheets(document, content)
    outlines = content.library.reports.get(document, ())
    reports = [named(report, homes) for report in outlines]
    for table, packed in sheets.tables.items():
        if table == "reports" and any(report is not outline for report, outline in zip(reports, outlines, strict=True)):
            for column in ("department", "year"):
                packed = with_column(packed, TABLES[table], column, [getattr(report, column) for report in reports])
        tables.add_packed(table, packed)
    problems = [*sheets.problems, *of_rules]
    tables.add("problems", rows.problem_rows(problems))
    for report, head in zip(reports, sheets.heads, strict=True):
        gathered.shelf.head(_head(head, report, gathered.paths.get(document)))
    if gathered.whole or any(gathered.shelf.wants(report.report_id) for report in reports):
        reading = reading or _reading(document, content)
        full = [named(report, homes) for report in reading.reports]
        for report in full:
            if gathered.shelf.wants(report.report_id):
                gathered.shelf.keep(report)
        reports = full if gathered.whole else reports
    gathered.reports.extend(reports)
    gathered.problems.extend(problems if gathered.whole else ())


def _sheets(document: str, content: Content) -> tuple[Sheets, Reading | None]:
    """The rows of a document, laid out now where the worker's are not in the store; and its reading where that was needed."""
    key = sheets_key(content.library.readings[document], layout_fingerprint())
    sheets = content.store.get(SHEETS, key, Sheets)
    if sheets is not None:
        return sheets, None
    reading = _reading(document, content)
    sheets = sheets_of(reading.reports, reading.problems)
    if reading.reports:
        content.store.put(SHEETS, key, sheets)
    return sheets, reading


def _reading(document: str, content: Content) -> Reading:
    reading = content.store.get(DOCUMENTS, content.library.readings[document], Reading) or content.repair(document)
    if reading is None:
        raise RuntimeError(f"document {document} cannot be read again")
    return reading


def _head(head: dict[str, Any], report: Report, path: str | None) -> dict[str, Any]:
    """The head of a report with its file, and the names it has in its dossier."""
    known = {"file": path, "dep": report.department, "year": report.year}
    return head | {key: value for key, value in known.items() if value is not None}
