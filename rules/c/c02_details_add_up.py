"""C02: the items a narrative lists as a project's expenditure against what the form says was spent."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from model import Check, CheckStatus, Dossier, Hit, Severity
from rules.figures import Figure, gravity, lacking, passed, short, show
from rules.forms.ledger import ANNUAL, INITIAL, SPENT, Entry, department_entries, entry_of, item_named, project_entries
from rules.naming.projects import narratives, resolve
from rules.prose.claims import amount_of
from rules.prose.owners import headed
from rules.prose.spending import Spending, spendings
from rules.registry import rule
from rules.wording import spot_of

_MOST = 3
"""How many times the expenditure an account of it may be, either way; beyond, the amounts are of something else."""


@rule("C02", title="正文支出明细合计与执行数不符", severity=Severity.HIGH, basis="S5", priority=1)
def details_add_up(dossier: Dossier) -> Iterator[Hit | Check]:
    """项目报告逐项列出的资金使用明细，合计应当等于自评表的全年执行数；整体报告列出的各项目金额，合计应当等于项目支出。

    明细只取同一层级的金额：“其中”、每人每年标准、括号内的再细分不重复计入。写“主要用于”的不是全部列举，只要求合计不超过执行数；
    明细合计恰等于预算数而开头说的是预算安排的，不报；合计是执行数三倍以上或三分之一以下的，不是这笔支出的明细，不比。合计与执行数之差在各数印出位数舍入之内的，只作提示。

    反例：正文“办公费10万元；水电费90万元；物业费12万元”，合计112万元，执行数102万元。
    正例：正文“工资45万元；办公经费6万元”，执行数51万元。
    """
    done: set[tuple[str, str]] = set()
    for spending in spendings(dossier):
        report = spending.report
        entry = _entry(dossier, spending)
        figures = entry.under(*SPENT) if entry else ()
        key = (report.report_id, entry.name if entry and report.kind == "project_narrative" else "")
        if not figures or key in done:
            continue
        done.add(key)
        summed, total = spending.summed, figures[0]
        formula = f"{' + '.join(short(amount_of(item.fact.quantity) or Decimal(0)) for item in spending.items)} = {short(summed)}"
        slack = spending.tolerance + total.epsilon
        if any(summed == figure.value for figure in figures):
            yield passed("C02", report, expected=short(total.value), observed=short(summed), detail=formula)
        elif not spending.complete and report.kind == "project_narrative" and summed < total.value:
            detail = f"正文只列举了主要支出：{formula}，不超过{total.label}{total.printed}"
            yield Check(
                rule="C02",
                report_id=report.report_id,
                status=CheckStatus.PASS,
                expected=short(total.value),
                observed=short(summed),
                detail=detail,
            )
        elif entry and any(summed == figure.value for figure in entry.under(INITIAL, ANNUAL)) and _speaks_of_budget(spending):
            yield passed("C02", report, expected=short(total.value), observed=short(summed), detail=f"所列为预算安排：{formula}")
        elif not total.value <= _MOST * summed <= _MOST * _MOST * total.value:
            yield lacking("C02", report, f"所列金额合计{short(summed)}万元与执行数相差悬殊，不是支出明细")
        else:
            yield _tell(spending, total, key[1], formula, gravity(summed - total.value, slack))
    for report in narratives(dossier):
        if all(report.report_id != known for known, _ in done):
            yield lacking("C02", report, "正文没有逐项列出支出明细，或没有对应的执行数")


def _entry(dossier: Dossier, spending: Spending) -> Entry | None:
    """What the items should add up to: the project's money, or 项目支出 when every project of the forms is listed."""
    if spending.report.kind == "project_narrative":
        owner = headed(dossier).get((spending.report.report_id, spending.items[0].fact.block))
        if owner is not None:
            return project_entries(dossier).get(owner.project or "") if owner.sure else None
        return entry_of(dossier, spending.report)
    entries = project_entries(dossier)
    named = {resolve(item.label, entries) for item in spending.items}
    if entries and None not in named and len(named) == len(entries) == len(spending.items):
        return department_entries(dossier).get("项目支出")
    parts = {item_named(item.label) for item in spending.items}
    return department_entries(dossier).get("支出总额") if parts == {"基本支出", "项目支出"} else None


def _speaks_of_budget(spending: Spending) -> bool:
    first = spending.items[0].fact
    passage = next(p for p in spending.report.passages if p.paragraph.block == first.block)
    return "预算" in passage.paragraph.text[: first.start] or "安排" in passage.paragraph.text[: first.start]


def _tell(spending: Spending, total: Figure, project: str, formula: str, severity: Severity | None) -> Hit:
    gap = spending.summed - total.value
    names = "、".join(f"{item.label}{show(item.fact.quantity)}" for item in spending.items)
    relation = "多" if gap > 0 else "少"
    return Hit(
        message=f"{spending.items[0].place}所列支出明细{names}，合计{short(spending.summed)}万元，而{total.label}为{total.printed}，"
        f"明细合计{relation}{short(abs(gap))}万元（支出明细合计应等于执行数）。",
        evidence=(*(item.evidence for item in spending.items), total.evidence),
        key=f"明细合计|{spot_of(spending.report)}" if spending.report.project else f"明细合计|{spot_of(spending.report)}{project}",
        expected=short(total.value),
        observed=short(spending.summed),
        difference=short(gap),
        formula=f"{formula} ≠ {short(total.value)}",
        severity=severity,
    )
