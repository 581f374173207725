"""`gouji run`: settings and flags to a job, the job to an exit code, and a clean end when the system says stop."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

import msgspec

from gouji.config import Engine, FailOn, Settings, is_remote, load_settings
from gouji.console import JsonLines, Teller, Terminal, say
from gouji.exits import NOT_PUBLISHED, USAGE, Stop, why
from gouji.pipeline import Job, run
from gouji.remote_earlier import Fetch
from gouji.signals import Interrupted, stopping_cleanly


def run_once(config: Path | None, flags: Mapping[str, Any], *, log_format: str, quiet: bool, force: bool) -> int:
    """One run; returns the exit code."""
    job = job_from(config, flags, force=force)
    teller: Teller = JsonLines() if log_format == "json" else Terminal(quiet=quiet)
    with stopping_cleanly():
        try:
            return run_and_tell(job, teller)
        except Interrupted as stop:
            teller.tell("stopped", exit_code=stop.code, message=stop.message)
            return stop.code


def run_and_tell(job: Job, teller: Teller) -> int:
    """Run the job and tell how it ended. Whatever goes wrong, nothing half-done is published and the exit code says so."""
    try:
        code = _run_anywhere(job, teller)
    except Interrupted:
        raise
    except Stop as stop:
        teller.tell("stopped", exit_code=stop.code, message=stop.message)
        return stop.code
    except (OSError, MemoryError) as error:
        what = "内存不足" if isinstance(error, MemoryError) else _where(error)
        message = f"运行中断（{what}），本次没有发布，上一次的结果仍然有效；请检查磁盘空间、权限和内存后再运行。"
        teller.tell("stopped", exit_code=NOT_PUBLISHED, message=message, detail=traceback.format_exc())
        return NOT_PUBLISHED
    except Exception as error:  # ours: say where, so that it can be mended
        message = f"程序内部出错（{type(error).__name__}: {error}），本次没有发布，上一次的结果仍然有效；请将以下内容交给维护人员。"
        teller.tell("stopped", exit_code=NOT_PUBLISHED, message=message, detail=traceback.format_exc())
        if isinstance(teller, Terminal):
            say(sys.stderr, traceback.format_exc())
        return NOT_PUBLISHED
    teller.tell("finished", exit_code=code)
    return code


def _where(error: OSError) -> str:
    return f"{os.fsdecode(error.filename)}：{why(error)}" if isinstance(error.filename, str | bytes) else why(error)


def _run_anywhere(job: Job, teller: Teller) -> int:
    raw, out = job.settings.paths.raw, job.settings.paths.out
    if not (is_remote(raw) or is_remote(out)):
        return run(job, teller)
    from gouji.remote import run_remotely

    def here(local_raw: Path, local_out: Path, fetch: Fetch | None) -> int:
        return run(msgspec.structs.replace(job, raw=local_raw, out=local_out, fetch=fetch), teller)

    return run_remotely(raw, out, job.settings.run.keep, here, teller)


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
