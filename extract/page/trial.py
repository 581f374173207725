"""A small page to try out how a build of pdfium keeps in memory what it has read of a page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from extract.page import pdfium

_WIDTHS = b" ".join(b"%d" % width for width in range(400, 491))
_LINES = b"0 0 m 90 0 l S " * 150
_WORDS = b"BT /F 12 Tf 20 150 Td (Two words a-) Tj 0 -30 Td (b B) Tj 50 0 Td (far) Tj .8 .6 -.6 .8 90 40 Tm (up) Tj ET"
_PAGE = b"""%%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length %d>>stream
%s
endstream endobj
5 0 obj<</Type/Font/Subtype/Type3/FontBBox[0 -200 900 800]/FontMatrix[.001 0 0 .001 0 0]/CharProcs<<>>/FirstChar 32/LastChar 122
/Widths[%s]/Encoding<</Differences[66/nothing]>>/ToUnicode 6 0 R>>endobj
6 0 obj<</Length 63>>stream
2 beginbfrange <20> <41> <0020> <43> <7a> <0043> endbfrange
endstream endobj
trailer<</Root 1 0 R>>""" % (len(_LINES + _WORDS), _LINES + _WORDS, _WIDTHS)
"""Blanks written and not, a word divided at a line end, a slanted one, a character its font does not know, many lines; it needs no font."""


@contextmanager
def trial() -> Iterator[tuple[int, int]]:
    """The addresses of the page and of its text."""
    with pdfium.open_document(_PAGE) as (document, _):
        page = pdfium.load_page(document, 0)
        text_page = pdfium.load_text(page)
        try:
            yield page, text_page
        finally:
            pdfium.close_text(text_page)
            pdfium.close_page(page)
