"""The directory at the end of a plain zip archive, in one pass; whatever is unusual about an archive is left to `zipfile`."""

from __future__ import annotations

import struct
import zlib
from typing import NamedTuple

import msgspec

STORED, DEFLATED = 0, 8
ENCRYPTED = 0x0001
"""In the flags of an entry."""

_NOT_PLAIN = ENCRYPTED | 0x0020 | 0x0040
"""Encrypted, patched, encrypted throughout."""
_NEWEST = 63
"""The version of the format, times ten, up to which `zipfile` reads."""
_UNKNOWN = 0xFFFFFFFF
"""Stands for a size or place that is written elsewhere, in an archive of more than four gigabytes."""

_END = struct.Struct("<4s4H2LH")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LENGTHS = struct.Struct("<2H")
_LOCAL = 30
"""Bytes of the header before each entry, without its name and extra field; the lengths of these two are at its end."""


class Packed(NamedTuple):
    """The content of an entry as it lies in the archive; what is equal unpacks to the same bytes."""

    data: bytes
    method: int
    crc: int
    size: int
    """Bytes when unpacked."""


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One file in an archive, as the directory tells of it."""

    number: int
    """In the order of the directory, from 0."""
    name: str
    flags: int
    method: int
    crc: int
    packed: int
    """Bytes in the archive."""
    size: int
    """Bytes when unpacked."""
    offset: int
    """Where its own header begins."""


def plain_entries(data: bytes) -> list[Entry] | None:
    """The entries of an archive that begins at its first byte, ends with its directory and names files in ASCII; None for any other."""
    end = len(data) - _END.size
    if end < 0:
        return None
    sign, disk, first_disk, here, count, length, begin, comment = _END.unpack_from(data, end)
    if (sign, disk, first_disk, here, comment) != (b"PK\5\6", 0, 0, count, 0) or begin + length != end:
        return None
    if data[end - 20 : end - 16] == b"PK\6\7":
        return None  # the larger form of the directory
    entries = []
    at = begin
    for number in range(count):
        if at + _ENTRY.size > end:
            return None
        sign, _, version, flags, method, _, _, crc, packed, size, length, extra, comment, _, _, _, offset = _ENTRY.unpack_from(data, at)
        at += _ENTRY.size + length
        name = data[at - length : at]
        if sign != b"PK\1\2" or version > _NEWEST or extra or _UNKNOWN in (packed, size, offset) or not name.isascii() or 0 in name:
            return None
        at += comment
        entries.append(Entry(number, name.decode("ascii"), flags, method, crc, packed, size, offset))
    return entries if at == end else None


def claimed_bytes(data: bytes, entry: Entry) -> bytes:
    """The bytes at the place of an entry, whatever its own header says. Raises struct.error when that is past the end."""
    begin = entry.offset + _LOCAL
    name, extra = _LENGTHS.unpack_from(data, begin - _LENGTHS.size)
    begin += name + extra
    return data[begin : begin + entry.packed]


def packed(data: bytes, entry: Entry) -> Packed | None:
    """The content of an entry; None where its own header does not agree with the directory."""
    begin, name = entry.offset + _LOCAL, entry.name.encode()
    if entry.flags & _NOT_PLAIN or not data.startswith(b"PK\3\4", entry.offset) or not data.startswith(name, begin):
        return None
    if data[begin - _LENGTHS.size : begin - 2] != len(name).to_bytes(2, "little"):
        return None
    content = claimed_bytes(data, entry)
    return Packed(content, entry.method, entry.crc, entry.size) if len(content) == entry.packed else None


def inflated(data: bytes, length: int) -> bytes:
    """The first bytes of what deflated bytes unpack to; nothing more than that is unpacked. Raises zlib.error."""
    return zlib.decompressobj(-zlib.MAX_WBITS).decompress(data, length)


def unpacked(packed: Packed) -> bytes | None:
    """What it unpacks to; None where that is not what the directory says."""
    data = packed.data
    if packed.method == DEFLATED:
        try:
            data = inflated(data, max(1, packed.size))
        except zlib.error:
            return None
    elif packed.method != STORED:
        return None
    return data if len(data) == packed.size and zlib.crc32(data) == packed.crc else None
