"""The command line: commands, exit codes, what goes to which stream, and that it starts fast."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from gouji.cli import app
from gouji.exits import FINDINGS, LOCKED, NOT_PUBLISHED, PUBLISHED, UNREAD_FILES, USAGE
from tests.gouji.conftest import CHECKOUT, CONTRADICTION, command, write_docx
from tests.gouji.test_lock import hold

COMMANDS = [info.name or info.callback.__name__ for info in app.registered_commands if info.callback]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `raw` and two published runs in `out`."""
    place = tmp_path_factory.mktemp("place")
    write_docx(place / "raw" / "a.docx", *CONTRADICTION)
    assert command("run", "raw", "--out", "out", "--quiet", cwd=place).returncode == PUBLISHED
    assert command("run", "raw", "--out", "out", "--quiet", cwd=place).returncode == PUBLISHED
    return place


@pytest.mark.parametrize("name", COMMANDS)
def test_every_help_shows_an_example(name: str) -> None:
    info = next(info for info in app.registered_commands if (info.name or info.callback.__name__) == name)  # type: ignore[union-attr]
    assert f"例：gouji {name}" in (info.epilog or "")


def test_help_of_the_program_and_of_run() -> None:
    whole, run = command("--help"), command("run", "--help")
    assert whole.returncode == run.returncode == 0
    assert all(name in whole.stdout for name in ("run", "check", "show", "rules", "decide", "diff", "watch", "schema", "export"))
    flags = ("--out", "--jobs", "--engine", "--scheduler", "--fail-on", "--timeout", "--log-format", "--quiet")
    assert all(flag in run.stdout for flag in flags)


def test_help_starts_fast_and_loads_nothing_heavy() -> None:
    heavy = ["pandas", "pyarrow", "numpy", "rich", "lxml", "pypdfium2", "jinja2", "xlsxwriter", "pebble", "extract", "normalize"]
    code = "import sys; sys.argv=['gouji','--help']\nfrom gouji.cli import main\ntry: main()\nexcept SystemExit: pass\n"
    code += f"print([m for m in {heavy} if m in sys.modules], file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], cwd=CHECKOUT, capture_output=True, text=True, timeout=60)
    assert done.stderr.strip() == "[]"


def test_wrong_usage_is_two(published: Path) -> None:
    for arguments in (
        ["run", "raw", "--fail-on", "sometimes"],
        ["run", "raw", "--engine", "spark"],
        ["run", "--no-such-flag"],
        ["check", "no-such-file.docx"],
        ["check", "raw/a.docx", "--format", "xml"],
        ["rules", "Z99"],
        ["decide", "A01-0", "--status", "confirmed"],
        ["decide", "A01-0", "--status", "maybe"],
        ["diff", "nothing", "like"],
        ["export", "cell"],
        ["show", "raw/a.docx", "--what", "everything"],
    ):
        done = command(*arguments, *(["--out", "out"] if arguments[0] in ("run", "decide", "diff", "export") else []), cwd=published)
        assert done.returncode == USAGE, arguments
        assert done.stderr and not done.stdout
        assert "Traceback" not in done.stderr


def test_a_misspelt_setting_is_named(published: Path, tmp_path: Path) -> None:
    (tmp_path / "gouji.toml").write_text("[run]\njob = 1\n", encoding="utf-8")
    done = command("run", published / "raw", "--out", tmp_path / "out", cwd=tmp_path)
    assert done.returncode == USAGE
    assert "“job”" in done.stderr and "“jobs”" in done.stderr


def test_fail_on_turns_findings_into_one_and_unread_files_win(published: Path, tmp_path: Path) -> None:
    severities = pd.read_parquet(published / "out" / "latest" / "findings.parquet")["severity"]
    worst = next(severity for severity in ("high", "medium", "low") if severity in set(severities))
    arguments: list[str | Path] = ["run", published / "raw", "--out", tmp_path / "out", "--fail-on"]
    assert command(*arguments, worst).returncode == command(*arguments, "low").returncode == FINDINGS
    assert command(*arguments, "never").returncode == PUBLISHED
    write_docx(tmp_path / "raw" / "a.docx", *CONTRADICTION)
    (tmp_path / "raw" / "b.docx").write_bytes(b"")
    assert command("run", tmp_path / "raw", "--out", tmp_path / "out2", "--fail-on", "low").returncode == UNREAD_FILES


