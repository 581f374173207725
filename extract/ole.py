"""Looking into an OLE compound file (.doc, .xls, encrypted Office files) far enough to know what it is and whether it is whole."""

from __future__ import annotations

import struct

import msgspec

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_STREAM = 0xFFFFFFFF
_END = 0xFFFFFFFE
_MAX_ENTRIES = 100_000


class Damaged(ValueError):
    """The file's own tables do not hold together, as after a broken upload."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One stream or storage directly under the root."""

    start: int
    size: int


class CompoundFile:
    """The root directory of a compound file. Raises `Damaged` when it cannot be followed."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 1536 or not data.startswith(SIGNATURE):
            raise Damaged("too short")
        self._data = data
        shift = struct.unpack_from("<H", data, 30)[0]
        if shift not in (9, 12):
            raise Damaged("sector size")
        self._sector = 1 << shift
        self._table = self._allocation()
        directory = b"".join(self._chain(struct.unpack_from("<I", data, 48)[0]))
        self.entries = _root_entries(directory)
        self._check_whole(directory)

    def head(self, name: str) -> bytes:
        """The first sector of a large stream; empty for one kept among the small ones or missing."""
        entry = self.entries.get(name)
        return self._at(entry.start) if entry is not None and entry.size >= 4096 else b""

    def _at(self, sector: int) -> bytes:
        begin = (sector + 1) * self._sector
        return self._data[begin : begin + self._sector]

    def _allocation(self) -> list[int]:
        """The table that chains sectors, from the header's list and the sectors that continue it."""
        listed = list(struct.unpack_from("<109I", self._data, 76))
        at, seen = struct.unpack_from("<I", self._data, 68)[0], 0
        while at < _END and seen <= len(self._data) // self._sector:
            block = self._at(at)
            if len(block) < self._sector:
                raise Damaged("cut short")
            numbers = struct.unpack(f"<{self._sector // 4}I", block)
            listed.extend(numbers[:-1])
            at, seen = numbers[-1], seen + 1
        table: list[int] = []
        for sector in listed:
            if sector < _END and len(table) <= len(self._data) // self._sector + self._sector:
                block = self._at(sector)
                if len(block) < self._sector:
                    raise Damaged("cut short")
                table.extend(struct.unpack(f"<{self._sector // 4}I", block))
        return table

    def _chain(self, sector: int) -> list[bytes]:
        blocks: list[bytes] = []
        seen: set[int] = set()
        while sector < _END:
            if sector >= len(self._table) or sector in seen or len(blocks) > _MAX_ENTRIES:
                raise Damaged("chain")
            seen.add(sector)
            blocks.append(self._at(sector))
            sector = self._table[sector]
        return blocks

    def _check_whole(self, directory: bytes) -> None:
        """Every large stream must lie within the file."""
        available = (len(self._data) - 1) // self._sector
        for entry in self.entries.values():
            if entry.size >= 4096 and entry.start < _END:
                sector, steps = entry.start, 0
                while sector < _END:
                    if sector >= available or sector >= len(self._table) or steps > available:
                        raise Damaged("stream outside the file")
                    sector, steps = self._table[sector], steps + 1


def _root_entries(directory: bytes) -> dict[str, Entry]:
    """Entries directly under the root; embedded objects lie deeper and must not be taken for the document."""
    count = len(directory) // 128
    if not count:
        raise Damaged("no directory")
    found: dict[str, Entry] = {}
    waiting, seen = [struct.unpack_from("<I", directory, 76)[0]], set()
    while waiting:
        index = waiting.pop()
        if index == _NO_STREAM or index >= count or index in seen:
            continue
        seen.add(index)
        record = directory[index * 128 : index * 128 + 128]
        length = min(struct.unpack_from("<H", record, 64)[0], 64)
        name = record[: max(0, length - 2)].decode("utf-16-le", "replace")
        left, right = struct.unpack_from("<II", record, 68)
        start, size = struct.unpack_from("<II", record, 116)
        found[name] = Entry(start=start, size=size)
        waiting += [left, right]
    return found
