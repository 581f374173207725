"""Where a consistent dossier prints its figures, which of them take part in a relation, and how one of them is changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

import msgspec

from extract import Upload, extract
from model import Document, Dossier, Evidence, Paragraph, Quantity, Report, Source, Table
from normalize import name_projects, normalize
from rules.forms.lines import FINAL, basic_lines
from rules.forms.vocabulary import TOTAL_LINE, clean

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
SUMMED = frozenset({"三公", "公车", "公车购置", "公车运维", "出国", "接待", "项目支出", "专项"})
"""Items of 基础数据表 that are totals or exhaustive parts of one in every column."""


@dataclass(frozen=True)
class Place:
    """One printed figure: what it is, where it stands, and its number as printed."""

    kind: str
    """basic, staff, fund, source, part, rate, rate_score, weight, score, target, actual, total, fact, field."""
    report: Report
    source: Source
    printed: str
    row: object
    """The model's row the figure belongs to."""
    column: str = ""
    related: bool = True
    """Whether the figure takes part in an equation, a copy or a formula of the dossier."""

    @property
    def at(self) -> tuple[object, ...]:
        """Document, block and cell, or document, block and character."""
        s = self.source
        return (s.document_id, s.block, s.row, s.col) if s.table is not None else (s.document_id, s.block, s.start)


@dataclass
class Paper:
    """A dossier as documents, with the reports and figures read from them."""

    documents: tuple[Document, ...]
    dossier: Dossier
    places: list[Place] = field(default_factory=list)

    def with_document(self, changed: Document) -> Paper:
        """The dossier with one document in another version."""
        documents = tuple(changed if d.document_id == changed.document_id else d for d in self.documents)
        return Paper(documents, read_dossier(documents, self.dossier.department, self.dossier.year))


def read_paper(uploads: list[Upload]) -> Paper:
    """Read a dossier's files and list its figures."""
    documents = tuple(extract(upload) for upload in uploads)
    reports = [report for document in documents for report in normalize(document)]
    named = Counter(report.department for report in reports if report.department).most_common(1)
    years = Counter(report.year for report in reports if report.year).most_common(1)
    dossier = read_dossier(documents, named[0][0] or "", years[0][0])
    paper = Paper(documents, dossier)
    paper.places = list(places_of(dossier))
    return paper


def read_dossier(documents: tuple[Document, ...], department: str, year: int | None) -> Dossier:
    """The reports of some documents as one dossier."""
    reports = name_projects([report for document in documents for report in normalize(document)])
    return Dossier(department=department, year=year, reports=tuple(reports))


def places_of(dossier: Dossier) -> Iterator[Place]:
    """Every printed figure, with whether it takes part in a relation of the dossier as it stands."""
    common = Counter(i.level3 for report in dossier.reports for i in report.indicators)
    printed = Counter(number for report in dossier.reports for number in _numbers(report))
    for report in dossier.reports:
        yield from _basics(report)
        yield from _funds(report)
        yield from _indicators(report, common)
        for fact in report.facts:
            number = _number(fact.quantity)
            if number and fact.quantity.unit != "日期":
                own = Counter(_numbers(report))[fact.quantity.value]
                copied = printed[fact.quantity.value] > own or any(_holds(form, fact.quantity.value) for form in dossier.reports)
                yield Place("fact", report, fact.source, number, fact, related=copied)
        for head in report.fields:
            if head.value.strip():
                yield Place("field", report, head.source, head.value, head)


def _basics(report: Report) -> Iterator[Place]:
    for line in basic_lines(report):
        for column, cell in line.cells.items():
            number = _number(cell.value)
            if number:
                related = line.name in SUMMED or line.under == "专项" or (line.name in ("公用", "基本支出调整") and column == FINAL)
                yield Place("basic", report, cell.source, number, line, column, related)
    for item in report.basics:
        number = _number(item.value)
        if number and item.measure in ("count", "rate"):
            yield Place("staff", report, item.source, number, item, item.header)


def _funds(report: Report) -> Iterator[Place]:
    for line in report.funds:
        total = line.group is None and TOTAL_LINE.search(clean(line.line)) is not None
        columns = ("initial_budget", "annual_budget", "executed", "weight", "rate", "score") if line.group is None else ("amount",)
        for column in columns:
            quantity: Quantity | None = getattr(line, column)
            number = _number(quantity)
            if number and quantity is not None:
                kind = {"rate": "rate", "score": "rate_score", "weight": "weight", "amount": "part"}.get(
                    column, "fund" if total else "source"
                )
                yield Place(kind, report, quantity.source, number, line, column)


