"""I09: expenditure per head far from what offices spend, or far from the year before."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from model import Check, CheckStatus, Dossier, Hit, Quantity, Report, Severity
from rules.figures import Figure, evidence, lacking, short
from rules.forms.lines import FINAL, PRIOR, line_of, of_kind
from rules.registry import rule
from rules.wording import name_of


@rule("I09", title="人均公用经费离群", severity=Severity.LOW, basis="S5", priority=3)
def per_head(dossier: Dossier, *, lowest: float = 0.1, highest: float = 15.0, times: float = 3.0) -> Iterator[Hit | Check]:
    """公用经费决算除以实际在职人数，得人均公用经费；低于 lowest 或高于 highest 万元/人，或为上年的 times 倍以上，提示核实单位和口径。

    没有同级部门的分布可比时，用一般单位的宽范围作界限：人均不足1000元或超过15万元多半是万元与元错位，或公用经费混入了项目支出。

    反例：在职26人，公用经费447200万元。
    正例：在职26人，公用经费44.72万元，人均1.72万元。
    """
    for report in of_kind(dossier, "basic_data"):
        line, staff = line_of(report, "公用"), staff_of(report)
        spent = line.figure(FINAL, unit="万元") if line is not None else None
        before = line.figure(PRIOR, unit="万元") if line is not None else None
        if spent is None or staff is None or not staff.value or not spent.value:
            yield lacking("I09", report, "没有公用经费决算或在职人数")
            continue
        each = spent.value / staff.value
        grown = before is not None and before.value > 0 and spent.value >= before.value * Decimal(str(times))
        if Decimal(str(lowest)) <= each <= Decimal(str(highest)) and not grown:
            yield Check(rule="I09", report_id=report.report_id, status=CheckStatus.PASS, observed=f"{short(each, 2)}万元/人")
        else:
            yield _tell(
                report, spent, staff, each, before if grown else None, f"{short(Decimal(str(lowest)))}至{short(Decimal(str(highest)))}万元"
            )


def staff_of(report: Report) -> Quantity | None:
    """The number of staff in post."""
    found = (item.value for item in report.basics if item.measure == "count" and "在职" in item.header + item.item)
    return next((value for value in found if value is not None and value.value is not None), None)


def _tell(report: Report, spent: Figure, staff: Quantity, each: Decimal, before: Figure | None, usual: str) -> Hit:
    why = f"为{before.label}{before.printed}的{short(spent.value / before.value, 1)}倍" if before is not None else f"不在通常的{usual}之内"
    sides = [spent.evidence, evidence(f"{name_of(report)}实际在职人数", staff)]
    return Hit(
        message=f"{spent.label}为{spent.printed}，实际在职{short(staff.value or Decimal(0))}人，人均{short(each, 2)}万元，{why}，请核实单位和口径（人均水平应与同类单位相当）。",
        evidence=(*sides, *([before.evidence] if before is not None else [])),
        key="人均公用经费",
        observed=f"{short(each, 2)}万元/人",
        formula=f"{short(spent.value)} ÷ {short(staff.value or Decimal(0))} = {short(each, 2)}",
    )
