"""Which tables over a page end are one, and which are not."""

from __future__ import annotations

import random
from time import process_time

import drawn
import pytest
from drawn_oddities import Rows, canvas, done, grid
from drawn_texts import number, sentence
from measuring import cells, f1, gold_cells, paragraphs, rows, tables
from reportlab.pdfgen.canvas import Canvas

from extract.pdf import read_pdf
from extract.registry import Upload
from model import Document

HEAD = ["指标", "目标", "实际"]
FOOT = 80.0


def read(data: bytes) -> Document:
    return read_pdf(Upload(name="joins.pdf", data=data))


def body(start: int, count: int) -> Rows:
    return [[f"第{i}项任务", str(100 + i), str(90 + i)] for i in range(start, start + count)]


def at_foot(page: Canvas, lines: Rows, *, wide: float = 110, x: float = 100) -> None:
    """Rows that end at the foot of the page, after some words at its head."""
    page.drawString(x, 780, "本页先有一段文字，随后是表格。")
    grid(page, lines, x, FOOT + 24 * len(lines), wide)
    page.showPage()
    page.setFont("STSong-Light", 10)


def test_a_table_that_goes_on_is_one_table() -> None:
    stream, page = canvas()
    at_foot(page, [HEAD, *body(1, 10)])
    grid(page, body(11, 5), 100, 770)
    (table,) = tables(read(done(stream, page)))
    assert rows(table) == [HEAD, *body(1, 15)]
    assert (table.page, table.last_page) == (1, 2)


def test_a_repeated_header_is_dropped() -> None:
    stream, page = canvas()
    at_foot(page, [HEAD, *body(1, 10)])
    grid(page, [HEAD, *body(11, 5)], 100, 770)
    (table,) = tables(read(done(stream, page)))
    assert rows(table) == [HEAD, *body(1, 15)]


def test_words_between_keep_tables_apart() -> None:
    stream, page = canvas()
    at_foot(page, [HEAD, *body(1, 10)])
    page.drawString(100, 790, "二、第二类任务的完成情况如下。")
    grid(page, [HEAD, *body(11, 5)], 100, 770)
    assert len(tables(read(done(stream, page)))) == 2


def test_a_mark_of_continuation_does_not_keep_them_apart() -> None:
    stream, page = canvas()
    at_foot(page, [HEAD, *body(1, 10)])
    page.drawString(100, 785, "续表1")
    grid(page, body(11, 5), 100, 770)
    document = read(done(stream, page))
    assert len(tables(document)) == 1
    assert paragraphs(document) == ["本页先有一段文字，随后是表格。"]


def test_other_columns_keep_tables_apart() -> None:
    stream, page = canvas()
    at_foot(page, [HEAD, *body(1, 10)])
    grid(page, [["甲", "乙", "丙", "丁"], ["1", "2", "3", "4"]], 100, 770, 82.5)
    assert len(tables(read(done(stream, page)))) == 2


def test_another_place_keeps_tables_apart() -> None:
    stream, page = canvas()
    at_foot(page, [HEAD, *body(1, 10)])
    grid(page, body(11, 5), 140, 770)
    assert len(tables(read(done(stream, page)))) == 2


def test_room_that_was_left_keeps_tables_apart() -> None:
    """The first row of the second table would have fitted below the first table many times over."""
    stream, page = canvas()
    at_foot(page, [HEAD, *body(1, 10)])
    grid(page, [HEAD, *body(20, 4)], 100, 770)
    page.showPage()
    page.setFont("STSong-Light", 10)
    grid(page, body(40, 4), 100, 770)
    assert [table.rows for table in tables(read(done(stream, page)))] == [15, 4]


