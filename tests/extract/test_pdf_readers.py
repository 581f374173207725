"""The bindings and the second reader: other ways to the same page give the same page."""

from __future__ import annotations

from pathlib import Path

import drawn
import pypdfium2.raw as typed
import pytest
from drawn_oddities import ODDITIES, ROWS
from measuring import rows, squeeze, tables

from extract import pdf
from extract.page import characters, objects, opened, pdfium
from extract.page import reader as pages
from extract.page.plumber import read_with_pdfplumber
from extract.page.radicals import fold_radicals
from extract.registry import Upload

REPORTS = Path(__file__).parents[2].parent / "shared" / "reports"
EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = {
    name: value
    for name, value in {
        "load_page": "FPDF_LoadPage", "close_page": "FPDF_ClosePage", "page_rotation": "FPDFPage_GetRotation", "page_box": "FPDF_GetPageBoundingBox",
        "load_text": "FPDFText_LoadPage", "close_text": "FPDFText_ClosePage", "count_chars": "FPDFText_CountChars", "get_text": "FPDFText_GetText",
        "char_code": "FPDFText_GetUnicode", "char_box": "FPDFText_GetLooseCharBox", "char_angle": "FPDFText_GetCharAngle",
        "char_size": "FPDFText_GetFontSize", "char_matrix": "FPDFText_GetMatrix", "char_unmapped": "FPDFText_HasUnicodeMapError",
        "count_objects": "FPDFPage_CountObjects", "page_object": "FPDFPage_GetObject", "count_form_objects": "FPDFFormObj_CountObjects",
        "form_object": "FPDFFormObj_GetObject", "object_type": "FPDFPageObj_GetType", "object_bounds": "FPDFPageObj_GetBounds",
        "object_matrix": "FPDFPageObj_GetMatrix", "fill_color": "FPDFPageObj_GetFillColor", "stroke_color": "FPDFPageObj_GetStrokeColor",
        "draw_mode": "FPDFPath_GetDrawMode", "count_segments": "FPDFPath_CountSegments", "path_segment": "FPDFPath_GetPathSegment",
        "segment_type": "FPDFPathSegment_GetType", "segment_point": "FPDFPathSegment_GetPoint", "segment_closes": "FPDFPathSegment_GetClose",
    }.items()
}  # fmt: skip


def test_the_typed_bindings_read_the_same_page(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, symbol in NAMES.items():
        monkeypatch.setattr(pdfium, name, pdfium.adapt(getattr(typed, symbol)))
    monkeypatch.setattr(pdfium, "_in_a_row", False)
    for room in (characters, objects):
        monkeypatch.setattr(room, "_kept_as_known", lambda: False)
    for kind in ("dashed", "form object", "rotated by 90", "shading only"):
        document = pdf.read_pdf(Upload(name="typed.pdf", data=ODDITIES[kind]()))
        assert [rows(table) for table in tables(document)] == [ROWS], kind


def test_segments_read_at_once_are_those_asked_for_one_by_one() -> None:
    read = 0
    for kind in ODDITIES:
        with pdfium.open_document(ODDITIES[kind]()) as (document, _):
            page = pdfium.load_page(document, 0)
            objects = [pdfium.page_object(pdfium.pointer(page), i) for i in range(pdfium.count_objects(page))]
            for path in [item for item in objects if pdfium.object_type(item) == pdfium.PATH]:
                number = pdfium.count_segments(path)
                assert list(pdfium.segments(path, number)) == pdfium._asked_segments(path, number), kind
                read += number
            pdfium.close_page(page)
    assert read > 100


def test_a_page_pdfium_cannot_open_is_read_by_pdfplumber(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opened, "_open", lambda document, index: None)
    document = pdf.read_pdf(Upload(name="second.pdf", data=ODDITIES["hairlines"]()))
    assert document.readers == ("pdfplumber",)
    assert not document.partial
    assert [rows(table) for table in tables(document)] == [ROWS]


@pytest.mark.parametrize("seed", [2, 7, 11])
def test_both_readers_see_the_same_cells_on_drawn_pages(seed: int) -> None:
    data = drawn.draw(seed).data
    with pdfium.open_document(data) as (document, handle):
        for index in range(len(handle)):
            first = content_of(document, index)
            sheet = read_with_pdfplumber(data, index)
            assert sheet is not None
            assert cells_of(first) == cells_of(pages.read_content(sheet)), f"page {index + 1}"


def content_of(document: int, index: int) -> pages.PageContent:
    with opened.opened(document, index, 1) as (page,):
        assert page is not None
        return pages.read_content(pages.read_sheet(page, deadline=float("inf")))


def cells_of(content: pages.PageContent) -> list[list[tuple[int, int, int, int, str]]]:
    return [
        [(c.row, c.col, c.row_span, c.col_span, squeeze(c.text).replace("\ufffd", "")) for c in table.cells]
        for table in content.tables
        if table.filled
    ]


def real_files() -> list[Path]:
    found = [*sorted(EXAMPLES.glob("**/*.pdf")), REPORTS / "miluo-2024.pdf", REPORTS / "miluo-2024-hard.pdf"]
    return [path for path in found if path.exists()]


@pytest.mark.slow
@pytest.mark.parametrize("path", real_files(), ids=lambda path: path.name)
def test_pdfplumber_agrees_on_every_ruled_page(path: Path) -> None:
    """pdfplumber's own table finder as the oracle: every simple cell it finds is a cell of ours with the same text."""
    import pdfplumber

    data = path.read_bytes()
    with pdfium.open_document(data) as (document, handle), pdfplumber.open(path) as oracle:
        for index in range(len(handle)):
            ours = content_of(document, index)
            boxes = {
                tuple(round(v / 4) for v in (box.x0, box.top, box.x1, box.bottom)): squeeze(cell.text)
                for table in ours.tables
                for cell in table.cells
                for box in cell.boxes
            }
            theirs = [cell for table in oracle.pages[index].find_tables() for cell in table.cells]
            same = sum(
                any((x, t, r, b) in boxes for x in near(c[0]) for t in near(c[1]) for r in near(c[2]) for b in near(c[3])) for c in theirs
            )
            assert same >= 0.98 * len(theirs), f"page {index + 1}: {same} of {len(theirs)} cells"


def near(value: float) -> set[int]:
    return {round((value - 1.5) / 4), round(value / 4), round((value + 1.5) / 4)}


def test_radicals_are_written_as_ideographs() -> None:
    assert fold_radicals("⼈民⻔户⻓期⾦额") == "人民门户长期金额"
