"""Pictures of PDF pages: the right place, the right size, and clear errors."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from reportlab.pdfgen import canvas

from extract.render import open_pages, render_crop
from model import Box, Unreadable

AMBER = (214, 140, 20)


def pdf(*, size: tuple[float, float] = (595, 842), rotation: int = 0, pages: int = 1) -> bytes:
    """A page with a black square at x 100..140, 200..240 points from the top, as laid before any rotation."""
    out = io.BytesIO()
    drawing = canvas.Canvas(out, pagesize=size if rotation % 180 == 0 else size[::-1])  # reportlab turns it back
    for _ in range(pages):
        drawing.rect(100, size[1] - 240, 40, 40, fill=1)
        drawing.setPageRotation(rotation)
        drawing.showPage()
    drawing.save()
    return out.getvalue()


def picture(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def near(pixel: tuple[int, ...], colour: tuple[int, int, int]) -> bool:
    return all(abs(a - b) < 40 for a, b in zip(pixel, colour, strict=True))


def test_the_place_is_in_the_picture_and_boxed() -> None:
    crop = picture(render_crop(pdf(), Box(page=1, x0=100, top=200, x1=140, bottom=240), scale=2))
    assert crop.width == 595 * 2
    assert crop.height == pytest.approx((40 + 34 + 26) * 2, abs=2)
    assert near(crop.getpixel((240, 34 * 2 + 40)), (0, 0, 0))  # type: ignore[arg-type]
    frame = [near(crop.getpixel((x, 34 * 2 + 40)), AMBER) for x in range(190, 202)]  # type: ignore[arg-type]
    assert any(frame)
    assert not near(crop.getpixel((400, 100)), AMBER)  # type: ignore[arg-type]


def test_places_are_those_of_the_page_as_displayed() -> None:
    data = pdf(rotation=90)
    with open_pages(data) as pages:
        assert pages.size(1) == (842, 595)
        crop = picture(pages.crop(Box(page=1, x0=842 - 240, top=100, x1=842 - 200, bottom=140), scale=1))
    dark = [(x, y) for x in range(crop.width) for y in range(crop.height) if near(crop.getpixel((x, y)), (0, 0, 0))]  # type: ignore[arg-type]
    assert len(dark) > 40 * 40 * 0.8


def test_a_long_place_is_shown_from_its_beginning_and_pictures_stay_small() -> None:
    data = render_crop(pdf(), Box(page=1, x0=50, top=100, x1=500, bottom=800))
    assert picture(data).height <= 320 * 1.4 + 2
    assert len(data) < 30_000


def test_enormous_pages_are_drawn_small() -> None:
    with open_pages(pdf(size=(14_000, 14_000))) as pages:
        assert max(picture(pages.picture(1)).size) <= 2200
        assert picture(pages.crop(Box(page=1, x0=100, top=200, x1=140, bottom=240))).width > 0


@pytest.mark.parametrize("page", [0, 2])
def test_a_page_that_is_not_there_is_an_error(page: int) -> None:
    with pytest.raises(ValueError, match="page"):
        render_crop(pdf(), Box(page=page, x0=0, top=0, x1=9, bottom=9))


def test_a_place_outside_its_page_is_an_error() -> None:
    with pytest.raises(ValueError, match="outside"):
        render_crop(pdf(), Box(page=1, x0=100, top=5000, x1=140, bottom=5010))


def test_what_is_no_pdf_is_unreadable() -> None:
    with pytest.raises(Unreadable):
        render_crop(b"%PDF-1.4 nothing", Box(page=1, x0=0, top=0, x1=9, bottom=9))
