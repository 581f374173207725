"""Where the work of a run is done: worker processes of this machine, or a dask cluster with the same doors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Protocol, TypeVar

from gouji.config import Settings, workers
from gouji.workers import Done, Workers

Task = TypeVar("Task")
Result = TypeVar("Result")


class Pool(Protocol):
    """What reading and checking ask of an engine."""

    def map(self, function: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Done[Task, Result]]:
        """Run `function` over `tasks`, each isolated; results come as they are ready."""


def open_pool(settings: Settings) -> AbstractContextManager[Pool]:
    """The engine the settings name, to be used in a `with` block."""
    if settings.run.engine == "local":
        return Workers(workers(settings), settings.limits)
    from gouji.cluster import Cluster

    return Cluster(workers(settings), settings.limits, settings.run.scheduler)
