"""Ruled tables in PDF: however they are drawn, the same rows come out."""

from __future__ import annotations

import drawn
import pytest
from drawn_cells import CELLS
from drawn_oddities import ODDITIES, ROWS
from measuring import cells, f1, gold_cells, merged, paragraphs, rows, squeeze, tables

from extract.pdf import read_pdf
from extract.registry import Upload
from model import Document


def read(data: bytes) -> Document:
    return read_pdf(Upload(name="drawn.pdf", data=data))


@pytest.mark.parametrize("kind", ODDITIES)
def test_a_table_is_read_however_it_is_drawn(kind: str) -> None:
    found = tables(read(ODDITIES[kind]()))
    assert [rows(table) for table in found] == [ROWS]
    assert all(cell.box is not None and cell.box.x1 > cell.box.x0 and cell.box.bottom > cell.box.top for cell in found[0].cells)


@pytest.mark.parametrize("kind", CELLS)
def test_the_text_of_odd_cells_is_in_reading_order(kind: str) -> None:
    data, wanted = CELLS[kind]()
    assert [rows(table) for table in tables(read(data))] == wanted


def test_a_nested_table_is_kept_with_its_cell() -> None:
    outer = tables(read(CELLS["nested table"]()[0]))[0]
    (inner,) = next(cell.tables for cell in outer.cells if cell.tables)
    assert rows(inner) == [["路段", "公里"], ["城东", "12"], ["城西", "8"]]


def test_boxes_are_places_on_the_page_as_displayed() -> None:
    upright = tables(read(ODDITIES["hairlines"]()))[0].cells[0].box
    turned = tables(read(ODDITIES["rotated by 90"]()))[0].cells[0].box
    cropped = tables(read(ODDITIES["shifted origin"]()))[0].cells[0].box
    assert upright and turned and cropped
    assert (upright.x0, upright.top) == pytest.approx((100, 142), abs=1)
    assert (turned.x0, turned.top) == pytest.approx((100, 95), abs=1)
    assert (cropped.x0, cropped.top) == pytest.approx((40, 100), abs=1)


def measure(seeds: range) -> tuple[list[float], list[float], list[tuple[int, int]], list[int]]:
    scores, spans, counts, wrong = [], [], [], []
    for seed in seeds:
        page = drawn.draw(seed)
        document = read(page.data)
        expected, got = gold_cells(table.gold for table in page.tables), cells(document)
        scores.append(f1(expected, got))
        spans.append(merged(expected, got))
        counts.append((len(tables(document)), len(page.tables)))
        prose = {squeeze(text) for text in paragraphs(document)}
        if not {squeeze(text) for text in page.paragraphs} <= prose:
            wrong.append(seed)
    return scores, spans, counts, wrong


def test_tables_cut_by_page_ends_are_put_together_again() -> None:
    scores, spans, counts, wrong = measure(range(20_261, 20_271))
    assert sum(scores) / len(scores) >= 0.99
    assert min(scores) >= 0.97
    assert sum(spans) / len(spans) >= 0.98
    assert all(found == there for found, there in counts)
    assert not wrong, "paragraphs not joined as they were drawn"


@pytest.mark.slow
def test_many_seeds_of_drawn_tables_keep_the_standard() -> None:
    scores, spans, counts, wrong = measure(range(1000, 1100))
    assert sum(scores) / len(scores) >= 0.995
    assert sum(spans) / len(spans) >= 0.99
    assert sum(found == there for found, there in counts) >= 99
    assert len(wrong) <= 2


def test_every_piece_of_a_cell_that_pages_cut_has_its_place() -> None:
    document = read(drawn.draw(3).data)
    cut = [cell for table in tables(document) for cell in table.cells if cell.pieces]
    assert cut
    for cell in cut:
        pages = [piece.page for piece in cell.pieces]
        assert pages == sorted(set(pages)) and len(pages) > 1
        assert cell.box == cell.pieces[0] and cell.page == pages[0]
