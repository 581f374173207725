"""Whatever happens to a run, `latest` is a whole run, old or new, and the next run comes to the same rows."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from gouji.console import Silent
from gouji.exits import LOCKED, NOT_PUBLISHED, PUBLISHED
from gouji.pipeline import run
from tests.gouji.conftest import CHECKOUT, CONTRADICTION, command, write_docx
from tests.gouji.faults import Here, assert_whole, content, forked, job, run_killed_at

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")]


class Scene:
    """A folder published once, then changed, and the rows an undisturbed second run comes to."""

    def __init__(self, place: Path) -> None:
        self.place, self.raw, self.out = place, place / "raw", place / "out"
        write_docx(self.raw / "a.docx", *CONTRADICTION)
        write_docx(self.raw / "b.docx", "完成监测12次。", department="青岚县园林中心")
        assert self.run(self.out) == PUBLISHED
        self.old = assert_whole(self.out)
        write_docx(self.raw / "b.docx", "完成监测13次。", department="青岚县园林中心")
        write_docx(self.raw / "c.docx", *CONTRADICTION, department="青岚县水利局")
        undisturbed = self.copy("undisturbed")
        assert self.run(undisturbed) == PUBLISHED
        self.rows = content(undisturbed)

    def run(self, out: Path) -> int:
        return forked(lambda: run(job(self.raw, out), Silent()))

    def copy(self, name: str) -> Path:
        target = self.place / name
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.out, target, symlinks=True)
        return target

    def assert_sound(self, out: Path) -> None:
        """Whole now, and after another run with the rows of an undisturbed one."""
        assert_whole(out)
        assert self.run(out) == PUBLISHED
        assert assert_whole(out) != self.old
        assert content(out) == self.rows


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    patch = pytest.MonkeyPatch()
    patch.setattr("gouji.pipeline.open_pool", lambda settings: Here())
    try:
        yield Scene(tmp_path_factory.mktemp("scene"))  # type: ignore[misc]
    finally:
        patch.undo()


def test_a_kill_at_every_single_change_leaves_a_whole_run(scene: Scene) -> None:
    change = 0
    while True:
        change += 1
        out = scene.copy("killed")
        ended = run_killed_at(change, scene.raw, out)
        assert ended in (0, -signal.SIGKILL), f"change {change}"
        scene.assert_sound(out)
        if ended == 0:
            break
    assert change > 40  # the watch sees the changes


def test_a_kill_at_every_change_of_the_first_run_leaves_nothing_or_a_whole_run(scene: Scene) -> None:
    change = 0
    ended = -signal.SIGKILL
    while ended:
        change += 3
        out = scene.place / "first"
        shutil.rmtree(out, ignore_errors=True)
        ended = run_killed_at(change, scene.raw, out)
        scene.assert_sound(out)


def start(scene: Scene, out: Path, limit: Callable[[], None] | None = None) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "gouji", "run", str(scene.raw), "--out", str(out), "--quiet"],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)}, stderr=subprocess.PIPE, text=True, preexec_fn=limit, start_new_session=True,
    )  # fmt: skip


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_fifty_random_moments(scene: Scene, how: signal.Signals) -> None:
    moments = random.Random(7)
    for number in range(50 if how == signal.SIGKILL else 15):
        out = scene.copy("random")
        process = start(scene, out)
        time.sleep(moments.uniform(0.1, 3.0))
        process.send_signal(how)
        said = process.communicate(timeout=60)[1]
        assert process.returncode in (PUBLISHED, NOT_PUBLISHED, -how), said
        if process.returncode == NOT_PUBLISHED:
            assert assert_whole(out) == scene.old
            assert not list((out / ".store" / "staging").glob("*"))
        if number % 5 == 0 or how == signal.SIGTERM:
            scene.assert_sound(out)
        else:
            assert_whole(out)


@pytest.mark.parametrize("size", [0, 300, 3_000, 12_000, 30_000])
def test_files_that_cannot_grow(scene: Scene, size: int) -> None:
    out = scene.copy("limited")
    process = start(scene, out, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))
    said = process.communicate(timeout=120)[1]
    assert process.returncode in (PUBLISHED, NOT_PUBLISHED), said
    assert (assert_whole(out) == scene.old) == (process.returncode == NOT_PUBLISHED)
    scene.assert_sound(out)


@pytest.mark.skipif(os.geteuid() != 0 or sys.platform != "linux", reason="mounting needs root")
@pytest.mark.parametrize("kilobytes", [300, 420, 560, 760])
def test_a_full_disk(scene: Scene, kilobytes: int) -> None:
    disk = scene.place / "disk"
    disk.mkdir(exist_ok=True)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(disk)], check=False).returncode:
        pytest.skip("cannot mount here")
    try:
        out = disk / "out"
        copied = subprocess.run(["cp", "-a", str(scene.out), str(out)], check=False, capture_output=True)
        if copied.returncode:
            pytest.skip("the published run alone does not fit")
        process = start(scene, out)
        said = process.communicate(timeout=120)[1]
        assert process.returncode in (PUBLISHED, NOT_PUBLISHED), said
        assert (assert_whole(out) == scene.old) == (process.returncode == NOT_PUBLISHED)
        if process.returncode == NOT_PUBLISHED:
            assert "上一次的结果仍然有效" in said or said == ""
        subprocess.run(["mount", "-o", "remount,size=64m", str(disk)], check=True)
        scene.assert_sound(out)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("megabytes", [120, 250, 400, 600, 900])
def test_memory_that_runs_out(scene: Scene, megabytes: int) -> None:
    out = scene.copy("memory")
    ceiling = megabytes * 2**20
    process = start(scene, out, lambda: resource.setrlimit(resource.RLIMIT_AS, (ceiling, ceiling)))
    process.communicate(timeout=120)
    assert_whole(out)
    scene.assert_sound(out)


def test_two_runs_together_publish_one_after_the_other_or_one_is_told_to_wait(scene: Scene) -> None:
    out = scene.copy("together")
    pair = [start(scene, out), start(scene, out)]
    for process in pair:
        process.communicate(timeout=120)
    assert sorted(process.returncode for process in pair) in ([PUBLISHED, PUBLISHED], [PUBLISHED, LOCKED])
    scene.assert_sound(out)


def test_runs_that_find_nothing_to_publish_to_say_so(scene: Scene, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = command("run", scene.raw, "--out", tmp_path / "file" / "out")
    assert done.returncode == NOT_PUBLISHED
    assert "没有发布" in done.stderr
