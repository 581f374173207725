"""Answers typed into a published workbook: read by the next run, whoever saved it, and never twice."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from gouji.answers import remember_untouched, typed_answers
from gouji.decisions import read
from gouji.history import findings_of
from gouji.store import Store
from gouji.workbook_decisions import fresh, is_findings_workbook, read_workbook_decisions
from model import Decision
from publish.swap import latest_run
from publish.workbook import FINDINGS, WORKBOOK_NAME, write_workbook
from tests.gouji.conftest import command, write_docx
from tests.publish.sample_run import HANDBOOK, sample_run

Typing = dict[str, dict[str, Any]]


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / WORKBOOK_NAME
    write_workbook(sample_run(), path, handbook=HANDBOOK)
    return path


def type_in(path: Path, typing: Typing) -> None:
    """Fill cells by finding number and heading, as an auditor would, and save."""
    book = openpyxl.load_workbook(path)
    sheet = book[FINDINGS]
    columns = {cell.value: cell.column for cell in sheet[1]}
    lines = {sheet.cell(line, columns["编号"]).value: line for line in range(2, sheet.max_row + 1)}
    for finding_id, values in typing.items():
        for heading, value in values.items():
            sheet.cell(lines[finding_id], columns[heading]).value = value
    book.save(path)


def resave_with_libreoffice(path: Path, folder: Path) -> None:
    folder.mkdir()
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", folder, path]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    shutil.copyfile(folder / path.name, path)


def test_a_workbook_nobody_touched_says_nothing(workbook: Path) -> None:
    assert read_workbook_decisions(workbook) == []


def test_what_is_typed_is_read_with_who_when_and_from_where(workbook: Path) -> None:
    type_in(workbook, {"F7Q2M4KD": {"核实结果": "误报", "误报原因": "四舍五入所致", "核实人": "顾南星", "核实日期": date(2026, 11, 20),
                                    "复核人": "沈一鸣", "备注": "'=已核", "取证单号": "Q-7", "底稿索引": "SW-01"}})  # fmt: skip
    [decision] = read_workbook_decisions(workbook, origin="runs/甲/疑点清单.xlsx")
    assert decision == Decision(
        finding_id="F7Q2M4KD", status="dismissed", at="2026-11-20T00:00:00Z", by="顾南星", note="=已核", reason="四舍五入所致",
        reviewer="沈一鸣", evidence_no="Q-7", workpaper="SW-01", origin="runs/甲/疑点清单.xlsx", run_id="20261124T010203Z-1f3a",
        fingerprint="f1", seen=("335.90万元", "325.90万元"),
    )  # fmt: skip


def test_only_rows_that_were_changed_count(workbook: Path) -> None:
    type_in(workbook, {"F6N1V3SG": {"核实结果": "存疑"}})
    assert [(d.finding_id, d.status) for d in read_workbook_decisions(workbook)] == [("F6N1V3SG", "open")]


def test_an_answer_taken_back_opens_the_finding(workbook: Path) -> None:
    type_in(workbook, {"F3H8T1XA": {"核实结果": None}})
    [decision] = read_workbook_decisions(workbook)
    assert (decision.finding_id, decision.status) == ("F3H8T1XA", "open")


def test_a_word_that_is_no_answer_leaves_the_finding_open_and_stays_in_the_note(workbook: Path) -> None:
    type_in(workbook, {"F7Q2M4KD": {"核实结果": "已问过会计", "备注": "待附件"}})
    [decision] = read_workbook_decisions(workbook)
    assert (decision.status, decision.note) == ("open", "待附件（核实结果栏写的是“已问过会计”）")


def test_columns_are_found_where_the_auditor_moved_them(workbook: Path) -> None:
    type_in(workbook, {"F7Q2M4KD": {"核实结果": "确认"}})
    book = openpyxl.load_workbook(workbook)
    book[FINDINGS].insert_cols(1)
    book[FINDINGS].delete_cols(6)
    book.save(workbook)
    assert [d.status for d in read_workbook_decisions(workbook)] == ["confirmed"]


@pytest.mark.parametrize("typed", ["2026-11-20", "2026/11/20", "2026.11.20", "2026年11月20日", datetime(2026, 11, 20, 9)])
def test_dates_are_read_as_people_write_them(workbook: Path, typed: object) -> None:
    type_in(workbook, {"F7Q2M4KD": {"核实结果": "确认", "核实日期": typed}})
    assert read_workbook_decisions(workbook)[0].at == "2026-11-20T00:00:00Z"


def test_without_a_date_the_time_of_saving_counts(workbook: Path) -> None:
    type_in(workbook, {"F7Q2M4KD": {"核实结果": "确认"}})
    saved = datetime.fromisoformat(read_workbook_decisions(workbook)[0].at)
    assert abs((datetime.now(UTC) - saved).total_seconds()) < 120


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_workbook_saved_by_libreoffice_says_the_same(workbook: Path, tmp_path: Path) -> None:
    resave_with_libreoffice(workbook, tmp_path / "untouched")
    assert read_workbook_decisions(workbook) == []
    typing = {"核实结果": "误报", "核实人": "顾南星", "核实日期": date(2026, 11, 20), "备注": "两处口径不同\n见附件"}
    type_in(workbook, {"F7Q2M4KD": typing})
    before = read_workbook_decisions(workbook)
    resave_with_libreoffice(workbook, tmp_path / "typed")
    assert read_workbook_decisions(workbook) == before
    assert before[0].note == "两处口径不同\n见附件"


def test_files_that_are_no_workbook_of_ours_are_told_apart(workbook: Path, tmp_path: Path) -> None:
    other = tmp_path / "其他.xlsx"
    openpyxl.Workbook().save(other)
    assert is_findings_workbook(workbook.read_bytes())
    assert not is_findings_workbook(other.read_bytes())
    assert not is_findings_workbook(b"PK\x03\x04 not an archive")
    assert not is_findings_workbook(b"")


def test_a_damaged_workbook_is_named_in_chinese(workbook: Path) -> None:
    workbook.write_bytes(workbook.read_bytes()[:5000])
    with pytest.raises(ValueError, match="未能读入"):
        read_workbook_decisions(workbook)


def test_a_workbook_with_entities_is_refused(workbook: Path, tmp_path: Path) -> None:
    import zipfile

    hostile = tmp_path / "实体.xlsx"
    with zipfile.ZipFile(workbook) as source, zipfile.ZipFile(hostile, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith("sharedStrings.xml"):
                data = data.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "aaaa">]>', 1)
            target.writestr(name, data)
    with pytest.raises(ValueError, match="不安全"):
        read_workbook_decisions(hostile)


def test_the_same_answer_is_new_only_once() -> None:
    said = Decision(finding_id="F1", status="confirmed", at="2026-11-20T00:00:00Z", origin="runs/甲/疑点清单.xlsx")
    assert fresh([said], []) == [said]
    assert fresh([said], [said]) == []
    later = Decision(finding_id="F1", status="dismissed", at="2026-11-22T00:00:00Z", origin="命令行")
    assert fresh([said], [said, later]) == []
    changed = Decision(finding_id="F1", status="open", at="2026-11-23T00:00:00Z", origin="runs/甲/疑点清单.xlsx")
    assert fresh([changed], [said, later]) == [changed]


def test_an_untouched_workbook_is_not_opened_again(workbook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    run = out / "runs" / "20261124T010203Z-1f3a"
    run.mkdir(parents=True)
    (out / "latest").symlink_to("runs/20261124T010203Z-1f3a")
    shutil.copyfile(workbook, run / WORKBOOK_NAME)
    store = Store(out / ".store")
    remember_untouched(run / WORKBOOK_NAME, store)
    monkeypatch.setattr("gouji.answers.decisions_in", lambda *_, **__: pytest.fail("opened"))
    assert typed_answers(out, tmp_path, [], store, []) == ([], [])


def finding_of(out: Path) -> Any:
    run = latest_run(out)
    assert run is not None
    return run, {finding.finding_id: finding for finding in findings_of(run)}


CONTRADICTION = (
    "一、部门概况",
    "全局共有在职人员46人，其中行政编制30人、事业编制15人。",
    "二、资金使用",
    "培训费共10人，每人2000元，合计3万元。",
)


def test_an_answer_in_an_earlier_workbook_holds_in_the_next_run_and_those_after(raw: Path, out: Path, go: Callable[..., int]) -> None:
    write_docx(raw / "报告.docx", *CONTRADICTION)
    go()
    first, findings = finding_of(out)
    chosen = next(iter(findings))
    type_in(first / WORKBOOK_NAME, {chosen: {"核实结果": "误报", "核实人": "顾南星", "误报原因": "口径不同，非矛盾"}})
    for _ in range(2):
        go()
        latest, findings = finding_of(out)
        assert (findings[chosen].decision, findings[chosen].decided_by) == ("dismissed", "顾南星")
        assert read_workbook_decisions(latest / WORKBOOK_NAME) == []
    assert len(read(out)[0]) == 1
    assert read(out)[0][0].origin == f"runs/{first.name}/{WORKBOOK_NAME}"


def test_a_copy_among_the_submitted_files_is_read_and_is_no_report(raw: Path, out: Path, go: Callable[..., int]) -> None:
    write_docx(raw / "报告.docx", *CONTRADICTION)
    go()
    first, findings = finding_of(out)
    chosen = next(iter(findings))
    copy = raw / "核实" / "疑点清单（已填）.xlsx"
    copy.parent.mkdir()
    shutil.copyfile(first / WORKBOOK_NAME, copy)
    type_in(copy, {chosen: {"核实结果": "确认"}})
    assert go() == 0
    _, findings = finding_of(out)
    assert findings[chosen].decision == "confirmed"
    assert read(out)[0][0].origin == "核实/疑点清单（已填）.xlsx"


def test_changed_evidence_opens_the_finding_and_says_what_changed(raw: Path, out: Path, go: Callable[..., int]) -> None:
    report = write_docx(raw / "报告.docx", *CONTRADICTION)
    go()
    first, findings = finding_of(out)
    chosen = next(key for key, finding in findings.items() if "培训费" in finding.message or "3万元" in finding.message)
    type_in(first / WORKBOOK_NAME, {chosen: {"核实结果": "误报", "核实人": "顾南星"}})
    go()
    write_docx(report, *(line.replace("合计3万元", "合计5万元") for line in CONTRADICTION))
    os.utime(report)
    go()
    latest, findings = finding_of(out)
    assert findings[chosen].decision is None
    row = {r[0]: r for r in openpyxl.load_workbook(latest / WORKBOOK_NAME)[FINDINGS].iter_rows(values_only=True)}[chosen]
    assert "重新打开" in row
    assert any("顾南星" in str(cell) and "3万元" in str(cell) and "5万元" in str(cell) for cell in row)
    found = json.loads(command("diff", "--out", out, "--format", "json").stdout)["findings"]
    assert [finding["finding_id"] for finding in found["reopened"]] == [chosen]
    assert chosen not in [finding["finding_id"] for finding in found["unchanged"]]


def test_a_finding_decided_after_its_run_is_reopened_in_the_comparison_with_it(raw: Path, out: Path, go: Callable[..., int]) -> None:
    report = write_docx(raw / "报告.docx", *CONTRADICTION)
    go()
    _, findings = finding_of(out)
    chosen = next(key for key, finding in findings.items() if "培训费" in finding.message or "3万元" in finding.message)
    assert command("decide", chosen, "--status", "confirmed", "--out", out).returncode == 0
    write_docx(report, *(line.replace("合计3万元", "合计5万元") for line in CONTRADICTION))
    os.utime(report)
    go()
    found = json.loads(command("diff", "--out", out, "--format", "json").stdout)["findings"]
    assert [finding["finding_id"] for finding in found["reopened"]] == [chosen]
