"""The dask engine: the cluster moves batches of work, and inside a batch the local pool isolates each piece of it.

RAW and DIR must lie where every worker sees them under the same path. Results go to the store, only their keys come back.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import threading
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Any, TypeVar

from gouji.config import Limits
from gouji.exits import USAGE, Stop
from gouji.version import VERSION
from gouji.workers import Done, Failure, Workers

Task = TypeVar("Task")
Result = TypeVar("Result")

BATCH = 32
"""Most pieces of work in one batch: large enough that moving it costs little, small enough to share the end of the work out."""


class Cluster:
    """The same doors as `Workers`, on a dask cluster: the one at `scheduler`, or a local one of `jobs` processes."""

    def __init__(self, jobs: int, limits: Limits, scheduler: str | None) -> None:
        self._jobs = jobs
        self._limits = limits
        self._scheduler = scheduler
        self._client: Any = None
        self._own: Any = None

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._own is not None and self._client is not None:
            with contextlib.suppress(Exception):  # a worker that is gone has no pool any more
                self._client.run(_end_pools)
        for part in (self._client, self._own):
            if part is not None:
                part.close()
        self._client = self._own = None

    def map(self, function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Done[Task, Result]]:
        """Run `function` over `tasks`; results come as their batches are ready. A batch whose workers keep dying is run here."""
        tasks = list(tasks)
        if not tasks:
            return
        import distributed

        ready: Any = distributed.as_completed
        client = self._connect()
        hands = max(1, sum(client.nthreads().values()))
        size = max(1, min(BATCH, len(tasks) // (4 * hands)))
        batches = {}
        for start in range(0, len(tasks), size):
            batch = tasks[start : start + size]
            batches[client.submit(_run_batch, function, batch, self._limits, pure=False, retries=2)] = batch
        for future in ready(list(batches)):
            batch = batches.pop(future)
            if future.status == "finished":
                yield from map(_restore, batch, future.result())
            else:
                yield from self._here(function, batch)
            future.release()

    def _here(self, function: Callable[[Task], Result], batch: list[Task]) -> Iterator[Done[Task, Result]]:
        with Workers(self._jobs, self._limits) as pool:
            yield from pool.map(function, batch)

    def _connect(self) -> Any:
        if self._client is not None:
            return self._client
        try:
            import dask
            import distributed
        except ImportError:
            raise Stop(USAGE, "没有安装分布式引擎；请运行 pip install 'gouji[dask]' 后再用 --engine dask。") from None
        connect: Any = distributed.Client
        local: Any = distributed.LocalCluster
        if self._scheduler is None:
            dask.config.set({"distributed.worker.daemon": False, "distributed.scheduler.allowed-failures": 5})
            self._own = local(
                n_workers=self._jobs, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None, memory_limit=0,
            )  # fmt: skip
        try:
            self._client = connect(self._own or self._scheduler, timeout="20s")
        except (OSError, TimeoutError, ValueError) as error:
            raise Stop(USAGE, f"连不上 dask 调度器 {self._scheduler}：{error}。") from None
        self._verify_versions()
        return self._client

    def _verify_versions(self) -> None:
        """Workers run the same code as this process, or results would not be the same."""
        try:
            versions = self._client.run(_version)
        except Exception as error:  # whatever a foreign worker answers when gouji is missing there
            raise Stop(USAGE, f"dask 的工作进程中没有安装 gouji：{str(error)[:200]}。") from None
        different = {address: version for address, version in versions.items() if version != VERSION}
        if different:
            raise Stop(USAGE, f"dask 工作进程的 gouji 版本与本机（{VERSION}）不同：{different}。")


_lock = threading.Lock()
_pools: dict[tuple[int, bytes], Workers] = {}


def _version() -> str:
    return VERSION


def _run_batch(function: Callable[[Any], Any], batch: list[Any], limits: Limits) -> list[tuple[Any, Failure | None]]:
    """On a worker: run a batch through that worker's own pool, which lives as long as the worker. Order as given."""
    pool = _own_pool(limits)
    ended = {id(done.task): (done.result, done.failure) for done in pool.map(function, batch)}
    return [ended[id(task)] for task in batch]


def _own_pool(limits: Limits) -> Workers:
    import msgspec
    from distributed import get_worker

    with _lock:
        hands = max(1, get_worker().state.nthreads)
        key = (hands, msgspec.msgpack.encode(limits))
        if key not in _pools:
            _allow_children()
            _pools[key] = Workers(hands, limits)
        return _pools[key]


def _end_pools() -> None:
    """End this worker's pools, or dask waits for their threads and then kills the worker."""
    with _lock:
        for pool in _pools.values():
            pool.__exit__(None, None, None)
        _pools.clear()


def _allow_children() -> None:
    """Dask marks its worker processes as daemons, which may not start processes; ours end by themselves when the worker does."""
    with contextlib.suppress(AttributeError, KeyError):
        multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]


def _restore(task: Any, ended: tuple[Any, Failure | None]) -> Done[Any, Any]:
    return Done(task, *ended)
