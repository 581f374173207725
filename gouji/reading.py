"""One file from its bytes to its reports, inside a worker: private copy, hash, store, reader, normalizer."""

from __future__ import annotations

import hashlib
import sys
import time
import traceback
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TypeVar, cast

import msgspec

from gouji.entries import DOCUMENTS, Reading
from gouji.in_worker import more_time
from gouji.intake import Candidate, Signature, private_copy
from gouji.sheets import keep_sheets
from gouji.sketches import keep_sketch
from gouji.store import Store
from model import Document, DocumentRecord, Report, Source, Unreadable
from model.problem import CONTENT_MISSING, ReadError

Text = TypeVar("Text", bound=str | None)

SCAN_SECONDS = 10.0
"""Time a document gets on top of its limit for each page that is recognized from a scan."""
ATTEMPTS = 3
"""Runs in which a file that crashed or hung its reader is tried again before that result is kept."""


class ReadTask(msgspec.Struct, frozen=True):
    """What a worker needs to read one file."""

    raw: Path
    candidate: Candidate
    store: Path
    fingerprint: str
    layout: str
    """Fingerprint of the code that lays out rows."""
    max_bytes: int


class ReadResult(msgspec.Struct, frozen=True):
    """What goes back to the parent: where the result stands and how it ended, never the content."""

    path: str
    key: str | None
    """Store key, None when the file's bytes could not be had."""
    record: DocumentRecord
    signature: Signature | None = None
    outlines: tuple[Report, ...] = ()
    cached: bool = False
    retry: bool = False


def read_file(task: ReadTask) -> ReadResult:
    """Read one file unless the store holds its result already."""
    try:
        data, signature = private_copy(task.raw, task.candidate, limit=task.max_bytes)
    except Unreadable as error:
        return ReadResult(task.candidate.path, None, failed(task.candidate.path, error.error, error.message))
    sha256 = hashlib.sha256(data).hexdigest()
    key = reading_key(sha256, task.candidate.path, task.fingerprint)
    store = Store(task.store)
    reading = store.get(DOCUMENTS, key, Reading)
    cached = reading is not None and not tries_again(reading)
    if reading is None or not cached:
        attempts = reading.attempts + 1 if reading is not None else 1
        reading = msgspec.structs.replace(read_bytes(data, sha256, task.candidate.path), attempts=attempts)
        store.put(DOCUMENTS, key, reading)
    keep_sheets(store, key, reading, task.layout)
    keep_sketch(store, key, reading.reports)
    return result_of(task.candidate.path, key, reading, signature, cached=cached)


def result_of(path: str, key: str, reading: Reading, signature: Signature, *, cached: bool = False) -> ReadResult:
    """What the parent is told about a reading."""
    outlines = tuple(outline(report) for report in reading.reports)
    return ReadResult(path, key, record_of(path, reading), signature, outlines, cached, tries_again(reading))


def outline(report: Report) -> Report:
    """The report without its contents: enough to say which dossier it belongs to, small enough to keep for every report."""
    signed = report.signoff
    return msgspec.structs.replace(
        report, tables=(), passages=(), indicators=(), total=None, funds=(), basics=(), facts=(), goal_facts=(), problems=(), fields=(),
        goal_expected=None, goal_actual=None, kind=_shared(report.kind), form=_shared(report.form), title=_shared(report.title),
        department=_shared(report.department), project=_shared(report.project), project_as_written=_shared(report.project_as_written),
        document_id=_shared(report.document_id), unit=_shared(report.unit),
        signoff=signed and msgspec.structs.replace(signed, raw="", source=_somewhere_in(_shared(report.document_id))),
    )  # fmt: skip


@lru_cache(maxsize=1)
def _somewhere_in(document: str) -> Source:
    return Source(document_id=document)


def _shared(text: Text) -> Text:
    """The same text as one object wherever it stands, so that the reports of a file bring and keep it once."""
    return cast(Text, sys.intern(text)) if isinstance(text, str) else text


