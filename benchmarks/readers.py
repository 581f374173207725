"""Every reader that is measured, as its users call it, and what it found as cells; one is measured in a process of its own.

python -m benchmarks.readers NAME FILE ROUNDS     prints JSON: CPU ms of each round, peak MB, pages, cells, characters
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.peer_cells import (
    camelot_cells,
    docling_cells,
    docx2python_cells,
    from_boxes,
    gouji_cells,
    gouji_pages,
    python_docx_cells,
)
from benchmarks.read_word import limit as word_limit
from benchmarks.read_word import peak
from benchmarks.samples import Cells


@dataclass(frozen=True)
class Reader:
    """One way to read one kind of file."""

    suffix: str
    gives: str
    """`cells`, `text`, or nothing (a limit)."""
    read: Callable[[str], Any]
    """What is timed."""
    found: Callable[[Any], Any] = lambda result: result
    """Its result as cells or as one text, outside the time."""


def _gouji(path: str) -> Any:
    from extract import Upload, extract

    return extract(Upload(name=path, data=Path(path).read_bytes()))


def _pdfplumber(path: str) -> Any:
    import pdfplumber

    with pdfplumber.open(path) as document:
        return [[(table.extract(), [row.cells for row in table.rows]) for table in page.find_tables()] for page in document.pages]


def _pdfplumber_text(path: str) -> str:
    import pdfplumber

    with pdfplumber.open(path) as document:
        return "".join(page.extract_text() for page in document.pages)


def _pypdfium2_text(path: str) -> str:
    import pypdfium2

    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path))


def _pymupdf(path: str) -> Any:
    import pymupdf

    if hasattr(pymupdf, "use_layout"):  # since 2.0 a neural layout model runs first unless it is turned off
        pymupdf.use_layout(False)
    return _pymupdf_layout(path)


def _pymupdf_layout(path: str) -> Any:
    import pymupdf

    with pymupdf.open(path) as document:
        return [[(table.extract(), [row.cells for row in table.rows]) for table in page.find_tables().tables] for page in document]


def _camelot(path: str) -> Any:
    import camelot

    return list(camelot.read_pdf(path, pages="all", flavor="lattice", suppress_stdout=True))


def _python_docx(path: str) -> Any:
    import docx

    document = docx.Document(path)
    return document, [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]


def _docx2python(path: str) -> Any:
    from docx2python import docx2python

    with docx2python(path, duplicate_merged_cells=False) as document:
        return document.body


def _docling(path: str) -> Any:
    from docling.backend.msword_backend import MsWordDocumentBackend
    from docling.datamodel.base_models import InputFormat
    from docling.datamodel.document import InputDocument

    source = InputDocument(path_or_stream=Path(path), format=InputFormat.DOCX, backend=MsWordDocumentBackend)
    return MsWordDocumentBackend(in_doc=source, path_or_stream=Path(path)).convert()


def _unzipped(path: str) -> int:
    return word_limit(Path(path).read_bytes())


READERS = {
    "gouji PDF": Reader(".pdf", "cells", _gouji, gouji_cells),
    "pdfplumber extract_tables": Reader(".pdf", "cells", _pdfplumber, from_boxes),
    "PyMuPDF find_tables": Reader(".pdf", "cells", _pymupdf, from_boxes),
    "PyMuPDF with layout": Reader(".pdf", "cells", _pymupdf_layout, from_boxes),
    "camelot lattice": Reader(".pdf", "cells", _camelot, camelot_cells),
    "pdfplumber text": Reader(".pdf", "text", _pdfplumber_text),
    "pypdfium2 text": Reader(".pdf", "text", _pypdfium2_text),
    "gouji Word": Reader(".docx", "cells", _gouji, gouji_cells),
    "python-docx": Reader(".docx", "cells", _python_docx, python_docx_cells),
    "docx2python": Reader(".docx", "cells", _docx2python, docx2python_cells),
    "docling Word": Reader(".docx", "cells", _docling, docling_cells),
    "limit Word": Reader(".docx", "", _unzipped),
}


PATIENCE = 25_000
"""CPU milliseconds after which a slow reader is not asked again on the same file."""


def spent() -> float:
    """CPU seconds of this process and of those it has waited for."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def main() -> None:
    """Command line: see the module's first lines."""
    name, path, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    reader = READERS[name]
    with redirect_stdout(sys.stderr):
        result = reader.read(path)  # warms up
        times: list[float] = []
        while len(times) < rounds and sum(times) < PATIENCE:
            begin = spent()
            result = reader.read(path)
            times.append(1e3 * (spent() - begin))
        memory = peak()
        found = reader.found(result)
    cells: Cells = found if reader.gives == "cells" else []
    text = found if reader.gives == "text" else ""
    pages = gouji_pages(result) if reader.read is _gouji else None
    json.dump({"ms": times, "peak_mb": memory, "pages": pages, "cells": cells, "text": text}, sys.stdout)


if __name__ == "__main__":
    main()
