"""Scanned pages of a PDF: known by a picture that covers a page without text, drawn, and handed to recognition where it is installed."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib import import_module
from importlib.util import find_spec

import numpy as np

from extract.page.pdfium import open_document
from extract.page.sheet import Sheet
from extract.page.substitutes import drawing
from model import Block, Problem, Table

MIN_SHARE, FEW_CHARACTERS = 0.5, 20
MAX_PIXELS = 60_000_000
"""A page that would be drawn larger than this (A3 at 400 dpi) is not recognized."""
DOUBTFUL = 0.8
"""Cells recognized with less confidence are named as problems."""


def is_scan(sheet: Sheet) -> bool:
    """Whether the page is a picture without a text layer."""
    return sheet.image_share > MIN_SHARE and int(sheet.glyphs.visible.sum()) < FEW_CHARACTERS


def available() -> bool:
    """Whether the extra gouji[ocr] is installed."""
    return find_spec("rapidocr_onnxruntime") is not None


@cache
def failure() -> str:
    """Why recognition cannot be loaded although it is installed (a system library is missing); empty when it can."""
    try:
        import_module("extract.scans.ocr")
        import_module("rapidocr_onnxruntime")
    except (ImportError, OSError) as error:
        return str(error).strip().partition("\n")[0] or type(error).__name__
    return ""


def advice() -> str:
    """What keeps scans from being recognized here, and what to do about it."""
    cause = failure() if available() else ""
    if cause:
        return f"文字识别组件已安装但无法加载（{cause}），请补齐所缺的系统库后再读取。"
    return "安装文字识别组件（pip install 'gouji[ocr]'）后可以读取。"


def recognize(data: bytes, sheet: Sheet) -> Sheet | None:
    """The page as recognized; None when the extra gouji[ocr] is missing or cannot be loaded, or the page is too large to draw."""
    if not available() or failure():
        return None
    from extract.scans.ocr import read_scanned_page
    from extract.scans.picture import DPI

    scale = DPI / 72
    with drawing(), open_document(data) as (_, document):
        page = document[sheet.page - 1]
        width, height = page.get_size()
        if width * height * scale * scale > MAX_PIXELS:
            return None
        bitmap = page.render(scale=scale, grayscale=True)
        gray = np.ascontiguousarray(bitmap.to_numpy().reshape(bitmap.height, bitmap.width))
        bitmap.close()
        page.close()
    read = read_scanned_page(gray, page=sheet.page, width=width, height=height)
    return replace(read, image_share=sheet.image_share)


def doubtful_cells(document_id: str, blocks: list[Block]) -> list[Problem]:
    """Cells whose text was recognized with little confidence."""
    return [
        Problem(
            document_id=document_id,
            stage="extract",
            code="doubtful_text",
            message=f"第 {cell.page} 页表格中的“{cell.raw[:40]}”由扫描图像识别而来，把握不大（{cell.confidence:.0%}），请对照原件。",
            page=cell.page,
            block=table.block,
            row=cell.row,
            col=cell.col,
        )
        for table in blocks
        if isinstance(table, Table)
        for cell in table.cells
        if cell.confidence is not None and cell.confidence < DOUBTFUL
    ]
