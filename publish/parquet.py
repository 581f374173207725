"""Write the tables of a run as Parquet, a row group at a time, so that no run needs its rows in memory at once."""

from __future__ import annotations

import base64
import contextlib
import os
import re
import shutil
import struct
from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

from publish.arrow import record_batch, schema
from publish.packed import Packed, pack
from publish.rows import Row
from publish.tables import TABLES

GROUP = 65_536
"""Most rows of a row group; it ends with the packed rows that reach it."""
PACK = 4_096
"""Rows kept as Python values before they are packed, which takes a tenth of the room."""
HELD = 20_000_000
"""Bytes of values waiting in all tables together; beyond, the table with most of them ends its row group early."""


class Tables:
    """The Parquet files of one run being written below `folder`. Every table (or `only` those named) exists after `close`, also without rows."""

    def __init__(self, folder: Path, run_id: str, *, only: Iterable[str] = TABLES) -> None:
        self._folder = folder
        self._run_id = run_id
        self._waiting: dict[str, list[Row]] = {name: [] for name in only}
        self._packed: dict[str, list[Packed]] = {name: [] for name in self._waiting}
        self._rows: dict[str, int] = dict.fromkeys(self._waiting, 0)
        self._bytes: dict[str, int] = dict.fromkeys(self._waiting, 0)
        self._writers: dict[str, Any] = {}
        self._files: dict[str, BinaryIO] = {}
        self.counts: dict[str, int] = dict.fromkeys(self._waiting, 0)
        """Rows by table so far."""

    def add(self, table: str, rows: Iterable[Row]) -> None:
        """Append rows to a table, in the order given."""
        waiting = self._waiting[table]
        before = len(waiting)
        waiting.extend(rows)
        self.counts[table] += len(waiting) - before
        if len(waiting) >= PACK:
            self._pack(table)

    def add_packed(self, table: str, packed: Packed) -> None:
        """Append rows that a worker packed."""
        if packed.rows:
            self._pack(table)
            self.counts[table] += packed.rows
            self._take(table, packed)

    def close(self) -> None:
        """Write what is left and finish every file."""
        for name in self._waiting:
            self._pack(name)
            self._flush(name)
            self._writer(name).close()
            self._files[name].close()
        self._writers.clear()
        _give_back()

    def abandon(self) -> None:
        """Close the files without finishing them, after a failure."""
        for name, writer in self._writers.items():
            with contextlib.suppress(Exception):  # it may be this very file that cannot be written
                writer.close()
            with contextlib.suppress(OSError):
                self._files[name].close()
        self._writers.clear()

    def _pack(self, name: str) -> None:
        rows = self._waiting[name]
        if rows:
            self._take(name, pack(TABLES[name], rows))
            rows.clear()

    def _take(self, name: str, packed: Packed) -> None:
        self._packed[name].append(packed)
        self._rows[name] += packed.rows
        self._bytes[name] += packed.size
        if self._rows[name] >= GROUP:
            self._flush(name)
        if sum(self._bytes.values()) >= HELD:
            self._flush(max(self._bytes, key=self._bytes.__getitem__))

    def _flush(self, name: str) -> None:
        """Write what is packed as one row group."""
        import pyarrow as pa

        if self._packed[name]:
            writer = self._writer(name)
            table = pa.Table.from_batches([record_batch(packed, writer.schema) for packed in self._packed[name]])
            writer.write_table(table.combine_chunks(), row_group_size=table.num_rows)
            self._packed[name].clear()
            self._rows[name] = self._bytes[name] = 0

    def _writer(self, name: str) -> Any:
        if name not in self._writers:
            from pyarrow import parquet

            # a file of ours rather than Arrow's: every change below DIR then passes Python, where it can be watched
            self._files[name] = (self._folder / f"{name}.parquet").open("wb")
            self._writers[name] = parquet.ParquetWriter(self._files[name], schema(TABLES[name], self._run_id), compression="zstd")
        return self._writers[name]


def _give_back() -> None:
    """Return to the system what Arrow keeps for more tables; the workbook and the page need room next."""
    import pyarrow as pa

    pa.default_memory_pool().release_unused()


def restamp(source: Path, target: Path, old_run: str, new_run: str) -> None:
    """Copy a finished table under another run: same rows, only the run named in the footer differs.

    Raises ValueError when the file is not a table of `old_run` or the names differ in length.
    """
    with source.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - 8))
        end = file.read(8)
        (length,) = struct.unpack("<I", end[:4]) if len(end) == 8 else (size,)
        start = max(0, size - 8 - length)
        file.seek(start)
        footer = file.read(size - 8 - start)
    old, new = old_run.encode(), new_run.encode()
    named = b"run_id\x18%c" % len(old)  # the key and, in Thrift's compact form, type and length of its value
    if end[4:] != b"PAR1" or start < 4 or named + old not in footer or len(old) != len(new):
        raise ValueError(f"{source.name} is not a table of run {old_run}")
    marker = footer.index(b"ARROW:schema") + len(b"ARROW:schema")
    match = re.compile(rb"[A-Za-z0-9+/]{64,}={0,2}").search(footer, marker)
    if match is None:
        raise ValueError(f"{source.name} holds no Arrow schema")
    stamped = base64.b64encode(base64.b64decode(match[0]).replace(old, new))
    footer = footer.replace(match[0], stamped).replace(named + old, named + new)
    shutil.copyfile(source, target)
    with target.open("r+b") as out:
        out.seek(start)
        out.write(footer)  # as long as the one it replaces
