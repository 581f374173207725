"""A run from files to a published folder: what is published, what is read again, and what a second run says."""

from __future__ import annotations

import json
import os
import shutil
import time
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import gouji
from gouji import decisions, reading
from gouji.exits import NOT_PUBLISHED, PUBLISHED, UNREAD_FILES, USAGE
from gouji.library import Library, read_all
from model import Decision, Document, Problem
from publish.tables import TABLES
from tests.gouji.conftest import CONTRADICTION, write_docx
from tests.gouji.published import Go, rows


def test_a_run_publishes_every_table_and_the_files_people_open(raw: Path, out: Path, go: Go) -> None:
    write_docx(raw / "a.docx", *CONTRADICTION)
    assert go() == PUBLISHED
    assert (out / "latest").is_symlink() and str((out / "latest").readlink()).startswith("runs/")
    names = {path.name for path in (out / "latest").iterdir()}
    assert names == {f"{table}.parquet" for table in TABLES} | {"run.json", "report.html", "疑点清单.xlsx"}
    about = json.loads((out / "latest" / "run.json").read_text(encoding="utf-8"))
    assert about["run_id"] == (out / "latest").resolve().name
    assert about["counts"]["files"] == about["counts"]["ok"] == 1
    assert {path.name for path in out.iterdir()} <= {"runs", "latest", ".store", "decisions.jsonl"}


def test_findings_are_new_then_open_then_gone(raw: Path, out: Path, go: Go) -> None:
    path = write_docx(raw / "a.docx", *CONTRADICTION)
    go()
    found = rows(out, "findings")
    assert len(found) and set(found["status"]) == {"new"}
    assert set(found["first_run"]) == set(found["last_run"])
    go()
    write_docx(path, *(line.replace("46", "170") for line in CONTRADICTION))
    go()
    then = rows(out, "findings").set_index("finding_id")
    gone = [finding for finding in found["finding_id"] if then.loc[finding, "status"] == "gone"]
    assert gone
    assert all(then.loc[finding, "last_run"] != (out / "latest").resolve().name for finding in gone)
    go()
    assert not set(gone) & set(rows(out, "findings")["finding_id"])


def test_a_removed_file_disappears_from_the_next_run(raw: Path, out: Path, go: Go) -> None:
    write_docx(raw / "a.docx", "完成监测12次。")
    write_docx(raw / "b.docx", "完成监测15次。")
    go()
    (raw / "b.docx").unlink()
    assert go() == PUBLISHED
    assert list(rows(out, "documents")["path"]) == ["a.docx"]
    assert "b.docx" not in str(rows(out, "reports").to_csv())


def test_the_same_bytes_under_two_names_are_published_once(raw: Path, out: Path, go: Go) -> None:
    write_docx(raw / "a.docx", "完成监测12次。")
    shutil.copy(raw / "a.docx", raw / "z.docx")
    go()
    documents = rows(out, "documents")
    assert list(documents["duplicate_of"].fillna("")) == ["", "a.docx"]
    assert len(set(documents["document_id"])) == 1
    assert rows(out, "reports")["report_id"].is_unique
    assert list(documents["reports"]) == [1, 0]


def test_unreadable_files_are_rows_with_their_error_and_the_rest_is_published(raw: Path, out: Path, go: Go) -> None:
    write_docx(raw / "good.docx", "完成监测12次。")
    (raw / "empty.docx").write_bytes(b"")
    (raw / "cut.docx").write_bytes((raw / "good.docx").read_bytes()[:2000])
    (raw / "link.docx").symlink_to(raw / "good.docx")
    os.mkfifo(raw / "pipe.pdf")
    (raw / "~$good.docx").write_bytes(b"lock")
    (raw / ".DS_Store").write_bytes(b"x")
    assert go() == UNREAD_FILES
    errors = rows(out, "documents").set_index("path")["error"].fillna("").to_dict()
    assert errors == {"good.docx": "", "empty.docx": "empty", "cut.docx": "corrupt", "link.docx": "not_regular", "pipe.pdf": "not_regular"}
    assert len(rows(out, "reports")) == 1


def test_names_with_any_characters_are_read(raw: Path, out: Path, go: Go) -> None:
    for name in (b"a\nb\x1b[31m.docx", b"\xff\xfe.docx", "表 ‮xcod.docx".encode()):
        write_docx(raw / "x.docx", f"完成监测{len(name)}次。")
        (raw / "x.docx").rename(raw / os.fsdecode(name))
    assert go() == PUBLISHED
    assert list(rows(out, "documents")["status"]) == ["ok"] * 3
    assert "\\xff\\xfe.docx" in set(rows(out, "documents")["path"])


def test_nothing_is_published_over_something(raw: Path, out: Path, go: Go) -> None:
    path = write_docx(raw / "a.docx", "完成监测12次。")
    go()
    stands = str((out / "latest").readlink())
    path.unlink()
    assert go() == NOT_PUBLISHED
    assert "没有发布" in go.heard.named("stopped")[0]["message"]  # type: ignore[attr-defined]
    raw.rmdir()
    assert go() == NOT_PUBLISHED
    assert str((out / "latest").readlink()) == stands


