"""`gouji show`: what was understood of one file, part by part, and what was not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import typer

from gouji.commands.check import read_path
from gouji.config import check_forms
from gouji.console import plain
from gouji.entries import Reading
from gouji.exits import PUBLISHED, UNREAD_FILES
from gouji.layout import paint, screen, table
from model import Report
from publish import rows
from publish.tables import TABLES
from publish.words import ERRORS, KINDS, report_name

WHAT = {"tables": "cells", "indicators": "indicators", "funds": "funds", "basics": "basics", "facts": "facts", "problems": "problems"}
"""What may be shown, and the published table whose columns it has."""
SHOWN = {
    "indicators": ("table", "row", "level1", "level2", "level3", "target_raw", "actual_raw", "weight", "score"),
    "funds": ("table", "row", "group", "line", "initial_budget", "annual_budget", "executed", "amount", "rate", "score", "unit"),
    "basics": ("table", "row", "col", "item", "header", "year", "measure", "value_raw", "unit"),
    "facts": ("block", "section", "subject", "value_raw", "unit", "period", "quote"),
    "problems": ("stage", "code", "message", "page", "block", "table", "row", "col"),
}
"""Columns of each part that people are shown; JSON has all of them."""


def show_file(path: Path, what: str, format: str) -> int:
    """Print one part of what was understood; returns the exit code (3 when the file could not be read)."""
    check_forms()
    record, reading = read_path(path)
    code = UNREAD_FILES if record.status == "failed" else PUBLISHED
    if format == "json":
        found = {
            "path": record.path,
            "status": record.status,
            "error": record.error,
            "message": record.message,
            what: _records(reading, what),
        }
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1, default=str))
        return code
    if record.status == "failed":
        typer.echo(plain(f"未能读取：{record.path}（{ERRORS.get(record.error or '', '')}）{record.message or ''}"), err=True)
        return code
    for line in _lines(reading, what):
        typer.echo(line)
    return code


def _records(reading: Reading, what: str) -> list[dict[str, object]]:
    names = TABLES[WHAT[what]].names
    return [dict(zip(names, row, strict=True)) for row in _rows(reading, what)]


def _rows(reading: Reading, what: str) -> list[rows.Row]:
    if what == "problems":
        return rows.problem_rows(reading.problems)
    return [row for report in reading.reports for row in rows.report_rows(report)[WHAT[what]]]


def _lines(reading: Reading, what: str) -> Iterator[str]:
    if what == "problems":
        yield from _part(what, _rows(reading, what), "没有读取问题。")
        return
    if not reading.reports:
        more = f"；没有读懂的有 {len(reading.problems)} 处，用 --what problems 查看" if reading.problems else ""
        yield f"文件里没有读到报告{more}。"
    for report in reading.reports:
        yield ""
        facts = "，".join(
            filter(None, (KINDS.get(report.kind), report.department, f"{report.year}年" if report.year else None, report.project))
        )
        yield paint(plain(f"{report.position + 1}. {report_name(report)}（{facts}）"), "bold")
        if what == "tables":
            yield from _tables(report)
        else:
            yield from _part(what, rows.report_rows(report)[WHAT[what]], "（无）")


def _part(what: str, found: list[rows.Row], nothing: str) -> Iterator[str]:
    names = TABLES[WHAT[what]].names
    at = [names.index(name) for name in SHOWN[what]]
    if not found:
        yield nothing
        return
    yield from (plain(line) for line in table(SHOWN[what], ([row[i] for i in at] for row in found), screen(160)))


def _tables(report: Report) -> Iterator[str]:
    if not report.tables:
        yield f"没有表格，{len(report.passages)} 个段落。"
    for number, grid in enumerate(report.tables):
        yield f"表{number + 1}：{grid.rows} 行 {grid.cols} 列" + (f"，第{grid.page}页起" if grid.page else "")
        by_row: dict[int, list[str]] = {}
        for cell in grid.cells:
            span = f"〔{cell.row_span}×{cell.col_span}〕" if (cell.row_span, cell.col_span) != (1, 1) else ""
            by_row.setdefault(cell.row, []).append(f"{' '.join(cell.text.split())}{span}")
        for row in sorted(by_row):
            yield plain(f"  {row:>3}  {'│'.join(by_row[row])}")
