"""gouji.load and gouji export: typed frames of one run, and files a spreadsheet may open."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import gouji
from gouji.commands.export import export_tables
from publish.tables import TABLES
from tests.gouji.conftest import CONTRADICTION, write_docx

EVIL = '=HYPERLINK("http://x.invalid","点")'


@pytest.fixture
def published(raw: Path, out: Path, go: Callable[..., int]) -> Path:
    write_docx(raw / "a.docx", *CONTRADICTION, EVIL, "+1", "@SUM(1)", "负责人：王芳 填报日期：2025年3月20日 联系电话：0730-5550123")
    go()
    return out


def test_tables_are_read_when_asked_for_and_only_once(published: Path) -> None:
    run = gouji.load(str(published))
    assert run._frames == {}
    assert run.facts is run["facts"]
    assert list(run._frames) == ["facts"]
    assert set(run) == set(TABLES) and len(run) == len(TABLES)


def test_dtypes_keep_what_the_columns_mean(published: Path) -> None:
    run = gouji.load(str(published))
    for name, frame in run.items():
        assert list(frame.columns) == list(TABLES[name].names)
        for column in TABLES[name].columns:
            dtype = frame[column.name].dtype
            if column.type == "int64":
                assert dtype == ("Int64" if column.null else "int64"), (name, column.name)
            elif column.type == "float64":
                assert dtype == "float64"
            elif column.type in ("date32", "timestamp"):
                assert pd.api.types.is_datetime64_any_dtype(dtype)
            elif column.type == "bool":
                assert dtype == "bool"


def test_one_run_stays_one_run_while_another_is_published(published: Path, raw: Path, go: Callable[..., int]) -> None:
    run = gouji.load(str(published))
    write_docx(raw / "a.docx", "完成监测12次。")
    go()
    assert any("170" in text for text in run.paragraphs["text"])
    old = gouji.load(str(published), run=run.run_id)
    assert old.about["run_id"] == run.run_id != gouji.load(str(published)).run_id


def test_joins_find_their_rows(published: Path) -> None:
    run = gouji.load(str(published))
    assert list(run.facts_with_reports()["department"].unique()) == ["青岚县水务局"]
    assert len(run.findings_with_evidence()) == len(run.evidence)
    assert list(run.reports_with_documents()["path"]) == ["a.docx"]
    for helper in (run.indicators_with_reports, run.funds_with_reports, run.basics_with_reports):
        assert {"report_id", "department"} <= set(helper().columns)


def test_a_missing_run_is_a_clear_error(tmp_path: Path, published: Path) -> None:
    with pytest.raises(FileNotFoundError, match="还没有发布过"):
        gouji.load(str(tmp_path / "nowhere"))
    with pytest.raises(FileNotFoundError, match="没有运行 2020"):
        gouji.load(str(published), run="2020")
    with pytest.raises(FileNotFoundError):
        gouji.load(str(published), run="../..")
    with pytest.raises(KeyError, match="cell"):
        gouji.load(str(published))["cell"]


def test_csv_opens_in_excel_and_starts_no_formula(published: Path, tmp_path: Path) -> None:
    export_tables(published, ["paragraphs"], "csv", tmp_path, None)
    data = (tmp_path / "paragraphs.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines()))
    texts = [row["text"] for row in rows]
    assert "'" + EVIL in texts and "'+1" in texts and "'@SUM(1)" in texts
    assert not any(value.startswith(("=", "+", "@", "-")) for row in rows for value in row.values())


def test_xlsx_holds_texts_as_texts(published: Path, tmp_path: Path) -> None:
    export_tables(published, ["paragraphs", "facts"], "xlsx", tmp_path, None)
    sheet = openpyxl.load_workbook(tmp_path / "paragraphs.xlsx").active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)
    assert "'" + EVIL in {cell.value for cell in cells}
    facts = openpyxl.load_workbook(tmp_path / "facts.xlsx").active
    assert facts is not None and 170 in {cell.value for row in facts.iter_rows() for cell in row}


def test_json_has_the_values_themselves(published: Path, tmp_path: Path) -> None:
    export_tables(published, [], "json", tmp_path, None)
    assert {path.name for path in tmp_path.glob("*.json")} == {f"{table}.json" for table in TABLES}
    paragraphs = json.loads((tmp_path / "paragraphs.json").read_text(encoding="utf-8"))
    assert EVIL in {row["text"] for row in paragraphs}
    (report,) = json.loads((tmp_path / "reports.json").read_text(encoding="utf-8"))
    assert report["department"] == "青岚县水务局"
