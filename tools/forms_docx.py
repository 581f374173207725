"""Draws the Hunan county forms and narratives as Word documents with real merged cells, for the examples."""

from __future__ import annotations

import itertools
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

BODY, TITLE = "仿宋", "黑体"
BASIC_WIDTHS = (150, 54, 54, 54, 54, 54, 54)
SCORED_WIDTHS = (46, 56, 60, 92, 56, 56, 34, 40, 36)
INDICATOR_HEADS = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因\n分析及改\n进措施"]
MONEY_HEADS = ["年初\n预算数", "全年\n预算数", "全年\n执行数", "分值", "执行率", "得分"]


def new_document() -> WordDocument:
    """An empty A4 document whose default font is a Chinese one."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = BODY, Pt(10.5)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), BODY)
    section = document.sections[0]
    section.page_width, section.page_height = Pt(595), Pt(842)
    section.left_margin = section.right_margin = Pt(62)
    return document


def new_page(document: WordDocument) -> None:
    """Begin the next report on a new page."""
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def draw_basics(document: WordDocument, dossier: dict[str, Any]) -> None:
    """附件1 部门整体支出绩效评价基础数据表."""
    basics = dossier["basics"]
    draw_head(document, "附件1", basics["title"])
    rows = basics["rows"]
    table = grid(document, 3 + len(rows) + 3, BASIC_WIDTHS)
    put(table, 0, 0, "财政供养人员情况（人）", rows=2)
    for col, label, value in zip((1, 3, 5), ("编制数", f"{dossier['year']}年实际在职\n人数", "控制率"), basics["staff"], strict=True):
        put(table, 0, col, label, cols=2)
        put(table, 1, col, value, cols=2)
    put(table, 2, 0, "经费控制情况（万元）")
    for col, header in zip((1, 3, 5), basics["columns"], strict=True):
        put(table, 2, col, header, cols=2)
    for offset, (item, *values) in enumerate(rows, start=3):
        put(table, offset, 0, item)
        for col, value in zip((1, 3, 5), values, strict=True):
            put(table, offset, col, value, cols=2)
    last = 3 + len(rows)
    put(table, last, 0, f"楼堂馆所控制情况\n（{dossier['year']}年完工项目）", rows=2)
    heads = ["批复规模（㎡）", "实际规模（㎡）", "规模控制率", "预算投资（万元）", "实际投资（万元）", "投资概算控制率"]
    for col, (label, value) in enumerate(zip(heads, basics["buildings"], strict=True), start=1):
        put(table, last, col, label)
        put(table, last + 1, col, value)
    put(table, last + 2, 0, "厉行节约保障措施")
    put(table, last + 2, 1, basics["measures"], cols=6)
    document.add_paragraph("说明：项目支出栏按专项逐项填列，公用经费栏填列日常公用支出。")
    document.add_paragraph(dossier["sign"])


def draw_overall(document: WordDocument, dossier: dict[str, Any]) -> None:
    """附件2 部门整体支出绩效自评表."""
    form = dossier["overall"]
    draw_head(document, "附件2", form["title"])
    table = grid(document, 11 + len(form["indicators"]) + 1, SCORED_WIDTHS, height=36)
    put(table, 0, 0, "预算部门\n名称")
    put(table, 0, 1, dossier["department"], cols=8)
    put(table, 1, 0, "年度预算申请（万元）", rows=7)
    draw_money_heads(table, 1)
    put(table, 2, 1, "年度资金总额", cols=2)
    for col, value in enumerate(form["funds"], start=3):
        put(table, 2, col, value)
    put(table, 3, 1, "按收入性质分：", cols=4)
    put(table, 3, 5, "按支出性质分：", cols=4)
    for offset in range(4):
        put(table, 4 + offset, 1, form["income"][offset], cols=4)
        put(table, 4 + offset, 5, form["spending"][offset] if offset < len(form["spending"]) else "", cols=4)
    draw_goals(table, 8, form)
    draw_indicators(table, 10, form, label_row=10)
    document.add_paragraph(dossier["sign"])


def draw_project(document: WordDocument, dossier: dict[str, Any], project: dict[str, Any]) -> None:
    """附件3 项目支出绩效自评表."""
    draw_head(document, "附件3", project["title"])
    funds = project["funds"]
    table = grid(document, 3 + len(funds) + 2 + 1 + len(project["indicators"]) + 1, SCORED_WIDTHS, height=30)
    put(table, 0, 0, "项目支出　名称")
    put(table, 0, 1, project["name"], cols=8)
    put(table, 1, 0, "主管部门")
    put(table, 1, 1, project.get("authority", dossier["authority"]), cols=3)
    put(table, 1, 4, "实施单位")
    put(table, 1, 5, dossier["department"], cols=4)
    put(table, 2, 0, "\n\n项目资金　（万元）", rows=1 + len(funds))
    draw_money_heads(table, 2)
    for offset, (line, *values) in enumerate(funds, start=3):
        put(table, offset, 1, line, cols=2)
        for col, value in enumerate(values, start=3):
            put(table, offset, col, value)
    top = 3 + len(funds)
    draw_goals(table, top, project)
    draw_indicators(table, top + 2, project, label_row=top + 3)
    document.add_paragraph(dossier["sign"])


def draw_narrative(document: WordDocument, narrative: dict[str, Any]) -> None:
    """A report in prose under its title."""
    title = document.add_paragraph(narrative["title"])
    as_title(title)
    for line in narrative["text"].strip().splitlines():
        paragraph = document.add_paragraph(line)
        paragraph.paragraph_format.first_line_indent = Pt(21)


def draw_head(document: WordDocument, attachment: str, title: str) -> None:
    document.add_paragraph(attachment)
    as_title(document.add_paragraph(title))


def as_title(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for run in paragraph.runs:
        run.font.size, run.font.name = Pt(18), TITLE
        run._element.rPr.rFonts.set(qn("w:eastAsia"), TITLE)


def draw_money_heads(table: Table, row: int) -> None:
    put(table, row, 1, "", cols=2)
    for col, head in enumerate(MONEY_HEADS, start=3):
        put(table, row, col, head)


def draw_goals(table: Table, row: int, form: dict[str, Any]) -> None:
    put(table, row, 0, "年度总体　目标", rows=2)
    put(table, row, 1, "预期目标", cols=4)
    put(table, row, 5, "实际完成情况", cols=4)
    put(table, row + 1, 1, form["expected"], cols=4)
    put(table, row + 1, 5, form["actual"], cols=4)


def draw_indicators(table: Table, row: int, form: dict[str, Any], *, label_row: int) -> None:
    """Header row, indicator rows with merged first and second levels, and the 总分 row."""
    rows = form["indicators"]
    for col, head in enumerate(INDICATOR_HEADS, start=1):
        put(table, row, col, head)
    for level in (1, 2):
        starts = [i for i, values in enumerate(rows) if values[level - 1]] + [len(rows)]
        for start, end in itertools.pairwise(starts):
            put(table, row + 1 + start, level, rows[start][level - 1], rows=end - start)
    for offset, values in enumerate(rows, start=row + 1):
        for col, value in enumerate(values[2:], start=3):
            put(table, offset, col, value)
    last = row + 1 + len(rows)
    put(table, label_row, 0, "\n\n绩效\n指标", rows=last - label_row)
    put(table, last, 0, "总分", cols=6)
    put(table, last, 6, form["total"][0])
    put(table, last, 7, form["total"][1])


def grid(document: WordDocument, rows: int, widths: tuple[int, ...], *, height: int = 20) -> Table:
    """A ruled table with column widths and a least row height in points; tall rows make it run over the page end."""
    table = document.add_table(rows, len(widths))
    table.style, table.autofit = "Table Grid", False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Pt(width)
        for cell in column.cells:
            cell.width = Pt(width)
    for row in table.rows:
        row.height, row.height_rule = Pt(height), WD_ROW_HEIGHT_RULE.AT_LEAST
    return table


def put(table: Table, row: int, col: int, text: str, *, rows: int = 1, cols: int = 1) -> None:
    """Write text into a cell, merging it over `rows` and `cols`; a line feed begins a new paragraph."""
    cell = table.cell(row, col)
    if rows > 1 or cols > 1:
        cell = cell.merge(table.cell(row + rows - 1, col + cols - 1))
    first, *rest = text.split("\n")
    cell.paragraphs[0].text = first
    for extra in cell.paragraphs[1:]:
        extra._element.getparent().remove(extra._element)
    for line in rest:
        cell.add_paragraph(line)
    for paragraph in cell.paragraphs:
        paragraph.paragraph_format.space_after = Pt(0)
        for run in paragraph.runs:
            run.font.size = Pt(9)
