"""Running text of PDF pages: lines to paragraphs, columns, page numbers, and tables that have no rules."""

from __future__ import annotations

import pytest
from drawn_oddities import FONT, ROWS, canvas, done, grid
from measuring import paragraphs, rows, tables
from reportlab.pdfgen.canvas import Canvas

from extract.across_pages.paragraphs import join_lines
from extract.pdf import read_pdf
from extract.registry import Upload
from model import Document, Paragraph

SENTENCE = "全年完成各类养护任务，道路、桥梁与照明设施运行平稳，群众反映的问题按期办结，资金使用规范透明。"


def read(data: bytes) -> Document:
    return read_pdf(Upload(name="prose.pdf", data=data))


def write(page: Canvas, lines: list[str], *, x: float = 72, y: float = 760, step: float = 20, size: float = 12) -> None:
    page.setFont(FONT, size)
    for i, line in enumerate(lines):
        page.drawString(x, y - i * step, line)


def wrapped(text: str, *, width: int = 37) -> list[str]:
    """A Chinese paragraph as set: two characters of indent on the first line."""
    first, rest = text[: width - 2], text[width - 2 :]
    return [first, *(rest[i : i + width] for i in range(0, len(rest), width))]


def set_paragraph(page: Canvas, text: str, y: float) -> float:
    lines = wrapped(text)
    write(page, lines[:1], x=96, y=y)
    write(page, lines[1:], y=y - 20)
    return y - 20 * len(lines)


def test_a_paragraph_is_one_block_however_many_lines_it_takes() -> None:
    stream, page = canvas()
    y = set_paragraph(page, SENTENCE * 3, 760)
    y = set_paragraph(page, SENTENCE * 2, y)
    set_paragraph(page, "一、基本情况", y)
    assert paragraphs(read(done(stream, page))) == [SENTENCE * 3, SENTENCE * 2, "一、基本情况"]


def test_a_paragraph_goes_on_over_the_page_end_and_the_page_number_is_set_aside() -> None:
    stream, page = canvas()
    lines = wrapped(SENTENCE * 4)
    set_paragraph(page, SENTENCE, 760)
    write(page, lines[:1], x=96, y=680)
    write(page, lines[1:3], y=660)
    page.drawCentredString(297, 40, "— 1 —")
    page.showPage()
    write(page, lines[3:])
    page.drawCentredString(297, 40, "— 2 —")
    document = read(done(stream, page))
    assert paragraphs(document) == [SENTENCE, SENTENCE * 4]


def test_a_line_that_only_names_an_annex_begins_a_paragraph() -> None:
    stream, page = canvas()
    set_paragraph(page, SENTENCE * 3, 760)
    write(page, ["填表人：某某某　　联系电话：0730-1234567　　单位负责人签字：某"], y=100)
    page.showPage()
    write(page, ["附件2"])
    set_paragraph(page, SENTENCE * 3, 700)
    assert paragraphs(read(done(stream, page)))[-2:] == ["附件2", SENTENCE * 3]


def test_a_page_number_that_stands_sideways_at_the_edge_is_set_aside() -> None:
    stream, page = canvas()
    lines = wrapped(SENTENCE * 4)
    for number, part in ((1, lines[1:3]), (2, lines[3:])):
        write(page, part, y=760)
        page.saveState()
        page.translate(30, 420)
        page.rotate(90)
        page.drawString(0, 0, f"— {number} —")
        page.restoreState()
        page.showPage()
    assert paragraphs(read(done(stream, page))) == ["".join(lines[1:])]


def test_words_that_run_down_or_upside_down_are_read_along_themselves() -> None:
    stream, page = canvas()
    set_paragraph(page, SENTENCE * 3, 760)
    for turn, words in ((90, "由市财政局填写"), (270, "由主管部门填写"), (180, "由绩效评价小组填写")):
        page.saveState()
        page.translate(300, 400)
        page.rotate(turn)
        page.drawString(60, 0, words)
        page.restoreState()
    found = paragraphs(read(done(stream, page)))
    assert found[0] == SENTENCE * 3
    assert sorted(found[1:]) == ["由主管部门填写", "由市财政局填写", "由绩效评价小组填写"]


