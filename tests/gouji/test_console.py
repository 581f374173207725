"""What is said: progress and summary for people, lines that no name can forge, and text laid out for wide characters."""

from __future__ import annotations

import json

import pytest

from gouji.console import JsonLines, Terminal, plain
from gouji.handbook import rule_text
from gouji.layout import clip, pad, table, width, wrap
from rules.registry import catalogue

PUBLISHED = {
    "folder": "out/runs/r1", "run_id": "r1", "files": {"total": 3, "ok": 2, "partial": 0, "failed": 1, "cached": 1}, "reports": 2,
    "dossiers": 1, "checks": {"relations": 9, "pass": 8, "fail": 1}, "findings": {"high": 1, "medium": 0, "low": 0, "info": 0}, "new": 1,
    "gone": 0, "seconds": {}, "failures": [{"path": "坏\n行.docx", "error": "corrupt", "message": None}],
}  # fmt: skip


def test_the_summary_says_all_that_matters(capsys: pytest.CaptureFixture[str]) -> None:
    Terminal().tell("published", **PUBLISHED)
    said = capsys.readouterr().err
    for words in ("3 个", "未能读取 1 个", "2 份", "9 个关系", "高 1 条", "坏\\n行.docx（文件已损坏）", "out/runs/r1", "report.html"):
        assert words in said


def test_progress_appears_in_lines_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gouji.console.EVERY", 0.0)
    teller = Terminal()
    teller.tell("intake", files=2, to_read=2, refused=0, ignored=0)
    for path in ("a", "b"):
        teller.tell("file", path=path, status="ok", error=None, message=None, seconds=0.1, cached=False)
    said = capsys.readouterr().err
    assert "读取 2/2" in said and "\r" not in said and "\x1b" not in said


def test_quiet_says_only_what_went_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    teller = Terminal(quiet=True)
    teller.tell("intake", files=2, to_read=2, refused=0, ignored=0)
    teller.tell("published", **PUBLISHED)
    assert capsys.readouterr().err == ""
    teller.tell("stopped", message="没有发布")
    assert capsys.readouterr().err == "没有发布\n"


def test_json_events_are_one_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    JsonLines().tell("file", path='a\n{"event":"x"}\u2028\ud800')
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["event"] == "file"
    assert line.isascii()


@pytest.mark.parametrize("evil", ["\n", "\r", "\x1b[2J", "\u202e", "\u2028", "\x85", "\x00", "\ud800"])
def test_control_characters_are_shown_and_not_sent(evil: str) -> None:
    shown = plain(f"a{evil}b")
    assert all(char.isprintable() for char in shown)
    assert shown.startswith("a") and shown.endswith("b")


def test_wide_characters_count_twice() -> None:
    assert (width("ab"), width("甲a"), width("e\u0301")) == (2, 3, 1)
    assert pad("甲", 4) == "甲  "
    assert clip("甲乙丙丁", 5) == "甲乙…"


def test_wrapping_keeps_words_and_numbers_whole_and_marks_off_line_heads() -> None:
    lines = list(wrap("一般公共预算财政拨款收入2121.23万元，比上年增加37.5%。", 20, first="  ", rest="    "))
    assert all(width(line) <= 22 for line in lines)
    assert any("2121.23" in line for line in lines) and any("37.5%" in line for line in lines)
    assert not any(line.strip().startswith(("，", "。")) for line in lines)
    assert "".join(line.strip() for line in lines) == "一般公共预算财政拨款收入2121.23万元，比上年增加37.5%。"


def test_files_that_are_refused_are_counted_from_the_start(capsys: pytest.CaptureFixture[str]) -> None:
    Terminal().tell("intake", files=10, to_read=3, refused=2, ignored=1)
    assert capsys.readouterr().err == "找到 12 个文件，2 个不是普通文件或打不开；其中 3 个是新的或有变化，开始读取。\n"


@pytest.mark.parametrize("columns", range(8, 24))
def test_no_line_ends_with_an_opening_mark(columns: int) -> None:
    text = "《项目支出绩效评价报告（运行经费）》“三/（6）”处写“发布信息（条）”"
    lines = list(wrap(text, columns))
    assert not any(line.endswith(("《", "（", "“")) for line in lines)
    assert "".join(lines) == text


def test_a_rule_is_told_in_paragraphs_however_its_docstring_is_broken() -> None:
    told = rule_text(catalogue()["A03"]).rationale.split("\n")
    assert all(line == "" or line[-1] in "。：；" for line in told)
    assert [line[:3] for line in told[-2:]] == ["反例：", "正例："]


def test_tables_fit_their_columns() -> None:
    lines = list(table(("甲", "b"), [("很长很长很长很长", 1), (None, "x\ny")], 20))
    assert all(width(line) <= 20 for line in lines)
    assert len(lines) == 4
