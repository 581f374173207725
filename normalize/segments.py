"""Divides a document into reports: at 附件 lines, at titles, and where a form begins that has no title."""

from __future__ import annotations

import re

import msgspec

from model import Block, Document, Paragraph, Table
from normalize.form import GENERIC, claiming_form, reader_of
from normalize.grid import Grid
from normalize.headers import find_blocks
from normalize.narrative import heading_number
from normalize.signoff import is_signoff
from normalize.titles import attachment_rest, is_title, may_begin_title
from normalize.vocabulary import label_key

_WHOSE = frozenset(("department", "project", "authority", "unit"))
_SET_ASIDE = frozenset(("header", "footer"))
_CONTENTS_LINE = re.compile(r"(?:\t|[.…·．]{3,}|…)\s*[-—]?\s*\d{1,3}\s*[-—]?\s*$")
_TITLE_BEGINS = re.compile(r"^20\d\d\s*年|(?:支出|部门|单位|整体|项目|资金|绩效)$")
_LARGE = 14
"""Points from which type is a title's: a title's first line that fills the width is not centred."""
_NOTE = ("说明", "注：", "注:", "备注", "填表说明", "填报说明")


class Segment(msgspec.Struct, kw_only=True):
    """The blocks of one report in the making."""

    attachment: str | None = None
    title: list[Paragraph] = []
    body: list[Block] = []
    forms: dict[int, str] = {}
    """Form that claims a table, by block number."""

    @property
    def started(self) -> bool:
        return bool(self.body)

    @property
    def tables(self) -> list[Table]:
        return [block for block in self.body if isinstance(block, Table)]

    @property
    def is_cover(self) -> bool:
        """Title page or list of attachments: nothing but a few short lines."""
        words = [b.text for b in self.body if isinstance(b, Paragraph) and not is_contents_line(b)]
        return not self.tables and sum(map(len, words)) < 120 and not any("。" in text or heading_number(text) for text in words)


def divide(document: Document) -> list[Segment]:
    """The reports of a document in reading order. Lines of a title page go to the report they announce."""
    segments = [Segment()]
    for block in document.blocks:
        if isinstance(block, Table):
            _place_table(segments, block)
        elif block.role not in _SET_ASIDE:
            _place_paragraph(segments, block)
    return _without_covers(segments)


def is_contents_line(paragraph: Paragraph) -> bool:
    """Whether a line is an entry of a table of contents: words, dots or a tab, a page number."""
    end = paragraph.raw.rstrip()[-1:]
    return (end.isdigit() or end in "-—") and _CONTENTS_LINE.search(paragraph.raw) is not None


def form_of(table: Table) -> str | None:
    """Identifier of the form that claims a table, `GENERIC` when only its blocks are known, None when not even those."""
    form = claiming_form(label_key(cell.text) for cell in table.cells if cell.text and len(cell.text) < 80)
    return form.id if form is not None else GENERIC if _blocks(table) else None


def _blocks(table: Table) -> set[str]:
    """What a table holds, by the words all forms share: indicators, amounts."""
    blocks = find_blocks(Grid(table, document_id="", report_id=""), reader_of(GENERIC))
    return {block.name for block in blocks if block.name in ("indicators", "funds")}


def _place_table(segments: list[Segment], table: Table) -> None:
    form = form_of(table)
    current = segments[-1]
    if form is not None and (current.forms or _is_prose(current)) and not (form == GENERIC and _goes_on(current, table)):
        current = Segment()
        segments.append(current)
    current.body.append(table)
    if form is not None:
        current.forms[table.block] = form


def _goes_on(current: Segment, table: Table) -> bool:
    """Whether a table is one more part of a form in several tables: it names no office and no project, and brings what they lack."""
    fields = reader_of(GENERIC).fields
    if not current.forms or any(
        fields.meaning(label_key(cell.text)) in _WHOSE for cell in table.cells if cell.text and len(cell.text) < 80
    ):
        return False
    return not _blocks(table) & set().union(*(_blocks(above) for above in current.tables))


def _place_paragraph(segments: list[Segment], paragraph: Paragraph) -> None:
    current, text = segments[-1], paragraph.text
    rest = attachment_rest(text)
    if rest is not None and (not rest or is_title(rest)):
        if current.started or current.title or current.attachment:
            current = Segment()
            segments.append(current)
        current.attachment = text[: len(text) - len(rest)].strip(" ：:.、") or text
        if rest:
            current.title.append(msgspec.structs.replace(paragraph, text=rest))
    elif is_title(text) and not is_contents_line(paragraph):
        _begin_titled(segments, paragraph)
    elif current.forms and not is_signoff(text) and _begins_prose(current, text):
        segments.append(Segment(body=[paragraph]))
    else:
        current.body.append(paragraph)


def _begin_titled(segments: list[Segment], paragraph: Paragraph) -> None:
    current = segments[-1]
    if not current.started and not current.title:
        current.title.append(paragraph)
        return
    before = _title_lines_before(current, paragraph)
    if before:
        del current.body[-len(before) :]
    if current.started or current.title:
        current = Segment()
        segments.append(current)
    current.title += [*before, paragraph]


def _title_lines_before(current: Segment, paragraph: Paragraph) -> list[Paragraph]:
    """Lines directly above a title that are its beginning (某局整体支出 / 绩效自评报告)."""
    lines: list[Paragraph] = []
    for block in reversed(current.body):
        if not isinstance(block, Paragraph) or len(lines) == 2 or not may_begin_title(block.text):
            break
        alike = block.size is not None and paragraph.size is not None and block.size >= _LARGE and abs(block.size - paragraph.size) < 1
        aside = paragraph.centered and not block.centered and not alike and not _TITLE_BEGINS.search(block.text)
        if is_signoff(block.text) or aside or block.role != paragraph.role:
            break
        lines.insert(0, block)
    return lines


def _is_prose(segment: Segment) -> bool:
    words = [block.text for block in segment.body if isinstance(block, Paragraph)]
    return not segment.tables and (sum(map(len, words)) > 200 or sum(heading_number(text) is not None for text in words) > 1)


def _begins_prose(segment: Segment, text: str) -> bool:
    """Whether a report in prose begins without a title behind a form: the heading 一、, unless it numbers the form's notes."""
    found = heading_number(text)
    if found is None or found[1] != "一" or len(text) > 40:
        return False
    last = next((b.text for b in reversed(segment.body) if isinstance(b, Paragraph)), "")
    return not last.startswith(_NOTE)


def _without_covers(segments: list[Segment]) -> list[Segment]:
    kept: list[Segment] = []
    waiting: list[Segment] = []
    for segment in segments:
        if not segment.started and not segment.title and not segment.attachment:
            continue
        if segment.is_cover:
            waiting.append(segment)
            continue
        segment.body[:0] = [block for cover in waiting for block in (*cover.title, *cover.body)]
        if segment.attachment is None:
            segment.attachment = next((cover.attachment for cover in waiting if cover.attachment), None)
        if not segment.title:
            titled = next((cover for cover in reversed(waiting) if cover.title), None)
            segment.title = list(titled.title) if titled else []
            segment.body = [block for block in segment.body if block not in segment.title]
        waiting = []
        kept.append(segment)
    left = [block for cover in waiting for block in (*cover.title, *cover.body)]
    if kept:
        kept[-1].body += left
    elif left:
        kept.append(Segment(body=left, title=[p for cover in waiting for p in cover.title][:1]))
    return kept
