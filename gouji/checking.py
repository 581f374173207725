"""One dossier from its reports in the store to findings and checks, inside a worker."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import msgspec

from gouji.dossiers import with_projects
from gouji.entries import DOCUMENTS, Reading
from gouji.handbook import keep_handbook
from gouji.sheets import keep_sheets, verdict_of
from gouji.store import Store
from model import Check, CheckStatus, Dossier, Finding, Outcome, Problem, Report
from rules.settings import RuleSettings

OUTCOMES = "outcomes"


class CheckTask(msgspec.Struct, frozen=True):
    """What a worker needs to check one dossier: its outline, and under which keys its reports stand in the store."""

    store: Path
    key: str
    dossier: Dossier
    """Reports as outlines (`reading.outline`)."""
    readings: dict[str, str]
    """Store key by document id."""
    settings: RuleSettings
    layout: str
    """Fingerprint of the code that lays out rows."""
    earlier: dict[str, str] = {}
    """Path by document id of those files of the year before that an earlier run read and this one has not."""


def check_dossier(task: CheckTask) -> bool:
    """Check one dossier and keep the outcome under the task's key. Returns False when a reading it needs is not sound in the store."""
    import rules

    store = Store(task.store)
    reports: dict[str, Report] = {}
    for document, key in task.readings.items():
        reading = store.get(DOCUMENTS, key, Reading)
        if reading is None:
            return False
        if document not in task.earlier:
            keep_sheets(store, key, reading, task.layout)  # another version of the program laid it out, and it is at hand
        reports.update((report.report_id, report) for report in reading.reports)
    outcome = told_apart(rules.check(filled(task.dossier, reports), task.settings), task.earlier)
    store.put(OUTCOMES, task.key, verdict_of(outcome))
    keep_handbook(store)
    return True


def filled(dossier: Dossier, reports: dict[str, Report]) -> Dossier:
    """The dossier with whole reports in place of outlines, narratives with the project of a form that came in another file."""
    return msgspec.structs.replace(
        dossier,
        reports=with_projects([reports[report.report_id] for report in dossier.reports]),
        previous=filled(dossier.previous, reports) if dossier.previous else None,
        neighbours=tuple(msgspec.structs.replace(n, dossier=filled(n.dossier, reports)) for n in dossier.neighbours),
    )


def told_apart(outcome: Outcome, earlier: dict[str, str]) -> Outcome:
    """The outcome; what it says of files that are not in this run names them, because no table of the run does.

    Evidence gets the file's path, messages say where the year before comes from, and checks of its reports are left out.
    """
    if not earlier:
        return outcome
    checks = tuple(check for check in outcome.checks if (check.report_id or "").rpartition("-")[0] not in earlier)
    return msgspec.structs.replace(outcome, findings=tuple(_naming(finding, earlier) for finding in outcome.findings), checks=checks)


def _naming(finding: Finding, earlier: dict[str, str]) -> Finding:
    paths = list(dict.fromkeys(earlier[e.source.document_id] for e in finding.evidence if e.source.document_id in earlier))
    if not paths:
        return finding
    files = "、".join(f"“{path}”" for path in paths[:3]) + ("等" if len(paths) > 3 else "")
    evidence = tuple(
        msgspec.structs.replace(e, earlier=earlier[e.source.document_id], label=f"{e.label}（旧文件“{earlier[e.source.document_id]}”）")
        if e.source.document_id in earlier
        else e
        for e in finding.evidence
    )
    message = f"{finding.message.rstrip('。')}；其中上年报告为此前运行读取的{files}，不在本次收件中。"
    return msgspec.structs.replace(finding, message=message, evidence=evidence)


def documents_of(dossier: Dossier) -> list[str]:
    """Ids of all documents a dossier, the year before and passages of its neighbours stand in, in order."""
    own = [report.document_id for report in dossier.reports]
    others = [dossier.previous] if dossier.previous else []
    others += [neighbour.dossier for neighbour in dossier.neighbours]
    return list(dict.fromkeys([*own, *(document for other in others for document in documents_of(other))]))


def outcome_key(dossier: Dossier, readings: dict[str, str], fingerprint: str, earlier: dict[str, str] | None = None) -> str:
    """The store's name for an outcome: the reports it rests on, which of them belong together, and the rules' fingerprint.

    `earlier`: as in `CheckTask`; findings name these paths.
    """
    digest = hashlib.sha256(fingerprint.encode())
    for item in sorted((earlier or {}).items()):
        digest.update(f"\n{item}".encode("utf-8", "surrogatepass"))
    _digest(dossier, readings, digest.update)
    return digest.hexdigest()


def _digest(dossier: Dossier, readings: dict[str, str], update: Callable[[bytes], None]) -> None:
    update(f"\n{dossier.department}\t{dossier.year}\t{dossier.compared}".encode("utf-8", "surrogatepass"))
    for report in dossier.reports:
        update(f"\n{report.report_id}\t{readings[report.document_id]}".encode())
    if dossier.previous is not None:
        update(b"\nprevious")
        _digest(dossier.previous, readings, update)
    for neighbour in dossier.neighbours:
        update(b"\nneighbour" + msgspec.msgpack.encode(neighbour.shared))
        _digest(neighbour.dossier, readings, update)


def broken_outcome(dossier: Dossier, message: str) -> Outcome:
    """What is published of a dossier whose check died: that it was not checked, for every report."""
    reports = dossier.reports
    return Outcome(
        findings=(),
        checks=tuple(Check(rule="*", report_id=r.report_id, status=CheckStatus.EXECUTION_ERROR, detail=message) for r in reports),
        problems=tuple(
            Problem(document_id=r.document_id, report_id=r.report_id, stage="rules", code="check_failed", message=f"未能核对：{message}")
            for r in reports
        ),
    )
