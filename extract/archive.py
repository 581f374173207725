"""Zip archives within limits: opened from bytes, checked before anything is unpacked, nothing ever written or followed."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterator
from functools import cached_property
from operator import attrgetter
from typing import IO

from extract.directory import DEFLATED, ENCRYPTED, Entry, Packed, claimed_bytes, inflated, packed, plain_entries, unpacked
from model import Unreadable

MAX_ENTRIES = 10_000
MAX_TOTAL = 2 << 30
"""Bytes of all entries together, unpacked."""
MAX_PART = 256 << 20
"""Bytes of one entry that is read, unpacked."""
MAX_RATIO = 250
"""Unpacked to packed size, for what unpacks to more than `RATIO_FROM` bytes; text that repeats itself reaches 100."""
RATIO_FROM = 64 << 20

HEAD = 4096
"""Bytes of the beginning of an entry in which it is looked for what it is."""

_CHUNK = 1 << 20
_OFFSET = attrgetter("offset")
_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, ValueError, OSError, NotImplementedError, RuntimeError)


class Archive:
    """The entries of one archive by lower-case name. Raises `Unreadable` on opening when it is damaged, locked or a bomb."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        entries = plain_entries(data)
        self._entries = _checked([_entry(*numbered) for numbered in enumerate(self._zip.infolist())] if entries is None else entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def names(self) -> Collection[str]:
        """The entries' names, lower case, with forward slashes."""
        return self._entries.keys()

    def size(self, name: str) -> int:
        """Unpacked size in bytes."""
        return self._entries[name].size

    def head(self, name: str, length: int = HEAD) -> bytes:
        """The first bytes of an entry; empty when it is missing or damaged, which is told by whoever needs all of it."""
        entry = self._entries.get(name)
        if entry is None:
            return b""
        try:
            if entry.method == DEFLATED:
                return inflated(claimed_bytes(self._data, entry), length)
            with self._open(entry) as stream:
                return stream.read(length)
        except _DAMAGE:
            return b""

    def deflated(self, name: str) -> bytes | None:
        """The bytes of an entry as they lie in the archive, whether damaged or not; None where they are not deflated."""
        entry = self._entries[name]
        try:
            return claimed_bytes(self._data, entry) if entry.method == DEFLATED else None
        except struct.error:
            return None

    def packed(self, name: str) -> Packed | None:
        """An entry as it lies in the archive, within the limits; None when it is too large, not plain, or there is none of that name."""
        entry = self._entries.get(name)
        return packed(self._data, entry) if entry is not None and entry.size <= MAX_PART else None

    def whole(self, name: str) -> bytes | None:
        """All of an entry, or None when there is none of that name. Raises as `chunks`."""
        if name not in self._entries:
            return None
        content = self.packed(name)
        data = unpacked(content) if content is not None else None
        return b"".join(self.chunks(name)) if data is None else data

    def chunks(self, name: str) -> Iterator[bytes]:
        """An entry piece by piece. Raises `Unreadable` when it is too large or damaged."""
        entry = self._entries[name]
        if entry.size > MAX_PART:
            raise Unreadable("too_large", f"文件内的 {entry.name} 展开后有 {entry.size >> 20} MB，超出限度，未读取。请拆分后提交。")
        try:
            with self._open(entry) as stream:
                while chunk := stream.read(_CHUNK):
                    yield chunk
        except _DAMAGE as error:
            raise _damaged() from error

    @cached_property
    def _zip(self) -> zipfile.ZipFile:
        """The archive as `zipfile` opens it: for all that is not plain, and for the last word on damage."""
        try:
            return zipfile.ZipFile(io.BytesIO(self._data))
        except _DAMAGE as error:
            raise _damaged() from error

    def _open(self, entry: Entry) -> IO[bytes]:
        return self._zip.open(self._zip.infolist()[entry.number])


def _entry(number: int, info: zipfile.ZipInfo) -> Entry:
    return Entry(
        number, info.filename, info.flag_bits, info.compress_type, info.CRC, info.compress_size, info.file_size, info.header_offset
    )


def _checked(listed: list[Entry]) -> dict[str, Entry]:
    if len(listed) > MAX_ENTRIES:
        raise _bomb(f"压缩包内有 {len(listed)} 个条目")
    if sum(entry.size for entry in listed) > MAX_TOTAL:
        raise _bomb("压缩包展开后的总量过大")
    entries: dict[str, Entry] = {}
    end = 0
    for entry in sorted(listed, key=_OFFSET):
        name = entry.name.replace("\\", "/").lstrip("/").lower()
        if entry.flags & ENCRYPTED:
            raise Unreadable("encrypted", "文件设有密码，无法读取。请去掉密码后重新提交。")
        if entry.offset < end:
            raise _bomb("压缩包内的条目互相重叠")
        end = entry.offset + 30 + entry.packed
        if entry.size > RATIO_FROM and entry.size > MAX_RATIO * max(1, entry.packed):
            raise _bomb(f"条目 {entry.name} 的压缩比异常")
        if name in entries and name.endswith((".xml", ".rels")):
            raise _bomb(f"条目 {entry.name} 出现了两次")
        entries[name] = entry
    return entries


def _damaged() -> Unreadable:
    return Unreadable("corrupt", "文件已损坏或没有传完整，无法打开。请重新导出或上传。")


def _bomb(what: str) -> Unreadable:
    return Unreadable("unsafe_archive", f"{what}，可能是恶意构造的文件，为安全起见未读取。请用 Word 或 WPS 打开后另存为 .docx 再提交。")
