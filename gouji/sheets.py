"""What a reading or an outcome publishes, laid out by the worker that made it, so that the parent only appends it."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from operator import itemgetter
from pathlib import Path
from typing import Any

import msgspec

from gouji.engines import Pool
from gouji.entries import DOCUMENTS, Reading
from gouji.store import Store
from model import Check, CheckStatus, Outcome, Problem, Report
from publish import rows
from publish.packed import Packed, pack, unpack
from publish.page_data import report_head
from publish.shelf import STATES
from publish.tables import TABLES

SHEETS = "sheets"
"""Kind of the store's entries."""
_REPORT_AND_STATUS: Callable[[rows.Row], tuple[str | None, str]] = itemgetter(1, 2)


class Sheets(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One reading as rows; an entry of the store."""

    tables: dict[str, Packed] = {}
    """Rows by table, those of its reports one after the other."""
    heads: tuple[dict[str, Any], ...] = ()
    """What the page's list of reports shows of each."""
    problems: tuple[Problem, ...] = ()


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """One outcome with its checks as rows; an entry of the store."""

    outcome: Outcome
    """Its checks are only those that failed."""
    tables: dict[str, Packed]
    """Rows of `checks` and `evidence`."""
    statuses: dict[str, int]
    """How many checks came out which way."""
    tallies: tuple[tuple[str | None, int, int, int], ...]
    """Report, and how many checks on it passed, failed, could not be evaluated."""


class SheetTask(msgspec.Struct, frozen=True):
    """What a worker needs to lay out what an earlier version of the program read."""

    store: Path
    reading: str
    """Its key in the store."""
    layout: str
    """Fingerprint of the code that lays out."""


def keep_sheets(store: Store, key: str, reading: Reading, layout: str) -> None:
    """Lay out the reading with this key unless that was done."""
    if reading.reports and not store.has(SHEETS, sheets := sheets_key(key, layout)):
        store.put(SHEETS, sheets, sheets_of(reading.reports, reading.problems))


def lay_out_missing(readings: Iterable[str], layout: str, store: Store, pool: Pool) -> None:
    """Have the workers lay out those readings (store keys) that no worker has, as after a change of the code.

    Done here it would take the parent the time and memory of every report of the run.
    """
    missing = [SheetTask(store.folder, key, layout) for key in readings if not store.has(SHEETS, sheets_key(key, layout))]
    for _ in pool.map(lay_out_reading, missing):
        pass


def lay_out_reading(task: SheetTask) -> None:
    """Lay out a reading that stands in the store."""
    store = Store(task.store)
    reading = store.get(DOCUMENTS, task.reading, Reading)
    if reading is not None:
        keep_sheets(store, task.reading, reading, task.layout)


def sheets_key(reading: str, layout: str) -> str:
    """The store's name for the sheets of a reading: its own key, and the fingerprint of the code that lays out."""
    return reading[:40] + hashlib.sha256(f"{reading}{layout}".encode()).hexdigest()[:16]


def sheets_of(reports: tuple[Report, ...], problems: tuple[Problem, ...]) -> Sheets:
    """Lay out what was read of one file."""
    found: dict[str, list[rows.Row]] = defaultdict(list)
    for report in reports:
        for table, of_report in rows.report_rows(report).items():
            found[table].extend(of_report)
    return Sheets(
        tables={table: pack(TABLES[table], of_table) for table, of_table in found.items() if of_table},
        heads=tuple(report_head(report, None) for report in reports),
        problems=problems,
    )


def verdict_of(outcome: Outcome) -> Verdict:
    """Lay out one outcome."""
    checks = list(map(rows.check_row, outcome.checks))
    tallies: dict[str | None, list[int]] = defaultdict(lambda: [0, 0, 0])
    statuses: Counter[str] = Counter()
    for (report, status), number in Counter(map(_REPORT_AND_STATUS, checks)).items():
        tallies[report][STATES.get(status, 2)] += number
        statuses[status] += number
    failed = CheckStatus.FAIL
    return Verdict(
        outcome=msgspec.structs.replace(outcome, checks=tuple(check for check in outcome.checks if check.status is failed)),
        tables={
            "checks": pack(TABLES["checks"], checks),
            "evidence": pack(TABLES["evidence"], (row for finding in outcome.findings for row in rows.evidence_rows(finding))),
        },
        statuses=dict(statuses),
        tallies=tuple((report, passed, failed, others) for report, (passed, failed, others) in tallies.items()),
    )


def checks_of(verdict: Verdict) -> list[Check]:
    """All checks of an outcome, from their rows."""
    return [
        Check(
            rule=rule or "", report_id=report, status=CheckStatus(status or ""), expected=expected, observed=observed, detail=detail or ""
        )
        for rule, report, status, expected, observed, detail in unpack(verdict.tables["checks"])
    ]
