"""Put a finished run in place: made durable aside, renamed as a whole, and `latest` swung last of all in one atomic step."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from pathlib import Path

RUNS = "runs"
LATEST = "latest"
POINTER = "latest.json"
"""Stands in for the symbolic link where the file system has none."""


def put_in_place(staging: Path, out: Path, run_id: str) -> Path:
    """Rename the complete folder `staging` to `runs/<run_id>` and let `latest` name it. Both are on the same file system."""
    runs = out / RUNS
    runs.mkdir(exist_ok=True)
    make_durable(staging)
    target = runs / run_id
    staging.rename(target)
    sync_folder(runs)
    swing(out, run_id)
    return target


def swing(out: Path, run_id: str) -> None:
    """Let `latest` name a run that stands complete under `runs/`."""
    aside = out / ".store" / f"latest.{os.getpid()}"
    aside.parent.mkdir(exist_ok=True)
    aside.unlink(missing_ok=True)
    try:
        aside.symlink_to(f"{RUNS}/{run_id}", target_is_directory=True)
        aside.replace(out / LATEST)
    except (OSError, NotImplementedError):  # no symbolic links here (Windows without the right, some shares)
        aside.write_text(json.dumps({"run_id": run_id}), encoding="utf-8")
        sync_file(aside)
        aside.replace(out / POINTER)
    sync_folder(out)


def latest_run(out: Path) -> Path | None:
    """Folder of the run that `latest` names, None before the first."""
    link = out / LATEST
    if link.is_symlink():
        name = link.readlink().name
    elif (out / POINTER).is_file():
        name = str(json.loads((out / POINTER).read_text(encoding="utf-8"))["run_id"])
    else:
        return None
    run = out / RUNS / name
    return run if run.is_dir() else None


def published_runs(out: Path) -> list[Path]:
    """Folders of all runs that were published, oldest first. A folder newer than `latest` was never swung to and is left out."""
    latest = latest_run(out)
    if latest is None:
        return []
    return sorted(run for run in (out / RUNS).iterdir() if run.is_dir() and run.name <= latest.name)


def clear_unpublished(out: Path) -> None:
    """Remove what a run that died left: folders that `latest` never named."""
    latest = latest_run(out)
    if (out / RUNS).is_dir():
        for run in (out / RUNS).iterdir():
            if latest is None or run.name > latest.name:
                _remove(run)


def prune(out: Path, keep: int) -> list[str]:
    """Remove the oldest published runs until `keep` are left; the latest always stays. Returns the names removed."""
    old = published_runs(out)[: -max(1, keep)]
    aside = out / ".store" / "removed"
    for run in old:
        aside.mkdir(parents=True, exist_ok=True)
        run.rename(aside / run.name)  # gone as a whole at once, then emptied at leisure
    if aside.exists():
        _remove(aside)
    return [run.name for run in old]


def make_durable(folder: Path) -> None:
    """Flush every file below a folder, and the folders themselves, to the disk."""
    for path in sorted(folder.rglob("*")):
        if path.is_dir():
            sync_folder(path)
        else:
            sync_file(path)
    sync_folder(folder)


def sync_file(path: Path) -> None:
    """Flush one file to the disk."""
    descriptor = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Flush a folder's entries to the disk, where the system can."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some network file systems refuse
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
