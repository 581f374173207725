"""The Word sample beside the checkout, when it is there: every cell, span and paragraph as its gold says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from word_files import read, texts

from model import Table

_REPORTS = Path(__file__).parents[2].parent / "shared" / "reports"
_DOCX = sorted(_REPORTS.glob("*.docx")) if _REPORTS.is_dir() else []
pytestmark = pytest.mark.skipif(not _DOCX, reason="no sample reports beside the checkout")


@pytest.mark.parametrize("path", [path for path in _DOCX if not path.stem.endswith("-split")], ids=lambda path: path.stem)
def test_cells_and_spans_are_exact(path: Path) -> None:
    gold = json.loads(path.with_name(f"{path.stem}-gold.json").read_text(encoding="utf-8"))
    tables = [table for report in gold["reports"] for table in report["tables"]]
    got = [block for block in read(path.read_bytes()).blocks if isinstance(block, Table)]
    assert [(block.rows, block.cols) for block in got] == [(table["n_rows"], table["n_cols"]) for table in tables]
    for block, table in zip(got, tables, strict=True):
        expected = {(c["row"], c["col"], c["rowspan"], c["colspan"], c["text_raw"]) for c in table["cells"]}
        assert {(c.row, c.col, c.row_span, c.col_span, c.raw) for c in block.cells} == expected


@pytest.mark.parametrize("path", _DOCX, ids=lambda path: path.stem)
def test_every_paragraph_is_there_as_printed(path: Path) -> None:
    gold = json.loads(path.with_name(f"{path.stem}-gold.json").read_text(encoding="utf-8"))
    got = texts(read(path.read_bytes()))
    expected = [paragraph["text_raw"] for report in gold["reports"] for paragraph in report["paragraphs"] or []]
    at = iter(got)
    assert all(raw in at for raw in expected), "each, and in this order"
