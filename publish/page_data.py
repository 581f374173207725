"""What the report page knows: findings, reports as understood, checks and rule texts, as plain JSON values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from model import Decision, Evidence, Finding, Handbook, Passage, Report, Table
from publish.album import Album
from publish.words import PROCEDURES, place, report_name

MAX_FINDINGS = 12_000
"""Beyond this the page would be slow to open; the rest, least severe last, stands in the workbook only."""

MAX_QUOTE = 1500
"""Characters of a quote; more of it stands in the surroundings."""

Json = dict[str, Any]


def finding_data(finding: Finding, reports: dict[str, Report], album: Album) -> Json:
    """One finding with its sides; keys are short because there may be thousands."""
    data: Json = {
        "id": finding.finding_id,
        "rule": finding.rule,
        "title": finding.title,
        "cat": finding.category,
        "sev": str(finding.severity),
        "dep": finding.department,
        "year": finding.year,
        "msg": finding.message,
        "st": "reopened" if finding.reopened else finding.status,
        "ev": [evidence_data(evidence, reports.get(evidence.source.report_id or ""), album) for evidence in finding.evidence],
    }
    optional = {
        "exp": finding.expected, "obs": finding.observed, "diff": finding.difference, "formula": finding.formula, "basis": finding.basis,
        "root": finding.root, "first": finding.first_run, "last": finding.last_run, "reopened": finding.reopened,
        "answer": answer_data(finding.answer), "others": [answer_data(other) for other in finding.other_answers] or None,
        "fp": finding.fingerprint or None,
    }  # fmt: skip
    data.update((key, value) for key, value in optional.items() if value is not None)
    return data


def evidence_data(evidence: Evidence, report: Report | None, album: Album) -> Json:
    """One side: its words, its place, and the coordinates the page needs to show the surroundings."""
    source = evidence.source
    data: Json = {
        "label": evidence.label,
        "value": evidence.value,
        "unit": evidence.unit,
        "rep": source.report_id,
        "place": place(source, report),
        "quote": source.quote if len(source.quote) <= MAX_QUOTE else source.quote[:MAX_QUOTE] + "……",
        "block": source.block,
        "table": source.table,
        "row": source.row,
        "col": source.col,
        "start": source.start,
        "end": source.end,
        "pic": album.place(source),
    }
    return {key: value for key, value in data.items() if value is not None and value != ""}


def answer_data(answer: Decision | None) -> Json | None:
    """A decision as the page shows it."""
    if answer is None:
        return None
    fields = {
        "status": answer.status, "at": answer.at, "by": answer.by, "note": answer.note, "reason": answer.reason,
        "reviewer": answer.reviewer, "origin": answer.origin,
    }  # fmt: skip
    return {key: value for key, value in fields.items() if value}


def report_head(report: Report, path: str | None) -> Json:
    """What the list of reports and the head of a report's view show."""
    data: Json = {
        "id": report.report_id, "name": report_name(report), "kind": report.kind, "dep": report.department, "year": report.year,
        "project": report.project, "file": path, "form": report.form,
        "first": report.first_page, "last": report.last_page,
        "n": [len(report.tables), len(report.passages), len(report.indicators), len(report.facts)],
        "expected": report.goal_expected, "actual": report.goal_actual, "doubtful": report.doubtful or None,
    }  # fmt: skip
    if report.signoff:
        sign = report.signoff
        on = sign.prepared_on.isoformat() if sign.prepared_on else None
        data["sign"] = [text for text in (sign.prepared_by, on, sign.phone, sign.head) if text]
    return {key: value for key, value in data.items() if value is not None}


def report_body(report: Report) -> Json:
    """A whole report as understood: tables as grids, prose with its quantities, indicators as rows."""
    facts: dict[int, list[list[int]]] = defaultdict(list)
    for fact in report.facts:
        facts[fact.block].append([fact.start, fact.end])
    return {
        "tables": [table_data(table) for table in report.tables],
        "prose": [passage_data(passage, facts.get(passage.paragraph.block)) for passage in report.passages],
        "indicators": [
            [
                i.level1,
                i.level2,
                i.level3,
                i.target.raw,
                i.actual.raw,
                i.weight.raw if i.weight else "",
                i.score.raw if i.score else "",
                i.deviation or "",
            ]
            for i in report.indicators
        ],
    }


def table_data(table: Table, rows: list[range] | None = None) -> Json:
    """A grid; with `rows` only the cells that touch them."""
    return {
        "n": table.number or 0,
        "block": table.block,
        "rows": table.rows,
        "cols": table.cols,
        "page": table.page,
        "cells": [
            [cell.row, cell.col, cell.row_span, cell.col_span, cell.text or cell.raw]
            for cell in table.cells
            if rows is None or any(cell.row < held.stop and cell.row + cell.row_span > held.start for held in rows)
        ],
    }


def passage_data(passage: Passage, spans: list[list[int]] | None) -> list[Any]:
    """block, section, level (0 for body text), text, spans of quantities."""
    level = (passage.level or 1) if passage.heading else 0
    return [passage.paragraph.block, passage.section, level, passage.paragraph.text or passage.paragraph.raw, spans or []]


def rule_data(rules: Iterable[str], handbook: Handbook) -> Json:
    """Texts of the rules that spoke in this run."""
    data: Json = {}
    for rule in sorted(rules):
        text = handbook.get(rule)
        procedure = (text.procedure if text else "") or PROCEDURES.get(rule[:1], "")
        data[rule] = {
            "title": text.title if text else None,
            "cat": text.category if text else None,
            "basis": text.basis if text else None,
            "why": text.rationale if text else None,
            "how": procedure,
        }
    return data
