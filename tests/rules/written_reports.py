"""Builds the reports that case sheets describe: rows of forms with their places, prose with its facts."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import case_prose
import msgspec

from model import BasicItem, Cell, Field, FundLine, Indicator, Quantity, Report, SignOff, Source, Table, Total
from normalize.numbers import parse_quantity

BLANK = {"", "-", "—", "/", "／"}
YEAR = re.compile(r"(\d{4})年")
WEIGHT = re.compile(r"[（(](\d+(?:\.\d+)?)分[）)]")


class WrittenReport(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """One report of a case as a sheet describes it; tests/rules/README.md explains every key."""

    kind: str = "project_self_eval"
    department: str | None = None
    year: int | None = None
    project: str | None = None
    title: str | None = None
    form: str | None = None
    document: str | None = None
    doubtful: bool = False
    fields: list[list[str]] = []
    funds: list[list[str]] = []
    composition: list[list[str]] = []
    heads: list[list[str]] = []
    indicators: list[list[str]] = []
    total: list[str] | None = None
    columns: list[str] = []
    basics: list[list[str]] = []
    building: list[list[str]] = []
    signoff: dict[str, Any] | None = None
    goal_expected: str | None = None
    goal_actual: str | None = None
    text: str = ""
    unit: str = "万元"


def build(written: WrittenReport, number: int, *, department: str, year: int, prefix: str) -> Report:
    """The report a sheet describes, with a place for every value."""
    document_id = f"{prefix}{written.document or 0:0>15}"
    report_id = f"{document_id}-{number:02d}"
    form = Form(document_id, report_id, block=number * 1000)
    fields = tuple(form.field(label, value) for label, value in written.fields)
    funds = tuple(form.fund(row, unit=written.unit) for row in written.funds)
    funds += tuple(form.part(row, unit=written.unit) for row in written.composition)
    form.rows.extend(written.heads)
    indicators = tuple(form.indicator(row) for row in written.indicators)
    total = form.total(written.total) if written.total else None
    basics = form.basics(written.columns, written.basics, year=written.year or year, unit=written.unit)
    basics += form.building(written.building)
    goals = form.goals(written.goal_expected, written.goal_actual)
    report = Report(
        report_id=report_id,
        document_id=document_id,
        position=number,
        kind=written.kind,  # type: ignore[arg-type]
        form=written.form,
        title=written.title or "",
        department=written.department or department,
        project=written.project,
        project_as_written=written.project,
        year=written.year or year,
        signoff=form.signoff(written.signoff) if written.signoff is not None else None,
        goal_expected=written.goal_expected,
        goal_actual=written.goal_actual,
        fields=fields,
        indicators=indicators,
        total=total,
        funds=funds,
        basics=basics,
        tables=form.tables(),
        doubtful=written.doubtful,
    )
    if goals:
        report = case_prose.read_goals(report)
    return case_prose.read_prose(report, written.text, first_block=number * 1000 + 1)


class Form:
    """The one table of a written report: gives every value its row and column and keeps the cells."""

    def __init__(self, document_id: str, report_id: str, *, block: int) -> None:
        self.document_id, self.report_id, self.block = document_id, report_id, block
        self.rows: list[list[str]] = []

    def add(self, texts: list[str]) -> int:
        self.rows.append(texts)
        return len(self.rows) - 1

    def source(self, row: int, col: int) -> Source:
        return Source(
            document_id=self.document_id,
            report_id=self.report_id,
            block=self.block,
            table=0,
            row=row,
            col=col,
            quote=" ".join(text for text in self.rows[row] if text),
        )

    def quantity(self, row: int, col: int, unit: str | None = None) -> Quantity | None:
        text = self.rows[row][col].strip() if col < len(self.rows[row]) else ""
        return None if text in BLANK else read_quantity(text, self.source(row, col), unit)

    def field(self, label: str, value: str) -> Field:
        row = self.add([label, value])
        return Field(label=label, value=value, source=self.source(row, 1))

    def fund(self, texts: list[str], *, unit: str) -> FundLine:
        row = self.add(texts)
        initial, annual, executed = (self.quantity(row, col, unit) for col in (1, 2, 3))
        return FundLine(
            table=0,
            row=row,
            line=texts[0],
            initial_budget=initial,
            annual_budget=annual,
            executed=executed,
            weight=self.quantity(row, 4),
            rate=self.quantity(row, 5, "%"),
            score=self.quantity(row, 6),
            unit=unit,
            source=self.source(row, 0),
        )

    def part(self, texts: list[str], *, unit: str) -> FundLine:
        group, line, amount = texts
        row = self.add([f"{line}：{amount}"])
        where = self.source(row, 0)
        quantity = None if amount.strip() in BLANK else read_quantity(amount, where, unit)
        return FundLine(table=0, row=row, line=line, group=group, amount=quantity, unit=unit, source=where)

    def indicator(self, texts: list[str]) -> Indicator:
        row = self.add(texts)
        level1, level2, level3 = texts[:3]
        weight = WEIGHT.search(level1)
        target, actual = (read_quantity(texts[col], self.source(row, col)) for col in (3, 4))
        return Indicator(
            table=0,
            row=row,
            level1=WEIGHT.sub("", level1),
            level1_weight=Decimal(weight[1]) if weight else None,
            level1_source=self.source(row, 0),
            level2=level2,
            level3=level3,
            target=target,
            actual=actual,
            weight=self.quantity(row, 5),
            score=self.quantity(row, 6),
            deviation=(texts[7:] or [""])[0] or None,
            source=self.source(row, 2),
        )

    def total(self, texts: list[str]) -> Total:
        row = self.add(["总分", *texts])
        return Total(table=0, row=row, weight=self.quantity(row, 1), score=self.quantity(row, 2), source=self.source(row, 0))

    def basics(self, columns: list[str], rows: list[list[str]], *, year: int, unit: str) -> tuple[BasicItem, ...]:
        if columns:
            self.add(["项目", *columns])
        items: list[BasicItem] = []
        for texts in rows:
            item, parent, *values = texts
            row = self.add([item, *values])
            for position, (header, raw) in enumerate(zip(columns, values, strict=False)):
                measure = measure_of(header)
                own = {"count": "人", "rate": "%"}.get(measure, unit)
                value = self.quantity(row, position + 1, own)
                named = YEAR.search(header)
                items.append(
                    BasicItem(
                        table=0,
                        row=row,
                        col=position + 1,
                        item=item,
                        parent=parent or None,
                        header=header,
                        position=position,
                        year=int(named[1]) if named else year,
                        measure=measure,  # type: ignore[arg-type]
                        value=value,
                        raw=raw,
                        unit=own,
                        source=self.source(row, position + 1),
                    )
                )
        return tuple(items)

    def building(self, cells: list[list[str]]) -> tuple[BasicItem, ...]:
        """Header and value pairs of the 楼堂馆所 block."""
        if not cells:
            return ()
        row = self.add(["楼堂馆所控制情况", *(value for _, value in cells)])
        items = []
        for position, (header, raw) in enumerate(cells):
            measure = "rate" if "率" in header else "investment" if "投资" in header else "scale"
            unit = {"rate": "%", "investment": "万元", "scale": "m²"}[measure]
            items.append(
                BasicItem(
                    table=0,
                    row=row,
                    col=position + 1,
                    item="楼堂馆所控制情况",
                    header=header,
                    position=position,
                    measure=measure,
                    value=self.quantity(row, position + 1, unit),  # type: ignore[arg-type]
                    raw=raw,
                    unit=unit,
                    source=self.source(row, position + 1),
                )
            )
        return tuple(items)

    def goals(self, expected: str | None, actual: str | None) -> bool:
        if expected is None and actual is None:
            return False
        self.add(["年度总体目标", expected or "", actual or ""])
        return True

    def signoff(self, values: dict[str, Any]) -> SignOff:
        raw = " ".join(f"{key}:{value}" for key, value in values.items())
        row = self.add([raw])
        return SignOff(**values, raw=raw, source=self.source(row, 0))

    def tables(self) -> tuple[Table, ...]:
        if not self.rows:
            return ()
        cells = tuple(Cell(row=row, col=col, raw=text, text=text) for row, texts in enumerate(self.rows) for col, text in enumerate(texts))
        return (Table(block=self.block, rows=len(self.rows), cols=max(map(len, self.rows)), cells=cells, number=0),)


def measure_of(header: str) -> str:
    """What a column of the basic data form holds."""
    for word, measure in (("决算", "final"), ("预算", "budget"), ("率", "rate"), ("编制", "count"), ("人数", "count"), ("在职", "count")):
        if word in header:
            return measure
    return "text"


def read_quantity(text: str, source: Source, unit: str | None = None) -> Quantity:
    """A printed figure; words without a number keep value None."""
    return parse_quantity(text, source, default_unit=unit)
