"""The picture of what was read: places lie where the cells are, and nothing of a document is markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from model import Box, Cell, Document, Paragraph, Table
from publish.picture import PageImage, picture_of

HOSTILE = "<script>alert(1)</script>\u202e"


def document(*, pages: int | None) -> Document:
    box = Box(page=1, x0=50, top=100, x1=150, bottom=120)
    second = Box(page=2, x0=50, top=40, x1=150, bottom=60)
    cells = (
        Cell(row=0, col=0, row_span=2, raw="甲", box=box, pieces=(box, second) if pages else ()),
        Cell(row=0, col=1, raw=HOSTILE, box=Box(page=1, x0=150, top=100, x1=250, bottom=120), confidence=0.4),
        Cell(row=1, col=1, raw="乙", box=Box(page=2, x0=150, top=40, x1=250, bottom=60)),
    )
    return Document(
        document_id="d", name=f"{HOSTILE}.pdf", format="pdf" if pages else "docx", sha256="", size_bytes=1, pages=pages,
        blocks=(
            Paragraph(block=0, raw="标题", box=Box(page=1, x0=50, top=40, x1=200, bottom=60)),
            Paragraph(block=1, raw="页脚", role="footer", box=Box(page=1, x0=50, top=800, x1=90, bottom=810)),
            Table(block=2, rows=2, cols=2, cells=cells),
        ),
    )  # fmt: skip


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    handle_startendtag = handle_starttag


def images() -> tuple[PageImage, ...]:
    return tuple(PageImage(page=page, png=b"png", width=595, height=842) for page in (1, 2))


def test_every_piece_of_a_cell_is_drawn_on_its_page_and_doubtful_ones_are_marked() -> None:
    rects = [attributes for tag, attributes in Tags(picture_of(document(pages=2), images())).found if tag == "rect"]
    assert [rect["class"] for rect in rects] == ["prose", "aside", "cell", "doubtful", "cell", "cell"]
    assert (rects[2]["x"], rects[2]["y"], rects[2]["width"], rects[2]["height"]) == ("50", "100", "100", "20")


def test_the_reading_order_is_numbered_on_each_page() -> None:
    html = picture_of(document(pages=2), images())
    first, second = html.split('id="page-2"')
    assert re.findall(r"<text [^>]*>(\d+)</text>", first) == ["0", "1", "2"]
    assert re.findall(r"<text [^>]*>(\d+)</text>", second) == ["2"]


def test_a_word_table_is_shown_as_its_grid_with_numbered_cells() -> None:
    tags = Tags(picture_of(document(pages=None))).found
    cells = [attributes for tag, attributes in tags if tag == "td"]
    assert [cell.get("rowspan") for cell in cells] == ["2", None, None]
    assert not any(tag == "svg" for tag, _ in tags)


def test_text_of_the_document_is_never_markup() -> None:
    for pages, drawn in ((2, images()), (None, ())):
        html = picture_of(document(pages=pages), drawn)
        assert not any(tag == "script" for tag, _ in Tags(html).found)
        assert "\u202e" not in html and "‹RLO›" in html


def test_pages_beyond_those_drawn_are_counted() -> None:
    assert "另有 1 页未画出" in picture_of(document(pages=3), images())