def test_a_share_that_goes_away_while_it_is_read_holds_the_run_back(raw: Path, out: Path, go: Go, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b"):
        write_docx(raw / f"{name}.docx", f"{name}完成监测12次。")
    go()
    stands = str((out / "latest").readlink())
    write_docx(raw / "c.docx", "完成监测15次。")

    def unmount(*arguments: Any) -> Library:
        raw.rename(raw.with_name("away"))
        return read_all(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr("gouji.pipeline.read_all", unmount)
        assert go() == NOT_PUBLISHED
    assert "不见了" in go.heard.named("stopped")[0]["message"]  # type: ignore[attr-defined]
    assert str((out / "latest").readlink()) == stands
    raw.with_name("away").rename(raw)
    assert go() == PUBLISHED
    assert list(rows(out, "documents")["path"]) == ["a.docx", "b.docx", "c.docx"]


def test_a_folder_that_never_was_is_a_usage_error(raw: Path, out: Path, go: Go) -> None:
    raw.rmdir()
    assert go() == USAGE
    assert not (out / "latest").exists()


def test_the_gate_holds_back_a_run_that_lost_too_much_until_forced(raw: Path, out: Path, go: Go) -> None:
    for number in range(6):
        write_docx(raw / f"{number}.docx", *(f"{number}{line}完成监测12次。" for line in range(5)))
    go()
    stands = str((out / "latest").readlink())
    for number in range(5):
        (raw / f"{number}.docx").write_bytes(b"PK\x03\x04 no longer a document")
    assert go() == NOT_PUBLISHED
    assert str((out / "latest").readlink()) == stands
    assert "--force" in go.heard.named("stopped")[0]["message"]  # type: ignore[attr-defined]
    assert not any((out / ".store" / "staging").iterdir())
    assert go(force=True) == UNREAD_FILES
    assert str((out / "latest").readlink()) != stands
    assert json.loads((out / "latest" / "run.json").read_text(encoding="utf-8"))["forced"]


def test_a_decision_holds_until_the_evidence_changes(raw: Path, out: Path, go: Go) -> None:
    path = write_docx(raw / "a.docx", *CONTRADICTION)
    go()
    finding = rows(out, "findings").iloc[0]
    decision = Decision(
        finding_id=finding.finding_id, status="dismissed", at="2026-11-24T01:00:00Z", by="张华", fingerprint=finding.fingerprint
    )
    decisions.append(out, [decision])
    go()
    held = rows(out, "findings").set_index("finding_id").loc[finding.finding_id]
    assert (held.decision, held.decided_by) == ("dismissed", "张华")
    write_docx(path, *(line.replace("46", "47") for line in CONTRADICTION))
    go()
    changed = rows(out, "findings").set_index("finding_id")
    assert finding.finding_id not in changed.index or pd.isna(changed.loc[finding.finding_id, "decision"])


def test_old_runs_are_pruned_and_runs_sort_by_time_although_the_clock_goes_back(raw: Path, out: Path, go: Go) -> None:
    from gouji.config import RunSettings

    write_docx(raw / "a.docx", "完成监测12次。")
    for _ in range(4):
        assert go(run=RunSettings(keep=2)) == PUBLISHED
    runs = sorted(path.name for path in (out / "runs").iterdir())
    assert len(runs) == 2
    assert str((out / "latest").readlink()) == f"runs/{runs[-1]}"


def test_a_clock_that_jumps_changes_nothing_but_dates(raw: Path, out: Path, go: Go, monkeypatch: pytest.MonkeyPatch) -> None:
    names, real = [], time.time_ns
    for number, days in enumerate((0, -3, 3650, -3650)):

        class Jumped(datetime):
            shift = timedelta(days=days)

            @classmethod
            def now(cls, tz: tzinfo | None = None) -> datetime:
                return datetime.now(tz) + cls.shift

        for place in ("history", "pipeline", "publishing", "lock"):
            monkeypatch.setattr(f"gouji.{place}.datetime", Jumped)
        monkeypatch.setattr("gouji.index.time.time_ns", lambda days=days: real() + days * 86_400_000_000_000)
        write_docx(raw / "a.docx", *(line.replace("46", str(46 + number)) for line in CONTRADICTION))
        write_docx(raw / f"b{number}.docx", f"完成监测{12 + number}次。")
        assert go() == PUBLISHED
        names.append((out / "latest").resolve().name)
        found = gouji.load(str(out))
        assert f"{46 + number}个" in found.facts["value_raw"].tolist()
        assert len(found.documents) == number + 2
    assert names == sorted(set(names)) == sorted(path.name for path in (out / "runs").iterdir())


def test_a_file_read_in_part_says_what_is_missing_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def problem(code: str, message: str) -> Problem:
        return Problem(document_id="0" * 16, stage="extract", code=code, message=message)

    told = problem("possible_table", "第 1 页有文字像没有框线的表格。"), problem("damaged_page", "第 6 页已损坏，无法读取。")
    document = Document(document_id="0" * 16, name="a.pdf", format="pdf", sha256="0" * 64, size_bytes=1, problems=told, partial=True)
    monkeypatch.setattr(reading, "understand", lambda data, name: (document, ()))
    read = reading.read_bytes(b"x", "0" * 64, "a.pdf")
    assert (read.status, read.message) == ("partial", "第 6 页已损坏，无法读取。")
