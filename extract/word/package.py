"""The parts of a .docx: its main part and what that relates to, nothing outside the archive."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from extract.archive import Archive
from extract.word.xml import parse, refuse_doctype
from model import Unreadable

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"


class Package:
    """One opened Word file. Raises `Unreadable` when a part declares a document type, or there is no body."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        for name in self._archive.names():
            if name.endswith((".xml", ".rels")):
                refuse_doctype(self._archive.head(name))
        self.main = self._main_part()
        self._related = self._relationships(self.main)

    def side(self, kind: str) -> str | None:
        """Name of the part the document relates to under a type that ends in `kind`, e.g. styles; where it usually lies otherwise."""
        for type_, target in self._related:
            if type_ == kind and target in self._archive:
                return target
        usual = f"word/{kind}.xml"
        return usual if usual in self._archive else None

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
            if kind == "officeDocument" and target in self._archive:
                return target
        types = self._archive.whole("[content_types].xml")
        for override in parse(types).iter(_OVERRIDE) if types is not None else ():
            name = override.get("PartName", "").lstrip("/").lower()
            if name in self._archive and override.get("ContentType", "").endswith(".main+xml"):
                return name
        if "word/document.xml" in self._archive:
            return "word/document.xml"
        raise Unreadable("corrupt", "文件的正文部分缺失，不是完整的 Word 文件。请重新导出或上传。")

    def _relationships(self, name: str) -> list[tuple[str, str]]:
        """(last word of the type, part) of every internal relationship of a part, of the whole file for the empty name."""
        folder, base = posixpath.split(name)
        data = self._archive.whole(posixpath.join(folder, "_rels", f"{base}.rels"))
        found = []
        for relationship in parse(data).iter(_RELATIONSHIP) if data is not None else ():
            if relationship.get("TargetMode", "Internal") == "Internal":
                target = posixpath.normpath(posixpath.join("/", folder, relationship.get("Target", "").replace("\\", "/")))
                found.append((relationship.get("Type", "").rpartition("/")[2], target.lstrip("/").lower()))
        return found
