"""Lay a run out as tables, workbook, page and run.json aside, hold it against the gate, and put it in place."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from gouji.about import About, about_run, write_about
from gouji.config import Settings
from gouji.exits import NOT_PUBLISHED, Stop
from gouji.laying_out import Content, Gathered, lay_out
from gouji.people import write_for_people
from gouji.signals import publishing_now
from gouji.version import VERSION
from model import Run
from publish.gate import Figures, objections
from publish.parquet import Tables
from publish.partition import split_large
from publish.swap import put_in_place


def publish(out: Path, content: Content, settings: Settings, *, force: bool, elapsed: Callable[[], float]) -> About:
    """Publish the run and return its run.json. Raises Stop with exit code 4 when the gate objects and `force` is not given."""
    staging = content.store.folder / "staging" / content.run_id
    staging.mkdir(parents=True)
    try:
        tables = Tables(staging, content.run_id)
        try:
            gathered = lay_out(content, tables)
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


def _run(content: Content, gathered: Gathered) -> Run:
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
