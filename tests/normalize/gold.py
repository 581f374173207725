"""Rows of the gold of real reports and of our own reading, side by side; where they are absent the tests that need them are skipped."""

from __future__ import annotations

import json
import re
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import extract
import normalize
from model import Quantity, Report

FOLDER = Path(__file__).parents[2].parent / "shared" / "reports"
Rows = Counter[tuple[Any, ...]]


def present(name: str) -> bool:
    return (FOLDER / name).is_file()


@cache
def reports_of(name: str) -> tuple[Report, ...]:
    document = extract.extract(extract.Upload(name=name, data=(FOLDER / name).read_bytes()))
    return normalize.normalize(document)


@cache
def gold_of(name: str) -> list[dict[str, Any]]:
    reports: list[dict[str, Any]] = json.loads((FOLDER / name).read_text("utf8"))["reports"]
    return reports


def squeeze(text: str | None) -> str:
    return re.sub(r"\s+", "", (text or "").translate(str.maketrans("≧≦：（）％－，；＋＝～", "≥≤:()%-,;+=~")))


def number(text: str | Decimal | None) -> Decimal | None:
    return None if text in (None, "") else Decimal(text).normalize()


def value(quantity: Quantity | None) -> Decimal | None:
    return None if quantity is None else number(quantity.value)


def cells(reports: tuple[Report, ...]) -> Rows:
    tables = [table for report in reports for table in report.tables]
    return Counter((i, c.row, c.col, c.row_span, c.col_span, c.text) for i, table in enumerate(tables) for c in table.cells)


def gold_cells(gold: list[dict[str, Any]]) -> Rows:
    tables = [table for report in gold for table in report["tables"]]
    return Counter(
        (i, c["row"], c["col"], c["rowspan"], c["colspan"], c["text_norm"]) for i, table in enumerate(tables) for c in table["cells"]
    )


def indicators(reports: tuple[Report, ...]) -> Rows:
    rows: Rows = Counter()
    for n, report in enumerate(reports):
        for i in report.indicators:
            date = i.target.text if i.target.unit == "日期" else value(i.target)
            op = i.target.op or ("=" if date is not None else "定性")
            target = (op, date, i.target.unit, i.target.raw)
            actual = (value(i.actual), i.actual.unit, i.actual.raw)
            rows[
                (n, i.row, i.level1, i.level1_weight, i.level2, i.level3, *target, *actual, value(i.weight), value(i.score), i.deviation)
            ] += 1
    return rows


def gold_indicators(gold: list[dict[str, Any]]) -> Rows:
    rows: Rows = Counter()
    for n, report in enumerate(gold):
        for i in report["indicators"] or []:
            target = (i["target_op"], number(i["target_value"]), i["target_unit"], i["target_raw"])
            actual = (number(i["actual_value"]), i["actual_unit"], i["actual_raw"])
            levels = (i["level1_name"], number(i["level1_weight"]), i["level2"], i["level3"])
            rows[(n, i["row"], *levels, *target, *actual, number(i["weight"]), number(i["score"]), i["deviation"])] += 1
    return rows


def funds(reports: tuple[Report, ...]) -> Rows:
    rows: Rows = Counter()
    for n, report in enumerate(reports):
        for f in report.funds:
            amounts = (f.initial_budget, f.annual_budget, f.executed, f.weight, f.rate, f.score, f.amount)
            rows[(n, f.row, f.line, f.group, *map(value, amounts))] += 1
    return rows


def gold_funds(gold: list[dict[str, Any]]) -> Rows:
    names = ("initial_budget", "annual_budget", "executed", "weight", "rate", "score", "amount")
    return Counter(
        (n, f["row"], f["line"], f.get("group"), *(number(f.get(name)) for name in names))
        for n, report in enumerate(gold)
        for f in report["funds"] or []
    )


def basics(reports: tuple[Report, ...]) -> Rows:
    return Counter(
        (n, b.row, b.item, b.position, b.header, value(b.value))
        for n, r in enumerate(reports)
        for b in r.basics
        if b.measure in ("final", "budget")
    )


def gold_basics(gold: list[dict[str, Any]]) -> Rows:
    rows: Rows = Counter()
    for n, report in enumerate(gold):
        for row in (report["basic_data"] or {}).get("rows") or []:
            for position, key in enumerate(("prior_year_final", "budget", "final")):
                header = report["basic_data"]["column_headers"][key]
                rows[(n, row["row"], row["item"], position, header, number(row[key]))] += 1
    return rows


def paragraphs(reports: tuple[Report, ...]) -> Rows:
    rows: Rows = Counter()
    for n, report in enumerate(reports):
        if report.kind.endswith("narrative"):
            for p in report.passages:
                rows[(n, p.section, p.titles, p.level, p.heading, p.paragraph.text)] += 1
    return rows


def gold_paragraphs(gold: list[dict[str, Any]]) -> Rows:
    rows: Rows = Counter()
    for n, report in enumerate(gold):
        for p in report["paragraphs"] or []:
            section = "/".join(entry.rstrip("、") for entry in p["section_path"])
            rows[(n, section, tuple(p["section_titles"]), p["level"], p["is_heading"], p["text_norm"])] += 1
    return rows


def heads(reports: tuple[Report, ...]) -> list[tuple[Any, ...]]:
    return [
        (r.kind, r.title, r.department, r.year, r.project, r.project_as_written, r.goal_expected, r.goal_actual, _signed(r), _total(r))
        for r in reports
    ]


def gold_heads(gold: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    rows = []
    for r in gold:
        goals, signed, total = r["goals"] or {}, r["signature"], r["total"]
        rows.append(
            (
                *(r["kind"], r["title"], r["department"], int(r["year"]), r["project"], r["project_as_written"]),
                *(goals.get("expected"), goals.get("actual")),
                signed and tuple(signed[k] for k in ("prepared_by", "date", "phone", "head")),
                total and (number(total["weight"]), number(total["score"])),
            )
        )
    return rows


def _signed(report: Report) -> tuple[str | None, ...] | None:
    s = report.signoff
    return s and (s.prepared_by, s.prepared_on.isoformat() if s.prepared_on else None, s.phone, s.head)


def _total(report: Report) -> tuple[Decimal | None, ...] | None:
    return report.total and (value(report.total.weight), value(report.total.score))
