"""I03: values outside what the measure can take: rates above 100%, negative counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from model import Check, CheckStatus, Dossier, Hit, Quantity, Report, Severity
from rules.comparing.disagreements import said
from rules.figures import evidence, short, show
from rules.naming.names import read_name
from rules.prose.claims import every_claim
from rules.registry import rule
from rules.wording import name_of, spot_of

_BOUNDED = re.compile(
    r"(?:合格|达标|满意|覆盖|办结|发布|公开|按期|及时|就业|完好|知晓|参与|签约|履约|建档|接种|普及|通过|优良|优秀|成功|持证|上岗|在岗|出勤|准确|正确|规范|回访|差错|投诉|"
    r"死亡|发病|破案|结案|处置|整改|验收|入库|绿化|列养|巡查|检测|抽检|治愈|好转|空置|流失|返贫|控辍|毕业|压缩|可用|在线|连通|畅通|成活|存活|保存|响应|受理|反馈|识别|排查)率$"
)
_SIGNED = re.compile(r"增长|增幅|增速|变动|变化|下降|降低|减少|调整|差额|结余|净|同比|环比|盈亏|利润|收支|偏差|温|海拔")


@rule("I03", title="数值超出合理范围", severity=Severity.MEDIUM, basis="S10", priority=1)
def value_domains(dossier: Dossier) -> Iterator[Hit | Check]:
    """合格率、满意度、覆盖率、办结率等是部分占全部的比例，不可能超过100%；人数、件数、金额等不可能为负数。

    看自评表的指标值和完成值、正文中的同类率值，以及基础数据表的人数与金额。完成率、执行率、到位率、增长率、控制率、毛入学率、
    病床使用率可以超过100%，不在此列；变动、结余、调整类数值可以为负。

    反例：“饮用水水质合格率”完成值102%。
    正例：“计划任务完成率”完成值120%。
    """
    for report in dossier.reports:
        found = list(_printed(report))
        wrong = [(label, name, quantity) for label, name, quantity in found if _impossible(name, quantity)]
        for label, name, quantity in wrong:
            yield _tell(report, label, name, quantity, show(quantity))
        if found and not wrong:
            yield Check(rule="I03", report_id=report.report_id, status=CheckStatus.PASS, detail=f"{len(found)}个数值都在合理范围内")
    for claim in every_claim(dossier):
        if claim.name.head and claim.fact.role != "change" and _impossible(claim.label, claim.fact.quantity):
            yield _tell(claim.report, claim.place, claim.label, claim.fact.quantity, said(claim))


def _printed(report: Report) -> Iterator[tuple[str, str, Quantity]]:
    """Label, measure and value of every figure of a form."""
    for row in report.indicators:
        for column, quantity in (("指标值", row.target), ("实际完成值", row.actual)):
            if quantity.value is not None:
                yield f"{name_of(report)}“{row.level3}”{column}", row.level3, quantity
    for item in report.basics:
        if item.value is not None and item.value.value is not None and item.measure != "rate":
            yield f"{name_of(report)}“{item.item}”{item.header}", item.item + item.header, item.value


def _impossible(measure: str, quantity: Quantity) -> bool:
    value = quantity.value
    if value is None:
        return False
    if quantity.unit == "%":
        name = read_name(measure)
        return value > 100 and bool(name.head) and bool(_BOUNDED.search(name.head)) and not _SIGNED.search(measure)
    return value < 0 and not _SIGNED.search(measure)


def _tell(report: Report, label: str, measure: str, quantity: Quantity, printed: str) -> Hit:
    value = quantity.value or Decimal(0)
    limit = "0" if value < 0 else "100%"
    why = "小于0" if value < 0 else f"超过100%，超出{short(value - 100)}个百分点"
    return Hit(
        message=f"{label}为{printed}，{why}，超出该指标可能的取值范围（比例不会超过100%，数量和金额不会为负）。",
        evidence=(evidence(label, quantity),),
        key=f"{measure}|{spot_of(report)}",
        expected=f"{'≥' if value < 0 else '≤'}{limit}",
        observed=show(quantity),
    )
