"""One dossier from its reports in the store to findings and checks, inside a worker."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from gouji.handbook import keep_handbook
from gouji.reading import DOCUMENTS, Reading
from gouji.store import Store
from model import Check, CheckStatus, Dossier, Outcome, Problem, Report
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


def check_dossier(task: CheckTask) -> bool:
    """Check one dossier and keep the outcome under the task's key. Returns False when a reading it needs is not sound in the store."""
    import rules

    store = Store(task.store)
    reports: dict[str, Report] = {}
    for key in task.readings.values():
        reading = store.get(DOCUMENTS, key, Reading)
        if reading is None:
            return False
        reports.update((report.report_id, report) for report in reading.reports)
    outcome = rules.check(filled(task.dossier, reports), task.settings)
    store.put(OUTCOMES, task.key, outcome)
    keep_handbook(store)
    return True


def filled(dossier: Dossier, reports: dict[str, Report]) -> Dossier:
    """The dossier with whole reports in place of outlines."""
    return msgspec.structs.replace(
        dossier,
        reports=tuple(reports[report.report_id] for report in dossier.reports),
        previous=filled(dossier.previous, reports) if dossier.previous else None,
    )


def documents_of(dossier: Dossier) -> list[str]:
    """Ids of all documents a dossier and the year before stand in, in order."""
    own = [report.document_id for report in dossier.reports]
    return list(dict.fromkeys([*own, *(documents_of(dossier.previous) if dossier.previous else [])]))


def outcome_key(dossier: Dossier, readings: dict[str, str], fingerprint: str) -> str:
    """The store's name for an outcome: the reports it rests on, which of them belong together, and the rules' fingerprint."""
    digest = hashlib.sha256(fingerprint.encode())
    at: Dossier | None = dossier
    while at is not None:
        digest.update(f"\n{at.department}\t{at.year}".encode("utf-8", "surrogatepass"))
        for report in at.reports:
            digest.update(f"\n{report.report_id}\t{readings[report.document_id]}".encode())
        at = at.previous
    return digest.hexdigest()


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
