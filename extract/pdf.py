"""PDF files: pages read through pdfium, tables joined over pages, lines joined to paragraphs, everything with its place."""

from __future__ import annotations

from time import monotonic

from extract.across_pages.furniture import set_aside
from extract.across_pages.paragraphs import Passage, begins_paragraph, is_centered, measure_pages, usual_pitch
from extract.across_pages.table_joins import join_pages
from extract.page import pdfium
from extract.page.columns import reading_order
from extract.page.opened import OpenPage, opened
from extract.page.pieces import PageContent, Piece, as_table
from extract.page.plumber import read_with_pdfplumber
from extract.page.reader import PageText, read_content, read_ruled, read_sheet, read_texts
from extract.page.sheet import Sheet
from extract.page.substitutes import measuring
from extract.registry import Upload, extractor
from extract.scans.pages import advice, doubtful_cells, is_scan, recognize
from model import Block, Box, Document, Paragraph, Problem, Unreadable
from model.problem import CONTENT_MISSING

MAX_PAGES = 20_000
PAGE_SECONDS, FILE_SECONDS = 20.0, 600.0
"""Time after which the drawing of a page, and the rest of a file, is given up (a hang inside pdfium is the worker's matter)."""
BATCH = 16
"""So many pages are open at once at most."""
MAX_RETRIES = 5
"""So many pages that fail are tried with the second reader."""


@extractor(".pdf", magic=b"%PDF-")
def read_pdf(upload: Upload) -> Document:
    """Read a PDF. Raises `Unreadable` with empty, encrypted, corrupt, too_large or no_text when nothing can be had from it."""
    if not upload.data.strip(b"\0 \r\n\t"):
        raise Unreadable("empty", "文件是空的，没有任何内容。")
    sha256 = upload.sha256
    with measuring(), pdfium.open_document(upload.data) as (document, handle):
        number = len(handle)
        if number > MAX_PAGES:
            raise Unreadable("too_large", f"PDF 文件有 {number} 页，超过 {MAX_PAGES} 页的上限。")
        if number < 1:
            raise Unreadable("empty", "PDF 文件里没有一页内容。")
        contents, readers, problems = _read_pages(upload, document, number)
    if not any(readers):
        raise Unreadable("corrupt", "PDF 文件已损坏，没有一页可以读取：请重新导出后再提交。")
    set_aside(contents)
    join_pages(contents)
    blocks = lay_blocks(contents)
    problems += doubtful_cells(sha256[:16], blocks)
    partial = any(problem.code in CONTENT_MISSING for problem in problems)
    if not blocks and not partial:
        raise Unreadable("no_text", "PDF 文件里没有任何文字：可能是空白文件，或文字已转成图形，请由原文档重新导出。")
    return Document(
        document_id=sha256[:16],
        name=upload.name,
        format="pdf",
        sha256=sha256,
        size_bytes=len(upload.data),
        blocks=tuple(blocks),
        pages=number,
        problems=tuple(problems),
        readers=tuple(readers),
        partial=partial,
    )


def _read_pages(upload: Upload, document: int, number: int) -> tuple[list[PageContent], list[str], list[Problem]]:
    """Content of every page that can be read, the reader of each page ("" when none could), and what could not be read."""
    contents: list[PageContent] = []
    readers: list[str] = []
    problems: list[Problem] = []
    slanted: list[tuple[int, str]] = []
    end = monotonic() + FILE_SECONDS
    index = 0
    while index < number and monotonic() <= end:
        with opened(document, index, min(BATCH, number - index)) as pages:
            sheets: list[Sheet] = []
            texts = iter(read_texts([page for page in pages if page]))
            for page in pages:
                if monotonic() > end:
                    break
                text = next(texts) if page else None
                sheet = _sheet(upload, page, text, index, end, retry=readers.count("") < MAX_RETRIES)
                index += 1
                if sheet is None:
                    readers.append("")
                    problems.append(_problem(upload, "damaged_page", f"第 {index} 页已损坏，无法读取，其余各页照常读取。", index))
                    continue
                readers.append(sheet.reader)
                problems += page_problems(upload, sheet)
                if sheet.slanted:
                    slanted.append((sheet.page, sheet.slanted))
                sheets.append(sheet)
            for drawn, ruled in zip(sheets, read_ruled(sheets), strict=True):
                contents.append(read_content(drawn, _left_open(contents, drawn.page), ruled=ruled))
    if index < number:
        message = f"读取超过 {FILE_SECONDS:.0f} 秒，自第 {index + 1} 页起没有读取。"
        problems.append(_problem(upload, "time_limit", message, index + 1))
        readers += [""] * (number - index)
    for content in contents:
        if content.doubtful:
            message = f"第 {content.page} 页有文字像没有框线的表格，但排列不够整齐，按段落读取。"
            problems.append(_problem(upload, "possible_table", message, content.page))
    if slanted:  # most often a watermark on every page: said once
        first, words = slanted[0]
        message = f"共 {len(slanted)} 页有斜排的文字（水印或图中的标注），没有读取，如第 {first} 页的“{words[:20]}”。"
        problems.append(_problem(upload, "slanted_text", message, first))
    return contents, readers, sorted(problems, key=lambda problem: problem.page or 0)


