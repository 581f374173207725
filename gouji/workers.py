"""Worker processes that isolate each piece of work: one that crashes, hangs or outgrows its memory is blamed alone."""

from __future__ import annotations

import atexit
import contextlib
import gc
import logging
import os
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, TypeVar

import msgspec

from gouji.config import Limits
from model.problem import ReadError

Task = TypeVar("Task")
Result = TypeVar("Result")

OVER_MEMORY = 77
"""Exit status of a worker that passed its memory limit."""
TIDY = 16
"""Pieces of work after which a worker collects circular garbage."""
QUEUED = 64
"""Pieces of work waiting a worker, so that their number costs the parent nothing."""


class Failure(msgspec.Struct, frozen=True):
    """How a piece of work ended when it did not return."""

    error: ReadError
    message: str
    """Chinese sentence."""


class Done(msgspec.Struct, Generic[Task, Result], frozen=True):
    """A piece of work with what came of it."""

    task: Task
    result: Result | None
    failure: Failure | None


class Workers:
    """A pool of fresh processes; they start with the first piece of work and are ended on leaving the `with` block."""

    def __init__(self, jobs: int, limits: Limits) -> None:
        self._jobs = jobs
        self._limits = limits
        self._pool: Any = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._pool is not None:
            self._pool.stop()
            with contextlib.suppress(TimeoutError):  # what does not end now ends when this process does
                self._pool.join(5)
            self._pool = None

    def warm(self, count: int) -> None:
        """Start the processes for `count` pieces of work now, so that they load while the parent prepares."""
        self._start(count).schedule(_nothing)

    def map(self, function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Done[Task, Result]]:
        """Run `function` over `tasks`; results come as they are ready."""
        tasks = list(tasks)
        if not tasks:
            return
        pool = self._start(len(tasks))
        waiting: dict[Future[Result], Task] = {}
        again: dict[int, Task] = {}
        remaining = iter(tasks)
        while True:
            for task in remaining:
                waiting[self._submit(pool, function, task)] = task
                if len(waiting) >= QUEUED * self._jobs:
                    break
            if not waiting:
                return
            ready, _ = wait(waiting, return_when=FIRST_COMPLETED)
            for future in ready:
                task = waiting.pop(future)
                done = self._done(task, future)
                if done.failure is not None and done.failure.error == "too_large" and id(task) not in again:
                    again[id(task)] = task  # the worker may have been full of what came before: once more, in a fresh one
                    waiting[self._submit(pool, function, task)] = task
                else:
                    yield done

    def _start(self, count: int) -> Any:
        if self._pool is None:
            from pebble import ProcessPool

            self._pool = ProcessPool(
                max_workers=max(1, min(self._jobs, count)),
                context=_context(),
                initializer=_prepare,
                initargs=(self._limits.memory_mb, dict(os.environ)),
            )
        return self._pool

    def _submit(self, pool: Any, function: Callable[[Task], Result], task: Task) -> Future[Result]:
        future: Future[Result] = pool.schedule(_guarded, args=(function, task, self._limits.timeout), timeout=self._backstop())
        return future

    def _backstop(self) -> float | None:
        # pebble counts on the wall clock, which may jump; where the system has no interval timer it is all there is
        return None if hasattr(signal, "setitimer") else self._limits.timeout

    def _done(self, task: Task, future: Future[Result]) -> Done[Task, Result]:
        from pebble import ProcessExpired

        try:
            return Done(task, future.result(), None)
        except ProcessExpired as error:
            _end_group(error.pid)
            return Done(task, None, self._blame(error.exitcode))
        except TimeoutError:
            return Done(task, None, self._blame(-signal.SIGALRM if hasattr(signal, "SIGALRM") else None))
        except OSError:
            raise  # files end as Unreadable inside: this is the store or the system, and concerns the whole run
        except MemoryError:
            return Done(task, None, self._blame(OVER_MEMORY))
        except Exception as error:  # ours: the message leads to it
            return Done(task, None, Failure("crashed", f"处理时出错：{type(error).__name__}: {str(error)[:300]}。"))

    def _blame(self, exitcode: int | None) -> Failure:
        if exitcode == OVER_MEMORY:
            return Failure("too_large", f"处理所需的内存超过 {self._limits.memory_mb} MiB，已放弃。")
        if hasattr(signal, "SIGALRM") and exitcode in (None, -signal.SIGALRM):
            return Failure("timeout", f"处理用时超过 {self._limits.timeout:g} 秒，已放弃。")
        return Failure("crashed", f"处理该文件的进程异常中断（{_exit_name(exitcode)}）。")


def quiet_libraries() -> None:
    """What readers log about damaged files is in `problems`; on the terminal it would only stand between our own lines."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")


def collect_seldom() -> None:
    """Look for circular garbage a thousand times less often: reports are trees, and walking them over and over took a sixth of a run."""
    gc.set_threshold(700_000, 10, 10)


def _context() -> Any:
    """How workers start: forked, where that is safe, from a process that has loaded everything and has no threads; elsewhere afresh."""
    import multiprocessing

    if sys.platform != "linux" or sys.flags.ignore_environment:
        return multiprocessing.get_context("spawn")
    from multiprocessing import forkserver

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["gouji.loaded"])
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(path or str(Path.cwd()) for path in sys.path)  # it must load the very same code
    try:
        forkserver.ensure_running()
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before
    atexit.register(_end_forkserver)
    return context


def _end_forkserver() -> None:
    """Wait for the process that workers were forked from: it would end by itself, but their time would be nobody's."""
    from multiprocessing import forkserver

    with contextlib.suppress(AttributeError, OSError):  # private to the library
        forkserver._forkserver._stop()  # type: ignore[attr-defined]


_busy = threading.Event()
_since_tidied, _tidied = 0, False


def _nothing() -> None:
    """Work that only starts a worker."""
    import extract
    import normalize
    import rules

    _ = extract, normalize, rules


def _guarded(function: Callable[[Task], Result], task: Task, timeout: float) -> Result:
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


def _prepare(memory_mb: int, environment: dict[str, str]) -> None:
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
        if _busy.is_set() and _resident() > limit:
            os._exit(OVER_MEMORY)


def _resident() -> int:
    """Bytes of memory in use by this process; 0 where the system does not say."""
    if sys.platform == "linux":
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 - twenty times a second
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return 0


def _end_group(pid: int) -> None:
    """End whatever the dead worker had started (a converter, for instance)."""
    if hasattr(os, "killpg") and pid and pid > 1:
        with contextlib.suppress(OSError):
            os.killpg(pid, signal.SIGKILL)


def _exit_name(exitcode: int | None) -> str:
    if exitcode is not None and exitcode < 0:
        with contextlib.suppress(ValueError):
            return signal.Signals(-exitcode).name
    return f"退出码 {exitcode}"
