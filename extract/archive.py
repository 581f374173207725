"""Zip archives within limits: opened from bytes, checked before anything is unpacked, nothing ever written or followed."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator

from model import Unreadable

MAX_ENTRIES = 10_000
MAX_TOTAL = 2 << 30
"""Bytes of all entries together, unpacked."""
MAX_PART = 256 << 20
"""Bytes of one entry that is read, unpacked."""
MAX_RATIO = 250
"""Unpacked to packed size, for what unpacks to more than `RATIO_FROM` bytes; text that repeats itself reaches 100."""
RATIO_FROM = 64 << 20

_CHUNK = 1 << 20
_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, ValueError, OSError, NotImplementedError, RuntimeError)


class Archive:
    """The entries of one archive by lower-case name. Raises `Unreadable` on opening when it is damaged, locked or a bomb."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE as error:
            raise _damaged() from error
        self._entries = _checked(self._zip.infolist())

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def names(self) -> tuple[str, ...]:
        """The entries' names, lower case, with forward slashes."""
        return tuple(self._entries)

    def size(self, name: str) -> int:
        """Unpacked size in bytes."""
        return self._entries[name].file_size

    def head(self, name: str, length: int = 4096) -> bytes:
        """The first bytes of an entry; empty when it is missing or damaged, which is told by whoever needs all of it."""
        info = self._entries.get(name)
        if info is None:
            return b""
        try:
            if info.compress_type == zipfile.ZIP_DEFLATED:
                return zlib.decompressobj(-zlib.MAX_WBITS).decompress(self._packed(info), length)
            with self._zip.open(info) as stream:
                return stream.read(length)
        except _DAMAGE:
            return b""

    def _packed(self, info: zipfile.ZipInfo) -> memoryview:
        """The bytes of an entry as they lie in the archive, after its local header of 30 bytes, name and extra field."""
        name, extra = struct.unpack_from("<HH", self._data, info.header_offset + 26)
        begin = info.header_offset + 30 + name + extra
        return memoryview(self._data)[begin : begin + info.compress_size]

    def whole(self, name: str) -> bytes | None:
        """All of an entry, or None when there is none of that name."""
        return b"".join(self.chunks(name)) if name in self._entries else None

    def chunks(self, name: str) -> Iterator[bytes]:
        """An entry piece by piece. Raises `Unreadable` when it is too large or damaged."""
        info = self._entries[name]
        if info.file_size > MAX_PART:
            raise Unreadable("too_large", f"文件内的 {info.filename} 展开后有 {info.file_size >> 20} MB，超出限度，未读取。请拆分后提交。")
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    yield chunk
        except _DAMAGE as error:
            raise _damaged() from error


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


def _damaged() -> Unreadable:
    return Unreadable("corrupt", "文件已损坏或没有传完整，无法打开。请重新导出或上传。")


def _bomb(what: str) -> Unreadable:
    return Unreadable("unsafe_archive", f"{what}，可能是恶意构造的文件，为安全起见未读取。请用 Word 或 WPS 打开后另存为 .docx 再提交。")
