"""I01: results that repeat the targets in nearly every row."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from model import Check, CheckStatus, Dossier, Evidence, Hit, Indicator, Report, Severity
from rules.figures import lacking, short, show
from rules.registry import rule
from rules.wording import name_of, names_of

_SHOWN = 12


@rule("I01", title="实际完成值照抄指标值", severity=Severity.MEDIUM, basis="S5", priority=1)
def results_copied(dossier: Dossier, *, share: float = 0.7, least: int = 10, bounds: int = 3) -> Iterator[Hit | Check]:
    """各自评表的实际完成值绝大多数与指标值（去掉≥、≤）一字不差，说明完成值多半是照抄指标值，并非实际统计。

    在全部自评表里合并计算：三级指标不少于 least 条、相同的占比超过 share 才报；其中至少 bounds 条须是“≥、≤”指标——
    约数指标恰好等于下限才是照抄的迹象，“100%”对“100%”、“无”对“无”本身并不奇怪。只报一条。

    反例：20条指标中18条完成值与指标值相同，含“≥95%”填“95%”、“≤2天”填“2天”。
    正例：20条指标中10条相同，其余按实际填列。
    """
    rows = [(form, row) for form in dossier.reports for row in form.indicators if _comparable(row)]
    copied = [(form, row) for form, row in rows if same_as_target(row)]
    bounded = [(form, row) for form, row in copied if row.target.op in ("≥", "≤", ">", "<")]
    forms = list({form.report_id: form for form, _ in rows}.values())
    if len(rows) < least:
        for form in forms:
            yield lacking("I01", form, f"可比的三级指标共{len(rows)}条，不足{least}条")
        return
    ratio = Decimal(len(copied)) / len(rows)
    percent = short(ratio * 100, 1)
    limit = short(Decimal(str(share)) * 100)
    if ratio <= Decimal(str(share)) or len(bounded) < bounds:
        for form in forms:
            yield Check(rule="I01", report_id=form.report_id, status=CheckStatus.PASS, observed=f"{len(copied)}/{len(rows)}={percent}%")
        return
    shown = (bounded + [pair for pair in copied if pair not in bounded])[:_SHOWN]
    examples = "、".join(f"“{row.level3}”{show(row.target)}填{show(row.actual)}" for _, row in shown[:3])
    where = names_of(form for form, _ in copied)
    yield Hit(
        message=f"{len(forms)}张自评表（{where}）共{len(rows)}个三级指标，有{len(copied)}个（{percent}%）实际完成值与指标值完全相同，如{examples}，"
        f"疑为照抄指标值（占比超过{limit}%）。",
        evidence=tuple(_side(form, row) for form, row in shown),
        key="照抄指标值",
        expected=f"≤{limit}%",
        observed=f"{percent}%",
        formula=f"{len(copied)} ÷ {len(rows)} = {percent}%",
    )


def same_as_target(row: Indicator) -> bool:
    """Whether the result repeats the target, apart from ≥ and ≤."""
    if row.target.value is not None and row.actual.value is not None:
        return row.target.value == row.actual.value and (row.target.unit or "") == (row.actual.unit or row.target.unit or "")
    return _words(row.target.text or row.target.raw) == _words(row.actual.text or row.actual.raw)


def _comparable(row: Indicator) -> bool:
    return bool(_words(row.target.text or row.target.raw)) and bool(_words(row.actual.text or row.actual.raw))


def _words(text: str) -> str:
    return "".join(text.split()).strip("≥≤><=。；;，")


def _side(form: Report, row: Indicator) -> Evidence:
    label = f"{name_of(form)}“{row.level3}”指标值{show(row.target)}、实际完成值"
    value = None if row.actual.value is None else format(row.actual.value, "f")
    return Evidence(label=label, value=value, unit=row.actual.unit, source=row.actual.source)
