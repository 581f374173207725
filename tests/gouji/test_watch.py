"""gouji watch: a run when something has settled, none when nothing changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from gouji.commands import watch
from gouji.exits import LOCKED, NOT_PUBLISHED, PUBLISHED, UNREAD_FILES
from gouji.pipeline import Job
from tests.gouji.conftest import write_docx


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    """Runs that were begun."""
    begun: list[Job] = []

    def note(job: Job, teller: Any) -> int:
        begun.append(job)
        return PUBLISHED

    monkeypatch.setattr(watch, "run_and_tell", note)
    return begun


def turns(*steps: Callable[[], object]) -> Callable[[], bool]:
    """Do one step before each look, then stop."""
    waiting = iter(steps)

    def keep_on() -> bool:
        for step in waiting:
            step()
            return True
        return False

    return keep_on


def settled(path: Path, text: str) -> Callable[[], object]:
    return lambda: write_docx(path, text)


def test_a_run_follows_each_change_and_nothing_else(raw: Path, out: Path, tmp_path: Path, runs: list[Job]) -> None:
    config = tmp_path / "g.toml"
    config.write_text("[watch]\ninterval = 0.01\n[run]\nsettle = 0.0\n", encoding="utf-8")
    nothing = lambda: None  # noqa: E731
    steps = (nothing, settled(raw / "a.docx", "一"), nothing, settled(raw / "b.docx", "二"), nothing, (raw / "a.docx").unlink, nothing)
    keep_on = turns(*steps)
    assert watch.watch_folder(config, {"raw": str(raw), "out": str(out)}, log_format="text", quiet=True, keep_on=keep_on) == PUBLISHED
    assert len(runs) == 3


def test_a_file_still_being_written_is_waited_for(raw: Path, out: Path, runs: list[Job]) -> None:
    from gouji.commands.run import job_from

    job = job_from(None, {"raw": str(raw), "out": str(out)})
    write_docx(raw / "a.docx", "一")
    assert watch.Looks(job).settled() is None


def test_a_clock_set_back_does_not_keep_files_waiting(raw: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from gouji.commands.run import job_from

    write_docx(raw / "a.docx", "一")
    now = (raw / "a.docx").stat().st_ctime_ns - 3_600_000_000_000
    monkeypatch.setattr("gouji.index.time", SimpleNamespace(time_ns=lambda: now))
    looks = watch.Looks(job_from(None, {"raw": str(raw), "out": str(out)}))
    steady = iter((0.0, 1.5, 2.5))
    monkeypatch.setattr(watch, "time", SimpleNamespace(monotonic=lambda: next(steady)))
    assert [looks.settled() is None for _ in range(3)] == [True, True, False]


@pytest.mark.parametrize(("code", "again"), [(LOCKED, True), (NOT_PUBLISHED, True), (UNREAD_FILES, False)])
def test_what_could_not_be_published_is_tried_again_ever_more_seldom(
    raw: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, again: bool
) -> None:
    begun: list[float] = []
    now = [0.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds

    def note(job: Job, teller: Any) -> int:
        begun.append(now[0])
        return code

    monkeypatch.setattr(watch, "run_and_tell", note)
    monkeypatch.setattr(watch, "time", SimpleNamespace(monotonic=lambda: now[0], sleep=sleep))
    config = tmp_path / "g.toml"
    config.write_text("[watch]\ninterval = 3.0\n[run]\nsettle = 0.0\n", encoding="utf-8")
    keep_on = turns(settled(raw / "a.docx", "一"), *[lambda: None] * 20)
    assert watch.watch_folder(config, {"raw": str(raw), "out": str(out)}, log_format="text", quiet=True, keep_on=keep_on) == PUBLISHED
    assert begun == ([0.0, 3.0, 9.0, 21.0, 45.0] if again else [0.0])


def test_a_folder_that_is_away_for_a_while_is_waited_for(raw: Path, out: Path) -> None:
    from gouji.commands.run import job_from

    raw.rmdir()
    assert watch.Looks(job_from(None, {"raw": str(raw), "out": str(out)})).settled() is None
