"""Pages held open in batches: few of large ones, all given back, and the same content whatever the batch."""

from __future__ import annotations

import struct
import sys
from types import ModuleType

import drawn
import numpy as np
import pytest
from drawn_oddities import ODDITIES

from extract import pdf
from extract.page import characters, objects, opened, pdfium
from extract.page.reader import read_sheet
from extract.registry import Upload


def test_large_pages_are_opened_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    with pdfium.open_document(drawn.draw(3).data) as (document, handle):
        most = len(handle)
        assert most > 3
        with opened.opened(document, 0, most) as pages:
            assert [page and page.index for page in pages] == [*range(most)]
        monkeypatch.setattr(opened, "MANY", 1)
        with opened.opened(document, 2, most - 2) as pages:
            assert [page and page.index for page in pages] == [2]


def test_pages_are_closed_when_reading_fails() -> None:
    held: list[opened.OpenPage] = []
    with pdfium.open_document(drawn.draw(3).data) as (document, _):
        with pytest.raises(KeyError), opened.opened(document, 0, 2) as pages:
            held += [page for page in pages if page]
            assert held[0].font_size(0)
            raise KeyError
        assert [(page.page, page.text, page.font_size(0)) for page in held] == [(0, 0, None)] * 2


def test_a_closed_page_is_asked_for_no_size() -> None:
    with pdfium.open_document(drawn.draw(3).data) as (document, _), opened.opened(document, 0, 1) as (page,):
        assert page is not None
        glyphs = read_sheet(page, deadline=float("inf")).glyphs
        shown = int(glyphs.visible.argmax())
        size = glyphs.size(shown)
        assert size
        assert 4 < size < 40
    assert glyphs.size(shown) is None


@pytest.mark.parametrize("batch", [1, 2, 16])
def test_the_batch_does_not_show(batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    upload = Upload(name="batch.pdf", data=drawn.draw(5).data)
    whole = pdf.read_pdf(upload)
    monkeypatch.setattr(pdf, "BATCH", batch)
    assert pdf.read_pdf(upload) == whole


def test_what_time_does_not_allow_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter([0.0, *[1.0] * 6, *[9e9] * 1000])
    monkeypatch.setattr(pdf, "monotonic", lambda: next(ticks))
    document = pdf.read_pdf(Upload(name="late.pdf", data=drawn.draw(5).data))
    assert document.pages is not None
    late = [problem for problem in document.problems if problem.code == "time_limit"]
    assert [problem.page for problem in late] == [document.readers.index("") + 1]
    assert document.partial
    assert set(document.readers) == {"pdfium", ""}
    assert len(document.readers) == document.pages


def test_characters_found_in_memory_are_those_asked_for_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    read = 0
    for kind in ODDITIES:
        with pdfium.open_document(ODDITIES[kind]()) as (document, _), opened.opened(document, 0, 1) as (page,):
            assert page is not None
            found = characters.read_characters([page.text, page.text])
            with monkeypatch.context() as patched:
                patched.setattr(characters, "_kept_as_known", lambda: False)
                asked = characters.read_characters([page.text, page.text])
        assert found.counts == asked.counts
        assert found.codes.tolist() == asked.codes.tolist(), kind
        assert found.edges.tolist() == asked.edges.tolist(), kind
        assert found.unmapped.tolist() == asked.unmapped.tolist(), kind
        assert asked.writers == set()
        read += sum(found.counts)
    assert read > 1000


def test_nothing_is_told_of_objects_whose_characters_were_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(characters, "_kept_as_known", lambda: True)
    monkeypatch.setattr(characters, "_records", lambda text_page, count: 0)
    monkeypatch.setattr(np, "empty", lambda shape, kind: np.full(shape, 7, kind))  # what was in memory before
    with pdfium.open_document(ODDITIES["dashed"]()) as (document, _), opened.opened(document, 0, 1) as (page,):
        assert page is not None
        assert characters.read_characters([page.text]).writers == set()


@pytest.mark.skipif(sys.platform == "win32", reason="characters are shorter there")
@pytest.mark.parametrize("room", [characters, objects])
def test_this_build_keeps_what_it_has_read_as_known(room: ModuleType) -> None:
    assert room._kept_as_known(), "reading is slower: find out how this build of pdfium keeps it"


def test_objects_found_in_memory_are_those_asked_for_one_by_one() -> None:
    for kind in ODDITIES:
        with pdfium.open_document(ODDITIES[kind]()) as (document, _), opened.opened(document, 0, 1) as (page,):
            assert page is not None
            asked = objects.listed_objects(page.page)
            assert objects.page_objects(page.page) == asked, kind
            writers = characters.read_characters([page.text]).writers
            assert writers <= {item for item in asked if pdfium.object_type(item) == pdfium.TEXT} or kind == "form object"


@pytest.mark.parametrize(("name", "value"), [("_HEADER", struct.Struct("=160x5Q")), ("_BLOCK", 32)])
def test_a_build_that_keeps_objects_otherwise_is_asked(name: str, value: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(objects, name, value)
    assert not objects._kept_as_known.__wrapped__()


@pytest.mark.parametrize("word", ["_KIND", "_CODE", "_BOX"])
def test_a_build_that_keeps_them_otherwise_is_asked(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(characters, word, {"_KIND": 2, "_CODE": 2, "_BOX": slice(5, 9)}[word])
    assert not characters._kept_as_known.__wrapped__()


def test_records_whose_number_is_wrong_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    upload = Upload(name="asked.pdf", data=drawn.draw(5).data)
    whole = pdf.read_pdf(upload)
    monkeypatch.setattr(characters, "_HEADER", struct.Struct("=40x3Q"))
    assert not characters._kept_as_known.__wrapped__()
    assert pdf.read_pdf(upload) == whole
