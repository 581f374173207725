"""What the store keeps of a content that was read."""

from __future__ import annotations

from datetime import datetime

import msgspec

from model import Problem, Report
from model.problem import ReadError

DOCUMENTS = "documents"


class Reading(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What reading one content gave; an entry of the store. It depends on the bytes and the kind of name alone."""

    sha256: str
    size_bytes: int
    format: str | None = None
    status: str = "ok"
    error: ReadError | None = None
    message: str | None = None
    pages: int | None = None
    tables: int = 0
    seconds: float = 0.0
    read_at: datetime
    reports: tuple[Report, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Of the document and of its reports."""
    attempts: int = 1
