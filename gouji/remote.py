"""RAW and DIR on an object store: fetched to a folder of this machine, run there, published back with the pointer last of all."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from gouji.config import is_remote
from gouji.console import Teller
from gouji.decisions import DECISIONS
from gouji.exits import NOT_PUBLISHED, USAGE, Stop
from gouji.lock import locked
from gouji.remote_earlier import Fetch, fetch_index, publish_earlier
from gouji.store import STORE, Store
from publish.swap import POINTER, RUNS, latest_run, swing


def run_remotely(raw: str, out: str, keep: int, run: Callable[[Path, Path, Fetch | None], int], teller: Teller) -> int:
    """Fetch, run and publish back; `run` is given local folders and what brings earlier readings, and returns the exit code, as this does.

    Raises Stop with exit code 2 when the extra is missing, 4 when the object store cannot be reached.
    """
    work = _work_folder(raw, out)
    with locked(work / "remote"):
        local_raw, local_out = Path(raw), Path(out)
        with _reaching(raw):
            if is_remote(raw):
                local_raw = work / "raw"
                _fetch_raw(raw, local_raw)
        fetch: Fetch | None = None
        with _reaching(out):
            if is_remote(out):
                local_out = work / "out"
                _fetch_latest(out, local_out)
                fetch = _reaching_when_called(out, fetch_index(*open_store(out), Store(local_out / STORE)))
        before = latest_run(local_out)
        code = run(local_raw, local_out, fetch)
        after = latest_run(local_out)
        if is_remote(out) and after is not None and after != before:
            with _reaching(out):
                publish_earlier(*open_store(out), Store(local_out / STORE))
                _publish(after, local_out, out, keep)
            teller.tell("notice", message=f"已发布到 {out}/{RUNS}/{after.name}")
    return code


@contextmanager
def _reaching(place: str) -> Iterator[None]:
    try:
        yield
    except Stop:
        raise
    except Exception as error:  # each object store has exceptions of its own
        why = f"{type(error).__name__}: {str(error)[:300]}"
        raise Stop(NOT_PUBLISHED, f"{place} 读写出错（{why}），本次没有发布，上一次的结果仍然有效。") from error


def _reaching_when_called(place: str, fetch: Fetch) -> Fetch:
    def reaching(keys: Iterable[str]) -> None:
        with _reaching(place):
            fetch(keys)

    return reaching


def latest_of(out: str) -> str | None:
    """Name of the run that the pointer at an address names, None before the first."""
    files, root = open_store(out)
    path = f"{root}/{POINTER}"
    if not files.exists(path):
        return None
    return str(json.loads(files.cat_file(path))["run_id"])


def fetcher(out: str, run: str, folder: Path) -> Callable[[str], None]:
    """A function that brings a file of a published run to `folder`, once."""
    files, root = open_store(out)

    def fetch(name: str) -> None:
        place = f"{root}/{RUNS}/{run}/{name}"
        if not (folder / name).exists() and files.isfile(place):
            files.get_file(place, str(folder / name))
        elif not (folder / name).exists():  # a table that grew too large for one file
            _fetch_below(files, place, folder / name)

    return fetch


def open_store(place: str) -> tuple[Any, str]:
    """The file system and the path of an address. Stops with exit code 2 when what it needs is not installed."""
    try:
        import fsspec

        files, root = fsspec.core.url_to_fs(place)
    except ImportError as error:
        raise Stop(USAGE, f"读写 {place} 需要另装组件：pip install 'gouji[s3]'。") from error
    except ValueError as error:
        raise Stop(USAGE, f"不认识的地址 {place}：{error}。") from error
    files.invalidate_cache()
    return files, root.rstrip("/")


def _work_folder(raw: str, out: str) -> Path:
    """A folder of this machine that stays from run to run, one for each pair of places."""
    base = os.environ.get("GOUJI_CACHE") or os.environ.get("XDG_CACHE_HOME")
    home = os.environ.get("HOME") or os.environ.get("LOCALAPPDATA")
    if not base:
        base = str(Path(home) / ".cache") if home else tempfile.gettempdir()
    folder = Path(base) / "gouji" / hashlib.sha256(f"{raw}\n{out}".encode()).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


class _Seen(msgspec.Struct):
    """What was fetched of each object: enough to know that it has not changed."""

    objects: dict[str, list[str]] = {}


def _fetch_raw(place: str, folder: Path) -> None:
    """Make `folder` hold the objects below an address: new and changed ones are fetched, vanished ones removed."""
    files, root = open_store(place)
    note = folder.with_name("raw.json")
    seen = msgspec.json.decode(note.read_bytes(), type=_Seen).objects if note.is_file() else {}
    found = files.find(root, detail=True) if files.exists(root) else {}
    folder.mkdir(exist_ok=True)
    now: dict[str, list[str]] = {}
    for path, about in sorted(found.items()):
        name = path[len(root) :].lstrip("/")
        target = folder / name
        if not name or ".." in Path(name).parts or Path(name).is_absolute():
            continue
        stamp = about.get("ETag") or about.get("LastModified") or about.get("mtime") or about.get("created")
        version = [str(about.get("size")), str(stamp)]
        now[name] = version
        if seen.get(name) != version or not target.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            aside = folder.with_name("fetched")
            files.get_file(path, str(aside))
            aside.replace(target)
    for path_here in sorted(folder.rglob("*"), reverse=True):
        if path_here.is_file() and path_here.relative_to(folder).as_posix() not in now:
            path_here.unlink()
        elif path_here.is_dir() and not any(path_here.iterdir()):
            path_here.rmdir()
    note.write_bytes(msgspec.json.encode(_Seen(now)))


def _fetch_latest(place: str, out: Path) -> None:
    """Make `out` continue from what is published at the address: its latest run and all decisions."""
    out.mkdir(exist_ok=True)
    files, root = open_store(place)
    if files.exists(f"{root}/{DECISIONS}"):
        ours = (out / DECISIONS).read_bytes() if (out / DECISIONS).exists() else b""
        theirs = files.cat_file(f"{root}/{DECISIONS}")
        lines = dict.fromkeys([*theirs.splitlines(), *ours.splitlines()])
        (out / DECISIONS).write_bytes(b"".join(line + b"\n" for line in lines if line.strip()))
    run_id, here = latest_of(place), latest_run(out)
    if run_id is None:
        (out / "latest").unlink(missing_ok=True)
        (out / POINTER).unlink(missing_ok=True)
    elif here is None or here.name != run_id:
        target = out / RUNS / run_id
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        _fetch_below(files, f"{root}/{RUNS}/{run_id}", target)
        swing(out, run_id)


def _fetch_below(files: Any, place: str, target: Path) -> None:
    """Bring every object below an address to the same names below `target`."""
    for path in files.find(place):
        here = target / path[path.index(place.lstrip("/")) + len(place.lstrip("/")) :].lstrip("/")
        here.parent.mkdir(parents=True, exist_ok=True)
        files.get_file(path, str(here))


def _publish(run: Path, out: Path, place: str, keep: int) -> None:
    """The run's objects first, then the decisions, and the pointer last; then runs beyond `keep` are removed."""
    files, root = open_store(place)
    for path in sorted(path for path in run.rglob("*") if path.is_file()):
        target = f"{root}/{RUNS}/{run.name}/{path.relative_to(run).as_posix()}"
        files.makedirs(target.rpartition("/")[0], exist_ok=True)
        files.put_file(str(path), target)
    if (out / DECISIONS).exists():
        files.put_file(str(out / DECISIONS), f"{root}/{DECISIONS}")
    files.pipe_file(f"{root}/{POINTER}", json.dumps({"run_id": run.name}).encode())
    if keep:
        runs = sorted({path.rstrip("/").rpartition("/")[2] for path in files.ls(f"{root}/{RUNS}", detail=False, refresh=True)})
        for old in [name for name in runs if name <= run.name][:-keep]:
            files.rm(f"{root}/{RUNS}/{old}", recursive=True)
