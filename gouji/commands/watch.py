"""`gouji watch`: run again whenever something in RAW has changed and settled."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from gouji.commands.run import job_from, run_and_tell
from gouji.config import is_remote
from gouji.console import JsonLines, Teller, Terminal
from gouji.exits import USAGE, Stop
from gouji.index import seconds_to_settle
from gouji.intake import look
from gouji.pipeline import Job
from gouji.signals import Interrupted, published, stopping_cleanly

State = frozenset[tuple[object, ...]]


def watch_folder(
    config: Path | None, flags: Mapping[str, Any], *, log_format: str, quiet: bool, keep_on: Callable[[], bool] = lambda: True
) -> int:
    """Watch until interrupted (or until `keep_on` says no); returns the exit code, 0."""
    job = job_from(config, flags)
    if is_remote(job.settings.paths.raw) or is_remote(job.settings.paths.out):
        raise Stop(USAGE, "gouji watch 只守本机文件夹；对象存储请定时执行 gouji run。")
    teller: Teller = JsonLines() if log_format == "json" else Terminal(quiet=quiet)
    teller.tell("notice", message=f"守着 {job.raw}，每 {job.settings.watch.interval:g} 秒查看一次；按 Ctrl-C 结束。")
    done: State | None = None
    try:
        with stopping_cleanly():
            while keep_on():
                state = settled_state(job)
                if state is not None and state != done:
                    run_and_tell(job, teller)
                    done = state
                    if published():
                        break
                time.sleep(job.settings.watch.interval)
    except Interrupted:
        teller.tell("notice", message="已停止守候。")
    return 0


def settled_state(job: Job) -> State | None:
    """What lies in RAW, None while something there is still being written or there is nothing."""
    try:
        intake = look(job.raw, without=job.out)
    except OSError:
        return None  # the folder is not there at the moment
    if not intake.files or any(seconds_to_settle(file.signature, job.settings.run.settle) > 0 for file in intake.files):
        return None
    return frozenset([(file.parts, file.signature) for file in intake.files] + [(record.path,) for record in intake.refused])
