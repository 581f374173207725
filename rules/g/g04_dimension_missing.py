"""G04: a self-evaluation form covers output, effect and satisfaction, cost where its siblings do, and the execution rate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from model import Check, Dossier, Evidence, Hit, Report, Severity
from rules.figures import passed
from rules.forms.indicators import dimension_of
from rules.forms.lines import fund_total
from rules.forms.schemes import SCHEMES, scheme_of
from rules.registry import rule
from rules.wording import name_of, spot_of

ALWAYS = ("产出", "效益")
BY_SIBLINGS = ("满意度", "成本")
_EXECUTION = re.compile(r"执行|支出率|资金")
_COST = re.compile(r"成本")


@rule("G04", title="评价维度缺失", severity=Severity.HIGH, basis="表样")
def dimension_missing(dossier: Dossier) -> Iterator[Hit | Check]:
    """自评表的指标应覆盖产出、效益、满意度（有成本方案的还有成本），资金部分应有执行率及其分值。

    产出、效益缺了就报高；数量、质量、时效直接列为一级指标的就是产出。满意度、成本看本部门其他同类表：其他表都有而本表没有才报，满意度为中
    （有的项目没有服务对象），成本为高；只有一张同类表可比的，说明不了表样的要求，都为低；本表分值本身就是规定方案之一（如 50/30/10 加执行率 10，没有成本）的，没有缺。
    一级指标用了产出、效益等以外名称的表（如“履职效能”“管理效率”）不适用。指标分值合计为 90 而资金部分没有执行率分值的，报缺执行率；只列分值不打分的表不看这一项。

    反例：四张表都有成本指标，一张表没有；指标合计 90 分而执行率、分值栏空白。
    正例：产出、效益、满意度齐全，本部门各表都没有成本指标；整体表用 50/30/10/10 方案，项目表另有成本指标。
    """
    forms = [report for report in dossier.reports if report.indicators]
    covered = {report.report_id: set(_dimensions(report)) for report in forms}
    for report in forms:
        own = covered[report.report_id]
        if not own & {"产出", "效益"} or any(
            dimension_of(i) is None and not _EXECUTION.search(i.level1 + i.level3) for i in report.indicators
        ):
            continue
        alike = [other for other in forms if other is not report and other.kind == report.kind and other.form == report.form]
        siblings = [covered[other.report_id] for other in alike if covered[other.report_id] & {"产出", "效益"}]
        missing = [name for name in ALWAYS if name not in own]
        if scheme_of(report) not in SCHEMES:
            missing += [name for name in BY_SIBLINGS if name not in own and siblings and all(name in other for other in siblings)]
        if _without_execution(report):
            missing.append("预算执行率")
        if missing:
            yield _hit(report, missing, len(siblings))
        else:
            yield passed("G04", report, observed="、".join(sorted(own)), detail="评价维度齐全")


def _dimensions(report: Report) -> Iterator[str]:
    """Every dimension the form's indicators are of; 成本 may stand below 产出."""
    for indicator in report.indicators:
        dimension = dimension_of(indicator)
        if dimension is not None:
            yield dimension
        if _COST.search(indicator.level2):
            yield "成本"


def _without_execution(report: Report) -> bool:
    """The indicators leave ten points for the execution rate, and neither the money block nor any other line takes them."""
    weights = [i.weight.value if i.weight is not None else None for i in report.indicators]
    if None in weights or sum(weight or Decimal(0) for weight in weights) != 90 or all(i.score is None for i in report.indicators):
        return False  # a form that gives no scores has no place for those of the execution rate either
    total = fund_total(report)
    return total is not None and total.weight is None and total.score is None and not _printed_elsewhere(report)


def _printed_elsewhere(report: Report) -> bool:
    """Whether a line of the form gives the execution rate its ten points: 预算执行率（10分）, or 10 beside the words."""
    for table in report.tables:
        named = {cell.row for cell in table.cells if "执行" in (cell.text or cell.raw)}
        for cell in table.cells:
            text = (cell.text or cell.raw).strip()
            if cell.row in named and (text in ("10", "10分", "10.0", "10.00") or re.search(r"执行率?[^\d]{0,6}10分", text)):
                return True
    return False


def _hit(report: Report, missing: list[str], siblings: int) -> Hit:
    seen = dict.fromkeys(i.level1 for i in report.indicators)
    first = {i.level1: i for i in reversed(report.indicators)}
    optional = all(name in BY_SIBLINGS for name in missing)
    mild = Severity.LOW if siblings < 2 else Severity.MEDIUM if missing == ["满意度"] else None
    return Hit(
        message=f"{name_of(report)}的指标只有{'、'.join(seen)}，缺少{'、'.join(missing)}（自评应覆盖规定的各个维度）。",
        evidence=tuple(
            Evidence(label=f"{name_of(report)}一级指标", source=first[name].level1_source or first[name].source) for name in seen
        ),
        key=spot_of(report),
        expected="含" + "、".join(missing),
        observed="、".join(seen),
        severity=mild if optional else None,
    )