def _left_open(contents: list[PageContent], page: int) -> Piece | None:
    """The table that nothing ends on the page before `page`."""
    if not contents or contents[-1].page != page - 1:
        return None
    return next((table for table in contents[-1].tables if table.open), None)


def _sheet(upload: Upload, page: OpenPage | None, text: PageText | None, index: int, end: float, *, retry: bool) -> Sheet | None:
    """One page as drawn, by whichever reader can read it; None when none can. `retry`: also by the second, slow one."""
    if page is not None:
        sheet = read_sheet(page, deadline=min(end, monotonic() + PAGE_SECONDS), text=text)
    elif not retry or (second := read_with_pdfplumber(upload.data, index)) is None:
        return None
    else:
        sheet = second
    if is_scan(sheet):
        if upload.recognizing is not None:
            upload.recognizing(sheet.page)
        sheet = recognize(upload.data, sheet) or sheet
    return sheet


def page_problems(upload: Upload, sheet: Sheet) -> list[Problem]:
    """What could not be read of a page."""
    found = []
    if is_scan(sheet) and sheet.reader != "ocr":
        message = f"第 {sheet.page} 页是扫描图片，没有文字层；{advice()}"
        found.append(_problem(upload, "scan_without_ocr", message, sheet.page))
    elif is_scan(sheet) and not sheet.glyphs.visible.any():
        found.append(_problem(upload, "scan_without_words", f"第 {sheet.page} 页是扫描图片，没有识别出文字。", sheet.page))
    if sheet.unmapped:
        message = f"第 {sheet.page} 页有 {sheet.unmapped} 个字符的字体没有给出对应的文字，以“\ufffd”代替。"
        found.append(_problem(upload, "unmapped_glyphs", message, sheet.page))
    if sheet.crowded:
        found.append(_problem(upload, "page_too_complex", f"第 {sheet.page} 页的图形过多，没有识别其中的表格线。", sheet.page))
    return found


def lay_blocks(contents: list[PageContent]) -> list[Block]:
    """Paragraphs and tables in reading order, paragraphs joined over lines and pages."""
    ordered = [(content, reading_order(content)) for content in contents]
    measures, pitches = measure_pages(contents), usual_pitch(contents)
    blocks: list[Block] = []
    passage: Passage | None = None

    def close() -> None:
        nonlocal passage
        if passage is not None:
            blocks.append(_paragraph(passage, len(blocks)))
            passage = None

    for content, items in ordered:
        for item in items:
            if isinstance(item, Piece):
                close()
                blocks.append(as_table(item, len(blocks)))
                continue
            measure = measures[content.width, content.height, item.column]
            pitch = pitches.get(round(item.size), 1.6 * item.size)
            if passage is not None and begins_paragraph(passage, item, measure, pitch=pitch):
                close()
            if passage is None:
                passage = Passage([], is_centered(item, measure), [])
            passage.lines.append(item)
    close()
    return blocks


def _paragraph(passage: Passage, block: int) -> Paragraph:
    first, *more = passage.lines
    edges = first.x0, first.top, first.x1, first.bottom
    for line in more:
        if line.page == first.page:
            edges = min(edges[0], line.x0), min(edges[1], line.top), max(edges[2], line.x1), max(edges[3], line.bottom)
    x0, top, x1, bottom = [round(edge, 2) for edge in edges]
    box = Box(page=first.page, x0=x0, top=top, x1=x1, bottom=bottom)
    text = passage.text
    return Paragraph(block=block, raw=text, text=text, page=first.page, box=box, centered=passage.centered, size=first.size)


def _problem(upload: Upload, code: str, message: str, page: int) -> Problem:
    return Problem(document_id=upload.document_id, stage="extract", code=code, message=message, page=page)
