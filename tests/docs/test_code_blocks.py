"""The code blocks of the documents run as they stand, on the run that the examples give.

Python blocks run in order; shell lines that call gouji run as written (make, pip and system administration are what CI itself
does, or need another machine); settings blocks load. An unknown kind of block fails, so that none is passed over.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

pytest.importorskip("matplotlib")
ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted(str(path.relative_to(ROOT)) for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")])
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.M | re.S)
ELSEWHERE = ("s3://",)
"""Commands that need another machine; the object store has a test of its own."""


def blocks(document: str, kind: str) -> list[str]:
    return [text for found, text in BLOCK.findall((ROOT / document).read_text(encoding="utf8")) if found == kind]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder whose data/out holds the examples' run."""
    from gouji.config import Settings
    from gouji.console import Silent
    from gouji.pipeline import Job, run

    folder = tmp_path_factory.mktemp("demo")
    shutil.copytree(ROOT / "examples", folder / "data" / "raw")
    assert run(Job(raw=ROOT / "examples", out=folder / "data" / "out", settings=Settings()), Silent()) == 0
    return folder


@pytest.mark.parametrize("document", [name for name in DOCUMENTS if blocks(name, "python")])
def test_the_python_of_a_document_runs_in_order(document: str, demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(demo)
    names: dict[str, object] = {}
    for block in blocks(document, "python"):
        exec(compile(block, document, "exec"), names)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_gouji_commands_of_a_document_work(document: str, demo: Path) -> None:
    for line in "\n".join(blocks(document, "sh")).splitlines():
        command = re.match(r"(?:\.venv/bin/)?gouji\s+(.*)", line.split("#")[0].strip())
        if command is None or any(word in line for word in ELSEWHERE):
            continue
        done = subprocess.run(
            [sys.executable, "-m", "gouji", *shlex.split(command[1])], cwd=demo, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, (line, done.stderr)


@pytest.mark.parametrize("document", [name for name in DOCUMENTS if blocks(name, "toml")])
def test_the_settings_of_a_document_are_valid_toml(document: str) -> None:
    for block in blocks(document, "toml"):
        assert tomllib.loads(block)


def test_no_kind_of_block_is_passed_over() -> None:
    kinds = {kind for name in DOCUMENTS for kind, _ in BLOCK.findall((ROOT / name).read_text(encoding="utf8"))}
    assert kinds <= {"python", "sh", "toml", "", "cron", "bat"}


def test_the_plots_show_something(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import Image

    test_the_python_of_a_document_runs_in_order("docs/analysis.md", demo, monkeypatch)
    for name in ("budget-adjustment.png", "public-spending.png"):
        colours = Image.open(demo / name).convert("RGB").getcolors(maxcolors=1 << 20)
        assert colours is not None
        assert len(colours) > 20
