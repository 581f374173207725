"""Runs every benchmark, keeps the figures in results.json, and renders docs/benchmarks.md, figures of docs/scaling.md and pictures.

    python -m benchmarks.suite [--quick] [--only PART…] [--results FILE] [--render]

Parts already in the results file are kept unless they are measured again; --render measures nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from benchmarks import growth, reading
from benchmarks.arithmetic import put_in
from benchmarks.end_to_end import line, measured
from benchmarks.render import render
from benchmarks.samples import ROOT

RESULTS = Path(__file__).with_name("results.json")
PAGE = ROOT / "docs" / "benchmarks.md"
SCALING = ROOT / "docs" / "scaling.md"
PACKAGES = ("pypdfium2", "lxml", "pdfplumber", "PyMuPDF", "camelot-py", "python-docx", "docx2python", "docling-slim", "distributed")


def main() -> None:
    """Command line: see the module's first lines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer rounds and smaller corpora, about five minutes")
    parser.add_argument("--only", nargs="*", choices=list(PARTS))
    parser.add_argument("--results", type=Path, default=RESULTS)
    parser.add_argument("--render", action="store_true", help="only render what was measured before")
    options = parser.parse_args()
    options.results.parent.mkdir(parents=True, exist_ok=True)
    results = json.loads(options.results.read_text(encoding="utf8")) if options.results.exists() else {}
    for part in () if options.render else options.only or PARTS:
        print(f"== {part}", flush=True)
        results[part] = {"machine": machine(), "quick": options.quick, "figures": PARTS[part](options.quick)}
        options.results.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf8")
    page = PAGE if options.results == RESULTS else options.results.with_suffix(".md")
    page.write_text(render(results), encoding="utf8")
    if page == PAGE:
        SCALING.write_text(put_in(SCALING.read_text(encoding="utf8"), results), encoding="utf8")
    draw(results, page.parent / "images")


def draw(results: dict[str, Any], folder: Path) -> None:
    """The pictures, where matplotlib is installed."""
    try:
        from benchmarks.charts import draw_all
    except ImportError as error:
        print(f"no pictures: {error}")
        return
    draw_all(results, folder)


def machine() -> dict[str, Any]:
    """What it was measured on, and with which versions."""
    versions = {}
    for package in PACKAGES:
        try:
            versions[package] = version(package)
        except PackageNotFoundError:
            versions[package] = None
    when = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    load = round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None
    return {
        "when": when, "processors": os.cpu_count(), "system": f"{platform.system()} {platform.machine()}", "load_before": load,
        "python": platform.python_version(), "versions": versions,
    }  # fmt: skip


def read_beside_peers(quick: bool) -> list[dict[str, Any]]:
    """Reading on the same files."""
    return reading.measured(rounds=1 if quick else 5, drawn=1 if quick else 2, real=not quick)


def whole_runs(quick: bool) -> list[dict[str, Any]]:
    """Documents from 10 to 10,000 (Word) and 500 (PDF)."""
    counts = {"docx": (10, 100, 300), "pdf": (10, 50)} if quick else {"docx": (10, 100, 1000, 10_000), "pdf": (10, 100, 500)}
    return [shown(measured(format, dossiers=count)) for format, sizes in counts.items() for count in sizes]


def eleven(quick: bool) -> list[dict[str, Any]]:
    """Dossiers of exactly eleven reports, as the targets are stated."""
    return [shown(measured(format, dossiers=60 * (1 if quick else 5) + 10, projects=4)) for format in ("docx", "pdf")]


def dossiers(quick: bool) -> list[dict[str, Any]]:
    """Dossiers of 10 to 200 reports."""
    sizes = (10, 50) if quick else (10, 50, 100, 200)
    return [shown(measured("docx", dossiers=max(2, 400 // size), projects=(size - 3) // 2)) for size in sizes]


def dask(quick: bool) -> list[dict[str, Any]]:
    """Both engines with two workers on the same corpus, one right after the other."""
    count = 100 if quick else 1000
    figures = []
    for engine in ("local", "dask"):
        figure = measured("docx", dossiers=count, options=("--jobs", "2", "--engine", engine))
        figures.append({"engine": engine, **shown(figure)})
    return figures


def reading_growth(quick: bool) -> dict[str, Any]:
    """Pages, rows, memory and starting."""
    rounds = 2 if quick else 5
    return {
        "pages": growth.pages((1, 10) if quick else (1, 10, 100), rounds),
        "rows": growth.rows((100, 500, 1000) if quick else (100, 500, 1000, 5000), rounds),
        "memory": growth.memory(),
        "starts": growth.starts(3 if quick else 5),
    }


def shown(figure: dict[str, Any]) -> dict[str, Any]:
    """The figure, told on the terminal."""
    print(line(figure), flush=True)
    return figure


PARTS: dict[str, Callable[[bool], Any]] = {
    "reading": read_beside_peers,
    "growth": reading_growth,
    "eleven": eleven,
    "documents": whole_runs,
    "dossiers": dossiers,
    "dask": dask,
}

if __name__ == "__main__":
    main()
