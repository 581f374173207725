"""How reading grows: PDF pages ×1, ×10, ×100, Word rows from 100 to 5,000; and how long the commands take to start.

python -m benchmarks.growth
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.corpus_content import make_dossier
from benchmarks.fast_docx import write_docx
from benchmarks.fast_pdf import write_pdf
from benchmarks.read_word import limit, milliseconds, peak_megabytes, read, word_table
from benchmarks.readers import spent
from benchmarks.reading import measure
from tools.layouts import reports_of

Figure = dict[str, Any]


def pages(times: tuple[int, ...], rounds: int) -> list[Figure]:
    """A PDF of one dossier after another in one file: CPU ms a page and peak memory."""
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        for count in times:
            path = Path(folder) / f"{count}.pdf"
            write_pdf([layout for seed in range(count) for layout in reports_of(make_dossier(seed, projects=4))], path)
            shown = measure("gouji PDF", path, rounds)
            if shown:
                a_page = median(shown["ms"]) / shown["pages"]
                figures.append(
                    {"times": count, "pages": shown["pages"], "ms_per_page": round(a_page, 3), "peak_mb": round(shown["peak_mb"])}
                )
    return figures


def rows(counts: tuple[int, ...], rounds: int) -> list[Figure]:
    """A Word table of ten columns, plain and with its first column merged over all rows: CPU ms per 1,000 cells, and the limit's."""
    figures = []
    for count in counts:
        for merged in (False, True):
            data = word_table(count, merged=merged)
            cells = read(data)
            own, least = milliseconds(read, data, rounds), milliseconds(limit, data, rounds)
            figures.append(
                {
                    "rows": count, "merged": merged, "cells": cells, "ms_per_1000_cells": round(own / cells * 1000, 3),
                    "limit_ms_per_1000_cells": round(least / cells * 1000, 3),
                }
            )  # fmt: skip
    return figures


def memory() -> Figure:
    """Peak memory in MB of reading a Word table of 100,000 cells."""
    return {"word_table_of_100000_cells_mb": round(peak_megabytes(10_000))}


def starts(rounds: int) -> Figure:
    """CPU seconds of the commands people wait for, each in a fresh process."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "one.docx"
        write_docx(reports_of(make_dossier(1, projects=1)), path)
        commands = {"gouji --help": ["--help"], "gouji check one.docx": ["check", str(path)]}
        return {name: round(median(_seconds(arguments) for _ in range(rounds)), 3) for name, arguments in commands.items()}


def _seconds(arguments: list[str]) -> float:
    begin = spent()
    subprocess.run([sys.executable, "-m", "gouji", *arguments], capture_output=True, check=False)
    return spent() - begin


if __name__ == "__main__":
    print(json.dumps({"pages": pages((1, 10), 1), "rows": rows((100, 1000), 1), "starts": starts(3)}, indent=1))
