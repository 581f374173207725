"""A run in which nothing changed: the tables of the run before under a new name, without reading, checking or laying out again."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from gouji import decisions
from gouji.about import About, rounded, write_about
from gouji.earlier import Earlier
from gouji.fingerprint import publishing_fingerprint
from gouji.history import Before, carried, evidence_of, new_run_id, stream_findings, tallies_of
from gouji.library import Library
from gouji.people import PAGE, write_for_people
from gouji.signals import publishing_now
from gouji.store import Store
from gouji.version import VERSION
from model import Decision, Finding, Run
from publish import rows
from publish.parquet import Tables, restamp
from publish.partition import files_of
from publish.shelf import shelf_of_page
from publish.swap import put_in_place
from publish.tables import TABLES

SHOWN = 2_000
"""Findings up to which workbook and page are written anew only to call them open instead of new; beyond, that alone takes seconds."""
REWRITTEN = "findings"
"""The one table whose rows say in which run they are."""


def inputs_digest(library: Library, earlier: Iterable[Earlier], log: list[Decision], reading: str, checking: str) -> str:
    """A hash over all that a run's rows depend on: two runs with the same one have the same rows."""
    digest = hashlib.sha256(f"{reading} {checking} {publishing_fingerprint()}".encode())
    digest.update(msgspec.msgpack.encode([rows.document_row(record) for record in library.records]))
    digest.update(msgspec.msgpack.encode(sorted(library.readings.items())))
    digest.update(msgspec.msgpack.encode(tuple(earlier)))
    digest.update(msgspec.msgpack.encode(log))
    return digest.hexdigest()


class Repeat(msgspec.Struct, frozen=True, kw_only=True):
    """What a repeated run needs."""

    before: Before
    library: Library
    log: list[Decision]
    store: Store
    started: datetime
    seconds: dict[str, float]


def republish(out: Path, repeat: Repeat) -> About:
    """Publish the run before again under a new name; its findings go on as open. Returns its run.json."""
    before, run_id = repeat.before, new_run_id(out)
    staging = repeat.store.folder / "staging" / run_id
    staging.mkdir(parents=True)
    try:
        for table in TABLES:
            if table != REWRITTEN:
                for part in files_of(before.folder, table):
                    target = staging / part.relative_to(before.folder)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    restamp(part, target, before.run_id, run_id)
        log = decisions.by_finding(repeat.log)
        tables = Tables(staging, run_id, only=(REWRITTEN,))
        for finding in _standing(repeat, run_id, log):
            tables.add(REWRITTEN, [rows.finding_row(finding)])
        tables.close()
        about = _about(repeat, run_id, tables.counts[REWRITTEN])
        _for_people(repeat, about, log, staging)
        write_about(staging, about)
        publishing_now()
        put_in_place(staging, out, run_id)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    return about


def _standing(repeat: Repeat, run_id: str, log: decisions.Log) -> Iterator[Finding]:
    """The findings of the run before that go on, with what was decided."""
    for finding in stream_findings(repeat.before.folder):
        if finding.status != "gone":
            yield decisions.decided(carried(finding, repeat.before, run_id), log)


def _about(repeat: Repeat, run_id: str, findings: int) -> About:
    about = dict(repeat.before.about)
    counts = dict(about["counts"], cached=repeat.library.cached)
    started, finished = (moment.isoformat(timespec="milliseconds") for moment in (repeat.started, datetime.now(UTC)))
    return about | {
        "run_id": run_id, "started": started, "finished": finished, "previous_run": repeat.before.run_id, "counts": counts,
        "rows": dict(about["rows"], findings=findings), "new": 0, "gone": 0, "unchanged": True, "forced": [],
        "seconds": rounded(repeat.seconds),
    }  # fmt: skip


def _for_people(repeat: Repeat, about: About, log: decisions.Log, staging: Path) -> None:
    """Workbook and page again when the run before showed findings as new or gone; otherwise, and where there are very many, as they were."""
    from publish.workbook import WORKBOOK_NAME

    before, files = repeat.before, (WORKBOOK_NAME, PAGE)
    same = not before.about.get("new") and not before.about.get("gone")
    if (same or about["rows"][REWRITTEN] > SHOWN) and all((before.folder / name).is_file() for name in files):
        for name in files:
            shutil.copyfile(before.folder / name, staging / name)
        return
    evidence = evidence_of(before.folder)
    run = Run(
        run_id=about["run_id"], started=repeat.started, finished=datetime.now(UTC), version=VERSION, documents=repeat.library.records,
        reports=tuple(repeat.library.outlines()), check_counts=about["checks"], previous_run=before.run_id,
        findings=tuple(
            msgspec.structs.replace(f, evidence=evidence.get(f.finding_id, ())) for f in _standing(repeat, about["run_id"], log)
        ),
    )  # fmt: skip
    shelf = shelf_of_page(before.folder / PAGE)
    shelf.tallies.update(tallies_of(before.folder))
    write_for_people(run, staging, repeat.store, shelf=shelf)
