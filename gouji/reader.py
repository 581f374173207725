"""Reads files through the worker pool, and answers for those whose worker died."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from gouji.config import Settings
from gouji.engines import Pool
from gouji.entries import DOCUMENTS, Reading
from gouji.fingerprint import layout_fingerprint, reading_fingerprint
from gouji.intake import Candidate, private_copy
from gouji.reading import ReadResult, ReadTask, failed, read_file, reading_key, result_of
from gouji.store import Store
from gouji.workers import Failure
from model import Unreadable


class Reader:
    """Reads files through the pool and keeps their results in the store."""

    def __init__(self, raw: Path, store: Store, pool: Pool, settings: Settings) -> None:
        self.raw = raw
        self._store = store
        self._pool = pool
        self._limit = settings.limits.file_mb * 2**20
        self.fingerprint = reading_fingerprint()

    def read(self, candidates: Iterable[Candidate]) -> Iterator[tuple[Candidate, ReadResult]]:
        """Each candidate with its result, as they are ready."""
        tasks = [ReadTask(self.raw, c, self._store.folder, self.fingerprint, layout_fingerprint(), self._limit) for c in candidates]
        for done in self._pool.map(read_file, tasks):
            candidate = done.task.candidate
            yield candidate, done.result or self._after_death(candidate, done.failure or Failure("crashed", ""))

    def holds(self, candidate: Candidate, sha256: str | None) -> bool:
        """Whether the file holds the bytes with this hash, by reading them."""
        try:
            data, _ = private_copy(self.raw, candidate, limit=self._limit)
        except Unreadable:
            return False
        return hashlib.sha256(data).hexdigest() == sha256

    def again(self, candidate: Candidate) -> Reading | None:
        """Read a file whose entry in the store was damaged; None when that fails or it changed."""
        for _, result in self.read([candidate]):
            if result.key:
                return self._store.get(DOCUMENTS, result.key, Reading)
        return None

    def _after_death(self, candidate: Candidate, failure: Failure) -> ReadResult:
        """The worker died over this file: remember that under its content, so that it is not tried for ever."""
        try:
            data, signature = private_copy(self.raw, candidate, limit=self._limit)
        except Unreadable:
            return ReadResult(candidate.path, None, failed(candidate.path, failure.error, failure.message))
        sha256 = hashlib.sha256(data).hexdigest()
        key = reading_key(sha256, candidate.path, self.fingerprint)
        earlier = self._store.get(DOCUMENTS, key, Reading)
        reading = Reading(
            sha256=sha256, size_bytes=len(data), status="failed", error=failure.error, message=failure.message,
            read_at=datetime.now(UTC), attempts=earlier.attempts + 1 if earlier else 1,
        )  # fmt: skip
        self._store.put(DOCUMENTS, key, reading)
        return result_of(candidate.path, key, reading, signature)