def read_bytes(data: bytes, sha256: str, path: str) -> Reading:
    """Bytes to a reading, whatever lies in them. Our own mistakes end as `crashed` with the place they happened at."""
    started, read_at = time.perf_counter(), datetime.now(UTC)
    base = Reading(sha256=sha256, size_bytes=len(data), read_at=read_at)

    def ended(status: str, error: ReadError | None, message: str | None) -> Reading:
        return msgspec.structs.replace(base, status=status, error=error, message=message, seconds=time.perf_counter() - started)

    try:
        document, reports = understand(data, _alias(sha256, path))
    except Unreadable as error:
        base = msgspec.structs.replace(base, format=_format(data, _alias(sha256, path)))
        return ended("failed", error.error, error.message)
    except (MemoryError, RecursionError) as error:
        what = "读取所需的内存超过限额" if isinstance(error, MemoryError) else "内容嵌套过深"
        return ended("failed", "too_large", f"{what}，已放弃读取。")
    except Exception as error:
        return ended("failed", "crashed", f"读取时出错，请将文件交给维护人员：{_where(error)}。")
    return msgspec.structs.replace(
        base,
        format=document.format,
        status="partial" if document.partial else "ok",
        message=_missing(document) if document.partial else None,
        pages=document.pages,
        tables=sum(len(report.tables) for report in reports),
        reports=reports,
        problems=(*document.problems, *(problem for report in reports for problem in report.problems)),
        seconds=time.perf_counter() - started,
    )


def understand(data: bytes, name: str) -> tuple[Document, tuple[Report, ...]]:
    """Bytes to a document and its reports. Raises Unreadable."""
    import extract
    import normalize

    document = extract.extract(extract.Upload(name=name, data=data, recognizing=lambda _: more_time(SCAN_SECONDS)))
    return document, normalize.normalize(document)


def reading_key(sha256: str, path: str, fingerprint: str) -> str:
    """The store's name for a content; the suffix counts, because it decides what a content may pass for."""
    suffix = hashlib.sha256(PurePosixPath(path).suffix.lower().encode("utf-8", "surrogateescape")).hexdigest()[:8]
    return f"{sha256[:40]}{fingerprint}{suffix}"


def record_of(path: str, reading: Reading) -> DocumentRecord:
    """The row of `documents` for a reading."""
    return msgspec.convert(
        {
            "document_id": reading.sha256[:16],
            "path": path,
            "format": reading.format,
            "size_bytes": reading.size_bytes,
            "sha256": reading.sha256,
            "status": reading.status,
            "error": reading.error,
            "message": reading.message and reading.message.replace(_alias(reading.sha256, path), PurePosixPath(path).name),
            "pages": reading.pages,
            "reports": len(reading.reports),
            "tables": reading.tables,
            "problems": len(set(reading.problems)),
            "seconds": reading.seconds,
            "read_at": reading.read_at,
        },
        DocumentRecord,
    )


def failed(path: str, error: ReadError, message: str) -> DocumentRecord:
    """The row of `documents` for a file whose bytes could not be had or whose reader died."""
    return DocumentRecord(document_id=None, path=path, status="failed", error=error, message=message)


def tries_again(reading: Reading) -> bool:
    """Whether the result may be the machine's fault rather than the file's, and was not tried often enough."""
    return reading.error in ("timeout", "crashed") and reading.attempts < ATTEMPTS


def _format(data: bytes, name: str) -> str | None:
    """What the bytes claim to be, where they could not be read as it."""
    from extract.sniff import sniff

    try:
        return name if (name := sniff(data, name)) != "unknown" else None
    except Unreadable:
        return None


def _alias(sha256: str, path: str) -> str:
    """The name the reader is given: a result must not depend on what the file is called, apart from its suffix."""
    return f"{sha256[:16]}{PurePosixPath(path).suffix.lower()}"


def _missing(document: Document) -> str:
    return next((p.message for p in document.problems if p.code in CONTENT_MISSING), "文件有一部分内容未能读取，见 problems 表。")


def _where(error: Exception) -> str:
    at = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {str(error)[:200]}（{Path(at.filename).name}:{at.lineno}）"
