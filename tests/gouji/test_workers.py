"""Workers: whatever one piece of work does to its process, the others finish."""

from __future__ import annotations

import ctypes
import gc
import os
import re
import signal
import time

import pytest

from gouji import lost_workers, workers
from gouji.config import Limits
from gouji.exits import NOT_PUBLISHED, Stop
from gouji.workers import Done, Workers

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs interval timers")
LIMITS = Limits(timeout=2.0, memory_mb=400)


def behave(how: str) -> str:
    if how == "exit":
        os._exit(3)
    if how == "exit well":
        os._exit(0)
    if how == "die with the lock":
        from pebble.pool.channel import WorkerChannel

        channel = next(thing for thing in gc.get_objects() if isinstance(thing, WorkerChannel))
        channel.mutex.acquire()
        os.kill(os.getpid(), signal.SIGKILL)
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
    assert sorted(d.result for d in done if d.result is not None) == list(range(120))  # as they are ready: two at once in any order


def test_nothing_to_do_starts_no_process() -> None:
    with Workers(2, LIMITS) as pool:
        assert list(pool.map(behave, [])) == []
        assert pool._pool is None


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("how", ["exit", "exit well"])
def test_work_is_blamed_though_its_worker_was_gone_before_it_was_heard(how: str, jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = lost_workers._Manager.process_next_message

    def hear_late(manager: lost_workers._Manager, timeout: float) -> None:
        time.sleep(0.4)
        heard(manager, timeout)

    monkeypatch.setattr(lost_workers._Manager, "process_next_message", hear_late)
    with Workers(jobs, LIMITS) as pool:
        done = {d.task: d for d in pool.map(behave, ["a", how, "b"])}
    assert {task: d.result for task, d in done.items()} == {"a": "A", how: None, "b": "B"}
    failure = done[how].failure
    assert failure is not None and failure.error == "crashed"


def test_a_worker_killed_with_the_lock_in_hand_stops_the_others_for_a_while_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lost_workers, "LOCKED", 0.5)
    with Workers(2, LIMITS) as pool:
        done = {d.task: d for d in pool.map(behave, ["a", "die with the lock", *"bcdefgh"])}
    assert {task for task, d in done.items() if d.failure is not None} == {"die with the lock"}
    assert {d.result for d in done.values()} == {None, *"ABCDEFGH"}


def fail_to_start(*_: object) -> None:
    raise OSError("no room")


def test_workers_that_cannot_start_end_the_run_with_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lost_workers, "STALLED", 0.5)
    monkeypatch.setattr(workers, "prepare", fail_to_start)
    with Workers(1, LIMITS) as pool, pytest.raises(Stop) as stopped:
        list(pool.map(behave, ["a"]))
    assert stopped.value.code == NOT_PUBLISHED and "工作进程" in stopped.value.message
