"""Draws layouts as Word documents with python-docx, merged cells and all, for the examples."""

from __future__ import annotations

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from tools.layouts import Grid, Layout, Line

BODY, TITLE = "仿宋", "黑体"


def draw(layouts: list[Layout]) -> WordDocument:
    """One Word document holding the reports, each on a new page."""
    document = new_document()
    for number, layout in enumerate(layouts):
        if number:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        for block in layout.blocks:
            if isinstance(block, Line):
                draw_line(document, block)
            else:
                draw_grid(document, block)
    return document


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


def draw_line(document: WordDocument, line: Line) -> None:
    """A paragraph, or a centred title."""
    paragraph = document.add_paragraph(line.text)
    if line.title:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for run in paragraph.runs:
            run.font.size, run.font.name = Pt(18), TITLE
            run._element.rPr.rFonts.set(qn("w:eastAsia"), TITLE)
    elif line.indent:
        paragraph.paragraph_format.first_line_indent = Pt(21)


def draw_grid(document: WordDocument, grid: Grid) -> None:
    """A table with real merges and least row heights; tall rows make it run over the page end."""
    table = document.add_table(grid.rows, len(grid.widths))
    table.style, table.autofit = "Table Grid", False
    for column, width in zip(table.columns, grid.widths, strict=True):
        column.width = Pt(width)
        for cell in column.cells:
            cell.width = Pt(width)
    for row in table.rows:
        row.height, row.height_rule = Pt(grid.height), WD_ROW_HEIGHT_RULE.AT_LEAST
    for row, col, rows, cols, text in grid.cells:
        write(merged(table, row, col, rows, cols), text)


def merged(table: Table, row: int, col: int, rows: int, cols: int) -> _Cell:
    cell = table.cell(row, col)
    return cell.merge(table.cell(row + rows - 1, col + cols - 1)) if rows > 1 or cols > 1 else cell


def write(cell: _Cell, text: str) -> None:
    """Replace what the cell holds; each line is a paragraph."""
    first, *rest = text.split("\n")
    for extra in cell.paragraphs[1:]:
        extra._element.getparent().remove(extra._element)
    cell.paragraphs[0].text = first
    for line in rest:
        cell.add_paragraph(line)
    for paragraph in cell.paragraphs:
        shrink(paragraph)


def shrink(paragraph: Paragraph) -> None:
    paragraph.paragraph_format.space_after = Pt(0)
    for run in paragraph.runs:
        run.font.size = Pt(9)
