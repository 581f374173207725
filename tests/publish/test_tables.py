"""The column contract: its names, its rows, and its files as every reader sees them."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd
import polars
import pyarrow as pa
import pytest
from pyarrow import parquet

from publish import rows
from publish.dictionary import as_markdown
from publish.packed import pack
from publish.parquet import Tables, restamp
from publish.tables import SCHEMA_VERSION, TABLES
from tests.publish.sample_run import sample_run

RUN, OTHER = "20261124T010203Z-1f3a", "20261125T010203Z-77aa"
CONTRACT = {
    "documents": "document_id path format size_bytes sha256 status error message pages reports tables problems duplicate_of seconds read_at",
    "reports": "report_id document_id position kind form title department project year first_page last_page prepared_by prepared_on phone head "
    "goal_expected goal_actual",
    "cells": "report_id table row col row_span col_span text_raw text page x0 top x1 bottom block",
    "indicators": "report_id table row level1 level2 level3 target_raw target_op target_value target_unit actual_raw actual_op actual_value "
    "actual_unit weight score deviation page",
    "funds": "report_id table row line initial_budget annual_budget executed weight rate score unit page",
    "basics": "report_id table row col item parent header year measure value value_raw unit page",
    "paragraphs": "report_id block section level heading text_raw text page",
    "facts": "report_id block start end subject frame value value_raw unit op period quote section page",
    "checks": "rule report_id status expected observed detail",
    "findings": "finding_id rule category title severity department year message expected observed difference status decision note decided_by "
    "decided_at root first_run last_run",
    "evidence": "finding_id position report_id label quote value unit page block table row col start end x0 top x1 bottom",
    "problems": "document_id report_id stage code message page block table row col",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published run of the sample as Parquet."""
    target = tmp_path_factory.mktemp("run")
    run = sample_run()
    tables = Tables(target, RUN)
    tables.add("documents", map(rows.document_row, run.documents))
    for report in run.reports:
        for table, found in rows.report_rows(report).items():
            tables.add(table, found)
    tables.add("checks", map(rows.check_row, run.checks))
    for finding in run.findings:
        tables.add("findings", [rows.finding_row(finding)])
        tables.add("evidence", rows.evidence_rows(finding))
    tables.add("problems", rows.problem_rows(run.problems))
    tables.close()
    return target


def test_the_columns_are_those_of_the_contract_and_others_only_after_them() -> None:
    assert list(TABLES) == list(CONTRACT)
    for table, names in CONTRACT.items():
        assert list(TABLES[table].names[: len(names.split())]) == names.split()


def test_every_column_says_what_it_means_and_joins_name_real_columns() -> None:
    for table in TABLES.values():
        assert len(set(table.names)) == len(table.names)
        assert set(table.key) <= set(table.names)
        for column in table.columns:
            assert column.description and column.example, (table.name, column.name)
        for join in table.joins:
            assert set(join.columns) <= set(table.names)
            assert set(join.other) <= set(TABLES[join.table].names)


def test_a_key_names_one_row(folder: Path) -> None:
    for table in TABLES.values():
        rows = parquet.read_table(folder / f"{table.name}.parquet").to_pylist()
        keys = [tuple(row[column] for column in table.key) for row in rows]
        assert not table.key or len(set(keys)) == len(rows), table.name


def test_column_names_sql_reserves_are_told() -> None:
    reserved = [name for name in {name for table in TABLES.values() for name in table.names} if not _bare_in_sql(name)]
    assert all(f"`{name}`" in as_markdown().split("**在 SQL 里**")[1].split("要加双引号")[0] for name in reserved)
    assert sorted(reserved) == ["end", "group", "table"]


def _bare_in_sql(name: str) -> bool:
    try:
        duckdb.sql(f'SELECT {name} FROM (SELECT 1 AS "{name}")')
    except duckdb.ParserException:
        return False
    return True


def test_the_files_carry_run_version_and_descriptions(folder: Path) -> None:
    for table in TABLES.values():
        path = folder / f"{table.name}.parquet"
        for metadata in (parquet.read_schema(path).metadata, parquet.read_metadata(path).metadata):
            assert metadata[b"run_id"] == RUN.encode()
            assert metadata[b"schema_version"] == SCHEMA_VERSION.encode()
        schema = parquet.read_schema(path)
        assert [field.metadata[b"description"].decode() for field in schema] == [column.description for column in table.columns]
        assert [field.nullable for field in schema] == [column.null for column in table.columns]


