"""How much of a form is read: cells exact, and of indicators, funds and head what is right, missing and invented."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import extract
import normalize
from extract import Upload
from model import Document, Indicator, Quantity, Report
from tests.unseen.layouts.sheet import Form

INDICATOR_FIELDS = ("level1", "level2", "level3", "target", "actual", "weight", "score", "deviation")
FUND_FIELDS = ("line", "initial_budget", "annual_budget", "executed", "weight", "rate", "score", "unit")
GOLD = re.compile(r"([≥≤<>=≈~]?)\s*(-?[\d.]+)(?:\s+(\S+))?")


@dataclass
class Reading:
    """What was read of one form in one format, beside its gold."""

    reports: tuple[Report, ...]
    cells: int
    wrong_cells: list[str] = field(default_factory=list)
    right: Counter[str] = field(default_factory=Counter)
    missing: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    invented: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    problems: list[str] = field(default_factory=list)

    @property
    def cell_share(self) -> float:
        return 1 - len(self.wrong_cells) / self.cells

    def f1(self, part: str = "", name: str = "") -> float:
        """F1 of one field (`indicators.target`), of a part, or of everything."""
        wanted = f"{part}.{name}"
        keys = {k for k in {*self.right, *self.missing, *self.invented} if (k == wanted if name else k.startswith(part))}
        right = sum(self.right[k] for k in keys)
        wrong = sum(len(self.missing.get(k, ())) + len(self.invented.get(k, ())) for k in keys)
        return 2 * right / (2 * right + wrong) if right or wrong else 1.0

    def judge(self, key: str, want: str, got: str | Quantity | Decimal | None, place: str) -> None:
        """Count one value as right, missing or invented."""
        if want == "*" or (want[:1] == "?" and (got in (None, "") or agrees(want[1:], got))):
            return
        empty = got is None or got == "" or (isinstance(got, Quantity) and not got.raw.strip())
        want = want.removeprefix("?")
        if want and not empty and agrees(want, got):
            self.right[key] += 1
            return
        if want:
            self.missing[key].append(f"{place}: {want}")
        if not empty:
            shown = f"{got.op or ''} {got.value} {got.unit or ''} ({got.raw})" if isinstance(got, Quantity) else str(got)
            self.invented[key].append(f"{place}: {shown}, not {want or 'anything'}")


@cache
def read(form: Form, ending: str) -> Reading:
    """Write the form, read it as the product does, and hold it against its gold."""
    with TemporaryDirectory() as folder:
        path = form.write(Path(folder), ending)
        return measure(form, extract.extract(Upload(name=path.name, data=path.read_bytes())))


def measure(form: Form, document: Document) -> Reading:
    """Hold what is read of a document against the form's gold."""
    reports = normalize.normalize(document)
    gold = form.cells()
    reading = Reading(reports, len(gold))
    _cells(reading, gold)
    _indicators(reading, form)
    _funds(reading, form)
    _head(reading, form)
    reading.problems = [
        f"{p.code} {p.table}/{p.row}/{p.col} {p.message}" for p in (*document.problems, *(p for report in reports for p in report.problems))
    ]
    return reading


def agrees(want: str, got: str | Quantity | Decimal | None) -> bool:
    """Whether a value says what the gold says; words are compared without blanks."""
    if isinstance(got, Quantity):
        number = GOLD.fullmatch(want)
        if not number:
            return bare(got.raw) == bare(want.removeprefix("'"))
        op, value, unit = number.groups()
        ops = {"~": (None, "=", "≥"), "": (None, "=")}.get(op, (op,))
        return got.value == Decimal(value) and got.op in ops and (got.unit or "") == (unit or "")
    if isinstance(got, Decimal):
        return got == Decimal(want)
    return bare(str(got)) == bare(want)


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _cells(reading: Reading, gold: dict[tuple[int, int, int, int, int], str]) -> None:
    seen = {
        (table.number or 0, c.row, c.col, c.row_span, c.col_span): c.text
        for report in reading.reports[:1]
        for table in report.tables
        for c in table.cells
    }
    for spot, text in gold.items():
        if seen.get(spot) != text:
            reading.wrong_cells.append(f"{spot}: {text!r} read as {seen.get(spot)!r}")


def _indicators(reading: Reading, form: Form) -> None:
    left = [i for report in reading.reports for i in report.indicators]
    for want in form.indicator_rows():
        found = next((i for i in left if bare(i.level3) == bare(want[2])), None)
        if found:
            left.remove(found)
        for name, value in zip(INDICATOR_FIELDS, want, strict=True):
            got = _value(found, name) if found else None
            reading.judge(f"indicators.{name}", value, got, want[2])
    _extra(reading, "indicators.row", ((i.level3, f"{i.target.raw} {i.actual.raw}") for i in left))


def _value(row: Indicator, name: str) -> str | Quantity | Decimal | None:
    value: str | Quantity | None = getattr(row, name)
    return value.value if name in ("weight", "score") and isinstance(value, Quantity) else value


def _funds(reading: Reading, form: Form) -> None:
    left = [f for report in reading.reports for f in report.funds]
    for want in form.fund_rows():
        found = next((f for f in left if want[0] == "*" or bare(f.line) == bare(want[0].removeprefix("?"))), None)
        if found:
            left.remove(found)
        if want[0][:1] == "?":
            continue
        for name, value in zip(FUND_FIELDS, want, strict=True):
            got = getattr(found, name) if found else None
            reading.judge(f"funds.{name}", value, got.value if isinstance(got, Quantity) else got, want[0])
    _extra(reading, "funds.row", ((f.line, str([getattr(f, n).raw for n in FUND_FIELDS[1:4] if getattr(f, n)])) for f in left))


def _extra(reading: Reading, key: str, rows: Iterable[tuple[str, str]]) -> None:
    for name, shown in rows:
        reading.invented[key].append(f"{name}: {shown}")


def _head(reading: Reading, form: Form) -> None:
    report = next((r for r in reading.reports if r.indicators), reading.reports[0])
    signoff, total = report.signoff, report.total
    got = {name: getattr(report, name) for name in ("department", "unit", "project", "goal_expected", "goal_actual")}
    got |= {name: getattr(signoff, name) if signoff else None for name in ("prepared_by", "phone", "prepared_on")}
    got |= {"year": report.year, "total_weight": total and total.weight, "total_score": total and total.score}
    want = form.head_values()
    for name, value in got.items():
        shown = value.value if isinstance(value, Quantity) else None if value is None else str(value)
        default = "*" if name == "unit" else ""
        reading.judge(f"head.{name}", want.get(name, default), shown, name)
