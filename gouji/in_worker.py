"""Inside a worker process: one piece of work at a time under its limits of time and memory."""

from __future__ import annotations

import contextlib
import gc
import logging
import os
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable
from typing import TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

OVER_MEMORY = 77
"""Exit status of a worker that passed its memory limit."""
TIDY = 16
"""Pieces of work after which a worker collects circular garbage."""

_busy = threading.Event()
_ending = threading.Lock()
"""Held by who ends the work or the process: a process must not end with the pipe's lock in hand, which it takes after its work."""
_since_tidied, _tidied = 0, False


def quiet_libraries() -> None:
    """What readers log about damaged files is in `problems`; on the terminal it would only stand between our own lines."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")


def collect_seldom() -> None:
    """Look for circular garbage a thousand times less often: reports are trees, and walking them over and over took a sixth of a run."""
    gc.set_threshold(700_000, 10, 10)


def guarded(function: Callable[[Task], Result], task: Task, timeout: float) -> Result:
    """Run one piece of work under an interval timer whose default action kills the process, even inside C code."""
    _busy.set()
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, timeout)
    try:
        return function(task)
    finally:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)
        with _ending:
            _busy.clear()
        _tidy()


def _tidy() -> None:
    """Give back what is held in circles, before it counts against the next document: parsed files are few objects but large.

    What is left after the first time (modules, compiled forms) stays for good and is not looked at again.
    """
    global _since_tidied, _tidied
    _since_tidied += 1
    if _since_tidied >= TIDY:
        gc.collect()
        if not _tidied:
            gc.freeze()
        _since_tidied, _tidied = 0, True


def more_time(seconds: float) -> None:
    """Give the piece of work under way more time; for work that shows it gets on (one more page recognized)."""
    if hasattr(signal, "setitimer"):
        left, _ = signal.getitimer(signal.ITIMER_REAL)
        if left > 0:
            signal.setitimer(signal.ITIMER_REAL, left + seconds)


def prepare(memory_mb: int, environment: dict[str, str]) -> None:
    """Make the fresh worker safe: its own process group, a memory ceiling, and an eye on memory and parent."""
    if dict(os.environ) != environment:  # the process it was forked from may have started under another one
        os.environ.clear()
        os.environ.update(environment)
    if hasattr(os, "setsid"):
        with contextlib.suppress(OSError):
            os.setsid()
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform == "linux":
        import resource

        ceiling = (memory_mb + 256) * 2**20  # the system's own stop, for code that allocates faster than the eye looks
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_DATA, (ceiling, ceiling))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    quiet_libraries()
    collect_seldom()
    threading.Thread(target=_watch, args=(memory_mb * 2**20, os.getppid()), daemon=True).start()


def _watch(limit: int, parent: int) -> None:
    while True:
        time.sleep(0.05)
        if os.name != "nt" and os.getppid() != parent:
            os._exit(0)
        if _resident() > limit:
            with _ending:
                if _busy.is_set():
                    os._exit(OVER_MEMORY)


def _resident() -> int:
    """Bytes of memory in use by this process; 0 where the system does not say."""
    if sys.platform == "linux":
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 - twenty times a second
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return 0
