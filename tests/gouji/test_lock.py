"""The lock of a publishing folder: one run at a time, and no lock outlives its holder."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from gouji.exits import LOCKED, Stop
from gouji.lock import locked
from tests.gouji.conftest import CHECKOUT

HOLD = "import sys, time, pathlib; from gouji.lock import locked\nwith locked(pathlib.Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"


def hold(out: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(out)], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True)
    assert process.stdout and process.stdout.readline() == "held\n"
    return process


def test_a_second_run_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    process = hold(tmp_path)
    try:
        with pytest.raises(Stop) as stop, locked(tmp_path):
            pass
        assert stop.value.code == LOCKED
        assert f"进程 {process.pid}" in stop.value.message
    finally:
        process.kill()
        process.wait()


def test_the_lock_of_a_killed_process_is_taken_over(tmp_path: Path) -> None:
    process = hold(tmp_path)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    with locked(tmp_path):
        assert str(os.getpid()) in (tmp_path / ".store" / "lock").read_text()


def test_a_note_left_behind_locks_nobody_out(tmp_path: Path) -> None:
    (tmp_path / ".store").mkdir()
    (tmp_path / ".store" / "lock").write_text('{"pid": 1, "host": "elsewhere"}' * 50)
    with locked(tmp_path):
        pass


def test_the_lock_holds_although_the_store_was_deleted_before(tmp_path: Path) -> None:
    with locked(tmp_path):
        pass
    (tmp_path / ".store" / "lock").unlink()
    with locked(tmp_path), pytest.raises(Stop), locked(tmp_path):
        pass


@pytest.mark.skipif(os.name == "nt", reason="locks are others there")
def test_a_disk_that_knows_no_locks_is_not_a_run_under_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def flock(descriptor: int, how: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.flock", flock)
    with pytest.raises(OSError, match="No locks"), locked(tmp_path):
        pass
