"""What a later run reads again, what it leaves, and that its rows are those of a full run."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import gouji
from gouji import decisions
from gouji.entries import Reading
from gouji.exits import PUBLISHED, UNREAD_FILES
from gouji.library import Library, read_all
from model import Decision
from tests.gouji.conftest import CONTRADICTION, command, write_docx
from tests.gouji.faults import Here
from tests.gouji.published import Go, content, read_again, rows


def test_a_second_run_reads_no_unchanged_file_and_has_the_same_rows(raw: Path, out: Path, go: Go) -> None:
    write_docx(raw / "a.docx", *CONTRADICTION)
    write_docx(raw / "下级" / "b.docx", "本单位完成监测12次。", department="青岚县园林中心")
    go()
    first = content(out)
    assert go() == PUBLISHED
    assert read_again(go) == []
    assert content(out) == first
    assert set(rows(out, "findings")["status"]) <= {"open"}


def test_a_copy_under_another_kind_of_name_is_not_read_again_either(raw: Path, out: Path, go: Go) -> None:
    write_docx(raw / "a.docx", "完成监测12次。")
    shutil.copy(raw / "a.docx", raw / "z.wps")
    go()
    assert sorted(read_again(go)) == ["a.docx", "z.wps"]
    write_docx(raw / "b.docx", "完成监测15次。")
    go()
    assert read_again(go) == ["b.docx"]


def test_a_change_that_keeps_size_and_mtime_is_seen(raw: Path, out: Path, go: Go) -> None:
    write_docx(raw / "a.docx", "完成监测12次。")
    path = raw / "b.txt"
    path.write_bytes(b"one")
    go()
    before = path.stat()
    path.write_bytes(b"two")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    go()
    assert rows(out, "documents").set_index("path").loc["b.txt", "sha256"] == hashlib.sha256(b"two").hexdigest()


def test_a_damaged_store_is_rebuilt_and_never_trusted(raw: Path, out: Path, go: Go) -> None:
    write_docx(raw / "a.docx", *CONTRADICTION)
    go()
    first = content(out)
    for kind in ("documents", "outcomes", "index"):
        for path in (out / ".store" / kind).glob("*/*"):
            data = bytearray(path.read_bytes())
            data[len(data) // 2] ^= 1
            path.write_bytes(bytes(data))
        assert go() == PUBLISHED
        assert content(out) == first
    shutil.rmtree(out / ".store")
    assert go() == PUBLISHED
    assert content(out) == first


def test_other_rules_check_again_without_reading(raw: Path, out: Path, go: Go, monkeypatch: pytest.MonkeyPatch) -> None:
    write_docx(raw / "a.docx", *CONTRADICTION)
    go()
    monkeypatch.setattr("gouji.dossier_checks.checking_fingerprint", lambda settings: "another")
    assert go() == PUBLISHED
    assert read_again(go) == []
    assert len(go.heard.named("dossier")) == 1  # type: ignore[attr-defined]


def test_other_reading_code_reads_again(raw: Path, out: Path, go: Go, monkeypatch: pytest.MonkeyPatch) -> None:
    write_docx(raw / "a.docx", *CONTRADICTION)
    go()
    monkeypatch.setattr("gouji.reader.reading_fingerprint", lambda: "f" * 16)
    go()
    assert read_again(go) == ["a.docx"]


def test_dates_from_the_future_and_the_past_do_not_matter(raw: Path, out: Path, go: Go) -> None:
    path = write_docx(raw / "a.docx", "完成监测12次。")
    os.utime(path, (4_070_908_800, 4_070_908_800))
    assert go() == PUBLISHED
    write_docx(path, "完成监测13次。")
    os.utime(path, (1, 1))
    assert go() == PUBLISHED
    assert "13次" in gouji.load(str(out)).paragraphs["text"].str.cat()


def test_a_large_run_in_which_nothing_changed_has_the_rows_of_a_full_one(
    raw: Path, out: Path, go: Go, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_docx(raw / "a.docx", *CONTRADICTION)
    write_docx(raw / "b.docx", "完成监测12次。", department="青岚县园林中心")
    monkeypatch.setattr("gouji.pipeline.WHOLE", 0)
    go()
    first = content(out)
    for _ in range(3):
        assert go() == PUBLISHED
        assert json.loads((out / "latest" / "run.json").read_text(encoding="utf-8"))["unchanged"]
        assert content(out) == first
        assert set(rows(out, "findings")["status"]) == {"open"}
        assert set(rows(out, "findings")["last_run"]) == {(out / "latest").resolve().name}
        assert {path.name for path in (out / "latest").iterdir()} >= {"run.json", "report.html", "疑点清单.xlsx"}
    decisions.append(out, [Decision(finding_id="X", status="open", at="2026-11-24T01:00:00Z")])
    go()
    assert "unchanged" not in json.loads((out / "latest" / "run.json").read_text(encoding="utf-8"))
    assert content(out) == first


def test_a_file_still_being_written_is_left_for_the_next_run(raw: Path, out: Path, tmp_path: Path) -> None:
    data = write_docx(raw / "whole.docx", "完成监测12次。").read_bytes()
    path, over = raw / "growing.docx", threading.Event()
    (tmp_path / "g.toml").write_text("[run]\nsettle = 4.0\n", encoding="utf-8")  # longer than a busy machine keeps the copier waiting

    def copy_slowly() -> None:
        with path.open("r+b") as file:
            while not over.wait(0.05):
                file.write(data[:10])
                file.flush()
            file.seek(0)
            file.truncate()
            file.write(data)

    path.touch()
    copier = threading.Thread(target=copy_slowly)
    copier.start()
    try:
        assert command("run", raw, "--out", out, "--config", tmp_path / "g.toml", "--quiet").returncode == UNREAD_FILES
    finally:
        over.set()
        copier.join()
    rows_then = rows(out, "documents").set_index("path")
    assert rows_then.loc["growing.docx", "error"] == "unstable"
    assert rows_then.loc["whole.docx", "status"] == "ok", rows_then.loc["whole.docx", "message"]
    assert command("run", raw, "--out", out, "--quiet").returncode == PUBLISHED
    assert list(rows(out, "documents")["duplicate_of"].fillna("")) == ["", "growing.docx"]


def test_a_file_whose_reader_dies_is_tried_three_times_and_then_left(raw: Path, out: Path, go: Go, monkeypatch: pytest.MonkeyPatch) -> None:
    write_docx(raw / "a.docx", "完成监测12次。")
    opened: list[str] = []

    def die(data: bytes, sha256: str, path: str) -> Reading:
        opened.append(path)
        return Reading(sha256=sha256, size_bytes=len(data), status="failed", error="crashed", message="坏", read_at=datetime.now(UTC))

    monkeypatch.setattr("gouji.reading.read_bytes", die)
    monkeypatch.setattr("gouji.pipeline.open_pool", lambda settings: Here())
    for _ in range(5):
        assert go() == UNREAD_FILES
    assert len(opened) == 3
    assert list(rows(out, "documents")["error"]) == ["crashed"]


def test_what_reports_have_in_common_is_in_memory_once(raw: Path, out: Path, go: Go, monkeypatch: pytest.MonkeyPatch) -> None:
    libraries: list[Library] = []

    def noted(*arguments: Any) -> Library:
        libraries.append(read_all(*arguments))
        return libraries[-1]

    monkeypatch.setattr("gouji.pipeline.read_all", noted)
    for name in "ab":
        write_docx(raw / f"{name}.docx", f"{name}完成监测12次。")
    for _ in ("read now", "known from the run before"):
        go()
        (one,), (other,) = libraries[-1].reports.values()
        assert one.document_id != other.document_id
        assert one.department is other.department and one.kind is other.kind and one.title is other.title
