"""Wrong usage is told in Chinese on standard error, with exit code 2; help is Chinese throughout."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gouji.commands import show
from gouji.entries import Reading
from gouji.reading import record_of
from model import Problem

ROOT = Path(__file__).parents[2]
COMMANDS = ("run", "check", "show", "rules", "decide", "diff", "watch", "schema", "export", "review", "form")
ENGLISH = re.compile(r"\b(Usage|Error|Missing|No such|Invalid|Options|Arguments|Commands|Show this|required|default:)")


def gouji(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "gouji", *words], cwd=ROOT, capture_output=True, text=True, timeout=60, encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["run", "--bogus"], "没有选项“--bogus”"),
        (["run", "a", "b"], "多出了参数：b"),
        (["nosuch"], "没有命令“nosuch”"),
        (["rnu"], "没有命令“rnu”，相近的有：run。"),
        (["check"], "缺少参数 FILE…"),
        (["decide", "X"], "缺少选项 --status"),
        (["run", "--jobs", "0"], "--jobs 的值不能小于 1"),
        (["run", "--jobs", "x"], "--jobs 的值应是整数"),
        (["run", "--timeout", "x"], "--timeout 的值应是数"),
        (["run", "--out"], "选项 --out 后面要写上值"),
        (["check", "没有的文件.docx"], "没有这个文件或文件夹"),
    ],
)
def test_wrong_usage_is_told_in_chinese(words: list[str], said: str) -> None:
    ended = gouji(*words)
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert said in ended.stderr
    assert not ENGLISH.search(ended.stderr)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_chinese_and_shows_an_example(command: str) -> None:
    ended = gouji(command, *(["draft"] if command == "form" else []), "--help")
    assert ended.returncode == 0
    assert "例：gouji " + command in ended.stdout
    assert not ENGLISH.search(ended.stdout)


def test_show_says_so_when_a_file_holds_no_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    problem = Problem(document_id="a" * 16, stage="extract", code="scan_without_ocr", message="第 1 页是扫描图片", page=1)
    reading = Reading(sha256="a" * 64, size_bytes=1, status="partial", read_at=datetime(2026, 1, 1, tzinfo=UTC), problems=(problem,))
    monkeypatch.setattr(show, "read_path", lambda path: (record_of("扫描.pdf", reading), reading))
    assert show.show_file(tmp_path / "扫描.pdf", "tables", "text") == 0
    assert capsys.readouterr().out == "文件里没有读到报告；没有读懂的有 1 处，用 --what problems 查看。\n"


@pytest.mark.parametrize("words", [["check"], ["show"], ["form", "draft"], ["run"]], ids=" ".join)
def test_a_wrong_form_file_of_the_users_own_is_named_before_anything_is_read(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "某县.toml").write_text('id = "moxian"\nclams = ["项目"]\n', encoding="utf-8")
    monkeypatch.setenv("GOUJI_FORMS", str(tmp_path))
    ended = gouji(*words, str(tmp_path / "没有.docx"))
    assert ended.returncode == 2
    assert "某县.toml" in ended.stderr and "clams" in ended.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
@pytest.mark.parametrize("words", [["check"], ["show"], ["show", "--html"], ["form", "draft"]], ids=" ".join)
def test_a_pipe_is_refused_and_not_waited_for(words: list[str], tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.pdf")
    ended = gouji(*words, str(tmp_path / "管道.pdf"))
    assert ended.returncode == 2
    assert "不是普通文件" in ended.stderr
