"""Being told to stop: a run ends at once with nothing published, or, once it has begun to publish, a moment later with everything."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from gouji.exits import NOT_PUBLISHED, Stop

_state = {"publishing": False, "asked": False}
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
        raise Interrupted
