"""I06: procurement in 基础数据表 far below what the prose says was bought."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from model import Check, CheckStatus, Dossier, Hit, Severity
from rules.figures import lacking, short, show
from rules.forms.lines import FINAL, line_of, of_kind
from rules.prose.claims import Claim, amount_of
from rules.prose.works import purchases
from rules.registry import rule


@rule("I06", title="政府采购金额与可采购支出悬殊", severity=Severity.MEDIUM, basis="S7", priority=2)
def procurement_understated(dossier: Dossier, *, times: int = 5, least: int = 50) -> Iterator[Hit | Check]:
    """正文列支的工程、设备、物业、网络、印刷等可采购支出合计，远大于基础数据表的政府采购金额，疑采购口径漏报或应采未采。

    正文各项（同一金额、名称只计一次）合计超过政府采购决算 times 倍、且多出 least 万元以上才报。单项是否达到限额标准、是否由
    财政集中支付以外的资金承担，须由审计人员核实。

    反例：政府采购金额5.6万元，正文列支改造工程1376万元、网络使用费66万元。
    正例：政府采购金额320万元，正文列支设备采购280万元、印刷费12万元。
    """
    for report in of_kind(dossier, "basic_data"):
        line = line_of(report, "采购")
        printed = line.figure(FINAL, unit="万元") if line is not None else None
        bought = purchases(dossier)
        if line is None or printed is None or not bought:
            yield lacking("I06", report, "没有政府采购金额，或正文没有列支工程、设备等可采购支出")
            continue
        summed = sum((amount_of(claim.fact.quantity) or Decimal(0) for claim in bought), Decimal(0))
        if summed <= printed.value * times or summed - printed.value < least:
            yield Check(
                rule="I06", report_id=report.report_id, status=CheckStatus.PASS, expected=short(printed.value), observed=short(summed)
            )
            continue
        leading = sorted(bought, key=lambda claim: -(amount_of(claim.fact.quantity) or Decimal(0)))
        yield Hit(
            message=f"{printed.label}为{printed.printed}，而正文列支{_names(leading)}等可采购支出合计{short(summed)}万元，"
            f"{_times(summed, printed.value)}，疑采购口径漏报或应采未采（政府采购应当严格按照批准的预算执行）。",
            evidence=(printed.evidence, *(claim.evidence for claim in leading)),
            key="政府采购",
            expected=short(printed.value),
            observed=short(summed),
            difference=short(summed - printed.value),
            formula=f"{' + '.join(short(amount_of(claim.fact.quantity) or Decimal(0)) for claim in leading)} = {short(summed)}",
        )


def _names(claims: list[Claim]) -> str:
    return "、".join(f"{claim.place}“{claim.label}”{show(claim.fact.quantity)}" for claim in claims[:4])


def _times(summed: Decimal, printed: Decimal) -> str:
    return f"为政府采购金额的{short(summed / printed, 1)}倍" if printed else "而政府采购金额填为0"
