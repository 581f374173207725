"""PDF files that mean no good end as data or as a named error, quickly and in little memory."""

from __future__ import annotations

import io
import time

import pypdfium2
import pytest
from hostile_pdfs import HOSTILE, truncated
from measuring import paragraphs
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from extract.pdf import read_pdf
from extract.registry import Upload
from extract.scans import pages as scanned
from model import Document, Unreadable

ERRORS = {"encrypted": "encrypted", "truncated": "corrupt", "page_tree_loop": "corrupt", "no_text": "no_text", "garbage": "corrupt"}


def read(data: bytes) -> Document:
    return read_pdf(Upload(name="hostile.pdf", data=data))


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_ends_as_data_or_as_a_named_error(kind: str) -> None:
    data = HOSTILE[kind]()
    start = time.process_time()
    try:
        document = read(data)
    except Unreadable as error:
        assert error.error == ERRORS.get(kind, error.error)
        assert error.error in ("encrypted", "corrupt", "empty", "no_text", "too_large")
        assert error.message.endswith("。")
    else:
        assert kind not in ERRORS
        assert document.pages and len(document.readers) == document.pages
    assert time.process_time() - start < 20


@pytest.mark.parametrize("kind", ["page_count_lie", "form_loop", "enormous_box", "wild_numbers", "stream_bomb", "million_boxes"])
def test_the_text_beside_the_mischief_is_read(kind: str) -> None:
    assert "Total 42" in paragraphs(read(HOSTILE[kind]()))


def test_a_damaged_page_is_a_problem_and_the_others_are_kept() -> None:
    document = read(HOSTILE["missing_page"]())
    assert document.partial
    assert document.readers == ("pdfium", "", "pdfium")
    assert [(problem.code, problem.page) for problem in document.problems] == [("damaged_page", 2)]
    assert paragraphs(document) == ["Total 42", "Total 42"]


def test_glyphs_without_a_character_are_a_problem_not_wrong_letters() -> None:
    document = read(HOSTILE["unmapped"]())
    assert [problem.code for problem in document.problems] == ["unmapped_glyphs"]
    assert "\ufffd" * 5 in paragraphs(document)


def test_a_page_with_too_many_drawings_keeps_its_text() -> None:
    assert [problem.code for problem in read(HOSTILE["million_boxes"]()).problems] == ["page_too_complex"]


def test_a_scan_without_recognition_is_partial_and_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanned, "available", lambda: False)
    document = read(HOSTILE["picture_only"]())
    assert document.partial and not document.blocks
    assert [problem.code for problem in document.problems] == ["scan_without_ocr"]
    assert "gouji[ocr]" in document.problems[0].message


def test_an_empty_file_says_so() -> None:
    with pytest.raises(Unreadable) as caught:
        read(b"")
    assert caught.value.error == "empty"


@pytest.mark.parametrize("length", [20, 100, 250, 300])
def test_a_file_cut_short_is_corrupt(length: int) -> None:
    with pytest.raises(Unreadable) as caught:
        read(truncated()[:length])
    assert caught.value.error in ("corrupt", "no_text", "empty")


def test_a_file_of_no_pages_is_not_called_encrypted_after_one_that_is() -> None:
    empty = io.BytesIO()
    document = pypdfium2.PdfDocument.new()
    document.save(empty)
    locked = io.BytesIO()
    Canvas(locked, encrypt=StandardEncryption("secret", ownerPassword="owner")).save()
    for data, error in ((locked.getvalue(), "encrypted"), (empty.getvalue(), "corrupt")):
        with pytest.raises(Unreadable) as refused:
            read(data)
        assert refused.value.error == error
