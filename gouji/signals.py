"""Being told to stop: a run ends at once with nothing published, or, once it has begun to publish, a moment later with everything."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from gouji.exits import NOT_PUBLISHED, Stop

_state = {"publishing": False, "asked": False}
PATIENCE = 8.0
"""Seconds a run told to stop may take to end by itself."""
_watchdogs: list[threading.Timer] = []
_NAMES = ("SIGTERM", "SIGINT", "SIGHUP")


class Interrupted(Stop):
    """The system or the user said stop."""

    def __init__(self) -> None:
        super().__init__(NOT_PUBLISHED, "收到停止信号，本次没有发布，上一次的结果仍然有效。")


@contextmanager
def stopping_cleanly() -> Iterator[None]:
    """Inside, a signal to stop raises Interrupted, except after `publishing_now`."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread may set handlers; whoever runs us in another one keeps theirs
        return
    _state.update(publishing=False, asked=False)
    numbers = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    before = {number: signal.signal(number, _stop) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        while _watchdogs:
            _watchdogs.pop().cancel()


def publishing_now() -> None:
    """From here on the run is completed whatever is said: what is left takes less than a moment."""
    _state["publishing"] = True


def published() -> bool:
    """The run is over; whether a signal came while it could not be heeded."""
    _state["publishing"] = False
    return _state["asked"]


def _stop(number: int, frame: FrameType | None) -> None:
    _state["asked"] = True
    if not _state["publishing"]:
        _watch_the_way_out()
        raise Interrupted


def _watch_the_way_out() -> None:
    """The signal may have struck inside a library that is starting or ending processes and then waits for ever: leave anyway.

    Nothing is lost by it: nothing is published yet, the system drops the lock, and the workers end when their parent is gone.
    """
    watchdog = threading.Timer(PATIENCE, _leave)
    watchdog.daemon = True
    watchdog.start()
    _watchdogs.append(watchdog)


def _leave() -> None:
    if not _state["publishing"]:
        with contextlib.suppress(OSError):
            os.write(2, f"{Interrupted().message}\n".encode())
        os._exit(NOT_PUBLISHED)
