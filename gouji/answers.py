"""Answers auditors typed into workbooks, wherever those lie: in any published run, or as a copy among the submitted files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from gouji.intake import Candidate, Intake, private_copy
from gouji.store import Store
from gouji.workbook_decisions import MAX_BYTES, decisions_in, fresh, is_findings_workbook
from model import Decision, Unreadable
from publish.swap import published_runs
from publish.workbook import WORKBOOK_NAME

KIND = "workbooks"


class Typed(msgspec.Struct, frozen=True, kw_only=True):
    """What one workbook said."""

    decisions: tuple[Decision, ...] = ()
    complaint: str | None = None
    """Why it could not be read, in Chinese."""


def set_aside(intake: Intake, raw: Path) -> tuple[Intake, list[Candidate]]:
    """The submitted files without copies of our workbooks, and those copies."""
    copies = [candidate for candidate in intake.files if candidate.path.lower().endswith(".xlsx") and _is_ours(raw, candidate)]
    kept = tuple(candidate for candidate in intake.files if candidate not in copies) if copies else intake.files
    return msgspec.structs.replace(intake, files=kept), copies


def typed_answers(out: Path, raw: Path, copies: Iterable[Candidate], store: Store, log: list[Decision]) -> tuple[list[Decision], list[str]]:
    """Answers that the log does not hold yet, and complaints about workbooks that could not be read."""
    news: list[Decision] = []
    complaints: list[str] = []
    for origin, data, saved in _workbooks(out, raw, copies):
        typed = _read(data, origin, saved, store)
        news += fresh(typed.decisions, [*log, *news])
        if typed.complaint:
            complaints.append(typed.complaint)
    return news, complaints


def remember_untouched(workbook: Path, store: Store) -> None:
    """Note the bytes of a workbook just written, so that later runs need not look into it until somebody has."""
    store.put(KIND, hashlib.sha256(workbook.read_bytes()).hexdigest(), Typed())


def _workbooks(out: Path, raw: Path, copies: Iterable[Candidate]) -> Iterator[tuple[str, bytes, datetime]]:
    """Name for the log, bytes and time of every workbook; one that vanishes or is locked meanwhile comes next time."""
    for run in published_runs(out):
        workbook = run / WORKBOOK_NAME
        try:
            if workbook.is_symlink() or workbook.stat().st_size > MAX_BYTES:
                continue
            yield f"runs/{run.name}/{WORKBOOK_NAME}", workbook.read_bytes(), datetime.fromtimestamp(workbook.stat().st_mtime, UTC)
        except OSError:
            continue
    for copy in copies:
        try:
            data, signature = private_copy(raw, copy, limit=MAX_BYTES)
        except Unreadable:
            continue
        yield copy.path, data, datetime.fromtimestamp(signature.mtime_ns / 1e9, UTC)


def _read(data: bytes, origin: str, saved: datetime, store: Store) -> Typed:
    key = hashlib.sha256(data).hexdigest()
    typed = store.get(KIND, key, Typed)
    if typed is None:
        try:
            typed = Typed(decisions=tuple(decisions_in(data, origin=origin, saved=saved)))
        except ValueError as error:
            typed = Typed(complaint=str(error))
        store.put(KIND, key, typed)
    return msgspec.structs.replace(typed, decisions=tuple(msgspec.structs.replace(d, origin=origin) for d in typed.decisions))


def _is_ours(raw: Path, candidate: Candidate) -> bool:
    try:
        return is_findings_workbook(private_copy(raw, candidate, limit=MAX_BYTES)[0])
    except Unreadable:
        return False
