"""Workers: whatever one piece of work does to its process, the others finish."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import time

import pytest

from gouji.config import Limits
from gouji.workers import Done, Workers

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs interval timers")
LIMITS = Limits(timeout=2.0, memory_mb=400)


def behave(how: str) -> str:
    if how == "exit":
        os._exit(3)
    if how == "segfault":
        ctypes.string_at(0)
    if how == "sleep":
        time.sleep(60)
    if how == "hang inside C":
        re.match(r"(a+)+$", "a" * 60 + "b")
    if how == "eat":
        eaten = []
        while True:
            eaten.append(bytearray(20 * 2**20))
    if how == "raise":
        raise ValueError("ours")
    return how.upper()


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_failure_is_blamed_on_the_work_that_caused_it(jobs: int) -> None:
    hows = ["a", "exit", "b", "segfault", "c", "sleep", "hang inside C", "d", "eat", "raise", "e"]
    with Workers(jobs, LIMITS) as pool:
        done: dict[str, Done[str, str]] = {d.task: d for d in pool.map(behave, hows)}
    assert {how: d.result for how, d in done.items() if d.failure is None} == {how: how.upper() for how in "abcde"}
    errors = {how: d.failure.error for how, d in done.items() if d.failure}
    assert errors == {
        "exit": "crashed",
        "segfault": "crashed",
        "sleep": "timeout",
        "hang inside C": "timeout",
        "eat": "too_large",
        "raise": "crashed",
    }


def test_timeouts_do_not_look_at_the_wall_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    real = time.time
    with Workers(1, LIMITS) as pool:
        results = pool.map(behave, ["a", "b", "c"])
        next(results)
        monkeypatch.setattr(time, "time", lambda: real() + 86_400)
        assert all(d.failure is None for d in results)


def hold_in_a_circle(number: int) -> int:
    circle: list[object] = [bytearray(8 * 2**20)]
    circle.append(circle)
    return number


def test_what_earlier_work_left_behind_is_not_blamed_on_later_work() -> None:
    with Workers(1, LIMITS) as pool:
        done = list(pool.map(hold_in_a_circle, range(120)))
    assert [d.result for d in done if d.failure is None] == list(range(120))


def test_nothing_to_do_starts_no_process() -> None:
    with Workers(2, LIMITS) as pool:
        assert list(pool.map(behave, [])) == []
        assert pool._pool is None