@pytest.mark.parametrize("angle", [20, 35])
def test_words_set_at_a_slant_are_left_out_and_that_is_said_once(angle: int) -> None:
    stream, page = canvas()
    for _ in range(3):
        set_paragraph(page, SENTENCE * 3, 760)
        page.saveState()
        page.translate(150, 560)
        page.rotate(angle)
        page.drawString(0, 0, "内部资料")
        page.restoreState()
        page.showPage()
    document = read(done(stream, page))
    assert not any("内部" in text for text in paragraphs(document))
    (problem,) = document.problems
    assert (problem.code, problem.page) == ("slanted_text", 1)
    assert "共 3 页" in problem.message and "内部资料" in problem.message


def test_running_titles_are_set_aside_and_form_titles_are_kept() -> None:
    stream, page = canvas()
    for number in range(1, 5):
        page.setFont(FONT, 9)
        page.drawCentredString(297, 810, "某县财政局编印")
        page.setFont(FONT, 18)
        page.drawCentredString(297, 760, "项目支出绩效自评表")
        page.setFont(FONT, 10)
        grid(page, ROWS, 100, 720)
        page.drawCentredString(297, 30, f"第 {number} 页 共 4 页")
        page.showPage()
    page.save()
    document = read(stream.getvalue())
    assert paragraphs(document) == ["项目支出绩效自评表"] * 4
    assert len(tables(document)) == 4


def test_titles_are_centred_paragraphs_of_their_own_with_their_size() -> None:
    stream, page = canvas()
    page.setFont(FONT, 12)
    page.drawString(72, 790, "附件2")
    page.setFont(FONT, 20)
    page.drawCentredString(297, 750, "二〇二四年度部门整体支出")
    page.drawCentredString(297, 720, "绩效自评")
    set_paragraph(page, SENTENCE * 2, 680)
    write(page, ["填表人：某某    填报日期：2025年3月1日"], y=560)
    blocks = read(done(stream, page)).blocks
    assert [block.raw for block in blocks if isinstance(block, Paragraph)] == [
        "附件2",
        "二〇二四年度部门整体支出绩效自评",
        SENTENCE * 2,
        "填表人：某某 填报日期：2025年3月1日",
    ]
    title = blocks[1]
    assert isinstance(title, Paragraph) and title.centered and title.size == 20


def test_a_title_whose_first_line_fills_the_page_goes_on_in_the_centred_line_below() -> None:
    stream, page = canvas()
    page.setFont(FONT, 18)
    page.drawString(72, 780, "青岚县水务局二〇二四年度农村饮水安全巩固提升项")
    page.drawCentredString(297.6, 756, "目支出绩效自评报告")
    set_paragraph(page, SENTENCE * 3, 720)
    write(page, ["本单位对以上数据的真实性负责并承担相应的法律责任，特此郑重说明"], x=72, y=600, size=14.5)
    page.setFont(FONT, 14.5)
    page.drawCentredString(297.6, 580, "二〇二五年三月十日")
    assert paragraphs(read(done(stream, page))) == [
        "青岚县水务局二〇二四年度农村饮水安全巩固提升项目支出绩效自评报告",
        SENTENCE * 3,
        "本单位对以上数据的真实性负责并承担相应的法律责任，特此郑重说明",
        "二〇二五年三月十日",
    ]


def test_two_columns_are_read_one_after_the_other() -> None:
    left, right = [f"左栏第{i}行文字左栏的文字" for i in range(12)], [f"右栏第{i}行文字右栏的文字" for i in range(12)]
    for rowwise in (False, True):
        stream, page = canvas()
        page.setFont(FONT, 12)
        for i in range(12):
            if rowwise:
                write(page, [left[i]], y=700 - 20 * i)
                write(page, [right[i]], x=320, y=700 - 20 * i)
        if not rowwise:
            write(page, left, y=700)
            write(page, right, x=320, y=700)
        text = "".join(paragraphs(read(done(stream, page))))
        assert text == "".join(left + right)


