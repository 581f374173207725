"""Drafts a form file from a form nobody described: what is understood as entries, what is not as comments for a person to finish."""

from __future__ import annotations

import json
from collections.abc import Iterator

from model import Document, Paragraph, Table
from normalize.clean import clean_text
from normalize.form import GENERIC, Reader, reader_of
from normalize.grid import Grid
from normalize.headers import Block, find_blocks
from normalize.indicators import split_weight
from normalize.joins import glue_tables
from normalize.reports import build_report
from normalize.segments import Segment, form_of
from normalize.tables import read_table
from normalize.titles import is_title, kind_of_title, title_key
from normalize.vocabulary import label_key

_MOST_CLAIMS = 7
_CLAIMING_BLOCKS = ("indicators", "tasks", "funds", "items")


def draft_form(document: Document) -> str:
    """TOML of a form file for each table of the document that no form claims (for its first table when all are claimed).

    The text is a valid form file when the document has one such table; with several, each draft follows a line of dashes.
    Raises ValueError when the document has no table.
    """
    document = glue_tables(clean_text(document))
    tables = [block for block in document.blocks if isinstance(block, Table) and block.rows > 1]
    if not tables:
        raise ValueError("文件里没有表格，无法起草表样。")
    unknown = [table for table in tables if form_of(table) in (None, GENERIC)]
    drafts = ["\n".join(_draft(document, table)) for table in unknown or tables[:1]]
    return "\n# --------\n".join(drafts)


def _draft(document: Document, table: Table) -> Iterator[str]:
    reader = reader_of(GENERIC)
    grid = Grid(table, document_id=document.document_id, report_id="")
    blocks = find_blocks(grid, reader)
    title = _title_above(document, table)
    report = build_report(document, Segment(title=[], body=[table], forms={table.block: GENERIC}), 0)
    kind = (kind_of_title(title) or (report.kind, ""))[0]
    claimed = form_of(table)
    yield f"# 表样草稿，取自“{document.name}”中{f'标题为“{title}”的' if title else '第一行为“' + grid.quote(0)[:30] + '”的'}表格。"
    if claimed not in (None, GENERIC):
        yield f"# 注意：这张表已经由表样 {claimed} 认领。"
    yield "# 改好后存为 normalize/forms/<id>.toml。写法见 docs/forms.md；带 ? 的行需要人来判断。"
    yield 'id = "draft"'
    yield f"name = {_quoted(title or '未命名表样')}"
    yield 'region = ""'
    yield f"kind = {_quoted(kind)}"
    yield f"titles = {_list(['*' + title_key(title)] if title else [])}"
    yield f"claims = {_list(_claims(grid, reader, blocks))}"
    yield from _fields(grid, reader, table)
    for name in dict.fromkeys(block.name for block in blocks):
        yield from _columns(grid, [block for block in blocks if block.name == name])
    yield from _goals(grid, reader)
    yield from _weights(table, reader)
    yield from _unread(table, reader)


def _title_above(document: Document, table: Table) -> str:
    before = [block for block in document.blocks if isinstance(block, Paragraph) and block.block < table.block]
    return next((block.text for block in reversed(before[-4:]) if is_title(block.text)), "")


def _claims(grid: Grid, reader: Reader, blocks: tuple[Block, ...]) -> list[str]:
    """Labels that tell this form from others: its head fields, then its column headers."""
    heads = [
        grid.key(cell)
        for cell in grid.table.cells
        if reader.fields.meaning(grid.key(cell)) in ("department", "project", "authority", "unit")
    ]
    columns = [
        label_key(c.cell.text) for name in _CLAIMING_BLOCKS for b in blocks if b.name == name for c in b.columns if c.meaning != "ignored"
    ]
    return list(dict.fromkeys(word for word in (*heads, *columns) if word))[:_MOST_CLAIMS]


def _fields(grid: Grid, reader: Reader, table: Table) -> Iterator[str]:
    reading = read_table(table, reader, document_id="", report_id="")
    known: dict[str, list[str]] = {}
    unknown = []
    for field in reading.fields:
        meaning = reader.fields.meaning(label_key(field.label))
        if meaning is None:
            unknown.append(field.label)
        elif field.label not in known.setdefault(meaning, []):
            known[meaning].append(field.label)
    yield "\n[fields]"
    yield from (f"{meaning} = {_list(labels)}" for meaning, labels in known.items())
    yield from (f"# ? = {_list([label])}" for label in dict.fromkeys(unknown))


def _columns(grid: Grid, blocks: list[Block]) -> Iterator[str]:
    yield f"\n[columns.{blocks[0].name}]"
    known: dict[str, list[str]] = {}
    for column in (column for block in blocks for column in block.columns):
        label = label_key("".join(column.path) if len(column.path) > 1 else column.cell.text)
        if label and label not in known.setdefault(column.meaning, []):
            known[column.meaning].append(label)
    yield from (f"{meaning} = {_list(labels)}" for meaning, labels in known.items())
    read = {(column.cell.row, column.cell.col) for block in blocks for column in block.columns}
    for block in blocks:
        for row in range(block.header, block.first):
            yield from (
                f"# ? = {_list([label_key(cell.text)])}  # 未认领的表头"
                for cell in grid.rows[row]
                if cell.text and cell.col > 0 and (cell.row, cell.col) not in read and cell.row + cell.row_span == block.first
            )


def _goals(grid: Grid, reader: Reader) -> Iterator[str]:
    found: dict[str, list[str]] = {}
    for cell in grid.table.cells:
        meaning = reader.goals.meaning(grid.key(cell))
        if meaning is not None:
            found.setdefault(meaning, []).append(grid.key(cell))
    if found:
        yield "\n[goals]"
        yield from (f"{meaning} = {_list(list(dict.fromkeys(labels)))}" for meaning, labels in found.items())


def _weights(table: Table, reader: Reader) -> Iterator[str]:
    reading = read_table(table, reader, document_id="", report_id="")
    points = {split_weight(i.level1)[0]: i.level1_weight for i in reading.indicators if i.level1_weight is not None}
    if points:
        yield "\n[weights]"
        yield from (f"{_quoted(name)} = {int(weight)}" for name, weight in points.items() if weight is not None)


def _unread(table: Table, reader: Reader) -> Iterator[str]:
    problems = read_table(table, reader, document_id="", report_id="").problems
    if problems:
        yield "\n# 下面这些没有读懂："
        yield from (f"# - {problem.message}" for problem in problems)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _list(words: list[str]) -> str:
    return "[" + ", ".join(map(_quoted, words)) + "]"
