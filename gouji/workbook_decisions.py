"""What auditors typed into a published workbook, read back as decisions."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec

from model import DECISION_NAMES, Decision, DecisionStatus
from publish.safe_text import typed_text
from publish.workbook import FINDINGS
from publish.workbook_columns import COLUMNS
from publish.workbook_sheets import MEMORY, REMEMBERED

MAX_BYTES = 64 << 20
MAX_UNPACKED = 512 << 20
MAX_TEXT = 4000
"""Characters kept of one typed cell."""

STATUSES: dict[str, DecisionStatus] = {name: status for status, name in DECISION_NAMES.items()}  # type: ignore[misc]
_FIELDS = {column.title: column.field for column in COLUMNS if column.field}
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
_STAMP = re.compile(rb"<dcterms:(created|modified)[^>]*>([^<]+)<")

Answer = dict[str, str | None]


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """What the workbook remembers of a finding as it was published."""

    fingerprint: str = ""
    seen: tuple[str, ...] = ()
    answer: Answer = {}


def is_findings_workbook(data: bytes) -> bool:
    """True when the bytes are one of our workbooks, by its sheets and not by its name. Never raises."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if archive.getinfo("xl/workbook.xml").file_size > 1 << 20:
                return False
            names = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    except Exception:  # anything may be wrong with a file that merely looks like an archive
        return False
    return f'"{FINDINGS}"' in names and f'"{MEMORY}"' in names


def read_workbook_decisions(path: Path, *, origin: str | None = None) -> list[Decision]:
    """Decisions typed into the workbook at `path`; see `decisions_in`. Raises ValueError as well when it cannot be opened."""
    try:
        data = path.read_bytes()
        saved = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except OSError as error:
        raise ValueError(f"“{path.name}”打不开，其中的核实结果未能读入。") from error
    return decisions_in(data, origin=origin or path.as_posix(), saved=saved)


def decisions_in(data: bytes, *, origin: str, saved: datetime) -> list[Decision]:
    """Decisions typed into the workbook since it was published, in the order of its rows.

    Only cells that differ from what was published count, so a workbook nobody touched gives an empty list. `origin` is how
    the log names the file; `saved` is when it was saved, unless the file itself says so. Raises ValueError with a Chinese
    sentence when the bytes cannot be read as such a workbook.
    """
    _refuse_unsafe(data, origin)
    saved = _saved(data) or saved
    try:
        from openpyxl import load_workbook

        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        try:
            typed = _answers(book[FINDINGS].iter_rows(values_only=True))
            run_id, published = _published(book[MEMORY].iter_rows(values_only=True))
        finally:
            book.close()
    except Exception as error:  # openpyxl raises nearly anything on a damaged file
        raise ValueError(f"“{origin}”不是完好的疑点清单，其中的核实结果未能读入。") from error
    decisions = []
    for finding_id, answer in typed.items():
        was = published.get(finding_id, Published())
        if answer != was.answer:
            decisions.append(_decision(finding_id, answer, was, saved, origin, run_id))
    return decisions


def fresh(decisions: Iterable[Decision], log: Sequence[Decision]) -> list[Decision]:
    """Those that say something new: not what the same workbook, or whoever spoke last, has already said in the log."""
    by_origin = {(held.finding_id, held.origin): held for held in log}
    latest: dict[str, Decision] = {}
    for held in log:
        if held.finding_id not in latest or held.at >= latest[held.finding_id].at:
            latest[held.finding_id] = held
    return [
        decision
        for decision in decisions
        if not any(
            held is not None and held.same_answer(decision) and held.fingerprint == decision.fingerprint
            for held in (by_origin.get((decision.finding_id, decision.origin)), latest.get(decision.finding_id))
        )
    ]