def test_marks_written_after_their_line_stand_in_their_place() -> None:
    stream, page = canvas()
    page.setFont(FONT, 12)
    for x, words in ((96, "其中"), (132, "三公"), (168, "经费支出"), (120, "“"), (156, "”"), (216, "5.80万元。")):
        page.drawString(x, 700, words)
    assert paragraphs(read(done(stream, page))) == ["其中“三公”经费支出5.80万元。"]


@pytest.mark.parametrize(
    ("line", "more", "whole"),
    [
        ("向对象发放问卷200份，满意1", "89份，满意度94.5%", "向对象发放问卷200份，满意189份，满意度94.5%"),
        ("全年救助困难群众1,", "260户次", "全年救助困难群众1,260户次"),
        ("（二）执行率98", ".5%，高于上年", "（二）执行率98.5%，高于上年"),
        ("全年执行率98.5", "%；", "全年执行率98.5%；"),
        ("Figures for 2024", "12 items", "Figures for 2024 12 items"),
        ("第一项。1.", "办公室", "第一项。1.办公室"),
        ("ISO 9001", "-2015", "ISO 9001 -2015"),
    ],
)
def test_a_number_broken_at_the_line_end_is_one_number_in_chinese_text(line: str, more: str, whole: str) -> None:
    assert join_lines(line, more) == whole


def test_words_divided_at_the_line_end_are_joined() -> None:
    stream, page = canvas()
    page.setFont("Helvetica", 12)
    for i, line in enumerate(
        ("The committee reviewed every expendi-", "ture of the year and found that the", "well known limits had been kept.")
    ):
        page.drawString(72, 700 - 16 * i, line)
    text = "".join(paragraphs(read(done(stream, page))))
    assert "expenditure of the year" in text and "the well known" in text


def test_columns_of_figures_without_rules_are_a_table() -> None:
    stream, page = canvas()
    page.drawString(100, 740, "下表列出各项指标的完成情况：")
    grid(page, ROWS, lines=False)
    page.drawString(100, 560, "以上数据经复核。")
    document = read(done(stream, page))
    assert [rows(table) for table in tables(document)] == [ROWS]
    assert paragraphs(document) == ["下表列出各项指标的完成情况：", "以上数据经复核。"]


def test_words_between_two_long_rules_are_a_table() -> None:
    stream, page = canvas()
    for y in (715, 697, 650):
        page.line(78, y, 330, y)
    words = [["Method", "Description"], ["Alpha", "reads pages"], ["Beta", "joins tables"], ["Gamma", "checks sums"]]
    page.setFont("Helvetica", 10)
    for i, row in enumerate(words):
        page.drawString(80, 702 - 15 * i, row[0])
        page.drawString(200, 702 - 15 * i, row[1])
    assert [rows(table) for table in tables(read(done(stream, page)))] == [words]


def test_what_only_resembles_a_table_stays_text_and_is_named() -> None:
    stream, page = canvas()
    for i, row in enumerate((("甲方", "负责人签字", "日期"), ("乙方单位", "盖章处", "某年"), ("丙", "经办人员", "地点"))):
        for c, words in enumerate(row):
            page.drawString(80 + c * 150 + 25 * ((i + c) % 2), 700 - 20 * i, words)
    document = read(done(stream, page))
    assert not tables(document)
    assert "possible_table" in [problem.code for problem in document.problems]


def test_contents_and_signature_lines_are_not_tables() -> None:
    stream, page = canvas()
    write(page, ["目录", "一、概述        1", "二、情况        2", "三、问题        5", "填表人：张三    电话：12345678    日期：2024年"])
    assert not tables(read(done(stream, page)))
