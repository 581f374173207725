"""Good Word files spoilt at random, for fuzzing: bits flipped, pieces cut, copied or spliced, XML edited."""

from __future__ import annotations

import random
from collections.abc import Iterator

from word_files import docx, entries, package
from word_hostile import GOOD, LIST_LOOP, document, words


def mutations(seed: int, count: int) -> Iterator[bytes]:
    """Good files with bits flipped, pieces cut, copied or spliced, and XML edited, for fuzzing."""
    rng = random.Random(seed)
    good = docx(GOOD * 5 + words(30), numbering=LIST_LOOP)
    xml = document(GOOD * 5 + words(30)).encode()
    for _ in range(count):
        if rng.random() < 0.5:
            yield _spoilt(rng, good)
        else:
            made = entries(GOOD, numbering=LIST_LOOP)
            made["word/document.xml"] = _spoilt(rng, xml) if rng.random() < 0.5 else _edited(rng, xml)
            yield package(made)


def _spoilt(rng: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randint(1, 12)):
        at = rng.randrange(len(changed))
        how = rng.randrange(4)
        if how == 0:
            changed[at] ^= 1 << rng.randrange(8)
        elif how == 1:
            del changed[at : at + rng.randint(1, 40)]
        elif how == 2:
            changed[at:at] = changed[:at][-rng.randint(1, 60) :]
        else:
            del changed[max(1, len(changed) - rng.randint(0, len(changed) // 8)) :]
        if not changed:
            changed = bytearray(b"P")
    return bytes(changed)


def _edited(rng: random.Random, xml: bytes) -> bytes:
    """Well-formed but senseless: element names exchanged, values replaced."""
    names = [
        b"w:p",
        b"w:tbl",
        b"w:tr",
        b"w:tc",
        b"w:r",
        b"w:t",
        b"w:pPr",
        b"w:tcPr",
        b"w:sdt",
        b"w:del",
        b"w:fldChar",
        b"w:txbxContent",
        b"w:sym",
    ]
    for _ in range(rng.randint(1, 6)):
        old, new = rng.sample(names, 2)
        xml = xml.replace(b"<" + old + b">", b"<" + new + b">").replace(b"</" + old + b">", b"</" + new + b">")
    return xml
