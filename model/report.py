"""A self-evaluation report as understood: its form rows, its prose, the quantities in it, and who signed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from model.document import Paragraph, Source, Table
from model.problem import Problem
from model.quantity import Quantity

Kind = Literal["basic_data", "overall_self_eval", "project_self_eval", "overall_narrative", "project_narrative", "other"]
Measure = Literal["final", "budget", "count", "rate", "scale", "investment", "text"]
Role = Literal["actual", "target", "before", "after", "threshold", "part", "total", "change"]


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A label-value pair of a form's head (主管部门, 实施单位, …). An empty value is kept: that is a finding (G01)."""

    label: str
    value: str
    source: Source
    """The value's cell."""


class Indicator(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One 三级指标 row with its target, result, weight and score."""

    table: int
    row: int
    level1: str
    """产出指标, without the weight in brackets."""
    level1_weight: Decimal | None = None
    """The weight printed with the first level, 30 for 产出指标（30分）."""
    level1_source: Source | None = None
    level2: str
    level3: str
    target: Quantity
    actual: Quantity
    weight: Quantity | None = None
    score: Quantity | None = None
    deviation: str | None = None
    """偏差原因分析及改进措施; None when empty."""
    source: Source
    """The cell of level3."""


class FundLine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of the money block: 年度资金总额, 当年财政拨款, 上年结转资金, 其他资金, or a part of the total with one amount."""

    table: int
    row: int
    line: str
    """Label without 其中： and trailing colon."""
    group: str | None = None
    """按收入性质分 or 按支出性质分 for composition lines."""
    initial_budget: Quantity | None = None
    annual_budget: Quantity | None = None
    executed: Quantity | None = None
    weight: Quantity | None = None
    rate: Quantity | None = None
    """Execution rate in percent: 100 for 100%."""
    score: Quantity | None = None
    amount: Quantity | None = None
    """The single amount of a composition line (一般公共预算：2121.23)."""
    unit: str = "万元"
    source: Source
    """The cell of the label."""


class BasicItem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One value of 基础数据表: an item (row label) under a column header."""

    table: int
    row: int
    col: int
    item: str
    """Row label, normalized; numbering and 其中 as printed."""
    parent: str | None = None
    """The item this one is a part of."""
    header: str
    """Column header as printed (normalized)."""
    position: int = 0
    """Which value column of its row, from 0: 上年决算, 本年预算, 本年决算 in that order on the forms known."""
    year: int | None = None
    measure: Measure
    value: Quantity | None = None
    """None when the cell is empty, a dash or a slash."""
    raw: str = ""
    unit: str | None = None
    source: Source


class Fact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One quantity in prose, bound to what it counts."""

    report_id: str
    block: int
    start: int
    """Character span of the number with its unit in the paragraph's normalized text."""
    end: int
    subject: str
    """What is counted or measured, normalized (进驻单位, 民生诉求件办结率)."""
    qualifier: str = ""
    """What narrows the subject (全市, 市本级, 按期)."""
    role: Role = "actual"
    action: str = ""
    """What was done with the counted things (新建, 办结), empty for a state (现有, 共)."""
    direction: str = ""
    """增, 减 or 平 for a change; empty otherwise."""
    per: str = ""
    """What a price is counted per: 人/年 for 每人每年6000元; empty for a plain amount."""
    frame: str
    """The sentence with every quantity masked together with its measure word, heading numbers and spaces stripped."""
    slot: int = 0
    """Which quantity of its sentence, from 0."""
    quantity: Quantity
    period: str | None = None
    """2024年, 全年, 较2023年; None when the sentence names none (the report's year then applies)."""
    project: str | None = None
    """The project the sentence speaks of, or that of its report."""
    sentence_start: int = 0
    sentence_end: int = 0
    quote: str = ""
    """The clause as printed."""
    section: str = ""
    source: Source


class Passage(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A paragraph of a report with its place among the headings."""

    paragraph: Paragraph
    section: str = ""
    """Heading numbers joined by '/', e.g. 三/（4）."""
    titles: tuple[str | None, ...] = ()
    """Title of each number in the section; None where the number leads a whole paragraph."""
    level: int | None = None
    """Depth of the heading number it begins with: 1 for 一、, 2 for （一）, 3 for 1、, 4 for （1）."""
    heading: bool = False


class SignOff(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """填表人, 填报日期, 联系电话, 单位负责人签字."""

    prepared_by: str | None = None
    prepared_on: date | None = None
    phone: str | None = None
    head: str | None = None
    raw: str = ""
    source: Source


class Total(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The 总分 row of a scored form."""

    table: int
    row: int
    weight: Quantity | None = None
    score: Quantity | None = None
    source: Source


class Report(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One report of a document. A file may hold many."""

    report_id: str
    """<document_id>-<nn> in reading order."""
    document_id: str
    position: int
    kind: Kind
    form: str | None = None
    """Identifier of the form file that claimed its table."""
    title: str = ""
    department: str | None = None
    unit: str | None = None
    """实施单位 of its form: an office under the department, or the department itself."""
    project: str | None = None
    """Project name; for a narrative the name in its form where one matches."""
    project_as_written: str | None = None
    year: int | None = None
    first_page: int | None = None
    last_page: int | None = None
    signoff: SignOff | None = None
    goal_expected: str | None = None
    goal_actual: str | None = None
    fields: tuple[Field, ...] = ()
    tables: tuple[Table, ...] = ()
    passages: tuple[Passage, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    total: Total | None = None
    funds: tuple[FundLine, ...] = ()
    basics: tuple[BasicItem, ...] = ()
    facts: tuple[Fact, ...] = ()
    """Quantities in the paragraphs, in reading order."""
    goal_facts: tuple[Fact, ...] = ()
    """Quantities in the goal cells; offsets are into the cell's text, source has table, row and col."""
    problems: tuple[Problem, ...] = ()
    doubtful: bool = False
    """True when the text was read from a scan: rules lower their severity and say so."""
