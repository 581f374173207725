"""Lay a run out as tables, workbook, page and run.json aside, hold it against the gate, and put it in place."""

from __future__ import annotations

import shutil
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from gouji import decisions
from gouji.about import About, about_run, write_about
from gouji.checking import OUTCOMES
from gouji.config import Settings
from gouji.dossiers import apart, homes_of, named
from gouji.exits import NOT_PUBLISHED, Stop
from gouji.history import Before
from gouji.ledger import Ledger
from gouji.library import Library
from gouji.people import write_for_people
from gouji.reading import DOCUMENTS, Reading
from gouji.signals import publishing_now
from gouji.store import Store
from gouji.version import VERSION
from model import Check, Dossier, Finding, Outcome, Problem, Report, Run
from publish import rows
from publish.album import Crop
from publish.gate import Figures, objections
from publish.parquet import Tables
from publish.partition import split_large
from publish.shelf import Shelf
from publish.swap import put_in_place

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


class _Gathered(msgspec.Struct, kw_only=True):
    """What laying out the tables leaves for the workbook and the page."""

    reports: list[Report] = []
    checks: list[Check] = []
    ledger: Ledger
    problems: list[Problem] = []
    statuses: Counter[str] = Counter()
    shelf: Shelf


def publish(out: Path, content: Content, settings: Settings, *, force: bool, elapsed: Callable[[], float]) -> About:
    """Publish the run and return its run.json. Raises Stop with exit code 4 when the gate objects and `force` is not given."""
    staging = content.store.folder / "staging" / content.run_id
    staging.mkdir(parents=True)
    try:
        tables = Tables(staging, content.run_id)
        try:
            gathered = _lay_out(content, tables)
        except BaseException:
            tables.abandon()
            raise
        tables.close()
        split_large(staging)
        against = _objections(content, tables, settings)
        if against and not force:
            raise Stop(NOT_PUBLISHED, _held_back(against))
        run = _run(content, gathered)
        write_for_people(run, staging, content.store, shelf=gathered.shelf, crop=content.crops(run.findings))
        content.seconds["publish"] = elapsed()
        about = about_run(
            msgspec.structs.replace(run, finished=datetime.now(UTC)),
            tables.counts,
            gathered.ledger,
            cached=content.library.cached,
            dossiers=len(content.dossiers),
            inputs=content.inputs,
            forced=against,
        )
        write_about(staging, about)
        publishing_now()
        put_in_place(staging, out, content.run_id)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    return about


def _lay_out(content: Content, tables: Tables) -> _Gathered:
    whole = len(content.library.readings) <= WHOLE
    gathered = _Gathered(shelf=Shelf(whole=whole), ledger=Ledger(tables, content.before, content.run_id, content.log))
    of_rules: dict[str, list[Problem]] = defaultdict(list)
    names = {record.document_id: record.path for record in content.library.records if not record.duplicate_of}
    for dossier, key in zip(content.dossiers, content.outcomes, strict=True):
        outcome = content.store.get(OUTCOMES, key, Outcome)
        if outcome is None:
            raise RuntimeError(f"outcome {key} is missing from the store")
        outcome = apart(outcome, dossier, names.get(dossier.reports[0].document_id, ""))
        tables.add("checks", map(rows.check_row, outcome.checks))
        gathered.ledger.enter(outcome.findings)
        gathered.shelf.check(outcome.checks)
        gathered.statuses.update(check.status.value for check in outcome.checks)
        gathered.checks.extend(outcome.checks if whole else ())
        for problem in outcome.problems:
            of_rules[problem.document_id].append(problem)
    gathered.ledger.close()
    gathered.shelf.cite(gathered.ledger.kept)
    homes = homes_of(content.dossiers)
    for document in sorted(content.library.readings):
        reading = content.store.get(DOCUMENTS, content.library.readings[document], Reading) or content.repair(document)
        if reading is None:
            raise RuntimeError(f"document {document} cannot be read again")
        reports = [named(report, homes) for report in reading.reports]
        for report in reports:
            for table, found in rows.report_rows(report).items():
                tables.add(table, found)
            gathered.shelf.add(report, names.get(document))
        problems = [*reading.problems, *of_rules.get(document, ())]
        tables.add("problems", rows.problem_rows(problems))
        outlines = content.library.reports.get(document, ())
        gathered.reports.extend(reports if whole else (named(report, homes) for report in outlines))
        gathered.problems.extend(problems if whole else ())
    tables.add("documents", map(rows.document_row, content.library.records))
    order = {document: at for at, document in enumerate(content.library.readings)}
    gathered.reports.sort(key=lambda report: (names.get(report.document_id, ""), order.get(report.document_id, 0), report.position))
    gathered.shelf.arrange([report.report_id for report in gathered.reports])
    return gathered


def _objections(content: Content, tables: Tables, settings: Settings) -> list[str]:
    records = content.library.records
    failed = {record.path for record in records if record.status == "failed"}
    read_before = content.before.read if content.before else frozenset()
    now = Figures(files=len(records), failed=len(failed), rows=tables.counts)
    before = content.before.figures if content.before else None
    return objections(now, before, settings.gate, lost=len(failed & read_before), read_before=len(read_before))


def _held_back(against: list[str]) -> str:
    why = "；".join(against)
    return f"本次没有发布，上一次的结果仍然有效：{why}。请检查收件文件夹；确认无误后加 --force 重新运行即可发布。"


def _run(content: Content, gathered: _Gathered) -> Run:
    return Run(
        run_id=content.run_id,
        started=content.started,
        finished=datetime.now(UTC),
        version=VERSION,
        documents=content.library.records,
        reports=tuple(gathered.reports),
        checks=tuple(gathered.checks),
        check_counts=dict(gathered.statuses),
        findings=tuple(gathered.ledger.kept),
        finding_counts=dict(gathered.ledger.severities),
        findings_left_out=gathered.ledger.left_out,
        problems=tuple(gathered.problems),
        seconds=content.seconds,
        previous_run=content.before.run_id if content.before else None,
    )
