"""The columns of the findings sheet: heading, width, and what stands in it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation

import msgspec

from model import DECISION_NAMES, Evidence, Finding, Handbook, Report
from publish.words import PROCEDURES, SEVERITIES, STATUSES, place, report_name

QUOTE_LIMIT = 400

Value = str | float | int | None


class Figure(float):
    """A number that remembers how it was printed, so that the sheet shows 335.90 and not 335.9."""

    decimals: int
    grouped: bool


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One finding with what its columns need to look up."""

    finding: Finding
    reports: dict[str, Report]
    handbook: Handbook
    status: str
    """new, open, gone or reopened."""

    def side(self, position: int) -> Evidence | None:
        """The evidence of one side: 0 for 甲方, 1 for 乙方."""
        return self.finding.evidence[position] if position < len(self.finding.evidence) else None

    def report(self, evidence: Evidence) -> Report | None:
        """The report an evidence stands in."""
        return self.reports.get(evidence.source.report_id or "")


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One column of the findings sheet."""

    title: str
    width: float
    value: Callable[[Row], Value]
    field: str | None = None
    """The field of a Decision that auditors type here; None for columns the program fills."""


def number(text: str | None) -> Value:
    """A printed number as a number, so that sheets can calculate with it; anything else stays text."""
    if text is None:
        return None
    plain = text.replace(",", "").replace("，", "").strip()
    try:
        value = Decimal(plain)
    except InvalidOperation:
        return text
    if not value.is_finite() or len(plain) > 15 or "_" in plain or "e" in plain.lower():
        return text
    figure = Figure(value)
    figure.decimals = len(plain.partition(".")[2])
    figure.grouped = plain != text.strip()
    return figure


def _value(position: int) -> Callable[[Row], Value]:
    return lambda row: number(side.value) if (side := row.side(position)) else None


def _unit(position: int) -> Callable[[Row], Value]:
    return lambda row: side.unit if (side := row.side(position)) else None


def _place(position: int) -> Callable[[Row], Value]:
    def value(row: Row) -> Value:
        side = row.side(position)
        if side is None:
            return None
        report = row.report(side)
        where = place(side.source, report)
        return f"{side.label}（{report_name(report)}{'，' if where else ''}{where}）"

    return value


def _quote(position: int) -> Callable[[Row], Value]:
    def value(row: Row) -> Value:
        side = row.side(position)
        if side is None:
            return None
        quote = side.source.quote
        return quote if len(quote) <= QUOTE_LIMIT else quote[:QUOTE_LIMIT] + f"……（共{len(quote)}字）"

    return value


def _further(row: Row) -> Value:
    """Every side beyond the first two, one a line."""
    lines = []
    for evidence in row.finding.evidence[2:]:
        report = row.report(evidence)
        lines.append(
            f"{evidence.label}：{evidence.value or ''}{evidence.unit or ''}（{report_name(report)}，{place(evidence.source, report)}）"
        )
    return "\n".join(lines) or None


def _difference(row: Row) -> Value:
    finding = row.finding
    if finding.difference is not None:
        return number(finding.difference)
    return None


def _rate(row: Row) -> Value:
    """Difference as a share of what the figure should be; between two sides in one unit, as a share of the second."""
    finding = row.finding
    difference, expected = (number(text) if text is not None else None for text in (finding.difference, finding.expected))
    if isinstance(difference, float) and isinstance(expected, float) and expected:
        return round(difference / abs(expected), 6)
    first, second = row.side(0), row.side(1)
    if first is None or second is None or len(finding.evidence) > 2 or (first.unit or "") != (second.unit or ""):
        return None
    a, b = number(first.value), number(second.value)
    if isinstance(a, float) and isinstance(b, float) and b:
        return round((a - b) / abs(b), 6)
    return None


def _report(row: Row) -> Value:
    names = dict.fromkeys(report_name(row.report(evidence)) for evidence in row.finding.evidence)
    return "\n".join(names) or None


def _procedure(row: Row) -> Value:
    text = row.handbook.get(row.finding.rule)
    return (text.procedure if text and text.procedure else PROCEDURES.get(row.finding.rule[:1])) or None


def _basis(row: Row) -> Value:
    text = row.handbook.get(row.finding.rule)
    return row.finding.basis or (text.basis if text else None)


def _note_on_status(row: Row) -> Value:
    finding = row.finding
    parts = [finding.reopened] if finding.reopened else []
    for other in finding.other_answers:
        note = f"，{other.note}" if other.note else ""
        parts.append(f"意见不一：{other.by or '未署名'}于{other.at[:10]}判为“{DECISION_NAMES[other.status]}”{note}")
    if finding.root:
        parts.append(f"由疑点 {finding.root} 引起，一并核实")
    return "\n".join(parts) or None


def _answer(field: str) -> Callable[[Row], Value]:
    def value(row: Row) -> Value:
        answer = row.finding.answer
        if answer is None or row.finding.reopened:
            return None
        if field == "status":
            return DECISION_NAMES[answer.status]
        if field == "at":
            return answer.at[:10]
        held = getattr(answer, field)
        return held if isinstance(held, str) else None

    return value


COLUMNS: tuple[Column, ...] = (
    Column(title="编号", width=13, value=lambda row: row.finding.finding_id),
    Column(title="级别", width=6, value=lambda row: SEVERITIES[row.finding.severity]),
    Column(title="类别", width=11, value=lambda row: row.finding.category),
    Column(title="核对项目", width=22, value=lambda row: f"{row.finding.title}（{row.finding.rule}）"),
    Column(title="部门", width=16, value=lambda row: row.finding.department),
    Column(title="年度", width=6.5, value=lambda row: row.finding.year),
    Column(title="报告", width=26, value=_report),
    Column(title="疑点描述", width=52, value=lambda row: row.finding.message),
    Column(title="甲方数值", width=11, value=_value(0)),
    Column(title="甲方单位", width=8, value=_unit(0)),
    Column(title="甲方位置", width=28, value=_place(0)),
    Column(title="甲方原文", width=36, value=_quote(0)),
    Column(title="乙方数值", width=11, value=_value(1)),
    Column(title="乙方单位", width=8, value=_unit(1)),
    Column(title="乙方位置", width=28, value=_place(1)),
    Column(title="乙方原文", width=36, value=_quote(1)),
    Column(title="其他出处", width=28, value=_further),
    Column(title="差异", width=11, value=_difference),
    Column(title="差异率", width=9, value=_rate),
    Column(title="计算式", width=28, value=lambda row: row.finding.formula),
    Column(title="依据", width=30, value=_basis),
    Column(title="建议程序", width=34, value=_procedure),
    Column(title="状态", width=9, value=lambda row: STATUSES[row.status]),
    Column(title="状态说明", width=24, value=_note_on_status),
    Column(title="核实结果", width=10, value=_answer("status"), field="status"),
    Column(title="误报原因", width=18, value=_answer("reason"), field="reason"),
    Column(title="核实人", width=10, value=_answer("by"), field="by"),
    Column(title="核实日期", width=12, value=_answer("at"), field="at"),
    Column(title="复核人", width=10, value=_answer("reviewer"), field="reviewer"),
    Column(title="备注", width=24, value=_answer("note"), field="note"),
    Column(title="取证单号", width=13, value=_answer("evidence_no"), field="evidence_no"),
    Column(title="底稿索引", width=13, value=_answer("workpaper"), field="workpaper"),
)