def test_results_are_never_taken_for_submitted_files(published: Path, tmp_path: Path) -> None:
    for raw, out in (("out", "out"), ("raw/../out", "out"), ("out/latest", "out"), ("out/runs", "out")):
        done = command("run", raw, "--out", out, cwd=published)
        assert done.returncode == USAGE and "分开设置" in done.stderr
    write_docx(tmp_path / "inbox" / "a.docx", *CONTRADICTION)
    assert command("run", "inbox", "--out", ".", "--quiet", cwd=tmp_path).returncode == PUBLISHED


def test_a_held_lock_is_seventy_five(published: Path) -> None:
    holder = hold(published / "out")
    try:
        done = command("run", "raw", "--out", "out", cwd=published)
        assert done.returncode == LOCKED
        assert str(holder.pid) in done.stderr
    finally:
        holder.kill()
        holder.wait()


def test_people_read_standard_error_and_machines_standard_output(published: Path) -> None:
    text = command("run", "raw", "--out", "out", cwd=published)
    assert text.stdout == "" and "疑点：" in text.stderr and "核对：" in text.stderr
    machine = command("run", "raw", "--out", "out", "--log-format", "json", cwd=published)
    events = [json.loads(line) for line in machine.stdout.splitlines()]
    assert machine.stderr == ""
    assert {"time", "event"} <= set.intersection(*(set(event) for event in events))
    assert [event["event"] for event in events][-2:] == ["published", "finished"]
    assert command("run", "raw", "--out", "out", "--quiet", cwd=published).stderr == ""


def test_a_file_name_cannot_forge_a_log_line(tmp_path: Path) -> None:
    evil = '坏\n{"event": "finished", "exit_code": 0}\x1b[2J.docx'
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / evil).write_bytes(b"")
    text = command("run", "raw", "--out", "out", cwd=tmp_path)
    assert not any(line.startswith("{") for line in text.stderr.splitlines()) and "\x1b" not in text.stderr
    machine = command("run", "raw", "--out", "out", "--log-format", "json", cwd=tmp_path)
    events = [json.loads(line) for line in machine.stdout.splitlines()]
    assert sum(event["event"] == "finished" for event in events) == 1


def test_check_prints_both_sides_and_publishes_nothing(published: Path) -> None:
    before = sorted(published.rglob("*"))
    done = command("check", "raw/a.docx", cwd=published)
    assert done.returncode == PUBLISHED
    assert "170个" in done.stdout and "46个" in done.stdout
    assert sorted(published.rglob("*")) == before
    found = json.loads(command("check", "raw/a.docx", "--format", "json", cwd=published).stdout)
    assert len(found["findings"][0]["evidence"]) >= 2
    assert found["documents"][0]["status"] == "ok"


def test_check_says_what_it_could_not_read(tmp_path: Path) -> None:
    (tmp_path / "b.docx").write_bytes(b"")
    done = command("check", tmp_path / "b.docx")
    assert done.returncode == UNREAD_FILES
    assert "空文件" in done.stdout


@pytest.mark.parametrize("what", ["tables", "indicators", "funds", "basics", "facts", "problems"])
def test_show_has_every_part_as_text_and_json(published: Path, what: str) -> None:
    assert command("show", "raw/a.docx", "--what", what, cwd=published).stdout
    found = json.loads(command("show", "raw/a.docx", "--what", what, "--format", "json", cwd=published).stdout)
    assert isinstance(found[what], list)
    if what == "facts":
        assert {"170个", "46个"} <= {fact["value_raw"] for fact in found[what]}


def test_rules_lists_the_catalogue_and_explains_one() -> None:
    catalogue = command("rules").stdout
    assert "A07" in catalogue and "表内算术" in catalogue
    one = command("rules", "a07").stdout
    assert "反例" in one and "正例" in one and "依据" in one
    assert json.loads(command("rules", "A07", "--format", "json").stdout)[0]["id"] == "A07"


def test_decide_shows_in_the_next_run(published: Path) -> None:
    finding = pd.read_parquet(published / "out" / "latest" / "findings.parquet")["finding_id"][0]
    done = command("decide", finding, "--status", "confirmed", "--note", "=1+1", "--by", "张华", "--out", "out", cwd=published)
    assert done.returncode == PUBLISHED
    command("run", "raw", "--out", "out", "--quiet", cwd=published)
    row = pd.read_parquet(published / "out" / "latest" / "findings.parquet").set_index("finding_id").loc[finding]
    assert (row.decision, row.note, row.decided_by) == ("confirmed", "=1+1", "张华")
    assert row.decided_at.tzinfo is not None


