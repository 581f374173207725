"""One run at a time below DIR: a lock the system lets go of when its holder dies, with a note of who holds it."""

from __future__ import annotations

import errno
import json
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from gouji.exits import LOCKED, Stop

_HELD = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK)
"""How systems say that somebody has the lock."""


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """Hold the lock of `out`. Stops with exit code 75 and the holder's name when another run has it."""
    path = out / ".store" / "lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = _take(path)
    try:
        note = {
            "pid": os.getpid(),
            "host": socket.gethostname(),
            "since": datetime.now(UTC).isoformat(timespec="seconds"),
            "command": sys.argv[:4],
        }
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, json.dumps(note, ensure_ascii=True).encode(), 0) if hasattr(os, "pwrite") else os.write(
            descriptor, json.dumps(note).encode()
        )
        yield
    finally:
        os.close(descriptor)  # the system frees the lock with it, as it does when the process is killed


def _take(path: Path) -> int:
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o644)
        try:
            _lock(descriptor)
        except OSError as error:
            holder = _holder(descriptor)
            os.close(descriptor)
            if error.errno not in _HELD:  # a disk that knows no locks, for instance: nobody holds it
                raise
            raise Stop(LOCKED, f"另一次运行正在进行（{holder}），本次没有开始；请待其结束后再运行。") from error
        try:
            if os.path.samestat(os.fstat(descriptor), path.stat()):
                return descriptor
        except OSError:
            pass  # the cache was deleted between opening and locking: take the new file
        os.close(descriptor)


def _lock(descriptor: int) -> None:
    if os.name == "nt":
        import msvcrt

        os.lseek(descriptor, 1 << 20, os.SEEK_SET)  # a byte far behind the note, which others must be able to read
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        os.lseek(descriptor, 0, os.SEEK_SET)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _holder(descriptor: int) -> str:
    try:
        note = json.loads(os.pread(descriptor, 4096, 0) if hasattr(os, "pread") else os.read(descriptor, 4096))
        return f"主机 {note['host']}，进程 {note['pid']}，始于 {note['since']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "占用者未留下说明"
