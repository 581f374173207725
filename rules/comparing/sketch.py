"""A few numbers for each long passage of a report: passages with the same wording have most of them in common.

Small enough to be kept for every report of a province, so that thousands of departments are held against each other without
reading them again. A number stands for one clause; of each passage the smallest are kept, so that two passages keep the same
ones as far as their wording is the same.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Iterable, Iterator

import msgspec

from model import Report, Spot

LEAST = 60
"""Characters a passage must have."""
PROBES = 4
"""Numbers kept of each."""
MOST = 400
"""Passages kept of one document, the longest first: beyond that it is no self-evaluation."""
_CLAUSE = 6
_PLACE, _NUMBERS = struct.Struct("<4i"), struct.Struct(f"<{PROBES}Q")
_PIECES = re.compile(r"[，。；：！？,;:\n]+")
_TITLE = re.compile(r"《[^《》\n]{2,80}》(?:[（(][^（）()]{4,30}[）)])?")
_LAYOUT = re.compile(r"[ \t\r\u3000\xa0]+")
_NUMBERING = re.compile(r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、．.])+")


class Sketch(msgspec.Struct, frozen=True):
    """The passages of one document, packed: thousands of them are held at a time."""

    reports: tuple[str, ...] = ()
    """Ids of its reports."""
    places: bytes = b""
    """Four numbers of 4 bytes for each passage, little endian: which report, block, row, column (-1 for none)."""
    probes: bytes = b""
    """`PROBES` numbers of 8 bytes for each passage; where it has fewer clauses, the last are 0."""

    def spot(self, passage: int) -> Spot:
        """Where a passage stands."""
        report, block, row, col = _PLACE.unpack_from(self.places, passage * _PLACE.size)
        return Spot(self.reports[report], block, None if row < 0 else row, None if col < 0 else col)


def sketch_of(reports: Iterable[Report]) -> Sketch:
    """The sketch of a document's reports."""
    found = [(spot, text) for report in reports for spot, text in long_passages(report)]
    if len(found) > MOST:
        kept = set(sorted(range(len(found)), key=lambda at: (-len(found[at][1]), at))[:MOST])
        found = [passage for at, passage in enumerate(found) if at in kept]
    names = {spot.report_id: 0 for spot, _ in found}
    names = {name: at for at, name in enumerate(names)}
    places, probes = [], []
    for spot, text in found:
        if numbers := _numbers(text):
            row, col = (-1 if at is None else at for at in (spot.row, spot.col))
            places.append(_PLACE.pack(names[spot.report_id], spot.block, row, col))
            probes.append(_NUMBERS.pack(*numbers, *[0] * (PROBES - len(numbers))))
    return Sketch(tuple(names), b"".join(places), b"".join(probes))


def long_passages(report: Report) -> Iterator[tuple[Spot, str]]:
    """Paragraphs and cells of at least `LEAST` characters, headings aside."""
    for passage in report.passages:
        text = passage.paragraph.text or passage.paragraph.raw
        if len(text) >= LEAST:
            yield Spot(report.report_id, passage.paragraph.block), text
    for table in report.tables:
        for cell in table.cells:
            text = cell.text or cell.raw
            if len(text) >= LEAST:
                yield Spot(report.report_id, table.block, cell.row, cell.col), text


def clauses_of(text: str) -> list[str]:
    """What a passage says, clause by clause, without the titles of documents it names, numbering and layout."""
    if "《" in text:
        text = _TITLE.sub("", text)
    return [piece for piece in _PIECES.split(_NUMBERING.sub("", _LAYOUT.sub("", text))) if len(piece) >= _CLAUSE]


def _numbers(text: str) -> list[int]:
    digests = {hashlib.blake2b(clause.encode("utf-8", "surrogatepass"), digest_size=8).digest() for clause in clauses_of(text)}
    return sorted(int.from_bytes(digest, "little") or 1 for digest in digests)[:PROBES]
