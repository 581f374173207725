"""Cut a table that grew too large for one file into many, by year and department; everyone else asks `files_of` where a table stands."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any, BinaryIO

from publish.tables import TABLES

LARGE = 10_000_000
"""Rows above which a table becomes a folder of files: about 12,000 dossiers' worth of cells."""
GROUPS = 32
"""Departments of a year share so many files. A file a department would be ten thousand of 800 rows each, which no reader likes."""
HELD = 500_000
"""Rows in memory at most while a table is cut."""
GROUP = 65_536
"""Most rows of a row group."""


def files_of(folder: Path, table: str) -> list[Path]:
    """The Parquet files of a published table in order: the one file, or those of its folder."""
    place = folder / f"{table}.parquet"
    return sorted(place.glob("**/*.parquet")) if place.is_dir() else [place]


def department_group(department: str | None) -> int:
    """Number of the file that holds a department's rows: CRC-32 of its name in UTF-8, modulo `GROUPS`."""
    return zlib.crc32((department or "").encode("utf-8", "replace")) % GROUPS


def part_name(year: int | None, department: str | None) -> tuple[str, str]:
    """Folder below the table's own, and end of the file name, of the part with the rows of a department and year."""
    return f"year-{year if year is not None else 'none'}", f"{department_group(department):02}"


def split_large(folder: Path, *, rows: int | None = None) -> list[str]:
    """Turn every table below `folder` with report ids and more than `rows` rows (default `LARGE`) into a folder. Returns their names."""
    from pyarrow.parquet import ParquetFile

    limit = LARGE if rows is None else rows
    large = []
    for name, spec in TABLES.items():
        if "report_id" in spec.names:
            with ParquetFile(folder / f"{name}.parquet") as file:
                if file.metadata.num_rows > limit:
                    large.append(name)
    if large:
        homes = _Homes(folder)
        for name in large:
            _split(folder, name, homes)
    return large


class _Homes:
    """Which part each report's rows belong to; held as Arrow, since there may be millions."""

    def __init__(self, folder: Path) -> None:
        import pyarrow as pa
        from pyarrow.parquet import ParquetFile

        with ParquetFile(folder / "reports.parquet") as file:
            reports = file.read(columns=["report_id", "year", "department"])
        self._ids = reports.column("report_id").combine_chunks()
        self.parts: list[tuple[str, str]] = [part_name(None, None)]
        number = {self.parts[0]: 0}
        parts = []
        for year, department in zip(reports.column("year").to_pylist(), reports.column("department").to_pylist(), strict=True):
            part = part_name(year, department)
            if part not in number:
                number[part] = len(self.parts)
                self.parts.append(part)
            parts.append(number[part])
        self._part_of = pa.array(parts, pa.int32())

    def of(self, report_ids: Any) -> Any:
        """The number of the part of each row; rows of no report belong to the first part."""
        import pyarrow.compute as pc

        return pc.fill_null(pc.take(self._part_of, pc.index_in(report_ids, value_set=self._ids)), 0)


class _Part:
    """One file being written, and the rows that wait to become a row group of it."""

    def __init__(self, path: Path, schema: Any) -> None:
        from pyarrow import parquet

        path.parent.mkdir(parents=True, exist_ok=True)
        self._file: BinaryIO = path.open("wb")
        self._writer: Any = parquet.ParquetWriter(self._file, schema, compression="zstd")
        self._waiting: list[Any] = []
        self.held = 0

    def add(self, batch: Any) -> None:
        self._waiting.append(batch)
        self.held += batch.num_rows

    def flush(self) -> None:
        import pyarrow as pa

        if self._waiting:
            self._writer.write_table(pa.Table.from_batches(self._waiting).combine_chunks(), row_group_size=GROUP)
            self._waiting, self.held = [], 0

    def close(self) -> None:
        self.flush()
        self._writer.close()
        self._file.close()


def _split(folder: Path, table: str, homes: _Homes) -> None:
    """One pass over the table's row groups; rows keep their order inside each part."""
    import pyarrow.compute as pc
    from pyarrow.parquet import ParquetFile

    whole, aside = folder / f"{table}.parquet", folder / f"{table}.parts"
    parts: dict[int, _Part] = {}
    with ParquetFile(whole) as file:
        for batch in file.iter_batches(batch_size=GROUP):
            numbers = homes.of(batch.column("report_id"))
            for number in pc.unique(numbers).to_pylist():
                if number not in parts:
                    year, group = homes.parts[number]
                    parts[number] = _Part(aside / year / f"{table}-{group}.parquet", file.schema_arrow)
                parts[number].add(batch.filter(pc.equal(numbers, number)))
            if sum(part.held for part in parts.values()) > HELD:
                for part in sorted(parts.values(), key=lambda part: -part.held)[: max(1, len(parts) // 2)]:
                    part.flush()
    for part in parts.values():
        part.close()
    whole.unlink()
    aside.rename(whole)
