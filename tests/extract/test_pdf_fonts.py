"""Fonts a file does not bring along: text and places come out alike whatever is installed, and pages are still drawn with the system's."""

from __future__ import annotations

import io

import msgspec
import pytest
from hostile_pdfs import one_page, stream
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from extract.page import pdfium, substitutes
from extract.page.opened import opened
from extract.page.reader import read_sheet
from extract.pdf import read_pdf
from extract.registry import Upload
from extract.render import open_pages

FONTS = {
    "STSong-Light": "绩效目标：12.5%，一—“三”",
    "MSung-Light": "繁體字資料A1",
    "HeiseiMin-W3": "日本語テスト行12",
    "HYSMyeongJo-Medium": "한국어시험가34",
    "Helvetica": "Plain 12.5",
    "Times-Italic": "Slanted 7",
}
SIZE = 12


def lone_characters(font: str, text: str) -> bytes:
    """A page that shows a text whole, then character by character far apart: each its own piece of text in the file."""
    if font not in ("Helvetica", "Times-Italic"):
        pdfmetrics.registerFont(UnicodeCIDFont(font))
    out = io.BytesIO()
    page = Canvas(out)
    page.setFont(font, SIZE)
    page.drawString(60, 700, text)
    for i, char in enumerate(text):
        page.drawString(60 + 30 * i, 650, char)
    page.save()
    return out.getvalue()


@pytest.mark.parametrize("font", FONTS)
def test_no_character_is_lost_not_even_one_that_stands_alone(font: str) -> None:
    text = FONTS[font]
    document = read_pdf(Upload(name="fonts.pdf", data=lone_characters(font, text)))
    read = "".join("".join(block.raw.split()) for block in document.blocks)  # type: ignore[union-attr]
    assert read == "".join(text.split()) * 2


def test_characters_are_as_wide_as_the_file_says() -> None:
    data = lone_characters("STSong-Light", "目标1一")
    with substitutes.measuring(), pdfium.open_document(data) as (document, _), opened(document, 0, 1) as (page,):
        assert page is not None
        glyphs = read_sheet(page, deadline=float("inf")).glyphs
    shown = glyphs.visible.nonzero()[0]
    widths = (glyphs.x1 - glyphs.x0)[shown].round(2).tolist()
    assert widths == [12, 12, pytest.approx(0.462 * SIZE, abs=0.01), 12] * 2
    heights = (glyphs.bottom - glyphs.top)[shown]
    assert ((heights > 0.8 * SIZE) & (heights < 1.2 * SIZE)).all()


def test_reading_asks_for_no_font_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    ask = substitutes.Substitutes._ask

    def listen(self: substitutes.Substitutes, question: str, *values: object) -> object:
        asked.append(question)
        return ask(self, question, *values)

    monkeypatch.setattr(substitutes.Substitutes, "_ask", listen)
    data = lone_characters("STSong-Light", FONTS["STSong-Light"])
    read_pdf(Upload(name="fonts.pdf", data=data))
    assert not {"MapFont", "GetFontData"} & set(asked)
    with open_pages(data) as pages:
        pages.picture(1)
    assert "MapFont" in asked


def test_a_page_looks_the_same_before_and_after_it_is_read() -> None:
    data = lone_characters("STSong-Light", FONTS["STSong-Light"])
    with open_pages(data) as pages:
        before = pages.picture(1)
    read_pdf(Upload(name="fonts.pdf", data=data))
    with open_pages(data) as pages:
        assert pages.picture(1) == before


@pytest.mark.parametrize(("written", "read"), [(b"D842DFB7", "\U00020bb7"), (b"D842", "\ufffd")])
def test_a_rare_character_given_in_two_halves_is_one_and_a_lone_half_is_none(written: bytes, read: str) -> None:
    maps = stream(b"/CMapName /Own def 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <41> <%s> endbfchar" % written)
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 7 0 R >>"
    content = b"BT /F2 12 Tf 100 700 Td (xAy) Tj ET\n"
    data = one_page(content, resources=b"<< /Font << /F1 5 0 R /F2 6 0 R >> >>", more=[font, maps])
    document = read_pdf(Upload(name="rare.pdf", data=data))
    assert [block.raw for block in document.blocks] == [f"x{read}y"]  # type: ignore[union-attr]
    assert msgspec.json.encode(document)


def test_what_is_written_leftwards_keeps_the_order_it_is_read_in() -> None:
    """Four Hebrew letters, each left of the one before it."""
    maps = stream(b"/CMapName /Own def 1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <41> <44> <05D0> endbfrange")
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 7 0 R >>"
    content = b"BT /F2 12 Tf 100 700 Td (D) Tj 9 0 Td (C) Tj 9 0 Td (B) Tj 9 0 Td (A) Tj ET\n"
    data = one_page(content, resources=b"<< /Font << /F1 5 0 R /F2 6 0 R >> >>", more=[font, maps])
    document = read_pdf(Upload(name="leftwards.pdf", data=data))
    assert [block.raw.replace(" ", "") for block in document.blocks] == ["\u05d0\u05d1\u05d2\u05d3"]  # type: ignore[union-attr]
