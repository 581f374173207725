"""Rows of the published tables from the shared nouns; each tuple stands in the column order of `publish/tables.py`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from decimal import Decimal

from model import Box, Cell, Check, DocumentRecord, Finding, Problem, Quantity, Report, Table

Row = tuple[object, ...]


def document_row(record: DocumentRecord) -> Row:
    """One row of `documents`."""
    return (
        record.document_id, record.path, record.format, record.size_bytes, record.sha256, record.status, record.error, record.message,
        record.pages, record.reports, record.tables, record.problems, record.duplicate_of, record.seconds, record.read_at,
    )  # fmt: skip


def report_rows(report: Report) -> dict[str, list[Row]]:
    """Everything one report publishes, by table name."""
    return {
        "reports": [_report(report)],
        "cells": [row for table in report.tables for row in _cells(report.report_id, table)],
        "indicators": list(_indicators(report)),
        "funds": list(_funds(report)),
        "basics": list(_basics(report)),
        "paragraphs": list(_paragraphs(report)),
        "facts": list(_facts(report)),
    }


def check_row(check: Check) -> Row:
    """One row of `checks`."""
    return (check.rule, check.report_id, check.status._value_, check.expected, check.observed, check.detail)


def finding_row(finding: Finding) -> Row:
    """One row of `findings`."""
    return (
        finding.finding_id, finding.rule, finding.category, finding.title, finding.severity.value, finding.department, finding.year,
        finding.message, finding.expected, finding.observed, finding.difference, finding.status, finding.decision, finding.note,
        finding.decided_by, _instant(finding.decided_at), finding.root, finding.first_run, finding.last_run, finding.formula,
        finding.basis, finding.fingerprint,
    )  # fmt: skip


def evidence_rows(finding: Finding) -> Iterator[Row]:
    """The rows of `evidence` of one finding."""
    for position, evidence in enumerate(finding.evidence):
        s = evidence.source
        yield (
            finding.finding_id, position, None if evidence.earlier else s.report_id, evidence.label, s.quote, evidence.value,
            evidence.unit, s.page, s.block, s.table, s.row, s.col, s.start, s.end, *_box(s.box),
            s.report_id if evidence.earlier else None, evidence.earlier,
        )  # fmt: skip


def problem_rows(problems: Iterable[Problem]) -> list[Row]:
    """Rows of `problems`, in a fixed order."""
    rows = {(p.document_id, p.report_id, p.stage, p.code, p.message, p.page, p.block, p.table, p.row, p.col): None for p in problems}
    return sorted(rows, key=lambda row: tuple((value is not None, value) for value in (*row[:3], row[6], *row[8:], row[3], row[4], row[5])))


def _report(report: Report) -> Row:
    signed = report.signoff
    return (
        report.report_id, report.document_id, report.position, report.kind, report.form, report.title, report.department, report.project,
        report.year, report.first_page, report.last_page, signed and signed.prepared_by, signed and signed.prepared_on,
        signed and signed.phone, signed and signed.head, report.goal_expected, report.goal_actual,
    )  # fmt: skip


def _cells(report_id: str, table: Table) -> Iterator[Row]:
    number, block = table.number or 0, table.block
    for cell in table.cells:
        yield (
            report_id, number, cell.row, cell.col, cell.row_span, cell.col_span, cell.raw, cell.text, _page(cell, table),
            *_box(cell.box), block, _pieces(cell), cell.confidence,
        )  # fmt: skip


def _indicators(report: Report) -> Iterator[Row]:
    for i in report.indicators:
        target, actual = i.target, i.actual
        yield (
            report.report_id, i.table, i.source.row, i.level1, i.level2, i.level3, target.raw, target.op, _number(target), target.unit,
            actual.raw, actual.op, _number(actual), actual.unit, _number(i.weight), _number(i.score), i.deviation, i.source.page,
        )  # fmt: skip


def _funds(report: Report) -> Iterator[Row]:
    for f in report.funds:
        yield (
            report.report_id, f.table, f.row, f.line, _number(f.initial_budget), _number(f.annual_budget), _number(f.executed),
            _number(f.weight), _number(f.rate), _number(f.score), f.unit, f.source.page, f.group, _number(f.amount),
        )  # fmt: skip


def _basics(report: Report) -> Iterator[Row]:
    for b in report.basics:
        yield (
            report.report_id, b.table, b.row, b.col, b.item, b.parent, b.header, b.year, b.measure, _number(b.value), b.raw, b.unit,
            b.source.page,
        )  # fmt: skip


def _paragraphs(report: Report) -> Iterator[Row]:
    for p in report.passages:
        text = p.paragraph
        yield (report.report_id, text.block, p.section, p.level, p.heading, text.raw, text.text, text.page)


def _facts(report: Report) -> Iterator[Row]:
    for f in report.facts:
        q = f.quantity
        yield (
            report.report_id, f.block, f.start, f.end, f.subject, f.frame, _number(q), q.raw, q.unit, q.op, f.period, f.quote,
            f.section, f.source.page,
        )  # fmt: skip


def _number(quantity: Quantity | None) -> float | None:
    value: Decimal | None = quantity.value if quantity else None
    return None if value is None else float(value)


def _page(cell: Cell, table: Table) -> int | None:
    return cell.page if cell.page is not None else table.page


def _box(box: Box | None) -> tuple[float | None, float | None, float | None, float | None]:
    return (box.x0, box.top, box.x1, box.bottom) if box else (None, None, None, None)


def _pieces(cell: Cell) -> str | None:
    if not cell.pieces:
        return None
    return json.dumps([{name: getattr(box, name) for name in box.__struct_fields__} for box in cell.pieces], separators=(",", ":"))


def _instant(text: str | None) -> datetime | None:
    """Decision times are ISO 8601 as typed or written; one that is not readable is left out rather than guessed."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
