"""Building .docx files from raw XML, so that a test says exactly what is in the file."""

from __future__ import annotations

import io
import zipfile

import extract
from model import Document, Paragraph, Table

W_URI = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_URI = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_NAMESPACES = (
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"


def part(root: str, inner: str, *, uri: str = W_URI) -> str:
    """One WordprocessingML part."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} xmlns:w="{uri}" {_NAMESPACES}>{inner}</w:{root}>'


def relationships(*targets: tuple[str, str], external: tuple[tuple[str, str], ...] = ()) -> str:
    """A .rels part of (type, target) pairs."""
    inner = "".join(f'<Relationship Id="r{i}" Type="{_TYPE}/{kind}" Target="{target}"/>' for i, (kind, target) in enumerate(targets))
    inner += "".join(
        f'<Relationship Id="x{i}" Type="{_TYPE}/{kind}" Target="{target}" TargetMode="External"/>'
        for i, (kind, target) in enumerate(external)
    )
    return f'<Relationships xmlns="{_RELS}">{inner}</Relationships>'


def package(entries: dict[str, str | bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of these entries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def entries(body: str, *, uri: str = W_URI, document: str | None = None, **sides: str) -> dict[str, str | bytes]:
    """The parts of a .docx with this body; `sides` are whole styles, numbering, footnotes, endnotes parts' inner XML."""
    roots = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes"}
    overrides = f'<Override PartName="/word/document.xml" ContentType="{_CONTENT}.document.main+xml"/>'
    return {
        "[Content_Types].xml": f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{overrides}</Types>',
        "_rels/.rels": relationships(("officeDocument", "word/document.xml")),
        "word/document.xml": document or part("document", f"<w:body>{body}</w:body>", uri=uri),
        "word/_rels/document.xml.rels": relationships(*((name, f"{name}.xml") for name in sides)),
    } | {f"word/{name}.xml": part(roots[name], inner, uri=uri) for name, inner in sides.items()}


def docx(body: str, *, uri: str = W_URI, **sides: str) -> bytes:
    """A .docx with this body."""
    return package(entries(body, uri=uri, **sides))


def read(data: bytes, name: str = "报告.docx") -> Document:
    """What the product reads of it."""
    return extract.extract(extract.Upload(name=name, data=data))


def run(text: str, properties: str = "") -> str:
    """A w:r with text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def para(text: str = "", properties: str = "") -> str:
    """A w:p with one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text) if text else ''}</w:p>"


def cell(text: str = "", properties: str = "") -> str:
    """A w:tc with one paragraph."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{para(text)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A w:tr."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str, columns: int = 0) -> str:
    """A w:tbl."""
    return f"<w:tbl><w:tblPr/><w:tblGrid>{'<w:gridCol/>' * columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def texts(document: Document, role: str | None = None) -> list[str]:
    """The raw text of each paragraph, of one role only if one is given."""
    return [block.raw for block in document.blocks if isinstance(block, Paragraph) and role in (None, block.role)]


def grids(document: Document) -> list[list[tuple[int, int, int, int, str]]]:
    """Each table's cells as (row, col, row_span, col_span, raw)."""
    return [[(c.row, c.col, c.row_span, c.col_span, c.raw) for c in b.cells] for b in document.blocks if isinstance(b, Table)]


def codes(document: Document) -> list[str]:
    """The codes of the problems, in order."""
    return [problem.code for problem in document.problems]