def test_a_row_cut_in_all_its_cells_is_one_row() -> None:
    upper = [["存在问题", "整改措施"]]
    words = (
        ["道路养护资金到位较晚影", "加快资金拨付进度并按月"],
        ["响了年初的施工安排和材", "通报支出情况明确责任人"],
        ["料采购", "员和时限"],
    )
    stream, page = canvas()
    page.drawString(100, 780, "本页先有一段文字，随后是表格。")
    for y in (FOOT, FOOT + 40, FOOT + 64):
        page.line(100, y, 330, y)
    for x in (100, 215, 330):
        page.line(x, FOOT, x, FOOT + 64)
    for c, title in enumerate(upper[0]):
        page.drawString(106 + 115 * c, FOOT + 48, title)
        page.drawString(103 + 115 * c, FOOT + 25, words[0][c])
        page.drawString(103 + 115 * c, FOOT + 9, words[1][c])
    page.showPage()
    page.setFont("STSong-Light", 10)
    for y in (770, 746, 722):
        page.line(100, y, 330, y)
    for x in (100, 215, 330):
        page.line(x, 770, x, 722)
    for c in range(2):
        page.drawString(103 + 115 * c, 754, words[2][c])
        page.drawString(103 + 115 * c, 730, ("无", "已落实")[c])
    (table,) = tables(read(done(stream, page)))
    whole = ["\n".join(line[c] for line in words) for c in range(2)]
    assert rows(table) == [upper[0], whole, ["无", "已落实"]]
    assert [len(cell.pieces) for cell in table.cells] == [0, 0, 2, 2, 0, 0]


def test_a_full_label_above_another_label_does_not_make_their_rows_one() -> None:
    """The label above fills its line by chance; the figures of the row below are no part of the row above."""
    stream, page = canvas()
    at_foot(page, [HEAD, *body(1, 9), ["任" * 9, "", ""]])
    grid(page, [["务" * 5, "115", "105"], *body(12, 4)], 100, 770)
    (table,) = tables(read(done(stream, page)))
    assert rows(table)[10:12] == [["任" * 9, "", ""], ["务" * 5, "115", "105"]]


def test_rows_alike_below_a_repeated_header_are_no_part_of_it() -> None:
    stream, page = canvas()
    alike = [["日常养护", "12", "12"]] * 5
    at_foot(page, [HEAD, *alike])
    grid(page, [HEAD, *alike], 100, 770)
    (table,) = tables(read(done(stream, page)))
    assert rows(table) == [HEAD, *alike, *alike]


def _over_pages(count: int) -> bytes:
    stream, page = canvas()
    for sheet in range(count):
        grid(page, body(30 * sheet, 30), 100, 790)
        page.showPage()
        page.setFont("STSong-Light", 10)
    return done(stream, page)


@pytest.mark.slow
def test_a_table_over_many_pages_costs_no_more_a_page() -> None:
    def seconds(data: bytes) -> float:
        spent = []
        for _ in range(3):
            started = process_time()
            assert len(tables(read(data))) == 1
            spent.append(process_time() - started)
        return min(spent)

    assert seconds(_over_pages(240)) < 2 * 4 * seconds(_over_pages(60))


def test_a_label_that_had_room_for_the_next_word_is_no_cut_row() -> None:
    page = drawn.draw(90_050)  # below the page end stands a row with nothing but its label
    assert f1(gold_cells(table.gold for table in page.tables), cells(read_pdf(Upload(name="drawn.pdf", data=page.data)))) == 1


def test_labels_over_several_pages_may_stand_in_their_last_piece_only() -> None:
    rng = random.Random(7)
    groups = [("产出指标", 70), ("效益指标", 45), ("满意度指标", 3)]
    rows = [[("一级指标", 1, 1), ("三级指标", 1, 1), ("目标值", 1, 1)]]
    for name, count in groups:
        rows += [[*([(name, count, 1)] if not i else []), (sentence(rng, 8), 1, 1), (number(rng), 1, 1)] for i in range(count)]
    table = drawn.build([60.0, 200.0, 80.0], rows)
    table.late = True
    page = drawn.Layout(rng)
    page.table(table)
    document = read_pdf(Upload(name="late.pdf", data=page.finish().data))
    assert cells(document) == gold_cells([table.gold])
