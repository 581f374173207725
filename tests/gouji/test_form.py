"""`gouji form draft` and form files of the user's own."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from docx import Document

from gouji.exits import PUBLISHED, UNREAD_FILES, USAGE
from normalize.form_files import Form
from tests.gouji.conftest import command

ROWS = [
    ["填报单位", "望湖镇人民政府", "专项", "环湖绿道照明"],
    ["考核内容", "应达", "实达", "给分"],
    ["安装路灯", "≥210盏", "205盏", "39"],
    ["敷设电缆", "≥6公里", "6.2公里", "30"],
]


@pytest.fixture
def strange(tmp_path: Path) -> Path:
    """A Word file with a form whose column words nobody knows."""
    document = Document()
    document.add_paragraph("2023年度专项支出绩效自评表")
    table = document.add_table(rows=len(ROWS), cols=len(ROWS[0]))
    for row, words in zip(table.rows, ROWS, strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    document.save(str(tmp_path / "strange.docx"))
    return tmp_path / "strange.docx"


def test_a_draft_is_printed_as_a_valid_form_file(strange: Path, tmp_path: Path) -> None:
    done = command("form", "draft", strange.name, cwd=tmp_path)
    assert done.returncode == PUBLISHED
    form = msgspec.toml.decode(done.stdout, type=Form)
    assert form.titles == ("*专项支出绩效自评表",)


def test_a_file_without_a_table_gives_no_draft(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("没有表格。")
    document.save(str(tmp_path / "plain.docx"))
    done = command("form", "draft", "plain.docx", cwd=tmp_path)
    assert done.returncode == UNREAD_FILES
    assert "没有表格" in done.stderr


def test_a_finished_form_file_in_the_users_folder_is_used(strange: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def indicators() -> list[dict[str, object]]:
        done = command("show", strange.name, "--what", "indicators", "--format", "json", cwd=tmp_path)
        found: list[dict[str, object]] = json.loads(done.stdout)["indicators"]
        return found

    assert indicators() == []
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "wanghu.toml").write_text(
        'id = "wanghu"\nname = "望湖镇表样"\nkind = "project_self_eval"\nclaims = ["填报单位", "专项", "应达", "实达"]\n'
        '[fields]\nproject = ["专项"]\n[columns.indicators]\nlevel3 = ["考核内容"]\ntarget = ["应达"]\nactual = ["实达"]\nscore = ["给分"]\n',
        encoding="utf-8",
    )
    monkeypatch.setenv("GOUJI_FORMS", str(tmp_path / "forms"))
    assert [(row["level3"], row["target_value"], row["actual_value"], row["score"]) for row in indicators()] == [
        ("安装路灯", 210, 205, 39),
        ("敷设电缆", 6, 6.2, 30),
    ]


def test_a_wrong_form_file_is_named_before_anything_is_read(strange: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "wrong.toml").write_text('id = "a"\nname = "b"\nclaim = ["c"]\n', encoding="utf-8")
    monkeypatch.setenv("GOUJI_FORMS", str(tmp_path / "forms"))
    done = command("check", strange.name, cwd=tmp_path)
    assert done.returncode == USAGE
    assert "wrong.toml" in done.stderr and "claim" in done.stderr
