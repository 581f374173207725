"""Writing small OLE compound files, whole or broken, for what the reader must recognise in them."""

from __future__ import annotations

import struct

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SECTOR = 512


def compound(streams: dict[str, bytes], *, loop: bool = False) -> bytes:
    """A version 3 compound file whose root holds these streams (each padded to 4096 bytes at least); `loop` chains a sector to itself."""
    directory_size = -(-(len(streams) + 1) * 128 // _SECTOR)
    fat = [_FAT, *range(2, directory_size + 1), _END]
    body = b""
    entries = [_entry("Root Entry", 5, child=1 if streams else _FREE)]
    for index, (name, content) in enumerate(streams.items(), 1):
        content = content.ljust(4096, b"\0")
        count = -(-len(content) // _SECTOR)
        start = len(fat)
        fat += [*range(start + 1, start + count), _END]
        body += content.ljust(count * _SECTOR, b"\0")
        entries.append(_entry(name, 2, start=start, size=len(content), right=index + 1 if index < len(streams) else _FREE))
    if loop:
        fat[1] = 1
    assert len(fat) <= _SECTOR // 4, "one sector of the allocation table is enough for tests"
    table = struct.pack("<128I", *fat, *[_FREE] * (128 - len(fat)))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0) + struct.pack("<109I", 0, *[_FREE] * 108)
    return header + table + b"".join(entries).ljust(directory_size * _SECTOR, b"\0") + body


def _entry(name: str, kind: int, *, start: int = _END, size: int = 0, right: int = _FREE, child: int = _FREE) -> bytes:
    label = name.encode("utf-16-le") + b"\0\0"
    head = label.ljust(64, b"\0") + struct.pack("<HBB", len(label), kind, 1) + struct.pack("<III", _FREE, right, child)
    return head + bytes(36) + struct.pack("<III", start, size, 0)


def word_binary(flags: int = 0) -> bytes:
    """The first block of a Word 97 document."""
    return struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0x0804, 0, flags) + bytes(500)
