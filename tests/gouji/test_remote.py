"""RAW and DIR on an object store: the same rows as on disk, the pointer last, and only what changed is fetched."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import gouji
from gouji.commands.run import run_once
from gouji.exits import NOT_PUBLISHED, PUBLISHED
from tests.gouji.conftest import CONTRADICTION, write_docx
from tests.gouji.year_forms import last_year, this_year

fsspec = pytest.importorskip("fsspec")


@pytest.fixture(scope="module")
def server() -> Iterator[dict[str, Any]]:
    """A local S3 server; gives the storage options."""
    pytest.importorskip("s3fs")
    moto = pytest.importorskip("moto.server")
    started = moto.ThreadedMotoServer(port=0, verbose=False)
    started.start()
    host, port = started.get_host_and_port()
    yield {"endpoint_url": f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}"}
    started.stop()


@pytest.fixture(params=["memory", pytest.param("s3", marks=pytest.mark.slow)])
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An address to work below, empty."""
    monkeypatch.setenv("GOUJI_CACHE", str(tmp_path / "cache"))
    if request.param == "memory":
        fsspec.filesystem("memory").store.clear()
        return "memory://place"
    options = request.getfixturevalue("server")
    for name, value in (("AWS_ACCESS_KEY_ID", "x"), ("AWS_SECRET_ACCESS_KEY", "x"), ("AWS_DEFAULT_REGION", "us-east-1")):
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_ENDPOINT_URL", options["endpoint_url"])
    files = fsspec.filesystem("s3", skip_instance_cache=True)
    if files.exists("bucket"):
        files.rm("bucket", recursive=True)
    files.mkdir("bucket")
    return "s3://bucket/place"


def put(store: str, tmp_path: Path, name: str, *lines: str) -> None:
    files, root = fsspec.core.url_to_fs(store)
    files.makedirs(f"{root}/raw", exist_ok=True)
    files.put_file(str(write_docx(tmp_path / "made.docx", *lines)), f"{root}/raw/{name}")


def go(store: str, **flags: Any) -> int:
    return run_once(None, {"raw": f"{store}/raw", "out": f"{store}/out", "jobs": 1, **flags}, log_format="text", quiet=True, force=False)


def test_a_run_there_has_the_rows_of_a_run_here(store: str, tmp_path: Path) -> None:
    local = tmp_path / "local"
    for name, lines in (("甲/a.docx", CONTRADICTION), ("b.docx", ("完成监测12次。",))):
        put(store, tmp_path, name, *lines)
        (local / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "made.docx").rename(local / name)
    assert go(store) == PUBLISHED
    assert run_once(None, {"raw": str(local), "out": str(tmp_path / "out")}, log_format="text", quiet=True, force=False) == PUBLISHED
    there, here = gouji.load(f"{store}/out"), gouji.load(str(tmp_path / "out"))
    for table in ("cells", "paragraphs", "facts", "checks", "evidence", "reports"):
        pd.testing.assert_frame_equal(there[table], here[table])
    assert list(there.documents["path"]) == ["b.docx", "甲/a.docx"]


def test_the_pointer_names_whole_runs_and_old_ones_go(store: str, tmp_path: Path) -> None:
    put(store, tmp_path, "a.docx", *CONTRADICTION)
    (tmp_path / "g.toml").write_text("[run]\nkeep = 2\nsettle = 0.0\n", encoding="utf-8")
    for _ in range(3):
        assert (
            run_once(tmp_path / "g.toml", {"raw": f"{store}/raw", "out": f"{store}/out"}, log_format="text", quiet=True, force=False) == 0
        )
    files, root = fsspec.core.url_to_fs(store)
    files.invalidate_cache()
    runs = sorted(path.rpartition("/")[2] for path in files.ls(f"{root}/out/runs", detail=False))
    assert len(runs) == 2
    assert json.loads(files.cat_file(f"{root}/out/latest.json")) == {"run_id": runs[-1]}
    assert set(gouji.load(f"{store}/out").findings["status"]) == {"open"}


def test_another_machine_continues_from_what_is_published(store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, tmp_path, "a.docx", *CONTRADICTION)
    go(store)
    monkeypatch.setenv("GOUJI_CACHE", str(tmp_path / "other machine"))
    go(store)
    assert set(gouji.load(f"{store}/out").findings["status"]) == {"open"}


def test_a_failure_while_publishing_leaves_the_pointer_alone(store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, tmp_path, "a.docx", *CONTRADICTION)
    go(store)
    stands = gouji.load(f"{store}/out").run_id
    put(store, tmp_path, "b.docx", "完成监测12次。")
    files, _ = fsspec.core.url_to_fs(store)
    whole = files.put_file

    def fail(here: str, there: str, *rest: Any, **options: Any) -> Any:
        if "paragraphs" in there:
            raise ConnectionError("gone")
        return whole(here, there, *rest, **options)

    with monkeypatch.context() as patch:
        patch.setattr(files, "put_file", fail)
        assert go(store) == NOT_PUBLISHED
    assert gouji.load(f"{store}/out").run_id == stands
    assert go(store) == PUBLISHED
    assert list(gouji.load(f"{store}/out").documents["path"]) == ["a.docx", "b.docx"]


def test_an_emptied_place_publishes_nothing_over_something(store: str, tmp_path: Path) -> None:
    put(store, tmp_path, "a.docx", *CONTRADICTION)
    go(store)
    stands = gouji.load(f"{store}/out").run_id
    files, root = fsspec.core.url_to_fs(store)
    files.rm(f"{root}/raw", recursive=True)
    assert go(store) == NOT_PUBLISHED
    assert gouji.load(f"{store}/out").run_id == stands


def test_last_years_report_is_found_there_by_another_machine(store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files, root = fsspec.core.url_to_fs(store)

    def run_on(machine: str, raw: str, form: Path) -> None:
        monkeypatch.setenv("GOUJI_CACHE", str(tmp_path / machine))
        files.makedirs(f"{root}/{raw}", exist_ok=True)
        files.put_file(str(form), f"{root}/{raw}/水务局.docx")
        flags = {"raw": f"{store}/{raw}", "out": f"{store}/out", "jobs": 1}
        assert run_once(None, flags, log_format="text", quiet=True, force=True) == PUBLISHED

    run_on("one", "2023", last_year(tmp_path / "2023.docx"))
    run_on("two", "2024", this_year(tmp_path / "2024.docx"))
    run_on("three", "2024", this_year(tmp_path / "2024.docx"))
    there = gouji.load(f"{store}/out")
    assert list(there.findings.query("rule == 'F01'")["status"]) == ["open"]
    assert list(there.evidence["earlier_path"].dropna().unique()) == ["水务局.docx"]
    assert list(there.documents["path"]) == ["水务局.docx"]
    assert len(files.find(f"{root}/out/.store/documents")) == 2
