"""Faults at will: a run in a forked process that is killed at its n-th change of the file system, and what must hold afterwards."""

from __future__ import annotations

import json
import os
import signal
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

import msgspec
import pandas as pd
from pyarrow import parquet

from gouji.config import RunSettings, Settings
from gouji.console import Silent
from gouji.exits import Stop
from gouji.pipeline import Job, run
from gouji.workers import Done
from publish.swap import latest_run
from publish.tables import TABLES

Task = TypeVar("Task")
Result = TypeVar("Result")
CHANGES = {"os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.symlink", "os.link", "os.truncate"}
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
OWN = {"seconds", "read_at", "first_run", "last_run", "status"}
"""Columns that tell of the run and not of what was found."""


class Here:
    """A pool that works in this process, so that one process makes every change."""

    def __enter__(self) -> Here:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...

    def map(self, function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Done[Task, Result]]:
        for task in tasks:
            yield Done(task, function(task), None)


def job(raw: Path, out: Path) -> Job:
    settings = msgspec.structs.replace(Settings(), run=RunSettings(settle=0.0, jobs=1, keep=2))
    return Job(raw=raw, out=out, settings=settings)


def forked(work: Callable[[], int]) -> int:
    """What `work` returned in a forked process, or minus the signal that ended it."""
    child = os.fork()
    if child == 0:
        code = 70
        try:
            code = work()
        except Stop as stop:
            code = stop.code
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def run_killed_at(change: int, raw: Path, out: Path) -> int:
    """Run in a forked process that is killed right before its n-th change below `out`. 0 when it made fewer changes."""

    def work() -> int:
        counted = 0
        below = os.fspath(out)

        def watch(event: str, arguments: tuple[Any, ...]) -> None:
            nonlocal counted
            if event == "open":
                path, _, flags = arguments
                changes = isinstance(flags, int) and flags & WRITING
            else:
                path, changes = (arguments[0] if arguments else None), event in CHANGES
            if changes and isinstance(path, str | bytes | os.PathLike) and os.fsdecode(os.fspath(path)).startswith(below):
                counted += 1
                if counted == change:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)
        return run(job(raw, out), Silent())

    return forked(work)


def assert_whole(out: Path) -> str | None:
    """`latest` is a complete, readable run; returns its name, None before the first."""
    folder = latest_run(out)
    if folder is None:
        assert not (out / "latest").exists()
        return None
    about = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert about["run_id"] == folder.name
    for table in TABLES:
        path = folder / f"{table}.parquet"
        assert parquet.read_schema(path).metadata[b"run_id"].decode() == folder.name
        assert len(pd.read_parquet(path)) == about["rows"][table]
    with zipfile.ZipFile(folder / "疑点清单.xlsx") as archive:
        assert archive.testzip() is None
    assert (folder / "report.html").read_text(encoding="utf-8").rstrip().endswith("</html>")
    return folder.name


def content(out: Path) -> dict[str, str]:
    """Rows of the latest run but for run names, times and what is only new or gone."""
    frames = {table: pd.read_parquet(out / "latest" / f"{table}.parquet") for table in TABLES}
    findings = frames["findings"]
    frames["findings"] = findings[findings["status"] != "gone"].reset_index(drop=True)
    return {
        table: frame.drop(columns=list(OWN & set(frame.columns)) if table in ("documents", "findings") else []).to_csv()
        for table, frame in frames.items()
    }
