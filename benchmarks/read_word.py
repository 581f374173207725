"""Measures the Word reader: CPU time per 1,000 cells against the limit and python-docx, growth with the rows, and memory.

    python -m benchmarks.read_word [FILE.docx …] [--rows 100 1000 5000] [--repeat 5] [--memory]

The limit is what no reader can do without: unzip the document part, parse it with lxml, visit every w:t. python-docx is
measured when it is installed, as its users read tables (every cell of every row), up to --peer-rows.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

from lxml import etree

import extract
from model import Table

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FONT = '<w:rPr><w:rFonts w:hint="eastAsia" w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体" w:cs="宋体"/><w:sz w:val="21"/></w:rPr>'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)
_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def word_table(rows: int, *, columns: int = 10, merged: bool = False) -> bytes:
    """A .docx with one table as Word writes it; `merged`: the first column is one cell over all rows."""

    def cell(row: int, column: int) -> str:
        merge = ("<w:vMerge/>" if row else '<w:vMerge w:val="restart"/>') if merged and column == 0 else ""
        text = "" if merge == "<w:vMerge/>" else f"<w:r>{_FONT}<w:t>指标{row}，{row * columns + column}.{column}%</w:t></w:r>"
        head = f'<w:tcPr><w:tcW w:w="900" w:type="dxa"/>{merge}<w:vAlign w:val="center"/></w:tcPr>'
        return f'<w:tc>{head}<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{text}</w:p></w:tc>'

    body = "".join("<w:tr>" + "".join(cell(row, column) for column in range(columns)) + "</w:tr>" for row in range(rows))
    grid = "<w:tblGrid>" + '<w:gridCol w:w="900"/>' * columns + "</w:tblGrid>"
    document = f'<w:document xmlns:w="{_W[1:-1]}"><w:body><w:tbl><w:tblPr/>{grid}{body}</w:tbl><w:p/></w:body></w:document>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (("[Content_Types].xml", _TYPES), ("_rels/.rels", _RELS), ("word/document.xml", document)):
            archive.writestr(name, content)
    return buffer.getvalue()


def limit(data: bytes) -> int:
    """Unzip, parse, visit every w:t: what cannot be left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"), etree.XMLParser(huge_tree=True))
    return sum(len(t.text or "") for t in root.iter(_W + "t"))


def read(data: bytes) -> int:
    """gouji's reader; returns the number of cells."""
    document = extract.extract(extract.Upload(name="表.docx", data=data))
    return sum(len(block.cells) for block in document.blocks if isinstance(block, Table))


def peer(data: bytes) -> int:
    """python-docx as its users read tables."""
    import docx

    return sum(len(cell.text) for table in docx.Document(io.BytesIO(data)).tables for row in table.rows for cell in row.cells)


def milliseconds(job: Callable[[bytes], int], data: bytes, repeat: int) -> float:
    """Median CPU time of one run."""
    taken = []
    for _ in range(repeat):
        begin = time.process_time()
        job(data)
        taken.append(time.process_time() - begin)
    return median(taken) * 1000


def peak_megabytes(rows: int) -> float:
    """Peak memory of a fresh process that reads a table of so many rows of ten cells."""
    shown = subprocess.run(
        [sys.executable, "-c", "import sys; from benchmarks import read_word as b; b.read(sys.stdin.buffer.read()); print(b.peak())"],
        input=word_table(rows),
        capture_output=True,
        check=True,
    )
    return float(shown.stdout)


def peak() -> float:
    """Peak memory of this process in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # what getrusage says on Linux includes the parent before the program was loaded
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20)


def main() -> None:
    """Command line: see the module's first lines."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rows", nargs="+", type=int, default=[100, 500, 1000, 5000])
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--peer-rows", type=int, default=500)
    parser.add_argument("--memory", action="store_true", help="also the peak memory of a table of 100,000 cells")
    options = parser.parse_args()
    samples = [(path.name, path.read_bytes(), True) for path in options.files]
    for rows in options.rows:
        samples += [
            (f"{rows} rows{', one column merged' * merged}", word_table(rows, merged=merged), rows <= options.peer_rows)
            for merged in (False, True)
        ]
    print(f"{'file':<34}{'cells':>8}{'limit':>9}{'gouji':>9}{'ratio':>7}{'python-docx':>13}   ms per 1,000 cells")
    for name, data, with_peer in samples:
        cells = max(1, read(data))
        least, own = milliseconds(limit, data, options.repeat), milliseconds(read, data, options.repeat)
        other = f"{milliseconds(peer, data, 1) / cells * 1000:>13.2f}" if with_peer and _has_peer() else f"{'–':>13}"
        print(f"{name:<34}{cells:>8}{least / cells * 1000:>9.2f}{own / cells * 1000:>9.2f}{own / least:>7.2f}{other}")
    if options.memory:
        print(f"peak memory, 100,000 cells: {peak_megabytes(10_000):.0f} MB")


def _has_peer() -> bool:
    try:
        import docx
    except ImportError:
        return False
    return bool(docx)


if __name__ == "__main__":
    main()
