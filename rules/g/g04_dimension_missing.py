"""G04: a self-evaluation form covers output, effect and satisfaction, cost where its siblings do, and the execution rate."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from model import Check, Dossier, Evidence, Hit, Report, Severity
from rules.figures import passed
from rules.forms.indicators import dimension_of
from rules.forms.lines import fund_total
from rules.registry import rule
from rules.wording import name_of, spot_of

ALWAYS = ("产出", "效益")
BY_SIBLINGS = ("满意度", "成本")


@rule("G04", title="评价维度缺失", severity=Severity.HIGH, basis="表样")
def dimension_missing(dossier: Dossier) -> Iterator[Hit | Check]:
    """自评表的指标应覆盖产出、效益、满意度（有成本方案的还有成本），资金部分应有执行率及其分值。

    产出、效益缺了就报高；满意度、成本看本部门其他同类表：其他表都有而本表没有才报，满意度为中（有的项目没有服务对象）。一级指标不用
    产出、效益等名称的表（如“履职效能”“管理效率”）不适用。指标分值合计为 90 而资金部分没有执行率分值的，报缺执行率。

    反例：四张表都有成本指标，一张表没有；指标合计 90 分而执行率、分值栏空白。
    正例：产出、效益、满意度齐全，本部门各表都没有成本指标。
    """
    forms = [report for report in dossier.reports if report.indicators]
    covered = {report.report_id: {dimension_of(i) for i in report.indicators} - {None} for report in forms}
    for report in forms:
        own = covered[report.report_id]
        if not own & {"产出", "效益"}:
            continue
        siblings = [covered[other.report_id] for other in forms if other is not report and covered[other.report_id] & {"产出", "效益"}]
        missing = [name for name in ALWAYS if name not in own]
        missing += [name for name in BY_SIBLINGS if name not in own and siblings and all(name in other for other in siblings)]
        if _without_execution(report):
            missing.append("预算执行率")
        if missing:
            yield _hit(report, missing)
        else:
            yield passed("G04", report, observed="、".join(sorted(str(name) for name in own)), detail="评价维度齐全")


def _without_execution(report: Report) -> bool:
    """The indicators leave ten points for the execution rate, and the money block does not take them."""
    weights = [i.weight.value if i.weight is not None else None for i in report.indicators]
    if None in weights or sum(weight or Decimal(0) for weight in weights) != 90:
        return False
    total = fund_total(report)
    return total is not None and total.weight is None and total.score is None


def _hit(report: Report, missing: list[str]) -> Hit:
    seen = dict.fromkeys(i.level1 for i in report.indicators)
    first = {i.level1: i for i in reversed(report.indicators)}
    mild = all(name == "满意度" for name in missing)
    return Hit(
        message=f"{name_of(report)}的指标只有{'、'.join(seen)}，缺少{'、'.join(missing)}（自评应覆盖规定的各个维度）。",
        evidence=tuple(
            Evidence(label=f"{name_of(report)}一级指标", source=first[name].level1_source or first[name].source) for name in seen
        ),
        key=spot_of(report),
        expected="含" + "、".join(missing),
        observed="、".join(seen),
        severity=Severity.MEDIUM if mild else None,
    )
