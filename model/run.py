"""One run: how each file ended, what was understood, and what was found."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

import msgspec

from model.finding import Check, Finding
from model.problem import Problem, ReadError
from model.report import Report


class DocumentRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How one file under RAW ended; a row of the `documents` table."""

    document_id: str | None
    path: str
    """Relative to RAW, with forward slashes."""
    format: str | None = None
    size_bytes: int | None = None
    sha256: str | None = None
    status: Literal["ok", "partial", "failed"] = "ok"
    error: ReadError | None = None
    message: str | None = None
    pages: int | None = None
    reports: int = 0
    tables: int = 0
    problems: int = 0
    duplicate_of: str | None = None
    """Path of the first file with the same bytes."""
    seconds: float | None = None
    read_at: datetime | None = None


class Run(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is published, before it is laid out as tables."""

    run_id: str
    started: datetime
    finished: datetime
    version: str
    documents: tuple[DocumentRecord, ...] = ()
    reports: tuple[Report, ...] = ()
    checks: tuple[Check, ...] = ()
    check_counts: dict[str, int] = {}
    """How many relations came out which way (CheckStatus to count); `checks` of a large run holds only those that failed."""
    findings: tuple[Finding, ...] = ()
    finding_counts: dict[str, int] = {}
    """Findings that stand, by severity, also when `findings` holds only some; empty when nobody counted."""
    findings_left_out: int = 0
    """Of very many findings only the worst are here; so many others stand in the findings table alone."""
    problems: tuple[Problem, ...] = ()
    """All of them: of documents, reports and rules."""
    seconds: dict[str, float] = {}
    """Wall-clock seconds by stage: read, check, publish."""
    previous_run: str | None = None