def _indicators(report: Report, common: Counter[str]) -> Iterator[Place]:
    for indicator in report.indicators:
        missed = indicator.score is not None and indicator.weight is not None and indicator.score.value != indicator.weight.value
        for column in ("target", "actual", "weight", "score"):
            quantity: Quantity | None = getattr(indicator, column)
            number = _number(quantity)
            if number and quantity is not None and quantity.unit != "日期":
                related = (
                    column in ("weight", "score")
                    or (column == "actual" and common[indicator.level3] > 1)
                    or (column == "target" and missed)
                )
                yield Place(column, report, quantity.source, number, indicator, column, related)
    if report.total is not None:
        for column in ("weight", "score"):
            quantity = getattr(report.total, column)
            number = _number(quantity)
            if number and quantity is not None:
                yield Place("total", report, quantity.source, number, report.total, column)


def _number(quantity: Quantity | None) -> str | None:
    """The digits as printed; None for words, Chinese numerals and numbers with a multiplier."""
    if quantity is None or quantity.value is None or quantity.upper is not None:
        return None
    found = NUMBER.findall((quantity.text or quantity.raw).replace(",", ""))
    return found[0] if len(found) == 1 and Decimal(found[0]) == quantity.value else None


def _numbers(report: Report) -> list[Decimal | None]:
    return [fact.quantity.value for fact in report.facts]


def _holds(form: Report, value: Decimal | None) -> bool:
    """Whether a form prints the value."""
    rows = [(f.initial_budget, f.annual_budget, f.executed, f.rate, f.amount) for f in form.funds]
    rows += [(i.actual, i.score, None, None, None) for i in form.indicators]
    found = [q.value for row in rows for q in row if q is not None] + [b.value.value for b in form.basics if b.value is not None]
    return value in found or (form.total is not None and form.total.score is not None and form.total.score.value == value)


def replace_at(document: Document, place: Source, old: str, new: str) -> Document:
    """The document with one figure printed differently; unchanged when it does not stand there."""
    blocks = []
    for block in document.blocks:
        if block.block == place.block:
            block = _in_table(block, place, old, new) if isinstance(block, Table) else _in_prose(block, place, old, new)
        blocks.append(block)
    return msgspec.structs.replace(document, blocks=tuple(blocks))


def _in_table(table: Table, place: Source, old: str, new: str) -> Table:
    cells = []
    for cell in table.cells:
        if (cell.row, cell.col) == (place.row, place.col):
            raw = cell.raw.replace(old, new, 1) if old else new
            cell = msgspec.structs.replace(cell, raw=raw, text=raw)
        cells.append(cell)
    return msgspec.structs.replace(table, cells=tuple(cells))


def _in_prose(paragraph: Paragraph, place: Source, old: str, new: str) -> Paragraph:
    start = place.start or 0
    raw = paragraph.raw[:start] + paragraph.raw[start:].replace(old, new, 1)
    return msgspec.structs.replace(paragraph, raw=raw, text=raw)


def drop_row(document: Document, place: Source) -> Document:
    """The document without one row of a table; cells that reach over it become shorter."""
    blocks = []
    for block in document.blocks:
        if isinstance(block, Table) and block.block == place.block and place.row is not None:
            cells = []
            for cell in block.cells:
                if cell.row == place.row and cell.row_span == 1:
                    continue
                if cell.row == place.row:
                    cell = msgspec.structs.replace(cell, row_span=cell.row_span - 1)
                elif cell.row > place.row:
                    cell = msgspec.structs.replace(cell, row=cell.row - 1)
                elif cell.row + cell.row_span > place.row:
                    cell = msgspec.structs.replace(cell, row_span=cell.row_span - 1)
                cells.append(cell)
            block = msgspec.structs.replace(block, cells=tuple(cells), rows=block.rows - 1)
        blocks.append(block)
    return msgspec.structs.replace(document, blocks=tuple(blocks))


def stands_at(evidence: Evidence, at: tuple[object, ...]) -> bool:
    """Whether a piece of evidence is the figure at a place (the whole paragraph for findings about wording)."""
    s = evidence.source
    if s.table is not None:
        return (s.document_id, s.block, s.row, s.col) == at
    return (s.document_id, s.block) == at[:2] and (s.start is None or len(at) < 3 or at[2] is None or _covers(s, at[2]))


def _covers(source: Source, start: object) -> bool:
    """Findings about a sentence quote all of it; findings about a figure stand where it begins."""
    assert isinstance(start, int)
    return (source.start or 0) <= start + 2 and start - 2 <= max(source.end or 0, source.start or 0)
