"""B02: the projects' forms add up to project spending in 基础数据表."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from model import Check, Dossier, Hit, Report, Severity
from rules.figures import Figure, add_up, lacking
from rules.forms.lines import BUDGET, FINAL, beside, fund_figure, fund_total, line_of, of_kind, projects_listed
from rules.naming.projects import resolve
from rules.registry import rule

PAIRS = ((BUDGET, "initial_budget", "年初预算数"), (FINAL, "executed", "全年执行数"))


@rule("B02", title="各项目自评表之和与项目支出不符", severity=Severity.HIGH, basis="表样")
def sum_of_projects(dossier: Dossier) -> Iterator[Hit | Check]:
    """各项目自评表年初预算之和应等于基础数据表项目支出的预算数，全年执行之和应等于项目支出的决算数。

    只有每个列示的项目都有自评表、且自评表没有多出项目时才可相加；另列业务工作、运行维护经费的，与专项资金比。项目不齐记为数据不足（缺哪个由 B05 指出），任一张表缺数也是；
    基础数据表没有列示项目的，自评表可能只是其中几个，只在自评表之和超过项目支出时报；预算数恰为各项目全年预算之和的，是调整后预算，不与年初预算比。

    反例：三张项目自评表执行数 86、51、20 万元，合计 157 万元，基础数据表项目支出决算 175 万元，差 18 万元。
    正例：四张项目自评表执行数 64、30、1512.40、45 万元，基础数据表项目支出决算 1651.40 万元。
    """
    for report in of_kind(dossier, "basic_data"):
        forms = beside(dossier, report, "project_self_eval")
        line = line_of(report, "项目支出") or line_of(report, "专项")
        if not forms or line is None:
            continue
        if not _complete(report, forms):
            yield lacking("B02", report, "基础数据表列示的项目与项目自评表不能一一对应，不能相加")
            continue
        for column, own, name in PAIRS:
            special = line_of(report, "专项")
            apart = [found.figure(column) for name in ("业务工作", "运行维护") if (found := line_of(report, name)) is not None]
            whole = line.figure(column)
            if special is not None and any(figure is not None and figure.value for figure in apart):
                whole = special.figure(column)  # what is spent on business and upkeep has no form of its own
            parts = [_figure(form, own) for form in forms]
            known = [part for part in parts if part is not None]
            if whole is None or len(known) < len(parts):
                yield lacking("B02", report, f"项目支出或项目自评表的{name}为空")
                continue
            made = sum((part.value for part in known), Decimal(0))
            if made < whole.value and not projects_listed(report):
                yield lacking("B02", report, "基础数据表没有列示项目，项目自评表可能不全")
                continue
            if column == BUDGET and made != whole.value and whole.value == _sum(forms, "annual_budget"):
                yield lacking("B02", report, "基础数据表的预算数等于各项目调整后的全年预算，不是年初预算")
                continue
            yield add_up(
                "B02", report, total=whole, parts=known, what=f"项目支出与各项目自评表{name}之和",
                key=f"项目支出|{column}", basis="项目支出应为各项目之和",
            )  # fmt: skip


def _complete(report: Report, forms: list[Report]) -> bool:
    listed = [line.item for line in projects_listed(report)]
    named = [form.project for form in forms if form.project]
    if not listed:
        return True
    return len(named) == len(forms) == len(listed) and all(resolve(item, named) for item in listed)


def _sum(forms: list[Report], column: str) -> Decimal | None:
    """What the forms' total lines make in a column; None where one is blank."""
    found = [_figure(form, column) for form in forms]
    return None if None in found else sum((figure.value for figure in found if figure is not None), Decimal(0))


def _figure(form: Report, column: str) -> Figure | None:
    total = fund_total(form)
    return fund_figure(form, total, column) if total is not None else None
