"""Pictures of the places in PDF pages that findings point at, drawn by the workers and kept in the store."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import msgspec

from gouji.config import Limits
from gouji.engines import Pool
from gouji.intake import Candidate, private_copy
from gouji.store import Store
from model import Box, Finding, Severity, Unreadable
from publish.album import Crop

KIND = "pictures"
MOST = 400
"""Places drawn in one run, those of the severest findings first."""
SCALES = ((120, 1.5), (240, 1.25), (MOST, 1.0))
"""Pixels a point, by the number of places: many pictures are made smaller."""

Pictures = dict[Box, bytes]


class DrawTask(msgspec.Struct, frozen=True):
    """Places of one file to draw."""

    raw: Path
    candidate: Candidate
    document_id: str
    boxes: tuple[Box, ...]
    scale: float
    limit: int


def crops(findings: Iterable[Finding], candidates: dict[str, Candidate], raw: Path, store: Store, pool: Pool, limits: Limits) -> Crop:
    """What gives the picture of a source: drawn now, or kept from an earlier run. A file that cannot be drawn has none."""
    wanted = _wanted(findings, candidates)
    number = sum(map(len, wanted.values()))
    scale = next(scale for most, scale in SCALES if number <= most)
    held: dict[str, Pictures] = {}
    tasks: dict[str, DrawTask] = {}
    keys = {document: _key(document, boxes, scale) for document, boxes in wanted.items()}
    for document, boxes in wanted.items():
        kept = store.get(KIND, keys[document], list[bytes])
        if kept is not None and len(kept) == len(boxes):
            held[document] = _named(boxes, kept)
        else:
            tasks[document] = DrawTask(raw, candidates[document], document, tuple(boxes), scale, limits.file_mb * 2**20)
    for done in pool.map(draw, list(tasks.values())):
        if done.result is not None:
            store.put(KIND, keys[done.task.document_id], done.result)
            held[done.task.document_id] = _named(done.task.boxes, done.result)
    store.sweep({KIND: set(keys.values())})
    return lambda source: held.get(source.document_id, {}).get(source.box) if source.box else None


def draw(task: DrawTask) -> list[bytes]:
    """The pictures of a task in order, empty where one cannot be drawn. Runs in a worker."""
    from extract.render import open_pages

    data, _ = private_copy(task.raw, task.candidate, limit=task.limit)
    if hashlib.sha256(data).hexdigest()[:16] != task.document_id:
        return [b""] * len(task.boxes)
    drawn: list[bytes] = []
    try:
        with open_pages(data) as pages:
            for box in task.boxes:
                try:
                    drawn.append(pages.crop(box, scale=task.scale))
                except ValueError:
                    drawn.append(b"")
    except Unreadable:
        return [b""] * len(task.boxes)
    return drawn


def _wanted(findings: Iterable[Finding], candidates: dict[str, Candidate]) -> dict[str, list[Box]]:
    """Places by document in the order of pages, taken from the severest findings first."""
    order = list(Severity)
    places: dict[tuple[str, Box], None] = {}
    for finding in sorted(findings, key=lambda finding: order.index(finding.severity)):
        for evidence in finding.evidence if finding.status != "gone" else ():
            source = evidence.source
            if source.box is not None and source.document_id in candidates and len(places) < MOST:
                places[(source.document_id, source.box)] = None
    wanted: dict[str, list[Box]] = {}
    for document, box in places:
        wanted.setdefault(document, []).append(box)
    return {document: sorted(boxes, key=lambda box: (box.page, box.top, box.x0)) for document, boxes in sorted(wanted.items())}


def _key(document: str, boxes: Iterable[Box], scale: float) -> str:
    return hashlib.blake2b(msgspec.json.encode([document, list(boxes), scale]), digest_size=20).hexdigest()


def _named(boxes: Iterable[Box], pictures: Iterable[bytes]) -> Pictures:
    return {box: picture for box, picture in zip(boxes, pictures, strict=True) if picture}
