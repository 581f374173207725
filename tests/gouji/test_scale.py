"""Ten thousand files: a run in which nothing changed is quick, and the parent's memory stays flat."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.gouji.conftest import CHECKOUT, write_docx

FILES, DOCUMENTS = 10_000, 200
RUN = """
import resource, sys, time
from pathlib import Path
from gouji.config import RunSettings, Settings
from gouji.console import Silent
from gouji.pipeline import Job, run
import msgspec
if __name__ == "__main__":
    settings = msgspec.structs.replace(Settings(), run=RunSettings(settle=0.0))
    started = time.monotonic()
    code = run(Job(raw=Path(sys.argv[1]), out=Path(sys.argv[2]), settings=settings), Silent())
    status = Path("/proc/self/status")  # its peak is this program's own; getrusage counts the peak of the process that started it
    if status.exists():
        peak = next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    else:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(code, time.monotonic() - started, peak / 1024)
"""


def run_measured(raw: Path, out: Path, script: Path) -> tuple[int, float, float]:
    """Exit code, seconds and MiB of the parent process."""
    done = subprocess.run(
        [sys.executable, str(script), str(raw), str(out)], env={"PYTHONPATH": str(CHECKOUT)}, capture_output=True, text=True, check=True
    )
    code, seconds, memory = done.stdout.split()
    return int(code), float(seconds), float(memory)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(resource, "getrusage"), reason="measures with getrusage")
def test_ten_thousand_unchanged_files_take_seconds_and_little_memory(tmp_path: Path) -> None:
    raw, out, script = tmp_path / "raw", tmp_path / "out", tmp_path / "run_it.py"
    script.write_text(RUN, encoding="utf-8")
    for number in range(FILES):
        folder = raw / f"{number % 50:02}"
        if number < DOCUMENTS:
            write_docx(folder / f"{number}.docx", f"设有{number + 100}个服务窗口，编号{number}。", department=f"第{number}县水利局")
        else:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{number}.pdf").write_bytes(b"%PDF-1.7 not much of a document " + str(number).encode())
    time.sleep(1)
    first = run_measured(raw, out, script)
    again = [run_measured(raw, out, script) for _ in range(3)]
    print("first", first, "again", again)
    assert {code for code, *_ in [first, *again]} == {3}
    assert min(seconds for _, seconds, _ in again) < 5
    assert max(memory for *_, memory in [first, *again]) < 400
