"""Drafts a form file from a form nobody described: what is understood as entries, what is not as comments for a person to finish."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from model import Document, Paragraph, Problem, Table
from normalize.clean import clean_text
from normalize.draft_words import Drafted, claims_of, column_words, drafted, goal_words
from normalize.form import GENERIC
from normalize.indicators import split_weight
from normalize.joins import glue_tables
from normalize.reports import build_report
from normalize.segments import Segment, divide, form_of
from normalize.titles import is_title, kind_of_title, may_begin_title, title_key
from normalize.vocabulary import label_key


def draft_form(document: Document) -> str:
    """TOML of a form file for each report of the document whose tables no form claims (for its first table when all are claimed).

    The text is a valid form file when the document has one such report; with several, each draft follows a line of dashes.
    Raises ValueError when the document has no table.
    """
    document = glue_tables(clean_text(document))
    segments = [segment for segment in divide(document) if any(table.rows > 1 for table in segment.tables)]
    if not segments:
        raise ValueError("文件里没有表格，无法起草表样。")
    unknown = [segment for segment in segments if set(segment.forms.values()) <= {GENERIC}]
    first = Segment(title=segments[0].title, body=[*segments[0].tables[:1]])
    return "\n# --------\n".join("\n".join(_draft(document, segment)) + "\n" for segment in unknown or [first])


def _draft(document: Document, segment: Segment) -> Iterator[str]:
    tables = [drafted(table) for table in segment.tables if table.rows > 1]
    report = build_report(document, Segment(title=segment.title, body=segment.body), 0)
    title = report.title or _title_above(document, tables[0].grid.table)
    claimed = form_of(tables[0].grid.table)
    yield f"# 表样草稿，取自“{document.name}”中{f'标题为“{title}”的' if title else '第一行为“' + tables[0].grid.quote(0)[:30] + '”的'}表格。"
    if claimed not in (None, GENERIC):
        yield f"# 注意：这张表已经由表样 {claimed} 认领。"
    yield "# 改好后存为 normalize/forms/<id>.toml。写法见 docs/forms.md；带 ? 的行需要人来判断。"
    if len(tables) > 1:
        yield f"# 这种表样由{len(tables)}张表格组成，认领第一张即可。"
    yield 'id = "draft"'
    yield f"name = {_quoted(title_key(title) or '未命名表样')}"
    yield 'region = ""'
    yield f"kind = {_quoted((kind_of_title(title) or (report.kind, ''))[0])}"
    yield f"titles = {_list(['*' + title_key(title)] if title else [])}"
    yield f"claims = {_list(claims_of(tables))}"
    yield from _fields(tables)
    yield from _columns(tables)
    yield from _entries("goals", goal_words(tables))
    yield from _weights(tables)
    yield from _unread([problem for table in tables for problem in table.reading.problems if problem.code != "unclaimed_header"])


_SHORTEST = 6
"""Characters: below that a centred line is a heading or a caption."""


def _title_above(document: Document, table: Table) -> str:
    before = [block for block in document.blocks if isinstance(block, Paragraph) and block.block < table.block][:-5:-1]
    known = next((block.text for block in before if is_title(block.text)), None)
    return known or next(
        (block.text for block in before if block.centered and may_begin_title(block.text) and len(block.text) >= _SHORTEST), ""
    )


def _fields(tables: Sequence[Drafted]) -> Iterator[str]:
    known: dict[str, list[str]] = {}
    unknown = []
    for table in tables:
        for field in table.reading.fields:
            meaning = table.reader.fields.meaning(label_key(field.label))
            if meaning is None:
                unknown.append(field.label)
            elif field.label not in known.setdefault(meaning, []):
                known[meaning].append(field.label)
    yield "\n[fields]"
    yield from (f"{meaning} = {_list(labels)}" for meaning, labels in known.items())
    yield from (f"# ? = {_list([label])}" for label in dict.fromkeys(unknown))


def _columns(tables: Sequence[Drafted]) -> Iterator[str]:
    for name, (known, by_place, unknown) in column_words(tables).items():
        yield from _entries(f"columns.{name}", known)
        yield from (f"# {_list([label])} 一个表头管着几种值，按位置读，不用写。" for label in by_place)
        yield from (f"# ? = {_list([label])}  # 未认领的表头" for label in unknown)


def _entries(section: str, known: dict[str, list[str]]) -> Iterator[str]:
    if known:
        yield f"\n[{section}]"
        yield from (f"{meaning} = {_list(labels)}" for meaning, labels in known.items())


def _weights(tables: Sequence[Drafted]) -> Iterator[str]:
    rows = [row for table in tables for row in table.reading.indicators]
    points = {split_weight(row.level1)[0]: row.level1_weight for row in rows if row.level1_weight is not None}
    if points:
        yield "\n[weights]"
        yield from (f"{_quoted(name)} = {int(weight)}" for name, weight in points.items() if weight is not None)


def _unread(problems: Sequence[Problem]) -> Iterator[str]:
    if problems:
        yield "\n# 下面这些没有读懂："
        yield from (f"# - {problem.message}" for problem in problems)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _list(words: Sequence[str]) -> str:
    return "[" + ", ".join(map(_quoted, words)) + "]"