def test_diff_compares_the_last_two_runs(published: Path) -> None:
    found = json.loads(command("diff", "--out", "out", "--format", "json", cwd=published).stdout)
    assert found["findings"]["new"] == found["findings"]["gone"] == []
    assert found["findings"]["unchanged"]
    assert "不变" in command("diff", "--out", "out", cwd=published).stdout


def test_schema_in_three_formats() -> None:
    assert "cells" in command("schema").stdout
    assert json.loads(command("schema", "--format", "json").stdout)["tables"][0]["name"] == "documents"
    assert command("schema", "--format", "markdown").stdout.startswith("# 数据字典")


def test_the_same_rows_without_environment_from_another_folder_and_in_another_locale(published: Path, tmp_path: Path) -> None:
    whole = command("run", published / "raw", "--out", tmp_path / "one")
    bare = command("run", "raw", "--out", tmp_path / "two", cwd=published, env={"LC_ALL": "C", "PYTHONHASHSEED": "7"})
    assert whole.returncode == bare.returncode == PUBLISHED, bare.stderr
    for table in ("cells", "paragraphs", "facts", "checks", "evidence", "problems", "reports"):
        one, two = (pd.read_parquet(tmp_path / run / "latest" / f"{table}.parquet") for run in ("one", "two"))
        pd.testing.assert_frame_equal(one, two)


def test_a_stop_signal_ends_the_run_with_nothing_or_everything(tmp_path: Path) -> None:
    for number in range(30):
        write_docx(tmp_path / "raw" / f"{number}.docx", *CONTRADICTION, f"第{number}份")
    for wait in (0.3, 0.8, 1.5):
        process = subprocess.Popen(
            [sys.executable, "-m", "gouji", "run", "raw", "--out", "out"],
            cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(CHECKOUT)}, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        time.sleep(wait)
        process.send_signal(signal.SIGTERM)
        said = process.communicate(timeout=60)[1]
        assert process.returncode in (PUBLISHED, NOT_PUBLISHED, -signal.SIGTERM), said
        assert "Traceback" not in said
        latest = tmp_path / "out" / "latest"
        assert latest.exists() == (process.returncode == PUBLISHED or latest.exists())
        assert not list((tmp_path / "out" / ".store" / "staging").glob("*")) if (tmp_path / "out" / ".store" / "staging").exists() else True
    assert command("run", "raw", "--out", "out", cwd=tmp_path).returncode == PUBLISHED


def publish_unheard(place: Path, *arguments: str, stdout: Any = None, stderr: Any = None, closed: int | None = None) -> int:
    """Exit code of a run with these streams; `closed` is a descriptor the program is started without."""
    return subprocess.run(
        [sys.executable, "-m", "gouji", "run", "raw", "--out", "unheard", *arguments],
        cwd=place, env={**os.environ, "PYTHONPATH": str(CHECKOUT)}, stdout=stdout, stderr=stderr, timeout=120,
        preexec_fn=None if closed is None else lambda: os.close(closed),
    ).returncode  # fmt: skip


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
@pytest.mark.parametrize("format", ["text", "json"])
def test_a_run_does_not_depend_on_being_heard(published: Path, format: str) -> None:
    with open("/dev/full", "w") as full:  # noqa: PTH123 - a device
        said = subprocess.PIPE if format == "json" else full
        assert publish_unheard(published, "--log-format", format, stdout=full, stderr=said) == PUBLISHED
    reading, writing = os.pipe()
    os.close(reading)
    assert publish_unheard(published, "--log-format", format, stdout=writing, stderr=writing) == PUBLISHED
    os.close(writing)


@pytest.mark.skipif(os.name == "nt", reason="descriptors are closed otherwise there")
@pytest.mark.parametrize(("format", "closed"), [("text", 2), ("json", 1)])
def test_a_run_started_without_streams_publishes_whole_tables(published: Path, format: str, closed: int) -> None:
    assert publish_unheard(published, "--log-format", format, closed=closed) == PUBLISHED
    for table in ("cells", "findings"):
        assert len(pd.read_parquet(published / "unheard" / "latest" / f"{table}.parquet")) == len(
            pd.read_parquet(published / "out" / "latest" / f"{table}.parquet")
        )
