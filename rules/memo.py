"""Remember what was worked out of a report or dossier while it is being checked, so that rules share the work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar

Subject = TypeVar("Subject")
Result = TypeVar("Result")

_MEMORY: ContextVar[dict[tuple[Any, int], Any] | None] = ContextVar("memory", default=None)


def remembered(work: Callable[[Subject], Result]) -> Callable[[Subject], Result]:
    """Decorate a pure function of one report or dossier: inside one check it runs once for each of them."""

    @wraps(work)
    def recall(subject: Subject) -> Result:
        memory = _MEMORY.get()
        if memory is None:
            return work(subject)
        key = (work, id(subject))
        if key not in memory:
            memory[key] = (subject, work(subject))  # the subject is kept so that its id stays its own
        result: Result = memory[key][1]
        return result

    return recall


@contextmanager
def remembering() -> Iterator[None]:
    """Keep what `remembered` functions find until the block ends."""
    token = _MEMORY.set({})
    try:
        yield
    finally:
        _MEMORY.reset(token)
