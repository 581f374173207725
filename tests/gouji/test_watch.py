"""gouji watch: a run when something has settled, none when nothing changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gouji.commands import watch
from gouji.exits import PUBLISHED
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
    assert watch.settled_state(job) is None


def test_a_folder_that_is_away_for_a_while_is_waited_for(raw: Path, out: Path) -> None:
    from gouji.commands.run import job_from

    raw.rmdir()
    assert watch.settled_state(job_from(None, {"raw": str(raw), "out": str(out)})) is None
