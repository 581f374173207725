"""Sketches of the reports of every file: made by the worker that read it, kept in the store, gathered for comparing departments."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec

from gouji.engines import Pool
from gouji.entries import DOCUMENTS, Reading
from gouji.store import Store
from model import Report
from rules.comparing import sketch
from rules.comparing.sketch import Sketch, sketch_of

SKETCHES = "sketches"


class SketchTask(msgspec.Struct, frozen=True):
    """What a worker needs to sketch what an earlier version of the program read."""

    store: Path
    reading: str
    """Its key in the store."""


def keep_sketch(store: Store, reading: str, reports: tuple[Report, ...]) -> None:
    """Sketch the reports of a reading unless that was done."""
    if reports and not store.has(SKETCHES, key := sketch_key(reading)):
        store.put(SKETCHES, key, sketch_of(reports))


def sketch_key(reading: str) -> str:
    """The store's name for the sketch of a reading: its own key, and the code that sketches."""
    return reading[:40] + hashlib.sha256(f"{reading}{_code()}".encode()).hexdigest()[:16]


def gather(readings: Mapping[str, str], store: Store, pool: Pool) -> dict[str, Sketch]:
    """The sketch of every reading (store key by document id); those the store lacks are made now, if that can be done."""
    found: dict[str, Sketch] = {}
    for last in (False, True):
        missing = []
        for document, reading in readings.items():
            if document not in found:
                sketched = store.get(SKETCHES, sketch_key(reading), Sketch)
                if sketched is None:
                    missing.append(SketchTask(store.folder, reading))
                else:
                    found[document] = sketched
        if missing and not last:
            for _ in pool.map(sketch_reading, missing):
                pass
    return found


def sketch_reading(task: SketchTask) -> None:
    """Sketch a reading that stands in the store."""
    store = Store(task.store)
    reading = store.get(DOCUMENTS, task.reading, Reading)
    if reading is not None:
        store.put(SKETCHES, sketch_key(task.reading), sketch_of(reading.reports))


@cache
def _code() -> str:
    return hashlib.sha256(Path(sketch.__file__).read_bytes()).hexdigest()[:16]
