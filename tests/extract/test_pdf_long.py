"""Tables over many pages: long labels, turned pages, marks of continuation, tables beside each other and inside cells."""

from __future__ import annotations

from collections.abc import Callable

import drawn_long
import pytest
from drawn import Drawn
from drawn_oddities import Rows
from measuring import cells, gold_cells, paragraphs, rows, tables

from extract.pdf import read_pdf
from extract.registry import Upload
from model import Document


def read(data: bytes) -> Document:
    return read_pdf(Upload(name="long.pdf", data=data))


@pytest.mark.parametrize("seed", [0, 3, 5])
@pytest.mark.parametrize("make", [drawn_long.long_labels, drawn_long.turned_pages])
def test_tables_over_many_pages_are_read_without_a_fault(make: Callable[[int], Drawn], seed: int) -> None:
    page = make(seed)
    document = read(page.data)
    assert len(tables(document)) == len(page.tables)
    assert cells(document) == gold_cells(table.gold for table in page.tables)


@pytest.mark.parametrize("kind", drawn_long.CONTINUED)
def test_tables_that_go_on_are_joined(kind: str) -> None:
    data, wanted = drawn_long.CONTINUED[kind]()
    assert [rows(table) for table in tables(read(data))] == wanted


def test_lines_that_only_say_that_a_table_goes_on_are_no_paragraphs() -> None:
    assert paragraphs(read(drawn_long.CONTINUED["mark and unit"]()[0])) == ["重点任务完成情况表", "单位：万元"]


def test_a_table_inside_a_cell_goes_on_with_the_cell() -> None:
    data, wanted, inner = drawn_long.nested()
    (table,) = tables(read(data))
    assert [rows(table)] == wanted
    assert [rows(found) for cell in table.cells for found in cell.tables] == [inner]


def _two(above: str, head: Rows) -> Document:
    stream, page = drawn_long.canvas()
    page.drawCentredString(297, 740, "第一项收支情况表")
    drawn_long.grid(page, [["甲", "乙", "丙"], ["一", "1", "2"], ["二", "3", "4"]], 100, 710)
    page.showPage()
    page.setFont("STSong-Light", 10)
    page.drawCentredString(297, 740, above)
    drawn_long.grid(page, [*head, ["三", "5", "6"]], 100, 710)
    return read(drawn_long.done(stream, page))


def test_another_title_begins_another_table() -> None:
    assert len(tables(_two("第二项收支情况表", [["甲", "乙", "丙"]]))) == 2


def test_the_same_title_over_a_table_that_had_room_begins_another_table() -> None:
    assert len(tables(_two("第一项收支情况表", [["甲", "乙", "丙"]]))) == 2


def test_a_title_of_its_own_behind_a_mark_begins_another_table() -> None:
    assert len(tables(_two("续表二：其他支出情况", [["子", "丑", "寅"]]))) == 2
