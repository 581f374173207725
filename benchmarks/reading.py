"""Reading measured against what a user would pick instead, on the same files in one run: time, memory, and whether the cells are right.

    python -m benchmarks.reading [--rounds 5] [--drawn 3] [--json FILE] [--only NAME…]

Every reader runs in a process of its own, once to warm up and then `rounds` times; medians of CPU time are given. A peer
that is not installed in this environment is left out with a message.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Hashable, Iterable
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.pdf_limit import build_limit, measure_limit
from benchmarks.readers import READERS
from benchmarks.samples import ROOT, Sample, samples, squeezed

Figure = dict[str, Any]


def main() -> None:
    """Command line: see the module's first lines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--drawn", type=int, default=3)
    parser.add_argument("--only", nargs="*")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    figures = measured(rounds=options.rounds, drawn=options.drawn, only=options.only)
    if options.json:
        options.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf8")


def measured(*, rounds: int, drawn: int, real: bool = True, only: list[str] | None = None) -> list[Figure]:
    """One figure a file and reader, in the order measured; `real`: also on the shared reports."""
    figures = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        limit = build_limit(folder)
        for sample in samples(folder, drawn=drawn, real=real):
            for figure in measured_on(sample, rounds, only, limit):
                figures.append(figure)
                print(line(figure), flush=True)
    return figures


def measured_on(sample: Sample, rounds: int, only: list[str] | None, limit: Path | None) -> Iterable[Figure]:
    """All readers of the sample's kind of file, one after the other."""
    pages: int | None = None
    for name, reader in READERS.items():
        if reader.suffix != sample.path.suffix or (only and name not in only):
            continue
        shown = measure(name, sample.path, rounds)
        if shown is None:
            continue
        pages = pages or shown["pages"]
        figure = {"file": sample.name, "reader": name, **costs(median(shown["ms"]), pages, len(sample.cells))}
        figure |= {"peak_mb": round(shown["peak_mb"]), "rounds": len(shown["ms"])}
        if reader.gives == "cells":
            figure |= rightness(sample, [tuple(cell) for cell in shown["cells"]])
        if reader.gives == "text" and sample.text:
            figure["characters_f1"] = round(agreement(sample.text, squeezed(shown["text"])), 4)
        yield figure
    floor = measure_limit(limit, sample.path, rounds) if sample.path.suffix == ".pdf" and pages else None
    if floor and pages:
        yield {"file": sample.name, "reader": "limit PDF", **costs(floor * pages, pages, len(sample.cells))}


def measure(name: str, file: Path, rounds: int) -> Figure | None:
    """What one reader needs and finds; None with a message when it is not installed or fails."""
    command = [sys.executable, "-m", "benchmarks.readers", name, str(file), str(rounds)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=600)
    except subprocess.TimeoutExpired:
        print(f"  {name} left out on {file.name}: more than ten minutes")
        return None
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or [str(done.returncode)]
        print(f"  {name} left out on {file.name}: {last[0][:160]}")
        return None
    figure: Figure = json.loads(done.stdout)
    return figure


def costs(milliseconds: float, pages: int | None, cells: int) -> Figure:
    """CPU time of the whole file, a page, and 1,000 cells that hold text."""
    a_page = round(milliseconds / pages, 3) if pages else None
    return {
        "ms": round(milliseconds, 2),
        "pages": pages,
        "ms_per_page": a_page,
        "ms_per_1000_cells": round(1000 * milliseconds / max(1, cells), 2),
    }


def rightness(sample: Sample, found: list[tuple[Any, ...]]) -> Figure:
    """F1 of cells exactly as they are (table, place, spans, text), and of their texts wherever they stand."""
    return {
        "exact_f1": round(agreement(sample.cells, found), 4),
        "texts_f1": round(agreement([cell[5] for cell in sample.cells], [cell[5] for cell in found]), 4),
    }


def agreement(expected: Iterable[Hashable], found: Iterable[Hashable]) -> float:
    """F1 of two bags."""
    one, other = Counter(expected), Counter(found)
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def line(figure: Figure) -> str:
    """One figure for the terminal."""
    right = "  ".join(f"{key} {figure[key]:.4f}" for key in ("exact_f1", "texts_f1", "characters_f1") if key in figure)
    a_page = f"{figure['ms_per_page']:>9.2f} ms a page" if figure["ms_per_page"] else " " * 19
    return f"{figure['file']:<24}{figure['reader']:<26}{a_page}{figure['ms_per_1000_cells']:>10.2f} ms per 1,000 cells  {right}"


if __name__ == "__main__":
    main()
