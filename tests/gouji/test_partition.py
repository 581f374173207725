"""Tables that grew too large for one file: the same rows by every way of reading, and runs that continue from them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import polars
import pytest
from pyarrow import parquet

import gouji
from gouji.commands.export import export_tables
from publish import partition
from publish.swap import latest_run
from publish.tables import TABLES
from tests.gouji.conftest import CONTRADICTION, write_docx

SPLIT = ("paragraphs", "facts", "checks")


@pytest.fixture
def both(raw: Path, out: Path, go: Callable[..., int], monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """The same files published with tables in one file each, and with those above five rows in parts."""
    for name in ("青岚县水务局", "青岚县档案馆", "临溪县民政局"):
        write_docx(raw / f"{name}.docx", f"本单位为{name}。", *CONTRADICTION, department=name)
    go()
    one = latest_run(out)
    monkeypatch.setattr(partition, "LARGE", 5)
    write_docx(raw / "又一份.docx", "补充说明。")
    go()
    (raw / "又一份.docx").unlink()
    go()
    many = latest_run(out)
    assert one is not None and many is not None and one != many
    return one, many


def sorted_rows(frame: pd.DataFrame, table: str) -> list[tuple[object, ...]]:
    names = [name for name in TABLES[table].names if name not in ("status", "first_run", "last_run")]
    return sorted((tuple(row) for row in frame[names].astype(object).where(frame[names].notna(), None).itertuples(index=False)), key=repr)


def test_large_tables_stand_in_parts_by_year_and_department(both: tuple[Path, Path]) -> None:
    _, many = both
    for table in SPLIT:
        files = partition.files_of(many, table)
        assert (many / f"{table}.parquet").is_dir()
        assert {path.parent.name for path in files} <= {"year-2024", "year-none"}
        reports = gouji.load(str(many)).reports.set_index("report_id")
        for path in files:
            ids = [report for report in parquet.ParquetFile(path).read().column("report_id").to_pylist() if report]
            groups = {f"{partition.department_group(reports.department[report]):02}" for report in ids}
            assert groups <= {path.stem.rpartition("-")[2]}


@pytest.mark.parametrize("table", SPLIT)
def test_load_pandas_duckdb_and_polars_read_either_shape_the_same_way(both: tuple[Path, Path], table: str) -> None:
    one, _ = both
    expected = sorted_rows(gouji.load(str(one))[table], table)
    for run in both:
        assert list(gouji.load(str(run))[table].dtypes) == list(gouji.load(str(one))[table].dtypes)
        glob = f"{run}/**/{table}*.parquet"
        for frame in (
            gouji.load(str(run))[table],
            pd.read_parquet(run / f"{table}.parquet"),
            duckdb.sql(f"select * from read_parquet('{glob}')").df(),
            polars.read_parquet(glob).to_pandas(),
            polars.read_parquet(run / f"{table}.parquet").to_pandas(),
        ):
            assert list(frame.columns) == list(TABLES[table].names)
            assert sorted_rows(frame, table) == expected


def test_run_and_schema_stand_in_every_part(both: tuple[Path, Path]) -> None:
    _, many = both
    for path in partition.files_of(many, "facts"):
        assert parquet.read_schema(path).metadata[b"run_id"].decode() == many.name


def test_a_table_of_few_rows_stays_one_file(both: tuple[Path, Path]) -> None:
    _, many = both
    assert (many / "reports.parquet").is_file() and (many / "documents.parquet").is_file()


def test_export_reads_parts(both: tuple[Path, Path], out: Path, tmp_path: Path) -> None:
    _, many = both
    assert export_tables(out, ["facts"], "csv", tmp_path / "csv", None) == 0
    lines = (tmp_path / "csv" / "facts.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 1 + len(gouji.load(str(many)).facts)


def test_an_unchanged_run_is_published_again_from_parts(
    both: tuple[Path, Path], out: Path, go: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    import gouji.pipeline

    _, many = both
    monkeypatch.setattr(gouji.pipeline, "WHOLE", 0)
    assert go() == 0
    again = latest_run(out)
    assert again is not None and again != many
    for table in SPLIT:
        assert sorted_rows(gouji.load(str(again))[table], table) == sorted_rows(gouji.load(str(many))[table], table)
