"""Worker processes that isolate each piece of work: one that crashes, hangs or outgrows its memory is blamed alone."""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, TypeVar

import msgspec

from gouji.config import Limits
from gouji.exits import NOT_PUBLISHED, Stop
from gouji.in_worker import OVER_MEMORY, guarded, prepare
from model.problem import ReadError

Task = TypeVar("Task")
Result = TypeVar("Result")

QUEUED = 64
"""Pieces of work waiting a worker, so that their number costs the parent nothing."""
POOLS = 3
"""Pools in a row that may break without finishing anything before the run is given up."""


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
        self._broken = 0
        self._starting = threading.Lock()

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._pool is not None:
            _stop(self._pool)
            self._pool = None

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
            if any(_is_broken(future) for future in ready):
                pool, waiting = self._resubmit(pool, function, waiting)
                continue
            self._broken = 0
            for future in ready:
                task = waiting.pop(future)
                done = self._done(task, future)
                if done.failure is not None and done.failure.error == "too_large" and id(task) not in again:
                    again[id(task)] = task  # the worker may have been full of what came before: once more, in a fresh one
                    waiting[self._submit(pool, function, task)] = task
                else:
                    yield done

    def _start(self, count: int) -> Any:
        from gouji.lost_workers import process_pool

        with self._starting:
            if self._pool is None:
                self._pool = process_pool(max(1, min(self._jobs, count)), _context(), prepare, (self._limits.memory_mb, dict(os.environ)))
            return self._pool

    def _submit(self, pool: Any, function: Callable[[Task], Result], task: Task) -> Future[Result]:
        try:
            future: Future[Result] = pool.schedule(guarded, args=(function, task, self._limits.timeout), timeout=self._backstop())
        except RuntimeError as error:  # the pool broke since
            future = Future()
            future.set_exception(BrokenProcessPool(str(error)))
        return future

    def _resubmit(
        self, pool: Any, function: Callable[[Task], Result], waiting: dict[Future[Result], Task]
    ) -> tuple[Any, dict[Future[Result], Task]]:
        """A new pool for a broken one, and what the broken one had not finished given to it."""
        finished = {future: task for future, task in waiting.items() if future.done() and not _is_broken(future)}
        if self._pool is pool:
            _stop(pool)
            self._pool = None
            self._broken += 1
        if self._broken >= POOLS:
            raise Stop(
                NOT_PUBLISHED, "处理文件的工作进程屡次不能工作，本次运行没有发布任何内容；请查看系统内存、进程数限制和日志后重新运行。"
            )
        new = self._start(len(waiting))
        again = {self._submit(new, function, task): task for future, task in waiting.items() if future not in finished}
        return new, finished | again

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


def _is_broken(future: Future[Any]) -> bool:
    """Whether the pool gave up the work, rather than the work its process."""
    return future.done() and isinstance(future.exception(), BrokenProcessPool)


def _stop(pool: Any) -> None:
    pool.stop()
    with contextlib.suppress(TimeoutError):  # what does not end now ends when this process does
        pool.join(5)


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
