"""疑点清单.xlsx: what stands in it, that it opens everywhere, and that nothing in a report becomes a formula."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest
from lxml import etree

from publish.safe_text import cell_text, typed_text
from publish.shelf import full_shelf
from publish.workbook import FINDINGS, write_workbook
from publish.workbook_columns import COLUMNS, Figure, Row, number
from publish.workbook_sheets import FILES, GUIDE, MEMORY, SUMMARY
from tests.publish.sample_run import HANDBOOK, large_run, sample_run

SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("workbook") / "疑点清单.xlsx"
    write_workbook(sample_run(), path, handbook=HANDBOOK)
    return path


@pytest.fixture(scope="module")
def book(written: Path) -> Any:
    return openpyxl.load_workbook(written)


def by_id(book: Any) -> dict[str, dict[str, Any]]:
    rows = book[FINDINGS].iter_rows(values_only=True)
    titles = next(rows)
    return {row[0]: dict(zip(titles, row, strict=True)) for row in rows}


def cells(book: Any) -> Iterator[Any]:
    for sheet in book:
        for row in sheet.iter_rows():
            yield from row


def test_the_guide_tells_the_time_of_the_clock_on_the_wall(book: Any) -> None:
    assert "2026-11-24 09:02（北京时间）" in dict(book[GUIDE].iter_rows(values_only=True))["本次运行"]


def test_every_finding_is_one_row_with_both_sides(book: Any) -> None:
    rows = by_id(book)
    assert set(rows) == {finding.finding_id for finding in sample_run().findings}
    row = rows["F3H8T1XA"]
    assert (row["级别"], row["类别"], row["部门"], row["年度"]) == ("高", "表文不符", "青岚县水务局", 2024)
    assert (row["甲方数值"], row["甲方单位"], row["乙方数值"], row["乙方单位"]) == (42.6, "公里", 36.8, "公里")
    assert "附件2 部门整体支出绩效自评表" in row["甲方位置"] and "第2行第5列" in row["甲方位置"]
    assert "“二/（一）”" in row["乙方位置"] and "36.8公里" in row["乙方原文"]
    assert row["差异"] == 5.8
    assert row["差异率"] == pytest.approx((42.6 - 36.8) / 36.8, abs=1e-6)
    assert row["依据"] and row["建议程序"]


def test_rules_are_named_in_chinese_with_their_number_behind(book: Any) -> None:
    assert by_id(book)["F7Q2M4KD"]["核对项目"] == "项目明细合计（A01）"
    for row in book[SUMMARY].iter_rows(min_row=2, values_only=True):
        assert re.search("[\u4e00-\u9fff]", str(row[4]))


def test_worst_findings_come_first_and_what_follows_from_one_stands_under_it(book: Any) -> None:
    order = list(by_id(book))
    levels = [by_id(book)[key]["级别"] for key in order if by_id(book)[key]["状态"] != "消失"]
    assert levels[0] == "高" and levels[-1] == "提示"
    assert order.index("F9B5R6WC") == order.index("F3H8T1XA") + 1
    assert order[-1] == "F5D3U2NL"


def test_status_and_answers_are_carried_into_the_row(book: Any) -> None:
    rows = by_id(book)
    assert [rows[key]["状态"] for key in ("F7Q2M4KD", "F3H8T1XA", "F2K7D9PE", "F5D3U2NL")] == ["新增", "延续", "重新打开", "消失"]
    held = rows["F3H8T1XA"]
    assert (held["核实结果"], held["核实人"], held["核实日期"], held["底稿索引"]) == ("确认", "顾南星", "2026-11-21", "SW-03")
    assert "意见不一" in held["状态说明"] and "沈一鸣" in held["状态说明"]
    assert rows["F2K7D9PE"]["核实结果"] is None and "23座改为27座" in rows["F2K7D9PE"]["状态说明"]


def test_the_sheet_is_ready_to_work_in(book: Any) -> None:
    sheet = book[FINDINGS]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref.startswith("A1:")
    lists = {held.formula1 for held in sheet.data_validations.dataValidation}
    assert any("确认,误报,存疑" in formula for formula in lists)
    assert all(dimension.width for dimension in sheet.column_dimensions.values())
    assert sheet["H2"].alignment.wrap_text
    assert {sheet.cell(2, 2).fill.start_color.rgb, sheet.cell(5, 2).fill.start_color.rgb} <= {"FFFBE3E1", "FFFDEFD6"}


def test_finding_numbers_lead_to_their_place_on_the_page(book: Any) -> None:
    link = book[FINDINGS]["A2"].hyperlink
    assert link.target == "report.html" and link.location == book[FINDINGS]["A2"].value


def test_the_other_sheets_say_what_was_checked_and_how_files_ended(book: Any) -> None:
    assert book.sheetnames == [FINDINGS, SUMMARY, FILES, GUIDE, MEMORY]
    assert book[MEMORY].sheet_state == "veryHidden"
    summary = list(book[SUMMARY].iter_rows(min_row=2, values_only=True))
    assert ("青岚县水务局", 2024, "附件1 部门整体支出绩效评价基础数据表", "表内算术", "项目明细合计（A01）", 3, 2, 1, 0, None) in summary
    files = {row[0]: row for row in book[FILES].iter_rows(min_row=2, values_only=True)}
    assert files["水务局/旧版.doc"][1:3] == ("未能读取", "不支持的文件类型")
    assert any(row[0] == "核实结果" for row in book[GUIDE].iter_rows(values_only=True))


def test_of_very_many_summary_lines_those_that_failed_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = full_shelf(sample_run()).tallies
    failing = sum(failed > 0 for _, failed, _ in whole.values())
    monkeypatch.setattr("publish.workbook_sheets.MAX_LINES", failing)
    write_workbook(sample_run(), tmp_path / "x.xlsx", handbook=HANDBOOK)
    *lines, last = openpyxl.load_workbook(tmp_path / "x.xlsx")[SUMMARY].iter_rows(min_row=2, values_only=True)
    assert len(lines) == failing and all(line[7] for line in lines)
    assert "行从略，全部核对结果见 checks 表" in last[4]


def test_nothing_in_a_report_becomes_a_formula(written: Path, book: Any) -> None:
    with zipfile.ZipFile(written) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/"):
                assert b"<f>" not in archive.read(name) and b"<f " not in archive.read(name)
    for cell in cells(book):
        assert cell.data_type != "f"
        if isinstance(cell.value, str):
            assert not cell.value.startswith(("=", "+", "-", "@", "\t", "\r", "{="))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-x", "@SUM(A1)", "\t=1", "\r=1", "{=1}", " =1", "＝1"])
def test_beginnings_of_formulas_are_made_text_and_read_back_as_typed(text: str) -> None:
    assert cell_text(text).startswith("'")
    assert typed_text(cell_text(text)) == text.strip()


def test_characters_a_sheet_cannot_hold_are_replaced() -> None:
    assert cell_text("甲\x00乙\x0b丙\ufffe丁\ud800") == "甲\ufffd乙\ufffd丙\ufffd丁\ufffd"
    assert cell_text("左\u202e右") == "左‹RLO›右"
    assert len(cell_text("长" * 50_000)) < 32_767


def test_figures_keep_their_printed_decimals() -> None:
    figure = number("1,234.50")
    assert isinstance(figure, Figure) and (figure, figure.decimals, figure.grouped) == (1234.5, 2, True)
    assert number("约三成") == "约三成" and number("1e5") == "1e5" and number(None) is None
    assert number("nan") == "nan"


def test_every_part_is_well_formed_and_named(written: Path) -> None:
    with zipfile.ZipFile(written) as archive:
        types = etree.fromstring(archive.read("[Content_Types].xml"))
        named = {override.get("PartName") for override in types if override.get("PartName")}
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))
        assert all(part.lstrip("/") in archive.namelist() for part in named)
        sheet = etree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    for listed in sheet.iter(f"{SPREADSHEET}dataValidation"):
        assert len(listed.findtext(f"{SPREADSHEET}formula1") or "") <= 257  # what Excel takes without repair
        assert len(listed.get("prompt") or "") <= 255 and len(listed.get("error") or "") <= 225


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_saves_the_same_values(written: Path, tmp_path: Path, book: Any) -> None:
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "xlsx", "--outdir", tmp_path, written],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    again = openpyxl.load_workbook(tmp_path / written.name)
    assert again.sheetnames == book.sheetnames
    assert by_id(again) == by_id(book)
    assert again[FINDINGS].auto_filter.ref
    assert len(again[FINDINGS].data_validations.dataValidation) == 2


def test_a_run_without_findings_still_gives_a_workbook(tmp_path: Path) -> None:
    import msgspec

    write_workbook(msgspec.structs.replace(sample_run(), findings=(), checks=(), documents=(), reports=()), tmp_path / "a.xlsx")
    assert openpyxl.load_workbook(tmp_path / "a.xlsx")[FINDINGS].max_row == 1


def test_five_thousand_findings_are_written_in_time(tmp_path: Path) -> None:
    run = large_run(5000)
    began = time.process_time()
    write_workbook(run, tmp_path / "a.xlsx", handbook=HANDBOOK)
    assert time.process_time() - began < 10
    assert len(COLUMNS) * 5000 > 150_000


def test_the_rate_of_a_sum_is_of_what_the_sum_should_be() -> None:
    finding = msgspec.structs.replace(sample_run().findings[0], difference="0.2", expected="6.3", observed="6.5")
    (rate,) = (column for column in COLUMNS if column.title == "差异率")
    assert rate.value(Row(finding=finding, reports={}, handbook={}, status="new")) == pytest.approx(0.2 / 6.3, abs=1e-6)
