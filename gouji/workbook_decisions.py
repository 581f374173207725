"""What auditors typed into a published workbook, read back as decisions."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from model import DECISION_NAMES, Decision, DecisionStatus
from publish.safe_text import typed_text
from publish.workbook import FINDINGS, MEMORY
from publish.workbook_columns import COLUMNS

MAX_BYTES = 64 << 20
MAX_UNPACKED = 512 << 20
MAX_TEXT = 4000
"""Characters kept of one typed cell."""

STATUSES: dict[str, DecisionStatus] = {name: status for status, name in DECISION_NAMES.items()}  # type: ignore[misc]
_FIELDS = {column.title: column.field for column in COLUMNS if column.field}
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
_STAMP = re.compile(rb"<dcterms:(created|modified)[^>]*>([^<]+)<")

Answer = dict[str, str | None]


def is_findings_workbook(path: Path) -> bool:
    """True when the file is one of our workbooks, by its sheets and not by its name. Never raises."""
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo("xl/workbook.xml").file_size > 1 << 20:
                return False
            names = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    except (OSError, KeyError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile):
        return False
    return f'"{FINDINGS}"' in names and f'"{MEMORY}"' in names


def read_workbook_decisions(path: Path, *, origin: str | None = None) -> list[Decision]:
    """Decisions typed into the workbook since it was published, in the order of its rows.

    Only cells that differ from what was published count, so a workbook nobody touched gives an empty list. `origin` is how
    the log names the file. Raises ValueError with a Chinese sentence when the file cannot be read as such a workbook.
    """
    data = _read(path)
    saved = _saved(data, path)
    try:
        from openpyxl import load_workbook

        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        try:
            typed = _answers(book[FINDINGS].iter_rows(values_only=True))
            run_id, published = _published(book[MEMORY].iter_rows(values_only=True))
        finally:
            book.close()
    except Exception as error:  # openpyxl raises nearly anything on a damaged file
        raise ValueError(f"“{path.name}”不是完好的疑点清单，其中的核实结果未能读入。") from error
    decisions = []
    for finding_id, answer in typed.items():
        fingerprint, before = published.get(finding_id, ("", {}))
        if answer != before:
            decisions.append(_decision(finding_id, answer, before, fingerprint, saved, origin or path.as_posix(), run_id))
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


def _read(path: Path) -> bytes:
    """The file's bytes, refused when they could hurt the reader: too large, too well packed, or with a DOCTYPE."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [info for info in archive.infolist() if info.filename.endswith((".xml", ".rels"))]
            unsafe = len(data) > MAX_BYTES or sum(info.file_size for info in archive.infolist()) > MAX_UNPACKED
            for info in parts if not unsafe else ():
                with archive.open(info) as part:
                    unsafe = unsafe or b"<!DOCTYPE" in part.read(4096).upper()
    except (OSError, ValueError, RuntimeError, NotImplementedError, zipfile.BadZipFile) as error:
        raise ValueError(f"“{path.name}”打不开，其中的核实结果未能读入。") from error
    if unsafe:
        raise ValueError(f"“{path.name}”的内容不安全或过大，其中的核实结果未读入。")
    return data


def _saved(data: bytes, path: Path) -> datetime:
    """When the auditor saved it: as the file itself says, otherwise the time of the file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        core = archive.read("docProps/core.xml")[:65536] if "docProps/core.xml" in names else b""
    stamps = {match[1]: match[2].decode("ascii", "replace") for match in _STAMP.finditer(core)}
    if stamps.get(b"modified") and stamps.get(b"modified") != stamps.get(b"created"):
        try:
            stamp = datetime.fromisoformat(stamps[b"modified"])
            return stamp if stamp.tzinfo else stamp.replace(tzinfo=UTC)
        except ValueError:
            pass
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


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


def _published(rows: Iterable[tuple[Any, ...]]) -> tuple[str | None, dict[str, tuple[str, Answer]]]:
    """The run and, by finding number, fingerprint and answers as they were published."""
    lines = iter(rows)
    head = next(lines, ())
    fields = [column.field for column in COLUMNS if column.field]
    held: dict[str, tuple[str, Answer]] = {}
    for line in lines:
        values = list(line) + [None] * (2 + len(fields) - len(line))
        if values[0]:
            answer = {field: _cell(field, value) for field, value in zip(fields, values[2:], strict=False) if _cell(field, value)}
            held[str(values[0])] = (str(values[1] or ""), answer)
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


def _decision(
    finding_id: str, answer: Answer, before: Answer, fingerprint: str, saved: datetime, origin: str, run_id: str | None
) -> Decision:
    at = saved.astimezone(UTC)
    day = _day(answer.get("at")) if answer.get("at") != before.get("at") else None
    if day and day != at.date():
        at = datetime(day.year, day.month, day.day, tzinfo=UTC)
    status = STATUSES.get(answer.get("status") or "", "open")
    return Decision(
        finding_id=finding_id,
        status=status,
        at=at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        by=answer.get("by"),
        note=answer.get("note"),
        reason=answer.get("reason"),
        reviewer=answer.get("reviewer"),
        evidence_no=answer.get("evidence_no"),
        workpaper=answer.get("workpaper"),
        origin=origin,
        run_id=run_id,
        fingerprint=fingerprint,
    )
