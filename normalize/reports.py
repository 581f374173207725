"""Makes a Report of each segment: its tables' rows, its prose in sections, who signed, and what kind of report it is."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from model import Document, Kind, Paragraph, Problem, Report, SignOff, Source, Table
from normalize.form import GENERIC, Reader, reader_of
from normalize.narrative import place
from normalize.sections import narrative_form
from normalize.segments import Segment, is_contents_line
from normalize.signoff import is_signoff, read_signoff
from normalize.tables import Reading, read_table
from normalize.titles import kind_of_title, year_of
from normalize.units import money_unit
from normalize.vocabulary import label_key


def build_report(document: Document, segment: Segment, position: int) -> Report:
    """The report a segment holds. Department, project and year are what it says itself; its neighbours may say more later."""
    report_id = f"{document.document_id}-{position:02d}"
    tables = tuple(replace(table, number=number) for number, table in enumerate(segment.tables))
    prose = [block for block in segment.body if isinstance(block, Paragraph)]
    signed = [paragraph for paragraph in prose if is_signoff(paragraph.text)]
    passages = tuple(place(p for p in prose if p not in signed and not is_contents_line(p)))
    title = "".join(paragraph.text for paragraph in segment.title) or _title_inside(segment.tables)
    stated = money_unit(title, *(paragraph.text for paragraph in prose[:6] if len(paragraph.text) < 60))
    readings = [(table, _read(document, report_id, table, segment, title, stated)) for table in tables]
    fields = tuple(field for _, reading in readings for field in reading.fields)
    form = next(iter(segment.forms.values()), GENERIC if any(r.indicators or r.funds for _, r in readings) else None)
    kind, titled = _kind(segment, title, form, [reading for _, reading in readings], prose)
    return Report(
        report_id=report_id,
        document_id=document.document_id,
        position=position,
        kind=kind,
        form=form or (narrative_form(kind, passages) or titled if kind.endswith("narrative") else titled),
        title=title,
        year=year_of(title),
        first_page=_page(segment, first=True),
        last_page=_page(segment, first=False),
        signoff=_signoff(document, report_id, signed, readings),
        goal_expected=next((r.goals.expected for _, r in readings if r.goals.expected), None),
        goal_actual=next((r.goals.actual for _, r in readings if r.goals.actual), None),
        fields=fields,
        tables=tables,
        passages=passages,
        indicators=tuple(row for _, reading in readings for row in reading.indicators),
        total=next((reading.total for _, reading in readings if reading.total), None),
        funds=tuple(row for _, reading in readings for row in reading.funds),
        basics=tuple(row for _, reading in readings for row in reading.basics),
        problems=tuple(problem for _, reading in readings for problem in reading.problems),
        doubtful=_recognized(document, segment),
    )


def _recognized(document: Document, segment: Segment) -> bool:
    """Whether any page the segment stands on was read from a scan."""
    first, last = _page(segment, first=True), _page(segment, first=False)
    return first is not None and last is not None and "ocr" in document.readers[first - 1 : last]


def _title_inside(tables: Sequence[Table]) -> str:
    """The line across the top of a form that serves as its title."""
    top = [cell for cell in tables[0].cells if cell.row == 0] if tables else []
    if len(top) != 1 or top[0].col_span < tables[0].cols or not 4 <= len(top[0].text) <= 50 or "：" in label_key(top[0].text):
        return ""
    return top[0].text.replace("\n", "")


def _read(document: Document, report_id: str, table: Table, segment: Segment, title: str, stated: str | None) -> Reading:
    """What the form that claims a table reads in it; else what its contents show, when that is most of it."""
    form = segment.forms.get(table.block)
    reader = _with_kind(reader_of(_words_for(segment, form)), title)
    reading = read_table(table, reader, document_id=document.document_id, report_id=report_id, stated_unit=stated, year=year_of(title))
    if form is not None or reading.share >= _MOST:
        return reading
    message = "没有表样认领这张表格，只保留了单元格原文。"
    problem = Problem(document_id=document.document_id, stage="normalize", code="unclaimed_table", message=message)
    return Reading(problems=(replace(problem, report_id=report_id, block=table.block, table=table.number, page=table.page),))


def _words_for(segment: Segment, form: str | None) -> str:
    """The form whose words a table is read with: the one that claims it, or that claims the tables it is printed with."""
    if form not in (None, GENERIC):
        return form or GENERIC
    beside = set(segment.forms.values()) - {GENERIC}
    return beside.pop() if len(beside) == 1 else GENERIC


_MOST = 0.7


def _with_kind(reader: Reader, title: str) -> Reader:
    named = kind_of_title(title) if reader.form.kind is None else None
    return replace(reader, form=replace(reader.form, kind=named[0])) if named else reader


def _kind(
    segment: Segment, title: str, form: str | None, readings: Sequence[Reading], prose: Sequence[Paragraph]
) -> tuple[Kind, str | None]:
    """Kind of report and the form its title names: by the form that claims its table, by its title, by its contents."""
    if form is not None and (kind := reader_of(form).form.kind) is not None:
        return kind, form
    named = kind_of_title(title)
    if named is not None and not (form == GENERIC and named[0].endswith("narrative")):
        return named
    if form == GENERIC:
        return _kind_of_contents(readings), form
    words = title + "".join(paragraph.text for paragraph in prose[:3])
    if len(prose) < 3 or "绩效" not in title + "".join(paragraph.text for paragraph in prose):
        return "other", None
    return ("project_narrative" if "项目" in words and "整体" not in words else "overall_narrative"), None


def _kind_of_contents(readings: Sequence[Reading]) -> Kind:
    meanings = {reader_of(GENERIC).fields.meaning(label_key(field.label)) for reading in readings for field in reading.fields}
    if any(reading.basics for reading in readings) and not any(reading.indicators for reading in readings):
        return "basic_data"
    if not any(reading.indicators or reading.funds for reading in readings):
        return "other"
    return "project_self_eval" if "project" in meanings else "overall_self_eval"


def _page(segment: Segment, *, first: bool) -> int | None:
    pages = [p for block in (*segment.title, *segment.body) for p in (block.page, getattr(block, "last_page", None)) if p]
    return (min if first else max)(pages, default=None)


def _signoff(document: Document, report_id: str, signed: Sequence[Paragraph], readings: Sequence[tuple[Table, Reading]]) -> SignOff | None:
    """Who signed: the lines below the form, else lines or label cells inside it."""
    if signed:
        line = signed[0]
        source = Source(
            document_id=document.document_id, report_id=report_id, block=line.block, page=line.page, box=line.box, quote=line.text
        )
        return read_signoff([paragraph.raw for paragraph in signed], source)
    vocabulary = reader_of(GENERIC).signoff
    for table, reading in readings:
        labelled = [field for field in reading.fields if vocabulary.meaning(label_key(field.label)) in ("prepared_by", "prepared_on")]
        rows = reading.signed or tuple(f"{field.label}：{field.value}" for field in reading.fields if labelled)
        source = Source(document_id=document.document_id, report_id=report_id, block=table.block, page=table.page, table=table.number)
        found = read_signoff(rows, labelled[0].source if labelled else replace(source, quote=" ".join(rows))) if rows else None
        if found is not None:
            return found
    return None
