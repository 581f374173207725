"""Writes layouts as Word packages by string, a hundred times faster than an object model: for corpora of thousands of files."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from tools.layouts import Grid, Layout, Line

EPOCH = (2025, 4, 1, 0, 0, 0)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PARTS = {
    "[Content_Types].xml": '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
}


def write_docx(layouts: list[Layout], target: Path) -> None:
    """One Word file with all reports, each on a new page; the same layouts give the same bytes."""
    body: list[str] = []
    for number, layout in enumerate(layouts):
        if number:
            body.append('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')
        body.extend(line_xml(block) if isinstance(block, Line) else grid_xml(block) for block in layout.blocks)
    document = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{W}"><w:body>{"".join(body)}</w:body></w:document>'
    )
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in {**PARTS, "word/document.xml": document}.items():
            package.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)


def line_xml(line: Line) -> str:
    """A paragraph, centred and large when it is a title."""
    properties = '<w:pPr><w:jc w:val="center"/></w:pPr>' if line.title else ""
    size = '<w:rPr><w:sz w:val="36"/></w:rPr>' if line.title else ""
    return f'<w:p>{properties}<w:r>{size}<w:t xml:space="preserve">{escape(line.text)}</w:t></w:r></w:p>'


def grid_xml(grid: Grid) -> str:
    """A table whose merged cells are gridSpan and vMerge, continuation cells included."""
    owner = {}
    for cell in grid.cells:
        row, col, rows, cols, _ = cell
        for r in range(row, row + rows):
            for c in range(col, col + cols):
                owner[r, c] = cell
    columns = "".join(f'<w:gridCol w:w="{width * 20}"/>' for width in grid.widths)
    rows_xml = "".join(f"<w:tr>{row_xml(owner, r, len(grid.widths))}</w:tr>" for r in range(grid.rows))
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows_xml}</w:tbl>'


def row_xml(owner: dict[tuple[int, int], tuple[int, int, int, int, str]], row: int, width: int) -> str:
    parts, col = [], 0
    while col < width:
        cell = owner.get((row, col), (row, col, 1, 1, ""))
        top, _, rows, cols, text = cell
        span = f'<w:gridSpan w:val="{cols}"/>' if cols > 1 else ""
        merge = "" if rows == 1 else '<w:vMerge w:val="restart"/>' if top == row else "<w:vMerge/>"
        lines = text.split("\n") if top == row else [""]
        content = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in lines)
        parts.append(f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{content}</w:tc>")
        col += cols
    return "".join(parts)
