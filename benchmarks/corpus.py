"""Makes a corpus of dossiers: any number of departments, deterministic by seed, as Word, PDF or both.

    python -m benchmarks.corpus OUT --dossiers 100 --format docx --seed 1

Each dossier is one file with its basic data table, overall form, project forms and narratives; figures agree everywhere.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from benchmarks.corpus_content import make_dossier
from benchmarks.fast_docx import write_docx
from benchmarks.fast_pdf import write_pdf
from tools.layouts import reports_of

WRITERS = {"docx": write_docx, "pdf": write_pdf}


def make_corpus(
    out: Path, *, dossiers: int, formats: tuple[str, ...] = ("docx",), seed: int = 1, projects: int | None = None
) -> list[Path]:
    """Write `dossiers` files of each format under `out` and return their paths."""
    written = []
    for number in range(dossiers):
        content = make_dossier(seed * 1_000_003 + number, projects=projects)
        for format in formats:
            target = out / f"{number:05}-{content['department']}.{format}"
            WRITERS[format](reports_of(content), target)
            written.append(target)
    return written


def main() -> None:
    """Command line: see the module's first lines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--dossiers", type=int, default=100)
    parser.add_argument("--projects", type=int, help="projects a dossier (default: one or two)")
    parser.add_argument("--format", choices=["docx", "pdf", "both"], default="docx")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    formats = ("docx", "pdf") if options.format == "both" else (options.format,)
    begin = time.perf_counter()
    files = make_corpus(options.out, dossiers=options.dossiers, formats=formats, seed=options.seed, projects=options.projects)
    print(f"{len(files)} files in {time.perf_counter() - begin:.1f} s under {options.out}")


if __name__ == "__main__":
    main()
