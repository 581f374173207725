"""H12: indicators placed in a class they do not belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model import Check, CheckStatus, Dossier, Evidence, Hit, Indicator, Report, Severity
from rules.figures import evidence, show
from rules.registry import rule
from rules.wording import name_of, names_of

_FUNDING = re.compile(
    r"(?:资金|经费|预算|款项|拨款)[^，。]{0,6}(?:到位|执行|拨付|支付|使用|完成|支出)(?:及时)?率|^(?:到位|执行|支付|拨付)(?:及时)?率$"
)
_SATISFIED = re.compile(r"满意(?:度|率|程度)$")


@rule("H12", title="指标归类不当", severity=Severity.MEDIUM, basis="S2", priority=2)
def misplaced_indicators(dossier: Dossier) -> Iterator[Hit | Check]:
    """三级指标应当放在能说明其含义的类别里；放错类别，就没有真正考核该类别。

    三种情形各报一条、列出全部出处：资金到位率、预算执行率等列为成本指标（属过程和预算执行，不反映成本控制），为中；
    以百分比计量的率列为数量指标（数量指标应为绝对数），为低；满意度列在满意度指标之外，为低。覆盖率、完成率常被地方表样列为
    数量指标，也只提示为低。

    反例：成本指标只有“资金到位率≥90%”一条。
    正例：成本指标为“运维成本≤20万元”，资金到位率不作指标。
    """
    rows = [(form, row) for form in dossier.reports for row in form.indicators]
    funding = [(form, row) for form, row in rows if "成本" in row.level1 + row.level2 and _FUNDING.search(row.level3)]
    rates = [(form, row) for form, row in rows if row.level2.startswith("数量") and "%" in (row.target.unit, row.actual.unit)]
    satisfied = [(form, row) for form, row in rows if _SATISFIED.search(row.level3.strip("。 ")) and "满意" not in row.level1 + row.level2]
    yield from _tell(
        funding,
        "成本指标|资金到位",
        "列为成本指标",
        "属预算执行和过程管理，不反映成本控制（成本指标应反映成本水平或节约情况）",
        Severity.MEDIUM,
    )
    yield from _tell(rates, "数量指标|率值", "列为数量指标", "是率值，不是数量（数量指标应以绝对数计量）", Severity.LOW)
    yield from _tell(satisfied, "满意度", "列在满意度指标之外", "考核的是满意度（应归入满意度指标）", Severity.LOW)
    wrong = {id(row) for _, row in (*funding, *rates, *satisfied)}
    for form in dossier.reports:
        right = sum(1 for row in form.indicators if id(row) not in wrong)
        if right:
            yield Check(rule="H12", report_id=form.report_id, status=CheckStatus.PASS, detail=f"{right}条指标的归类未见不当")


def _tell(rows: list[tuple[Report, Indicator]], key: str, placed: str, why: str, severity: Severity) -> Iterator[Hit]:
    if not rows:
        return
    names = "、".join(dict.fromkeys(f"“{row.level3}”" for _, row in rows))
    forms = names_of(form for form, _ in rows)
    yield Hit(
        message=f"{forms}把{names}{placed}（共{len(rows)}处），{why}。",
        evidence=tuple(_side(form, row) for form, row in rows),
        key=key,
        severity=severity,
    )


def _side(form: Report, row: Indicator) -> Evidence:
    label = f"{name_of(form)}“{row.level1}/{row.level2}/{row.level3}”（指标值{show(row.target)}）实际完成值"
    return evidence(label, row.actual)