def test_types_are_those_of_the_contract(folder: Path) -> None:
    kinds = {"string": pa.string(), "int64": pa.int64(), "float64": pa.float64(), "bool": pa.bool_(), "date32": pa.date32()}
    kinds["timestamp"] = pa.timestamp("us", tz="UTC")
    for table in TABLES.values():
        schema = parquet.read_schema(folder / f"{table.name}.parquet")
        assert [field.type for field in schema] == [kinds[column.type] for column in table.columns]
        metadata = parquet.read_metadata(folder / f"{table.name}.parquet")
        assert all(
            metadata.row_group(group).column(at).compression == "ZSTD"
            for group in range(metadata.num_row_groups)
            for at in range(metadata.num_columns)
        )


@pytest.mark.parametrize("table", TABLES)
def test_pandas_duckdb_and_polars_load_every_table(folder: Path, table: str) -> None:
    path = str(folder / f"{table}.parquet")
    count = parquet.read_metadata(path).num_rows
    assert len(pd.read_parquet(path)) == count
    assert polars.read_parquet(path).shape == (count, len(TABLES[table].columns))
    assert duckdb.sql(f"select count(*) from read_parquet('{path}')").fetchall() == [(count,)]
    assert [name for name, *_ in duckdb.sql(f"describe select * from read_parquet('{path}')").fetchall()] == list(TABLES[table].names)


def test_a_restamped_table_is_the_same_but_for_its_run(folder: Path, tmp_path: Path) -> None:
    for table in TABLES:
        source, target = folder / f"{table}.parquet", tmp_path / f"{table}.parquet"
        restamp(source, target, RUN, OTHER)
        assert parquet.read_schema(target).metadata[b"run_id"] == OTHER.encode()
        assert parquet.read_metadata(target).metadata[b"run_id"] == OTHER.encode()
        assert table == "findings" or RUN.encode() not in target.read_bytes()
        before, after = parquet.read_table(source), parquet.read_table(target)
        assert after.equals(before)
        assert [field.metadata for field in after.schema] == [field.metadata for field in before.schema]
    with pytest.raises(ValueError, match="not a table of run"):
        restamp(folder / "cells.parquet", tmp_path / "x.parquet", OTHER, RUN)


def test_half_characters_do_not_stop_a_table(tmp_path: Path) -> None:
    tables = Tables(tmp_path, RUN)
    tables.add("checks", [("A01", None, "pass", None, None, "坏\ud800字")])
    tables.close()
    assert parquet.read_table(tmp_path / "checks.parquet")["detail"].to_pylist() == ["坏�字"]


def test_large_tables_are_written_in_row_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("publish.parquet.GROUP", 100)
    monkeypatch.setattr("publish.parquet.PACK", 30)
    tables = Tables(tmp_path, RUN)
    for number in range(7):
        tables.add("checks", [("A01", None, "pass", None, None, f"{number}-{line}") for line in range(50)])
    tables.close()
    assert tables.counts["checks"] == 350
    assert parquet.read_metadata(tmp_path / "checks.parquet").num_row_groups == 4
    assert parquet.read_table(tmp_path / "checks.parquet")["detail"].to_pylist()[-1] == "6-49"


def test_what_waits_in_all_tables_together_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("publish.parquet.HELD", 40_000)
    tables = Tables(tmp_path, RUN)
    for number in range(40):
        for table, row in (
            ("checks", ("A01", None, "pass", None, None, "相符" * 20)),
            ("paragraphs", ("r", number, "", None, False, "a", "a", None)),
        ):
            tables.add_packed(table, pack(TABLES[table], [row] * 20))
    tables.close()
    assert parquet.read_metadata(tmp_path / "checks.parquet").num_row_groups > 1
    assert parquet.read_metadata(tmp_path / "checks.parquet").num_rows == tables.counts["checks"] == 800
    assert parquet.read_table(tmp_path / "paragraphs.parquet")["block"].to_pylist() == [number for number in range(40) for _ in range(20)]
