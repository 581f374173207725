"""C04: the result of a rate indicator against what the prose says of the same rate."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from model import Check, Dossier, Hit, Severity
from rules.comparing.disagreements import disagreements, is_rate, said, settled, tell
from rules.figures import HUNDRED, passed, short, show
from rules.prose.claims import rounding
from rules.prose.execution import Execution, executions
from rules.registry import rule
from rules.wording import spot_of


@rule("C04", title="率值指标表文不一致", severity=Severity.HIGH, basis="S5", priority=1)
def rates_in_prose(dossier: Dossier) -> Iterator[Hit | Check]:
    """自评表里率值指标的实际完成值，应当与正文同名率值相同。

    率的名称（办结率、合格率……）和限定（按期、首次、一次性）必须相同，对象须对得上：办结率与按期办结率不比，热线工单办结率与审批事项
    办结率不比。满意度与满意率同义。整数率按印出位数容差（98%与97.6%不报），但100%是全部完成的断言，正文不足100%即不一致。
    正文写的预算执行率与本报告自评表资金总额的执行率相比，表内没有填的用执行数除以全年预算数。

    反例：自评表“热线工单办结率”100%，正文“受理诉求件16414件，办结率99.62%”。
    正例：自评表“饮水安全达标率”98%，正文“全县饮水安全达标率98%”。
    """
    for group in disagreements(dossier):
        if is_rate(group.rows[0][1]):
            head, _, body = group.key.partition("|")
            yield tell(
                "C04",
                group,
                what="同一率值表文不一致",
                basis="自评表与报告正文应当一致",
                explains=(f"H04:{group.key}", f"C05:*{head}|{body}"),
            )
    yield from settled("C04", dossier, rates=True)
    for execution in executions(dossier):
        yield _compare(execution)


def _compare(execution: Execution) -> Hit | Check:
    """The execution rate in prose against the money block's."""
    claim, printed = execution.claim, execution.printed
    stated = claim.fact.quantity.value or Decimal(0)
    gap = abs(stated - printed.value)
    shown = f"{short(printed.value, 2)}%"
    if gap <= max(rounding(claim.fact.quantity), printed.epsilon) and not (gap and HUNDRED in (stated, printed.value)):
        return passed("C04", claim.report, expected=shown, observed=show(claim.fact.quantity), detail=f"{claim.place}“{said(claim)}”")
    how = "算得" if execution.computed else "为"
    spot = spot_of(claim.report if (claim.report.project or "") == (execution.form.project or "") else execution.form)
    return Hit(
        message=f"{claim.place}写“{said(claim)}”，而{printed.label}{how}{shown}，执行率表文不一致，相差{short(gap, 2)}个百分点（自评表与报告正文应当一致）。",
        evidence=(claim.evidence, printed.evidence),
        key=f"执行率|{spot}",
        expected=shown,
        observed=show(claim.fact.quantity),
        difference=short(stated - printed.value, 2),
    )
