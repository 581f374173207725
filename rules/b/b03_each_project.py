"""B03: each project's row in 基础数据表 equals the project's own form."""

from __future__ import annotations

from collections.abc import Iterator

from model import Check, Dossier, Hit, Severity
from rules.b.b02_sum_of_projects import PAIRS
from rules.figures import agree, lacking, passed, short
from rules.forms.lines import BUDGET, beside, fund_figure, fund_total, of_kind, projects_listed
from rules.naming.projects import resolve
from rules.registry import rule
from rules.wording import fold


@rule("B03", title="项目金额与其自评表不一致", severity=Severity.HIGH, basis="表样")
def each_project(dossier: Dossier) -> Iterator[Hit | Check]:
    """基础数据表列示的每个项目，预算数应等于该项目自评表的年初预算数，决算数应等于其全年执行数。

    项目名称差一两个字、标点或“专项经费”一类词尾的视为同一项目；找不到对应自评表的不在此报（见 B05）。任一方为空记为数据不足；
    预算数等于全年预算数的，填的是调整后预算，通过。单位不同的换算后再比。合计不符由 B02 核对，逐项不符与合计不符是同一处错误，归并为一条。

    反例：基础数据表路灯维护经费决算 86 万元，其自评表全年执行 68 万元，相差 18 万元。
    正例：基础数据表“培训管理专项经费”决算 20 万元，自评表“培训、管理专项经费”执行 20 万元。
    """
    for report in of_kind(dossier, "basic_data"):
        forms = {form.project: form for form in beside(dossier, report, "project_self_eval") if form.project}
        for line in projects_listed(report):
            name = resolve(line.item, forms)
            if name is None:
                continue
            for column, own, label in PAIRS:
                total = fund_total(forms[name])
                theirs = fund_figure(forms[name], total, own) if total is not None else None
                ours = line.figure(column, unit="万元")
                annual = fund_figure(forms[name], total, "annual_budget") if total is not None and column == BUDGET else None
                if ours is None or theirs is None:
                    yield lacking("B03", report, f"{line.item}在基础数据表或自评表中的{label}为空")
                elif annual is not None and ours.value == annual.value != theirs.value:
                    yield passed("B03", report, observed=short(ours.value), detail=f"{line.item}的预算数是调整后的全年预算数")
                else:
                    yield agree(
                        "B03", report, ours, theirs, what=f"项目“{name}”的金额",
                        key=f"{fold(name)}|{column}", basis="同一项目在两表中的金额应当相等",
                    )  # fmt: skip