def _refuse_unsafe(data: bytes, origin: str) -> None:
    """Raise ValueError for what could hurt its reader: too large, too well packed, or with a DOCTYPE."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            unsafe = len(data) > MAX_BYTES or sum(part.file_size for part in parts) > MAX_UNPACKED
            for part in parts:
                if not unsafe and part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as content:
                        unsafe = b"<!DOCTYPE" in content.read(4096).upper()
    except Exception as error:  # anything may be wrong with a file that merely looks like an archive
        raise ValueError(f"“{origin}”打不开，其中的核实结果未能读入。") from error
    if unsafe:
        raise ValueError(f"“{origin}”的内容不安全或过大，其中的核实结果未读入。")


def _saved(data: bytes) -> datetime | None:
    """When the file itself says it was saved; None when it does not, or was not saved since it was made."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        core = archive.read("docProps/core.xml")[:65536] if "docProps/core.xml" in archive.namelist() else b""
    stamps = {match[1]: match[2].decode("ascii", "replace") for match in _STAMP.finditer(core)}
    if stamps.get(b"modified") in (None, stamps.get(b"created")):
        return None
    try:
        stamp = datetime.fromisoformat(stamps[b"modified"])
    except ValueError:
        return None
    return stamp if stamp.tzinfo else stamp.replace(tzinfo=UTC)


def _answers(rows: Iterable[tuple[Any, ...]]) -> dict[str, Answer]:
    """What stands in the answer columns, by finding number. Columns are found by their headings, wherever they were moved."""
    lines = iter(rows)
    headings = [str(value or "").strip() for value in next(lines, ())]
    number = headings.index("编号")
    columns = {at: _FIELDS[heading] for at, heading in enumerate(headings) if heading in _FIELDS}
    answers: dict[str, Answer] = {}
    for line in lines:
        finding_id = typed_text(line[number]) if number < len(line) else None
        if finding_id:
            answers[finding_id] = {
                field: _cell(field, line[at]) for at, field in columns.items() if at < len(line) and _cell(field, line[at])
            }
    return answers


def _published(rows: Iterable[tuple[Any, ...]]) -> tuple[str | None, dict[str, Published]]:
    """The run and, by finding number, what the workbook held when it was published."""
    lines = iter(rows)
    head = next(lines, ())
    fields = [column.field for column in COLUMNS if column.field]
    held: dict[str, Published] = {}
    for line in lines:
        values = list(line) + [None] * (REMEMBERED + len(fields) - len(line))
        if values[0]:
            answer = {field: _cell(field, value) for field, value in zip(fields, values[REMEMBERED:], strict=False) if _cell(field, value)}
            seen = tuple(json.loads(str(values[2] or "[]")))
            held[str(values[0])] = Published(fingerprint=str(values[1] or ""), seen=seen, answer=answer)
    return (str(head[1]) if len(head) > 1 and head[1] else None), held


def _cell(field: str, value: object) -> str | None:
    """One typed cell as text; dates as ISO."""
    if field == "at":
        day = _day(value)
        return day.isoformat() if day else typed_text(value)
    text = typed_text(value)
    return text[:MAX_TEXT] if text else None


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    match = _DATE.match(str(value or "").strip())
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def _decision(finding_id: str, answer: Answer, was: Published, saved: datetime, origin: str, run_id: str | None) -> Decision:
    at = saved.astimezone(UTC)
    day = _day(answer.get("at")) if answer.get("at") != was.answer.get("at") else None
    if day and day != at.date():
        at = datetime(day.year, day.month, day.day, tzinfo=UTC)
    said, note = answer.get("status"), answer.get("note")
    if said and said not in STATUSES:  # the finding stays open, what was typed is not lost
        note = f"{note or ''}（核实结果栏写的是“{said}”）"
    return Decision(
        finding_id=finding_id,
        status=STATUSES.get(said or "", "open"),
        at=at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        by=answer.get("by"),
        note=note,
        reason=answer.get("reason"),
        reviewer=answer.get("reviewer"),
        evidence_no=answer.get("evidence_no"),
        workpaper=answer.get("workpaper"),
        origin=origin,
        run_id=run_id,
        fingerprint=was.fingerprint,
        seen=was.seen,
    )
