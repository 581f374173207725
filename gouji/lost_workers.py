"""What becomes of work whose process is gone: pebble's bookkeeping, made sure of where it races with a process that dies quickly.

A worker says which task it took through the same pipe as everything else. Pebble looks for its task the moment it finds it
dead, which may be before that word has been read: the task then waits for ever, or the whole pool is given up. It does not
look at workers that ended with status 0, and a worker killed while it holds the pipe's lock stops all others. Here a task
is blamed when its worker is gone and the pipe has been read to its end, and a pool in which nothing happens any more is
declared broken, for the caller to start another.
"""

from __future__ import annotations

import threading
import time
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from pebble import ProcessExpired
from pebble.common.types import Result, ResultStatus
from pebble.pool import process
from pebble.pool.process import PoolManager

STALLED = 120.0
"""Seconds without a word from any worker, while tasks wait and none is under way, after which a pool counts as broken."""

LOCKED = 10.0
"""Seconds the pipe's lock may be held by one worker; a result of many megabytes takes a fraction of one."""

_expired: Any = ProcessExpired  # its arguments are not typed


def process_pool(jobs: int, context: Any, initializer: Any, arguments: tuple[Any, ...]) -> process.ProcessPool:
    """A pebble pool that loses no task with its process."""
    pool = process.ProcessPool(max_workers=jobs, context=context, initializer=initializer, initargs=arguments)
    pool._pool_manager = _Manager(pool._context, context)
    return pool


class _Manager(PoolManager):
    def __init__(self, context: Any, mp_context: Any) -> None:
        super().__init__(context, mp_context)
        self._exits: dict[int, int | None] = {}
        self._reading = threading.Lock()
        self._moved = time.monotonic()
        self._suspect = False

    def process_next_message(self, timeout: float) -> None:
        if self._unread(timeout):
            with self._reading:
                super().process_next_message(0)
            self._moved = time.monotonic()

    def update_workers(self) -> None:
        manager: Any = self.worker_manager
        workers = manager.workers
        for worker in list(workers.values()):
            if worker.pid is not None and not worker.is_alive():
                del workers[worker.pid]
                self._exits[worker.pid] = worker.exitcode
                self._suspect = True
        self._blame()
        self._verify_lock()
        manager.create_workers()
        if self._stalled():
            raise BrokenProcessPool(f"no worker has taken a task in {STALLED:g} seconds")

    def _blame(self) -> None:
        """End the tasks of dead workers, once all that these had written is read; if it is not yet, the next round does."""
        if not self._exits or not self._reading.acquire(blocking=False):
            return
        try:
            if not self._unread(0):
                exits, self._exits = self._exits, {}
                for task in list(self.task_manager.tasks.values()):
                    if task.worker_id in exits:
                        expired = _expired("Abnormal termination", code=exits[task.worker_id], pid=task.worker_id)
                        self.task_manager.task_done(task.id, Result(ResultStatus.ERROR, expired))
        finally:
            self._reading.release()

    def _verify_lock(self) -> None:
        """After a death, see that the pipe's lock can still be had; it is only held for moments."""
        if self._suspect and not self._exits:
            channel: Any = self.worker_manager.workers_channel
            with channel.lock(timeout=LOCKED) as had:
                if not had:
                    raise BrokenProcessPool("a worker died with the lock in hand")
            self._suspect = False

    def _unread(self, timeout: float) -> bool:
        channel: Any = self.worker_manager.pool_channel
        try:
            return bool(channel.poll(timeout))
        except (OSError, ValueError) as error:  # the pool is closing
            raise BrokenProcessPool(str(error)) from error

    def _stalled(self) -> bool:
        tasks = list(self.task_manager.tasks.values())
        if not tasks or any(task.worker_id in self.worker_manager.workers for task in tasks):
            self._moved = time.monotonic()
        return time.monotonic() - self._moved > STALLED
