"""What pdfium alone needs for a file, called from C: no reader built on it can be faster. Needs a C compiler; POSIX only."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from statistics import median

SHARED = Path(__file__).resolve().parents[2] / "shared" / "prototypes" / "limit.c"
OWN = Path(__file__).with_name("pdf_limit.c")
"""Stands in when the shared program does not lie beside the checkout; it does the same."""


def build_limit(folder: Path) -> Path | None:
    """Compile the program against the pdfium library that pypdfium2 brings; None with a message when that cannot be done."""
    import pypdfium2_raw

    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    library = next((Path(pypdfium2_raw.__file__).parent).glob("*pdfium.*[!y]"), None)
    if compiler is None or library is None or os.name == "nt":
        print("the limit of pdfium is left out: no C compiler")
        return None
    source = SHARED if SHARED.exists() else OWN
    program = folder / source.stem
    done = subprocess.run(
        [compiler, "-O2", "-w", "-o", program, source, library, f"-Wl,-rpath,{library.parent}"], capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(f"the limit of pdfium is left out: {done.stderr.strip().splitlines()[-1]}")
        return None
    return program


def measure_limit(program: Path | None, file: Path, rounds: int) -> float | None:
    """CPU milliseconds a page, the median of the rounds; None when it cannot be measured."""
    if program is None:
        return None
    if program.stem == OWN.stem:
        done = subprocess.run([program, file, str(rounds)], capture_output=True, text=True, check=False)
        return float(done.stdout) if done.returncode == 0 else None
    taken = []
    for _ in range(rounds):
        done = subprocess.run([program, file, "2", "100000"], capture_output=True, text=True, check=False)
        if done.returncode:
            return None
        taken.append(sum(map(float, done.stdout.split()[3:])))  # after pages, characters and paths: its five steps
    return median(taken)
