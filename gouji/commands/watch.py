"""`gouji watch`: run again whenever something in RAW has changed and settled."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from gouji.commands.run import job_from, run_and_tell
from gouji.config import is_remote
from gouji.console import JsonLines, Teller, Terminal
from gouji.exits import LOCKED, NOT_PUBLISHED, USAGE, Stop
from gouji.index import seconds_to_settle
from gouji.intake import look
from gouji.pipeline import Job
from gouji.signals import Interrupted, published, stopping_cleanly

State = frozenset[tuple[object, ...]]
_MARGIN = 1.0
"""Seconds of quiet on top of the settling time, where file times are not to be believed."""
PATIENCE = 3600.0
"""Seconds at most until what could not be published is tried again although nothing changed."""


def watch_folder(
    config: Path | None, flags: Mapping[str, Any], *, log_format: str, quiet: bool, keep_on: Callable[[], bool] = lambda: True
) -> int:
    """Watch until interrupted (or until `keep_on` says no); returns the exit code, 0."""
    job = job_from(config, flags)
    if is_remote(job.settings.paths.raw) or is_remote(job.settings.paths.out):
        raise Stop(USAGE, "gouji watch 只守本机文件夹；对象存储请定时执行 gouji run。")
    teller: Teller = JsonLines() if log_format == "json" else Terminal(quiet=quiet)
    teller.tell("notice", message=f"守着 {job.raw}，每 {job.settings.watch.interval:g} 秒查看一次；按 Ctrl-C 结束。")
    try:
        with stopping_cleanly():
            _watch(job, teller, keep_on)
    except Interrupted:
        teller.tell("notice", message="已停止守候。")
    return 0


def _watch(job: Job, teller: Teller, keep_on: Callable[[], bool]) -> None:
    looks, interval = Looks(job), job.settings.watch.interval
    done: State | None = None
    pause, due = interval, 0.0
    while keep_on():
        state = looks.settled()
        if state is not None and (state != done or time.monotonic() >= due):
            pause = interval if state != done else min(2 * pause, PATIENCE)
            code = run_and_tell(job, teller)
            done = state
            # another run held the lock, the disk was full, the gate objected: again, ever more seldom
            due = time.monotonic() + pause if code in (LOCKED, NOT_PUBLISHED) else math.inf
            if published():
                return
        time.sleep(interval)


class Looks:
    """What lies in RAW, look after look."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._last: State | None = None
        self._since = 0.0

    def settled(self) -> State | None:
        """What lies there, None while something is still being written or there is nothing.

        A file has settled when its times lie back far enough or, should the clock have been set back since they were
        written, when looks over as long a time saw no change.
        """
        settle, now = self._job.settings.run.settle, time.monotonic()
        try:
            intake = look(self._job.raw, without=self._job.out)
        except OSError:
            return None  # the folder is not there at the moment
        if not intake.files:
            return None
        state = frozenset([(file.parts, file.signature) for file in intake.files] + [(record.path,) for record in intake.refused])
        if state != self._last:
            self._last, self._since = state, now
        young = any(seconds_to_settle(file.signature, settle) > 0 for file in intake.files)
        return None if young and now - self._since < settle + _MARGIN else state
