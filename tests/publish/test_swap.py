"""Putting runs in place: `latest` names a whole run at every moment, old runs go, dead ones never show."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.swap import clear_unpublished, latest_run, prune, published_runs, put_in_place


def publish(out: Path, name: str) -> Path:
    staging = out / ".store" / "staging" / name
    staging.mkdir(parents=True)
    (staging / "run.json").write_text(name)
    return put_in_place(staging, out, name)


def test_latest_names_the_newest_run_by_a_relative_link(tmp_path: Path) -> None:
    assert latest_run(tmp_path) is None
    publish(tmp_path, "r1")
    publish(tmp_path, "r2")
    assert str((tmp_path / "latest").readlink()) == "runs/r2"
    assert (tmp_path / "latest" / "run.json").read_text() == "r2"
    moved = tmp_path.rename(tmp_path.with_name("moved"))
    assert (moved / "latest" / "run.json").read_text() == "r2"


def test_without_symbolic_links_a_pointer_file_stands_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    publish(tmp_path, "r1")
    assert latest_run(tmp_path) == tmp_path / "runs" / "r1"
    assert not (tmp_path / "latest").exists()


def test_old_runs_are_pruned_and_the_latest_always_stays(tmp_path: Path) -> None:
    for name in ("r1", "r2", "r3"):
        publish(tmp_path, name)
    assert prune(tmp_path, 2) == ["r1"]
    assert prune(tmp_path, 0) == ["r2"]
    assert [run.name for run in published_runs(tmp_path)] == ["r3"]


def test_a_run_that_died_before_the_swing_is_cleared(tmp_path: Path) -> None:
    publish(tmp_path, "r1")
    (tmp_path / "runs" / "r2").mkdir()
    assert [run.name for run in published_runs(tmp_path)] == ["r1"]
    clear_unpublished(tmp_path)
    assert [run.name for run in (tmp_path / "runs").iterdir()] == ["r1"]
