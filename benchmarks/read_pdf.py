"""How fast PDF tables are read: gouji beside pdfplumber, PyMuPDF and what pdfium itself needs, CPU time a page on the same files.

    python benchmarks/read_pdf.py [FILE…] [--rounds 5] [--peers PYTHON]

Without FILE the examples, drawn documents and, when they lie beside the checkout, the shared reports are read. Peers run in
the interpreter named by --peers (a virtual environment of the benchmark's own; PyMuPDF is AGPL and no dependency of gouji);
a peer that is not installed there is left out with a message. The limit needs a C compiler.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PEERS = {
    "gouji": "import sys; sys.path.insert(0, ROOT)\nfrom extract.pdf import read_pdf\nfrom extract.registry import Upload\n"
    "def run(path):\n    return read_pdf(Upload(name='b.pdf', data=open(path, 'rb').read())).pages",
    "pdfplumber": "import pdfplumber\ndef run(path):\n    with pdfplumber.open(path) as d:\n        [p.extract_tables() for p in d.pages]\n        return len(d.pages)",
    "PyMuPDF": "import pymupdf\ndef run(path):\n    d = pymupdf.open(path)\n    [[t.extract() for t in p.find_tables().tables] for p in d]\n    return len(d)",
}
CLOCK = """
import resource, sys
def spent():
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
run(sys.argv[1])
for _ in range(int(sys.argv[2])):
    start = spent(); pages = run(sys.argv[1]); print(1e3 * (spent() - start) / max(1, pages))
"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("files", nargs="*", type=Path)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--peers", default=sys.executable, help="interpreter that has the peers installed")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = given.files or default_files(Path(folder))
        limit = build_limit(Path(folder))
        print(f"{'CPU ms a page':44} {'limit':>8} " + " ".join(f"{name:>12}" for name in PEERS))
        for file in files:
            report(file, given.rounds, given.peers, limit)


def default_files(folder: Path) -> list[Path]:
    """The examples, the shared reports, and ten drawn documents."""
    sys.path.insert(0, str(ROOT / "tests" / "extract"))
    import drawn

    for seed in range(3):
        (folder / f"drawn-{seed}.pdf").write_bytes(drawn.draw(seed).data)
    shared = ROOT.parent / "shared" / "reports"
    known = [*sorted((ROOT / "examples").glob("**/*.pdf")), shared / "miluo-2024.pdf", shared / "miluo-2024-hard.pdf"]
    return [path for path in known if path.exists()] + sorted(folder.glob("drawn-*.pdf"))


def report(file: Path, rounds: int, peers: str, limit: Path | None) -> None:
    times = {name: measure(name, code, file, rounds, sys.executable if name == "gouji" else peers) for name, code in PEERS.items()}
    floor = measure_limit(limit, file, rounds)
    ours = times["gouji"]
    cells = [
        f"{f'{times[name]:.2f}' if times[name] else '–':>6}{f' {times[name] / ours:4.1f}×' if times[name] and ours and name != 'gouji' else '':>6}"
        for name in PEERS
    ]  # type: ignore[operator]
    print(
        f"{file.name[:44]:44} {f'{floor:.2f}' if floor else '–':>8} "
        + " ".join(cells)
        + (f"   {ours / floor:.2f}× the limit" if floor and ours else "")
    )


def measure(name: str, code: str, file: Path, rounds: int, python: str) -> float | None:
    """Median CPU milliseconds a page in a fresh process, after one round to warm up."""
    script = f"ROOT = {str(ROOT)!r}\n{code}\n{CLOCK}"
    done = subprocess.run([python, "-c", script, str(file), str(rounds)], capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"  {name} left out: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else done.returncode}")
        return None
    return statistics.median(float(line) for line in done.stdout.split())


def build_limit(folder: Path) -> Path | None:
    """The C program against pypdfium2's own library; None without a compiler."""
    import pypdfium2_raw

    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    library = next((Path(pypdfium2_raw.__file__).parent).glob("*pdfium.*[!y]"), None)
    if compiler is None or library is None or os.name == "nt":
        print("  the limit is left out: no C compiler")
        return None
    program = folder / "pdf_limit"
    source = Path(__file__).with_name("pdf_limit.c")
    done = subprocess.run(
        [compiler, "-O2", "-o", program, source, library, f"-Wl,-rpath,{library.parent}"], capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(f"  the limit is left out: {done.stderr.strip().splitlines()[-1]}")
        return None
    return program


def measure_limit(program: Path | None, file: Path, rounds: int) -> float | None:
    if program is None:
        return None
    done = subprocess.run([program, file, str(rounds)], capture_output=True, text=True, check=False)
    return float(done.stdout) if done.returncode == 0 else None


if __name__ == "__main__":
    main()
