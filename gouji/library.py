"""Every file under RAW with how it ended: known from the run before, from the store, or read now by a worker."""

from __future__ import annotations

import time
from pathlib import PurePosixPath

import msgspec

from gouji.console import Teller
from gouji.index import Entry, is_sure, load_index, path_key, save_index, seconds_to_settle
from gouji.intake import Candidate, Intake, signature_now
from gouji.reader import Reader
from gouji.reading import ReadResult, failed, outline
from gouji.store import Store
from model import DocumentRecord, Report


class Library(msgspec.Struct, frozen=True):
    """What a run knows of its files."""

    records: tuple[DocumentRecord, ...]
    """One a file, in the order of paths."""
    readings: dict[str, str]
    """Store key by document id, for every content that was had."""
    reports: dict[str, tuple[Report, ...]]
    """Outlines of its reports by document id, in the order of paths."""
    candidates: dict[str, Candidate]
    """Where to read a document id again should its entry in the store be damaged."""
    cached: int
    """Files whose result was there already."""
    keys: frozenset[str]
    """Store keys of every file, those of copies under another kind of name among them."""

    def outlines(self) -> list[Report]:
        """Outlines of all reports in reading order."""
        return [report for reports in self.reports.values() for report in reports]

    def folders(self) -> dict[str, str]:
        """Folder below RAW of each document id; empty for files that lie in RAW itself."""
        return {document: str(PurePosixPath(candidate.path).parent).strip(".") for document, candidate in self.candidates.items()}


def read_all(intake: Intake, reader: Reader, store: Store, settle: float, teller: Teller) -> Library:
    """Results of every file of the intake; only what is new or may have changed is opened."""
    looked_at = time.time_ns()
    known = load_index(store, reader.fingerprint)
    entries = {path_key(c): entry for c in intake.files if (entry := _unchanged(c, known, store, reader, looked_at))}
    to_read = [candidate for candidate in intake.files if path_key(candidate) not in entries]
    cached = len(entries)
    teller.tell("intake", files=len(intake.files), to_read=len(to_read), refused=len(intake.refused), ignored=len(intake.ignored))
    failures: dict[bytes, DocumentRecord] = {}
    for candidate, result in reader.read(to_read):
        _tell(teller, result)
        if result.key is None or result.signature is None:
            failures[path_key(candidate)] = result.record
        else:
            cached += result.cached
            sure = is_sure(result.signature, looked_at)
            outlines = tuple(map(outline, result.outlines))  # what they have in common with those of other files is in memory once
            entries[path_key(candidate)] = Entry(result.signature, sure, result.key, result.record, outlines, result.retry)
    for candidate in _unsettled(to_read, reader, settle):
        if entries.pop(path_key(candidate), None):
            record = failed(candidate.path, "unstable", "文件仍在写入，留待下次读取。")
            failures[path_key(candidate)] = record
            _tell(teller, ReadResult(candidate.path, None, record))
    save_index(store, reader.fingerprint, {path: entry for path, entry in entries.items() if not entry.retry})
    return _assemble(intake, entries, failures, cached)


def _unchanged(candidate: Candidate, known: dict[bytes, Entry], store: Store, reader: Reader, looked_at: int) -> Entry | None:
    """What is known of the file, when its signature or, in doubt, its bytes are those of the last time."""
    entry = known.get(path_key(candidate))
    if entry is None or not store.has("documents", entry.key):
        return None
    if entry.sure and entry.signature == candidate.signature:
        return entry
    if entry.signature.size == candidate.signature.size and reader.holds(candidate, entry.record.sha256):
        return msgspec.structs.replace(entry, signature=candidate.signature, sure=is_sure(candidate.signature, looked_at))
    return None


def _unsettled(candidates: list[Candidate], reader: Reader, settle: float) -> list[Candidate]:
    """Those of the files just read that are still being written; waits until the youngest has stood still long enough."""
    young = [c for c in candidates if seconds_to_settle(c.signature, settle) > 0]
    if not young:
        return []
    time.sleep(max(seconds_to_settle(c.signature, settle) for c in young))
    return [c for c in young if signature_now(reader.raw, c) != c.signature]


def _assemble(intake: Intake, entries: dict[bytes, Entry], failures: dict[bytes, DocumentRecord], cached: int) -> Library:
    records = list(intake.refused)
    readings: dict[str, str] = {}
    reports: dict[str, tuple[Report, ...]] = {}
    candidates: dict[str, Candidate] = {}
    first: dict[str, str] = {}
    for candidate in intake.files:
        at = path_key(candidate)
        if at in failures:
            records.append(failures[at])
            continue
        entry = entries[at]
        record = entry.record
        document = record.document_id or ""
        if document in first:
            records.append(msgspec.structs.replace(record, duplicate_of=first[document], reports=0, tables=0, problems=0))
            continue
        records.append(record)
        first[document], readings[document], candidates[document] = record.path, entry.key, candidate
        if entry.outlines:
            reports[document] = entry.outlines
    return Library(
        tuple(sorted(records, key=lambda r: r.path)), readings, reports, candidates, cached, frozenset(e.key for e in entries.values())
    )


def _tell(teller: Teller, result: ReadResult) -> None:
    r = result.record
    teller.tell("file", path=r.path, status=r.status, error=r.error, message=r.message, seconds=r.seconds, cached=result.cached)
