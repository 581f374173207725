"""The parts of a .docx: its main part and what that relates to, nothing outside the archive."""

from __future__ import annotations

import posixpath
import zlib
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from typing import TypeVar

from extract.archive import HEAD, Archive
from extract.directory import inflated
from extract.word.memory import Memory
from extract.word.xml import parse, refuse_doctype
from model import Unreadable

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
_SMALL = 8 << 10
"""Packed bytes of a part that is remembered for having no document type."""

T = TypeVar("T")


class Package:
    """One opened Word file. Raises `Unreadable` when a part declares a document type, or there is no body."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        for name in self._archive.names():
            if name.endswith((".xml", ".rels")):
                _refuse_doctype(archive, name)
        self.main = self._main_part()
        self._related = self._relationships(self.main)
        self._folder = posixpath.dirname(self.main)

    def side(self, kind: str) -> str | None:
        """Name of the part the document relates to under a type that ends in `kind`, e.g. styles; where it usually lies otherwise."""
        for type_, target in self._related:
            if type_ == kind and (name := _resolved(self._folder, target)) in self._archive:
                return name
        usual = f"word/{kind}.xml"
        return usual if usual in self._archive else None

    def made(self, memory: Memory[T], name: str) -> T:
        """What is made of a part that exists."""
        return memory.of(self._archive, name)

    def part(self, name: str) -> bytes:
        """All of a part that exists."""
        return self._archive.whole(name) or b""

    def size(self, name: str) -> int:
        """Unpacked size of a part in bytes."""
        return self._archive.size(name)

    def chunks(self, name: str) -> Iterator[bytes]:
        """A part piece by piece."""
        return self._archive.chunks(name)

    def _main_part(self) -> str:
        for kind, target in self._relationships(""):
            if kind == "officeDocument" and (name := _resolved("", target)) in self._archive:
                return name
        types = self._archive.whole("[content_types].xml")
        for override in parse(types).iter(_OVERRIDE) if types is not None else ():
            name = override.get("PartName", "").lstrip("/").lower()
            if name in self._archive and override.get("ContentType", "").endswith(".main+xml"):
                return name
        if "word/document.xml" in self._archive:
            return "word/document.xml"
        raise Unreadable("corrupt", "文件的正文部分缺失，不是完整的 Word 文件。请重新导出或上传。")

    def _relationships(self, name: str) -> tuple[tuple[str, str], ...]:
        """(last word of the type, target as written) of the internal relationships of a part, of the whole file for the empty name."""
        folder, base = posixpath.split(name)
        file = posixpath.join(folder, "_rels", f"{base}.rels")
        return _RELATIONSHIPS.of(self._archive, file) if file in self._archive else ()


def _resolved(folder: str, target: str) -> str:
    """The name of the part that a target names, from the folder of the part it is related to."""
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/").lower()


def _relationships(data: bytes) -> tuple[tuple[str, str], ...]:
    return tuple(
        (relationship.get("Type", "").rpartition("/")[2], relationship.get("Target", "").replace("\\", "/"))
        for relationship in parse(data).iter(_RELATIONSHIP)
        if relationship.get("TargetMode", "Internal") == "Internal"
    )


_RELATIONSHIPS = Memory(_relationships, most=64, largest=8 << 10)


def _refuse_doctype(archive: Archive, name: str) -> None:
    deflated = archive.deflated(name)
    if deflated is not None and len(deflated) <= _SMALL:
        _refuse_doctype_in(deflated)
    else:
        refuse_doctype(archive.head(name))


@lru_cache(maxsize=256)
def _refuse_doctype_in(deflated: bytes) -> None:
    """The same part is looked at once only: most documents share all but a few of theirs."""
    with suppress(zlib.error):
        refuse_doctype(inflated(deflated, HEAD))
