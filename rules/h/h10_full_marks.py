"""H10: every indicator of every form scores full marks."""

from __future__ import annotations

from collections.abc import Iterator

from model import Check, Dossier, Evidence, Hit, Report, Severity
from rules.figures import evidence, lacking, passed
from rules.forms.scored import Scored, scored
from rules.registry import rule
from rules.wording import name_of


@rule("H10", title="全部指标满分", severity=Severity.MEDIUM, basis="S5")
def full_marks(dossier: Dossier, *, least: int = 5) -> Iterator[Hit | Check]:
    """所有自评表的全部三级指标都得满分，是通报最多的“自评流于形式”的表现，应逐项核实完成值。

    按部门整体看：只要有一项扣分就通过。可看的指标少于 5 项（选项 least）的记为数据不足。只报一条，列出各表总分；只有一张表的降为低。

    反例：5 张自评表 67 个三级指标全部满分，总分都是 100 分。
    正例：四张表满分，一张表有一项扣 0.5 分并说明了原因。
    """
    items = scored(dossier)
    if not items:
        return
    reports = {i.report.report_id: i.report for i in items}
    if len(items) < least:
        yield lacking("H10", items[0].report, f"有分值和得分的指标只有{len(items)}项")
        return
    below = [i for i in items if i.score != i.weight]
    if below:
        for report in reports.values():
            yield passed("H10", report, detail=f"{len(items)}项指标中有{len(below)}项扣分")
        return
    marks = tuple(_evidence(report, items) for report in reports.values())
    totals = "、".join(
        f"{name_of(r)}总分{e.value}分" if r.total is not None else name_of(r) for r, e in zip(reports.values(), marks, strict=True)
    )
    noted = sum(1 for i in items if (i.indicator.deviation or "").strip())
    yield Hit(
        message=f"{len(reports)}张自评表的{len(items)}个三级指标全部满分（{totals}），{f'只有{noted}条' if noted else '没有一条'}偏差说明，"
        "疑自评流于形式（满分自评应逐项核实）。",
        evidence=marks,
        key="满分",
        observed=f"{len(items)}/{len(items)}",
        severity=None if len(reports) > 1 else Severity.LOW,
    )


def _evidence(report: Report, items: tuple[Scored, ...]) -> Evidence:
    if report.total is not None and report.total.score is not None:
        return evidence(f"{name_of(report)}总分", report.total.score)
    first = next(i for i in items if i.report is report)
    return Evidence(label=f"{first.label}得分", value=str(first.score), source=first.indicator.source)
