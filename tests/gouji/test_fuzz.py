"""Two thousand damaged documents through the worker boundary: each ends as data or as a named error, none hangs, none escapes."""

from __future__ import annotations

import hashlib
from collections import Counter

import pytest

from gouji.config import Limits
from gouji.reading import read_bytes
from gouji.workers import Workers
from model.problem import READ_ERRORS
from tests.gouji.mutants import mutant

MUTANTS = 2000
LIMITS = Limits(timeout=50.0)


def read_mutant(seed: int) -> tuple[str, str | None, str | None, float]:
    """How the damaged document of this seed ends: status, error, message, seconds."""
    suffix, data = mutant(seed)
    reading = read_bytes(data, hashlib.sha256(data).hexdigest(), f"{seed}{suffix}")
    return reading.status, reading.error, reading.message, reading.seconds


def test_mutants_are_made_by_seed() -> None:
    assert mutant(5) == mutant(5)
    assert len({hashlib.sha256(mutant(seed)[1]).digest() for seed in range(40)}) > 35


@pytest.mark.slow
def test_every_damaged_document_ends_as_data_or_as_a_named_error() -> None:
    ended: Counter[str] = Counter()
    crashes = []
    slowest = 0.0
    with Workers(2, LIMITS) as pool:
        for done in pool.map(read_mutant, range(MUTANTS)):
            if done.failure is not None:
                ended[done.failure.error] += 1
                crashes.append((done.task, done.failure.message))
                continue
            assert done.result is not None
            status, error, message, seconds = done.result
            ended[error or status] += 1
            slowest = max(slowest, seconds)
            if error == "crashed":
                crashes.append((done.task, message or ""))
    print(dict(ended), f"slowest {slowest:.1f} s")
    assert sum(ended.values()) == MUTANTS
    assert set(ended) <= {*READ_ERRORS, "ok", "partial"}
    assert ended["timeout"] == 0
    assert not crashes, crashes[:20]
