"""Pages as pdfium holds them while they are read: several at once, all closed in the end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import hypot

from extract.page import pdfium

MANY = 20_000
"""With so many objects on the pages that are open no further page is opened: they are held in memory together."""

_box, (_box_at, *_) = pdfium.slots("f", 4)
_matrix, (_matrix_at, *_) = pdfium.slots("f", 6)


@dataclass(slots=True)
class OpenPage:
    """One page and its text."""

    index: int
    """Number from 0."""
    page: int
    text: int
    """Addresses for pdfium's functions; 0 once closed."""
    box: tuple[float, float, float, float]
    """left, top, right, bottom of what is visible, in the file's coordinates."""
    rotation: int
    """Quarter turns clockwise to the page as displayed."""

    def font_size(self, character: int) -> float | None:
        """Font size of a character in points; None once the page is closed."""
        if not self.text:
            return None
        pdfium.char_matrix(self.text, character, _matrix_at)
        return round(float(pdfium.char_size(self.text, character)) * (hypot(_matrix[2], _matrix[3]) or 1.0), 1)

    def close(self) -> None:
        """Give the page back to pdfium."""
        pdfium.close_text(self.text)
        pdfium.close_page(self.page)
        self.text = self.page = 0


@contextmanager
def opened(document: int, first: int, most: int) -> Iterator[list[OpenPage | None]]:
    """Up to `most` pages from number `first` (from 0), None for one that cannot be opened; fewer when they are large.

    Parsing one page after the other and only then asking for what stands on them takes a tenth less time than page by page:
    what runs over and over stays in the processor's caches.
    """
    pages: list[OpenPage | None] = []
    objects = 0
    try:
        while len(pages) < most and objects < MANY:
            page = _open(document, first + len(pages))
            pages.append(page)
            objects += pdfium.count_objects(page.page) if page else 0
        yield pages
    finally:
        for page in pages:
            if page:
                page.close()


def _open(document: int, index: int) -> OpenPage | None:
    page = pdfium.load_page(document, index)
    if not page:
        return None
    text = pdfium.load_text(page) if pdfium.page_box(page, _box_at) else None
    if not text:
        pdfium.close_page(page)
        return None
    return OpenPage(index, page, text, (_box[0], _box[1], _box[2], _box[3]), pdfium.page_rotation(page))
