"""What the runs before said: a published run read back, and how its findings continue in the next one."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Iterator, Set
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from gouji.about import About, read_about
from model import Box, CheckStatus, Evidence, Finding, Severity, Source
from publish.gate import Figures
from publish.partition import files_of
from publish.shelf import Tallies
from publish.swap import latest_run, published_runs

_STAMP = "%Y%m%dT%H%M%SZ"


class Before(msgspec.Struct, frozen=True, kw_only=True):
    """The run that `latest` names, as far as the next one needs it."""

    run_id: str
    folder: Path
    about: About
    """Its run.json."""
    first_runs: dict[str, str]
    """In which run each of its findings first appeared, by finding id; without those that were gone."""
    read: frozenset[str]
    """Paths it could read."""

    @property
    def figures(self) -> Figures:
        """What the gate compares with."""
        counts = self.about.get("counts", {})
        return Figures(files=counts.get("files", 0), failed=counts.get("failed", 0), rows=self.about.get("rows", {}))


def run_before(out: Path) -> Before | None:
    """The latest published run, None before the first or when what stands there cannot be read."""
    folder = latest_run(out)
    if folder is None:
        return None
    try:
        about = read_about(folder)
        return Before(
            run_id=folder.name,
            folder=folder,
            about=about,
            first_runs={
                row["finding_id"]: sys.intern(row["first_run"])
                for row in _rows(folder, "findings", ["finding_id", "status", "first_run"])
                if row["status"] != "gone"
            },
            read=frozenset(row["path"] for row in _rows(folder, "documents", ["path", "status"]) if row["status"] != "failed"),
        )
    except (OSError, ValueError, KeyError):
        return None


def findings_of(folder: Path) -> list[Finding]:
    """Findings of a published run in its order, without evidence."""
    return list(stream_findings(folder))


def stream_findings(folder: Path) -> Iterator[Finding]:
    """Findings of a published run in its order, without evidence, a few thousand in memory at a time."""
    return map(_finding, _rows(folder, "findings"))


def sides_in(folder: Path, finding_id: str) -> tuple[str, ...]:
    """The values of a published finding's sides as printed, in order."""
    rows = [row for row in _rows(folder, "evidence", ["finding_id", "position", "value", "unit"]) if row["finding_id"] == finding_id]
    return tuple(f"{row['value'] or ''}{row['unit'] or ''}" for row in sorted(rows, key=lambda row: row["position"]))


def evidence_of(folder: Path) -> dict[str, tuple[Evidence, ...]]:
    """Evidence of a published run by finding id, in its order."""
    found: dict[str, list[Evidence]] = {}
    for row in _rows(folder, "evidence"):
        page, x0 = row["page"], row["x0"]
        box = Box(page=page or 1, x0=x0, top=row["top"], x1=row["x1"], bottom=row["bottom"]) if x0 is not None else None
        places = {name: row[name] for name in ("report_id", "page", "block", "table", "row", "col", "start", "end", "quote")}
        places["report_id"] = row["report_id"] or row.get("earlier_report_id")
        source = Source(document_id=(places["report_id"] or "").rpartition("-")[0], box=box, **places)
        evidence = Evidence(label=row["label"], value=row["value"], unit=row["unit"], source=source, earlier=row.get("earlier_path"))
        found.setdefault(row["finding_id"], []).append(evidence)
    return {finding: tuple(evidence) for finding, evidence in found.items()}


def tallies_of(folder: Path) -> Tallies:
    """How the checks of a published run came out: passed, failed, not evaluable by report; a batch of rows in memory at a time."""
    from pyarrow import Table, parquet

    tallies: Tallies = {}
    for part in files_of(folder, "checks"):
        with parquet.ParquetFile(part) as file:
            for batch in file.iter_batches(columns=["report_id", "status"]):
                counted = Table.from_batches([batch]).group_by(["report_id", "status"]).aggregate([([], "count_all")])
                for row in counted.to_pylist():
                    state = {CheckStatus.PASS.value: 0, CheckStatus.FAIL.value: 1}.get(row["status"], 2)
                    tallies.setdefault((row["report_id"], ""), [0, 0, 0])[state] += row["count_all"]
    return tallies


def carried(finding: Finding, before: Before | None, run_id: str) -> Finding:
    """The finding with status, first and last run."""
    known = before is not None and finding.finding_id in before.first_runs
    return msgspec.structs.replace(
        finding,
        status="open" if known else "new",
        first_run=before.first_runs[finding.finding_id] if before is not None and known else run_id,
        last_run=run_id,
    )


def gone_since(before: Before, present: Set[str]) -> Iterator[Finding]:
    """Findings that stood in the run before and are not `present` now."""
    if before.first_runs.keys() - present:
        for finding in stream_findings(before.folder):
            if finding.status != "gone" and finding.finding_id not in present:
                yield msgspec.structs.replace(finding, status="gone")


def new_run_id(out: Path, now: datetime | None = None) -> str:
    """A name that sorts after every published run, also when the clock was set back."""
    moment = now or datetime.now(UTC)
    for run in published_runs(out)[-1:]:
        try:
            last = datetime.strptime(run.name.split("-")[0], _STAMP).replace(tzinfo=UTC)
        except ValueError:
            continue
        moment = max(moment, last + timedelta(seconds=1))
    return f"{moment.strftime(_STAMP)}-{secrets.token_hex(2)}"


def _finding(row: dict[str, Any]) -> Finding:
    at: datetime | None = row.pop("decided_at")
    row["severity"] = Severity(row["severity"])
    return Finding(evidence=(), decided_at=at.strftime("%Y-%m-%dT%H:%M:%SZ") if at else None, **row)


def _rows(folder: Path, table: str, columns: list[str] | None = None) -> Iterator[dict[str, Any]]:
    from pyarrow.parquet import ParquetFile  # read_table would load pyarrow's data sets, and with them pandas

    for path in files_of(folder, table):
        with ParquetFile(path) as file:
            for batch in file.iter_batches(4096, columns=columns):
                yield from batch.to_pylist()
