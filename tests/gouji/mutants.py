"""Damaged documents by seed: bit flips, truncations, splices and XML edits of good Word and PDF files."""

from __future__ import annotations

import io
import random
import zipfile
from functools import cache
from pathlib import Path

EXAMPLES = Path(__file__).parents[2] / "examples"
TAGS = (
    b"<w:tc>",
    b"</w:tc>",
    b"<w:tr>",
    b"</w:p>",
    b'<w:gridSpan w:val="9999999"/>',
    b'<w:vMerge w:val="restart"/>',
    b"<w:tbl>",
    b"&amp;",
    b"&x;",
    b"\x00",
    b"]]>",
)
TOKENS = (
    b"obj",
    b"endobj",
    b"stream",
    b"endstream",
    b"/Length 99999999",
    b"/Kids [1 0 R]",
    b"<<",
    b">>",
    b"0 0 R",
    b"/MediaBox [0 0 1e9 1e9]",
    b"xref",
)


@cache
def originals() -> tuple[tuple[str, bytes], ...]:
    """Suffix and bytes of every example file, smallest first."""
    files = sorted((path for path in EXAMPLES.rglob("*") if path.suffix in (".docx", ".pdf")), key=lambda path: path.stat().st_size)
    return tuple((path.suffix, path.read_bytes()) for path in files)


def mutant(seed: int) -> tuple[str, bytes]:
    """Suffix and bytes of the damaged document of this seed."""
    chance = random.Random(seed)
    suffix, data = chance.choice(originals())
    how = chance.choice((_flip, _cut, _splice, _repeat, _edit, _edit))
    return suffix, how(chance, data, suffix)


def _flip(chance: random.Random, data: bytes, suffix: str) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 20, 300))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(chance: random.Random, data: bytes, suffix: str) -> bytes:
    return data[: chance.randrange(len(data))]


def _splice(chance: random.Random, data: bytes, suffix: str) -> bytes:
    _, other = chance.choice(originals())
    at, start = chance.randrange(len(data)), chance.randrange(len(other))
    return data[:at] + other[start : start + chance.randrange(1, 20_000)] + data[at + chance.choice((0, 1000)) :]


def _repeat(chance: random.Random, data: bytes, suffix: str) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + data[at : at + 500] * chance.choice((2, 50)) + data[at:]


def _edit(chance: random.Random, data: bytes, suffix: str) -> bytes:
    """Change the meaning, keeping the container whole: XML of a Word part, tokens of a PDF."""
    if suffix == ".pdf":
        changed = bytearray(data)
        for _ in range(chance.randrange(1, 6)):
            at, token = chance.randrange(len(changed)), chance.choice(TOKENS)
            changed[at : at + len(token)] = token
        return bytes(changed)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        names = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        chosen = chance.choice([*names, "word/document.xml", "word/document.xml"])
        for name in archive.namelist():
            part = archive.read(name)
            entry = zipfile.ZipInfo(name)  # dated by its default, not by the clock: a seed is one file
            made.writestr(entry, _edit_xml(chance, part) if name == chosen else part, zipfile.ZIP_DEFLATED, compresslevel=1)
    return out.getvalue()


def _edit_xml(chance: random.Random, part: bytes) -> bytes:
    for _ in range(chance.randrange(1, 8)):
        at = part.find(b"<", chance.randrange(max(1, len(part))))
        end = part.find(b">", at) + 1
        if at < 0 or end <= 0:
            continue
        piece = chance.choice(
            (b"", part[at:end] * 2, chance.choice(TAGS), part[at:end].replace(b'"', b'"-', 1), part[at:end].replace(b"1", b"99999999"))
        )
        part = part[:at] + piece + part[end:]
    return part
