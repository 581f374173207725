"""B02: the projects' forms add up to project spending in 基础数据表."""

from __future__ import annotations

from collections.abc import Iterator

from model import Check, Dossier, Hit, Report, Severity
from rules.figures import Figure, add_up, lacking
from rules.lines import BUDGET, FINAL, beside, fund_figure, fund_total, line_of, of_kind, projects_listed
from rules.projects import resolve
from rules.registry import rule

PAIRS = ((BUDGET, "initial_budget", "年初预算数"), (FINAL, "executed", "全年执行数"))


@rule("B02", title="各项目自评表之和与项目支出不符", severity=Severity.HIGH, basis="表样")
def sum_of_projects(dossier: Dossier) -> Iterator[Hit | Check]:
    """各项目自评表年初预算之和应等于基础数据表项目支出的预算数，全年执行之和应等于项目支出的决算数。

    只有每个列示的项目都有自评表、且自评表没有多出项目时才可相加；项目不齐记为数据不足（缺哪个由 B05 指出），任一张表缺数也是。

    反例：三张项目自评表执行数 86、51、20 万元，合计 157 万元，基础数据表项目支出决算 175 万元，差 18 万元。
    正例：四张项目自评表执行数 86、20、1626.93、51 万元，基础数据表项目支出决算 1783.93 万元。
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
            whole, parts = line.figure(column), [_figure(form, own) for form in forms]
            known = [part for part in parts if part is not None]
            if whole is None or len(known) < len(parts):
                yield lacking("B02", report, f"项目支出或项目自评表的{name}为空")
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


def _figure(form: Report, column: str) -> Figure | None:
    total = fund_total(form)
    return fund_figure(form, total, column) if total is not None else None
