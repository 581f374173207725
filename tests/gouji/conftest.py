"""What the tests of the roof share: small Word files, runs in this process, and runs of the command line."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gouji.config import Settings
from gouji.exits import Stop
from gouji.pipeline import Job, run

CHECKOUT = Path(__file__).parents[2]
ALWAYS = {"settle": 0.0, "jobs": 1}


class Heard:
    """A teller that remembers."""

    def __init__(self) -> None:
        self.events: list[tuple[str, dict[str, Any]]] = []

    def tell(self, event: str, /, **facts: Any) -> None:
        self.events.append((event, facts))

    def named(self, event: str) -> list[dict[str, Any]]:
        return [facts for name, facts in self.events if name == event]


CONTRADICTION = ("一、基本情况", "本单位设有170个服务窗口，办理事项38项。", "二、履职情况", "本单位设有46个服务窗口，办理事项38项。")
"""Lines of a report that count the same windows twice and differently."""


def write_docx(path: Path, *lines: str, department: str = "青岚县水务局") -> Path:
    """A Word file: a narrative report of the department with the lines as paragraphs."""
    from docx import Document

    path.parent.mkdir(parents=True, exist_ok=True)
    document = Document()
    for line in (f"{department}2024年度部门整体支出绩效自评报告", *lines):
        document.add_paragraph(line)
    document.save(str(path))
    return path


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """An empty folder for submitted files."""
    folder = tmp_path / "raw"
    folder.mkdir()
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where to publish; not there yet."""
    return tmp_path / "out"


@pytest.fixture
def go(raw: Path, out: Path) -> Callable[..., int]:
    """Run in this process with one worker; returns the exit code. The last run's events are in `go.heard`."""

    def once(*, force: bool = False, **changes: Any) -> int:
        settings = msgspec.structs.replace(Settings(), **changes)
        settings = msgspec.structs.replace(settings, run=msgspec.structs.replace(settings.run, **ALWAYS))
        once.heard = Heard()  # type: ignore[attr-defined]
        try:
            return run(Job(raw=raw, out=out, settings=settings, force=force), once.heard)  # type: ignore[attr-defined]
        except Stop as stop:
            once.heard.tell("stopped", message=stop.message)  # type: ignore[attr-defined]
            return stop.code

    return once


def command(*arguments: str | Path, cwd: Path | None = None, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "gouji", *map(str, arguments)],
        cwd=cwd, env={"PYTHONPATH": str(CHECKOUT), **(os.environ if env is None else env)}, capture_output=True, encoding="utf-8", timeout=120,
    )  # fmt: skip
