"""Pictures of PDF pages: a whole page, or the neighbourhood of one place with the place boxed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from extract.page.pdfium import open_document
from model import Box

POINTS_ABOVE, POINTS_BELOW = 34.0, 26.0
"""How much of the page is shown above and below the place."""
POINTS_ACROSS = 640.0
"""How much of a line is shown; on an upright A4 page the whole of it."""
POINTS_DOWN = 320.0
"""The most shown from top to bottom; of a longer place its beginning."""
MAX_PIXELS = 1500
"""Of either side of a picture."""
INK = (214, 140, 20)
SHADES = 16


class Pages:
    """An open PDF that can be looked at. One page is kept drawn, for the next place is mostly on the same one."""

    def __init__(self, handle: Any) -> None:
        self._handle = handle
        self._drawn: tuple[int, float, Any] | None = None
        self._sizes: dict[int, tuple[float, float]] = {}

    def __len__(self) -> int:
        return len(self._handle)

    def size(self, page: int) -> tuple[float, float]:
        """Width and height in points of a page (from 1) as displayed. Raises ValueError when there is no such page."""
        if page not in self._sizes:
            if not 1 <= page <= len(self):
                raise ValueError(f"no page {page}")
            held = self._handle[page - 1]  # the document itself only tells sizes before rotation
            width, height = held.get_size()
            held.close()
            self._sizes[page] = float(width), float(height)
        return self._sizes[page]

    def picture(self, page: int, *, scale: float = 1.3) -> bytes:
        """A whole page as PNG; `scale` is pixels a point."""
        return _png(self._draw(page, scale))

    def crop(self, box: Box, *, scale: float = 1.4) -> bytes:
        """The neighbourhood of a place as PNG, the place boxed. Raises ValueError when there is no such page."""
        from PIL import ImageDraw

        drawn = self._draw(box.page, scale)
        scale = drawn.width / self.size(box.page)[0]
        left = min(max(0.0, (box.x0 + box.x1 - POINTS_ACROSS) / 2), max(0.0, drawn.width / scale - POINTS_ACROSS))
        window = (
            int(left * scale),
            max(0, int((box.top - POINTS_ABOVE) * scale)),
            min(drawn.width, int((left + POINTS_ACROSS) * scale)),
            min(drawn.height, int((box.bottom + POINTS_BELOW) * scale), int((box.top - POINTS_ABOVE + POINTS_DOWN) * scale)),
        )
        if window[2] <= window[0] or window[3] <= window[1]:
            raise ValueError("the place lies outside its page")
        cut = drawn.crop(window)
        edge = [(box.x0 * scale - window[0], box.top * scale - window[1]), (box.x1 * scale - window[0], box.bottom * scale - window[1])]
        ImageDraw.Draw(cut).rectangle(
            [edge[0][0] - 2, edge[0][1] - 2, max(edge[1][0], edge[0][0]) + 2, max(edge[1][1], edge[0][1]) + 2], outline=INK, width=3
        )
        return _png(cut)

    def _draw(self, page: int, scale: float) -> Any:
        width, height = self.size(page)
        if not (width > 0 and height > 0):
            raise ValueError(f"page {page} has no extent")
        scale = min(scale, MAX_PIXELS * 1.4 / max(width, height))
        if self._drawn is None or self._drawn[:2] != (page, scale):
            held = self._handle[page - 1]
            try:
                self._drawn = (page, scale, held.render(scale=scale, draw_annots=False).to_pil().convert("RGB"))
            finally:
                held.close()
        return self._drawn[2]


@contextmanager
def open_pages(data: bytes) -> Iterator[Pages]:
    """Open a PDF for looking at. Raises `Unreadable` (encrypted, corrupt) when that fails."""
    with open_document(data) as (_, handle):
        yield Pages(handle)


def render_crop(data: bytes, box: Box, *, scale: float = 1.4) -> bytes:
    """The neighbourhood of one place of a PDF as PNG, the place boxed."""
    with open_pages(data) as pages:
        return pages.crop(box, scale=scale)


def _png(picture: Any) -> bytes:
    """PNG with few shades: text on paper needs no more, and it is a fifth of the size."""
    out = io.BytesIO()
    picture.quantize(SHADES, method=2, dither=0).save(out, "PNG", optimize=False, compress_level=6)
    return out.getvalue()
