"""Scans: a page printed as a picture, turned a little, reads like the page it was made of."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

import extract
from extract import Upload
from extract.scans.pages import available, failure
from model import Document, Table

EXAMPLE = next((Path(__file__).parents[2] / "examples").glob("临溪县水利局/*.pdf"))
needs_ocr = pytest.mark.skipif(not available(), reason="the extra gouji[ocr] is not installed")


def scan_of(path: Path, pages: list[int], *, degrees: float, dpi: int = 200) -> bytes:
    """Some pages of a PDF as a scanner would give them: grey pictures, turned, with a little noise."""
    noise = np.random.default_rng(7)
    pictures = []
    with pypdfium2.PdfDocument(path) as document:
        for index in pages:
            image = document[index].render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
            image = image.rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=255)
            grey = np.asarray(image, np.int16) + noise.normal(0, 4, image.size[::-1]).astype(np.int16)
            pictures.append(Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)))
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=dpi)
    return out.getvalue()


def tables_of(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def squeezed(table: Table) -> dict[tuple[int, int, int, int], str]:
    folded = str.maketrans("（）：，；％－", "():,;%-")
    return {(c.row, c.col, c.row_span, c.col_span): "".join(c.raw.split()).translate(folded) for c in table.cells}


def test_without_recognition_a_scan_is_partial_and_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.scans.pages.available", lambda: False)
    document = extract.extract(Upload(name="扫描.pdf", data=scan_of(EXAMPLE, [0], degrees=0.0)))
    assert document.partial
    assert [problem.code for problem in document.problems] == ["scan_without_ocr"]
    assert "gouji[ocr]" in document.problems[0].message


@needs_ocr
def test_loading_recognition_writes_nothing_to_the_home_folder(tmp_path: Path) -> None:
    code = "from extract.scans.pages import failure; assert not failure()"
    env = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    env.pop("ORT_DISABLE_TELEMETRY", None)
    subprocess.run([sys.executable, "-B", "-c", code], env=env, cwd=Path(__file__).parents[2], check=True)
    assert list(tmp_path.rglob("*")) == []


def test_recognition_that_cannot_be_loaded_is_named_and_nothing_crashes(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError("libGL.so.1: cannot open shared object file")

    monkeypatch.setattr("extract.scans.pages.available", lambda: True)
    monkeypatch.setattr("extract.scans.pages.import_module", missing)
    failure.cache_clear()
    document = extract.extract(Upload(name="扫描.pdf", data=scan_of(EXAMPLE, [0], degrees=0.0)))
    failure.cache_clear()
    assert document.partial
    assert [problem.code for problem in document.problems] == ["scan_without_ocr"]
    assert "libGL.so.1" in document.problems[0].message


@needs_ocr
@pytest.mark.slow
@pytest.mark.parametrize("degrees", [0.0, 0.8, -1.7])
def test_a_scanned_form_reads_like_the_form(degrees: float) -> None:
    printed = tables_of(extract.extract(Upload(name="form.pdf", data=EXAMPLE.read_bytes())))[0]
    document = extract.extract(Upload(name="扫描.pdf", data=scan_of(EXAMPLE, [0], degrees=degrees)))
    (scanned,) = tables_of(document)
    assert document.readers == ("ocr",)
    assert not document.partial
    expected, got = squeezed(printed), squeezed(scanned)
    assert set(got) == set(expected), "the same grid, the same merged cells"
    right = sum(got[place] == text for place, text in expected.items())
    assert right / len(expected) >= 0.9
    numbers = {place: text for place, text in expected.items() if text and all(c in "0123456789.%" for c in text)}
    assert sum(got[place] == text for place, text in numbers.items()) / len(numbers) >= 0.97


@needs_ocr
@pytest.mark.slow
def test_pages_with_and_without_text_are_read_each_in_its_way() -> None:
    with pypdfium2.PdfDocument(EXAMPLE) as text, pypdfium2.PdfDocument(scan_of(EXAMPLE, [1], degrees=0.5)) as picture:
        mixed = pypdfium2.PdfDocument.new()
        mixed.import_pages(text, [0])
        mixed.import_pages(picture)
        out = io.BytesIO()
        mixed.save(out)
    document = extract.extract(Upload(name="混合.pdf", data=out.getvalue()))
    assert document.readers == ("pdfium", "ocr")
    assert len(tables_of(document)) == 2
    assert all(cell.confidence is None for cell in tables_of(document)[0].cells)
    assert any(cell.confidence is not None for cell in tables_of(document)[1].cells)
