"""Opening a .docx: a zip archive within limits, its main part and what that relates to, nothing outside the archive."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator

from extract.docx_xml import parse, refuse_doctype
from model import Unreadable

MAX_ENTRIES = 10_000
MAX_TOTAL = 2 << 30
"""Bytes of all entries together, unpacked."""
MAX_PART = 512 << 20
"""Bytes of one XML part, unpacked."""
MAX_RATIO = 250
"""Unpacked to packed size, for what unpacks to more than `RATIO_FROM` bytes; text that repeats itself reaches 100."""
RATIO_FROM = 32 << 20

_CHUNK = 1 << 20
_RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
_DAMAGED = "文件已损坏或没有传完整，无法打开。请重新导出或上传。"


class Package:
    """The readable parts of one Word file. Raises `Unreadable` on opening when the archive is damaged, locked or a bomb."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
            raise Unreadable("corrupt", _DAMAGED) from error
        self._entries = _checked(self._zip.infolist())
        for name, info in self._entries.items():
            if name.endswith((".xml", ".rels")):
                refuse_doctype(self._head(info))
        self.main = self._main_part()
        self._related = self._relationships(self.main)

    def names(self) -> tuple[str, ...]:
        """The entries' names, lower case, with forward slashes."""
        return tuple(self._entries)

    def related(self, kind: str) -> list[str]:
        """Names of the existing parts the document relates to under a type that ends in `kind`, e.g. styles."""
        found = [target for type_, target in self._related if type_ == kind and target in self._entries]
        usual = f"word/{kind}.xml"
        return found or ([usual] if usual in self._entries else [])

    def part(self, name: str) -> bytes | None:
        """A whole part, or None when the archive has none of that name."""
        if name.lower() not in self._entries:
            return None
        return b"".join(self.chunks(name))

    def size(self, name: str) -> int:
        """Unpacked size in bytes."""
        return self._entries[name.lower()].file_size

    def chunks(self, name: str) -> Iterator[bytes]:
        """A part piece by piece. Raises `Unreadable` when it is too large or damaged."""
        info = self._entries[name.lower()]
        if info.file_size > MAX_PART:
            raise Unreadable("too_large", f"文件内的 {info.filename} 展开后有 {info.file_size >> 20} MB，超出限度，未读取。请拆分后提交。")
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError) as error:
            raise Unreadable("corrupt", _DAMAGED) from error

    def _head(self, info: zipfile.ZipInfo) -> bytes:
        try:
            with self._zip.open(info) as stream:
                return stream.read(4096)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError):
            return b""  # damage is told when the part is needed

    def _main_part(self) -> str:
        for kind, target in self._relationships(""):
            if kind == "officeDocument" and target in self._entries:
                return target
        types = self.part("[content_types].xml")
        if types is not None:
            for override in parse(types).iter(_TYPES):
                if "wordprocessingml.document" in override.get("ContentType", "") or "ms-word.document" in override.get("ContentType", ""):
                    name = override.get("PartName", "").lstrip("/").lower()
                    if name in self._entries:
                        return name
        if "word/document.xml" in self._entries:
            return "word/document.xml"
        raise Unreadable("corrupt", "文件的正文部分缺失，不是完整的 Word 文件。请重新导出或上传。")

    def _relationships(self, name: str) -> list[tuple[str, str]]:
        folder, base = posixpath.split(name)
        data = self.part(posixpath.join(folder, "_rels", f"{base}.rels"))
        if data is None:
            return []
        found = []
        for relationship in parse(data).iter(_RELS):
            if relationship.get("TargetMode", "Internal") == "Internal":
                target = posixpath.normpath(posixpath.join("/", folder, relationship.get("Target", "")))
                found.append((relationship.get("Type", "").rpartition("/")[2], target.lstrip("/").lower()))
        return found


def _checked(infos: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    if len(infos) > MAX_ENTRIES:
        raise _bomb(f"压缩包内有 {len(infos)} 个条目")
    if sum(info.file_size for info in infos) > MAX_TOTAL:
        raise _bomb("压缩包展开后的总量过大")
    entries: dict[str, zipfile.ZipInfo] = {}
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        name = info.filename.replace("\\", "/").lstrip("/").lower()
        if info.flag_bits & 1:
            raise Unreadable("encrypted", "文件设有密码，无法读取。请去掉密码后重新提交。")
        if info.header_offset < end:
            raise _bomb("压缩包内的条目互相重叠")
        end = info.header_offset + 30 + info.compress_size
        if info.file_size > RATIO_FROM and info.file_size > MAX_RATIO * max(1, info.compress_size):
            raise _bomb(f"条目 {info.filename} 的压缩比异常")
        if name in entries and name.endswith((".xml", ".rels")):
            raise _bomb(f"条目 {info.filename} 出现了两次")
        entries[name] = info
    return entries


def _bomb(what: str) -> Unreadable:
    return Unreadable("unsafe_archive", f"{what}，可能是恶意构造的文件，为安全起见未读取。请用 Word 或 WPS 打开后另存为 .docx 再提交。")
