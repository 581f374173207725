"""E02: the department's narrative and a project's own narrative give one amount for the project."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from model import Check, CheckStatus, Dossier, Hit, Severity
from rules.figures import gravity, passed, short
from rules.forms.ledger import SPENT, project_entries
from rules.prose.amounts import Told, amounts_told
from rules.prose.claims import amount_of, rounding
from rules.registry import rule
from rules.wording import fold


@rule("E02", title="项目金额各报告不一致", severity=Severity.HIGH, basis="S5")
def project_amount_in_prose(dossier: Dossier) -> Iterator[Hit | Check]:
    """同一项目的实际支出，在整体自评报告、项目评价报告中应当写同一个数；与自评表、基础数据表的核对见 C01、B03。

    只比写明是该项目支出总额的数：写年初预算、全年预算、结余、追加和明细的不比。元与万元换算后再比；不同报告各写一次才比，
    同一份报告里的前后不一由 D01 核对。任一份没有写金额的，记为数据不足。与 C01 同源的归并为一条。

    反例：整体报告写“路灯维护经费86万元”，项目报告写“全年实际支出68万元”。
    正例：整体报告写“路灯维护经费86万元”，项目报告写“实际支出860000元”。
    """
    projects = project_entries(dossier)
    by_project: dict[str, list[Told]] = defaultdict(list)
    for told in amounts_told(dossier):
        if told.entry.name in projects and told.columns[0] in SPENT:
            by_project[told.entry.name].append(told)
    for name, all_told in by_project.items():
        yield _hold(name, all_told)


def _hold(name: str, all_told: list[Told]) -> Hit | Check:
    first: dict[str, Told] = {}
    for told in all_told:
        first.setdefault(told.claim.report.report_id, told)
    report = all_told[0].claim.report
    if len(first) < 2:
        return Check(rule="E02", report_id=report.report_id, status=CheckStatus.INSUFFICIENT_DATA, detail=f"“{name}”的支出只有一份报告写到")
    one = all_told[0]
    value = amount_of(one.claim.fact.quantity)
    assert value is not None
    for other in list(first.values())[1:]:
        theirs = amount_of(other.claim.fact.quantity)
        assert theirs is not None
        gap = value - theirs
        if gap:
            return Hit(
                message=f"项目“{name}”的支出，{one.claim.place}写{one.claim.fact.quantity.raw}，{other.claim.place}写"
                f"{other.claim.fact.quantity.raw}，相差{short(abs(gap))}万元（同一项目各报告的金额应当一致）。",
                evidence=(one.claim.evidence, other.claim.evidence),
                key=fold(name),
                expected=short(value),
                observed=short(theirs),
                difference=short(gap),
                severity=gravity(gap, rounding(one.claim.fact.quantity) + rounding(other.claim.fact.quantity)),
            )
    return passed("E02", report, observed=short(value), detail=f"“{name}”的支出在{len(first)}份报告中一致")
