"""`gouji export`: published tables as csv, xlsx or json files, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import typer

from gouji.exits import NOT_PUBLISHED, USAGE, Stop
from gouji.frames import open_run
from publish.partition import files_of
from publish.safe_text import cell_text
from publish.tables import TABLES
from rules.settings import nearest

SHEET_ROWS = 1_048_575
"""Rows a worksheet holds below its header."""


def export_tables(out: Path, tables: list[str], format: str, to: Path, run_id: str | None) -> int:
    """Write the tables below `to` and print the path of each file; returns the exit code."""
    for table in tables:
        if table not in TABLES:
            raise Stop(USAGE, f"没有表“{table}”{nearest(table, TABLES)}可用的有：{'、'.join(TABLES)}。")
    try:
        run = open_run(out, run_id)
    except FileNotFoundError as error:
        raise Stop(NOT_PUBLISHED, f"{error}。") from error
    to.mkdir(parents=True, exist_ok=True)
    for table in tables or TABLES:
        path = to / f"{table}.{format}"
        {"csv": _write_csv, "xlsx": _write_xlsx, "json": _write_json}[format](run.folder, table, path)
        typer.echo(str(path))
    return 0


def _write_csv(folder: Path, table: str, path: Path) -> None:
    """UTF-8 with a byte order mark, which Excel needs to read Chinese; texts that look like formulas are neutralised."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(TABLES[table].names)
        for row in _rows(folder, table):
            writer.writerow([_plain_value(value) for value in row])


def _write_xlsx(folder: Path, table: str, path: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet: Any = None
    for number, row in enumerate(_rows(folder, table)):
        if number % SHEET_ROWS == 0:
            sheet = _new_sheet(book, table, number // SHEET_ROWS)
        for at, value in enumerate(row):
            if isinstance(value, bool):
                sheet.write_boolean(number % SHEET_ROWS + 1, at, value)
            elif isinstance(value, int | float):
                sheet.write_number(number % SHEET_ROWS + 1, at, value)
            elif value is not None:
                sheet.write_string(number % SHEET_ROWS + 1, at, str(_plain_value(value)))
    if sheet is None:
        _new_sheet(book, table, 0)
    book.close()


def _write_json(folder: Path, table: str, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write("[")
        for number, row in enumerate(_rows(folder, table)):
            values = {
                name: value.isoformat() if isinstance(value, date) else value for name, value in zip(TABLES[table].names, row, strict=True)
            }
            file.write((",\n" if number else "\n") + json.dumps(values, ensure_ascii=False))
        file.write("\n]\n")


def _new_sheet(book: Any, table: str, number: int) -> Any:
    sheet = book.add_worksheet(table if number == 0 else f"{table} {number + 1}")
    sheet.freeze_panes(1, 0)
    for at, name in enumerate(TABLES[table].names):
        sheet.write_string(0, at, name)
    return sheet


def _rows(folder: Path, table: str) -> Iterator[tuple[Any, ...]]:
    from pyarrow import parquet

    for path in files_of(folder, table):
        with parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(4096, columns=list(TABLES[table].names)):
                yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _plain_value(value: object) -> object:
    """A value for a spreadsheet: texts made harmless, dates as ISO."""
    if isinstance(value, str):
        return cell_text(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    return value
