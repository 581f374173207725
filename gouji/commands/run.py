"""`gouji run`: settings and flags to a job, the job to an exit code, and a clean end when the system says stop."""

from __future__ import annotations

import signal
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, get_args

import msgspec

from gouji.config import Engine, FailOn, Settings, load_settings
from gouji.console import JsonLines, Teller, Terminal
from gouji.exits import NOT_PUBLISHED, USAGE, Stop
from gouji.pipeline import Job, run


def run_once(config: Path | None, flags: Mapping[str, Any], *, log_format: str, quiet: bool, force: bool) -> int:
    """One run; returns the exit code."""
    job = job_from(config, flags, force=force)
    teller: Teller = JsonLines() if log_format == "json" else Terminal(quiet=quiet)
    return told(job, teller)


def told(job: Job, teller: Teller) -> int:
    """Run the job and tell how it ended; a signal to stop ends it with nothing or everything published."""
    with _stopping_cleanly():
        try:
            code = run(job, teller)
        except Stop as stop:
            teller.tell("stopped", exit_code=stop.code, message=stop.message)
            return stop.code
    teller.tell("finished", exit_code=code)
    return code


def job_from(config: Path | None, flags: Mapping[str, Any], *, force: bool = False) -> Job:
    """The job that settings and flags describe; flags win. Stops with exit code 2 when a value is not one of those known."""
    settings = load_settings(config)
    for name, known in (("engine", get_args(Engine)), ("fail_on", get_args(FailOn))):
        if flags.get(name) is not None and flags[name] not in known:
            raise Stop(USAGE, f"--{name.replace('_', '-')} 不能是“{flags[name]}”，可用的有：{'、'.join(known)}。")
    settings = msgspec.structs.replace(
        settings,
        run=_with(settings.run, flags, "jobs", "engine", "scheduler", "fail_on"),
        limits=_with(settings.limits, flags, "timeout"),
        paths=_with(settings.paths, flags, "raw", "out"),
    )
    _verify_rules(settings)
    return Job(raw=Path(settings.paths.raw), out=Path(settings.paths.out), settings=settings, force=force)


def _with(part: Any, flags: Mapping[str, Any], *names: str) -> Any:
    return msgspec.structs.replace(part, **{name: flags[name] for name in names if flags.get(name) is not None})


def _verify_rules(settings: Settings) -> None:
    if settings.rules == Settings().rules:
        return
    from rules.registry import catalogue
    from rules.settings import WrongSetting, verify

    try:
        verify(settings.rules, catalogue())
    except WrongSetting as error:
        raise Stop(USAGE, f"[rules]：{error}") from error


@contextmanager
def _stopping_cleanly() -> Iterator[None]:
    """SIGTERM ends the run like a refusal: what was laid aside is removed, the previous run stands."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise Stop(NOT_PUBLISHED, "收到停止信号，本次没有发布，上一次的结果仍然有效。")

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
