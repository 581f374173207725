"""A few numbers for each long passage of a report: passages with the same wording have most of them in common.

Small enough to be kept for every report of a province, so that thousands of departments are held against each other without
reading them again. A number stands for one clause; of each passage the smallest are kept, so that two passages keep the same
ones as far as their wording is the same.
"""

from __future__ import annotations

import hashlib
import re
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
_PIECES = re.compile(r"[，。；：！？,;:\n]+")
_TITLE = re.compile(r"《[^《》\n]{2,80}》(?:[（(][^（）()]{4,30}[）)])?")
_LAYOUT = str.maketrans("", "", " \t\r\u3000\xa0")
_NUMBERING = re.compile(r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、．.])+")


class Sketch(msgspec.Struct, frozen=True):
    """The passages of one document."""

    spots: tuple[Spot, ...] = ()
    probes: bytes = b""
    """`PROBES` numbers of 8 bytes, little endian, for each spot; where a passage has fewer clauses, the last is 0."""


def sketch_of(reports: Iterable[Report]) -> Sketch:
    """The sketch of a document's reports."""
    found = [(spot, text) for report in reports for spot, text in long_passages(report)]
    if len(found) > MOST:
        kept = set(sorted(range(len(found)), key=lambda at: (-len(found[at][1]), at))[:MOST])
        found = [passage for at, passage in enumerate(found) if at in kept]
    packed = [(spot, numbers) for spot, text in found if (numbers := _numbers(text))]
    return Sketch(
        tuple(spot for spot, _ in packed),
        b"".join(number.to_bytes(8, "little") for _, numbers in packed for number in (*numbers, *[0] * (PROBES - len(numbers)))),
    )


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
    plain = _NUMBERING.sub("", _TITLE.sub("", text).translate(_LAYOUT))
    return [piece for piece in _PIECES.split(plain) if len(piece) >= _CLAUSE]


def _numbers(text: str) -> list[int]:
    digests = {hashlib.blake2b(clause.encode("utf-8", "surrogatepass"), digest_size=8).digest() for clause in clauses_of(text)}
    return sorted(int.from_bytes(digest, "little") or 1 for digest in digests)[:PROBES]
