"""Measures the whole way: files in, a published run out; growth with documents and with the reports of a dossier.

    python -m benchmarks.end_to_end [--documents 10 100 1000] [--reports 10 50 200] [--format docx pdf] [--json FILE]

Every run is a fresh `gouji run` process on a corpus made by seed, into an empty folder, so that nothing is cached.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.corpus import make_corpus

REPORTS = 11
"""Reports of the dossier that rates are quoted for."""


def main() -> None:
    """Command line: see the module's first lines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs="*", default=[10, 100, 1000])
    parser.add_argument("--reports", type=int, nargs="*", default=[10, 50, 200])
    parser.add_argument("--format", nargs="*", choices=["docx", "pdf"], default=["docx", "pdf"])
    parser.add_argument("--json", type=Path, help="also write the figures here")
    options = parser.parse_args()
    figures: dict[str, list[dict[str, Any]]] = {"documents": [], "dossier": []}
    for format in options.format:
        for number in options.documents:
            figures["documents"].append(measured(format, dossiers=number))
            print(line(figures["documents"][-1]), flush=True)
    for reports in options.reports:
        figures["dossier"].append(measured("docx", dossiers=max(1, 40 // reports), projects=max(1, (reports - 3) // 2)))
        print(line(figures["dossier"][-1]), flush=True)
    if options.json:
        options.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf8")


def measured(format: str, *, dossiers: int, projects: int | None = None, options: tuple[str, ...] = ()) -> dict[str, Any]:
    """One corpus published, with further `options` of `gouji run`; seconds by the clock and of all processors, by stage and per report."""
    with tempfile.TemporaryDirectory() as folder:
        raw, out = Path(folder) / "raw", Path(folder) / "out"
        make_corpus(raw, dossiers=dossiers, formats=(format,), seed=17, projects=projects)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        begin = time.perf_counter()
        done, peak = watched([sys.executable, "-m", "gouji", "run", str(raw), "--out", str(out), "--quiet", *options])
        wall = time.perf_counter() - begin
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if done not in (0, 1):
            raise SystemExit(f"gouji run ended with {done}")
        about = json.loads((out / "latest" / "run.json").read_text(encoding="utf8"))
        size, store = size_of((out / "latest").resolve()), size_of(out / ".store")
        raw_size = size_of(raw)
        shutil.rmtree(out)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    reports = about["counts"]["reports"]
    return {
        "format": format,
        "documents": dossiers,
        "reports": reports,
        "wall_s": round(wall, 2),
        "cpu_s": round(cpu, 2),
        "stages_s": about["seconds"],
        "dossiers_of_11_per_s": round(reports / REPORTS / wall, 2),
        "cpu_ms_per_report": round(cpu / reports * 1000, 2),
        "peak_mb": peak,
        "rows": sum(about["rows"].values()),
        "raw_kb_per_document": round(raw_size / dossiers / 1024, 1),
        "published_kb_per_document": round(size / dossiers / 1024, 1),
        "store_kb_per_document": round(store / dossiers / 1024, 1),
        "processors": os.cpu_count(),
    }


def watched(command: list[str]) -> tuple[int, int | None]:
    """Exit status of a program, and the most memory its first process had, in MB (None where the system does not say)."""
    running = subprocess.Popen(command)
    status, most = Path(f"/proc/{running.pid}/status"), 0
    while running.poll() is None:
        with contextlib.suppress(OSError, ValueError, IndexError):
            most = max(most, int(status.read_text().partition("VmHWM:")[2].split(maxsplit=1)[0]))
        time.sleep(0.05)
    return running.returncode, most // 1024 or None


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def line(figure: dict[str, Any]) -> str:
    """One figure for the terminal."""
    return (
        f"{figure['documents']:>6} × {figure['format']:<4} {figure['reports']:>7} reports {figure['wall_s']:>8.2f} s "
        f"{figure['dossiers_of_11_per_s']:>7.2f} dossiers of {REPORTS} reports a second, {figure['cpu_ms_per_report']:.2f} CPU ms a report"
    )


if __name__ == "__main__":
    main()
