"""Expenditure on works and purchases that the narratives name with an amount."""

from __future__ import annotations

import re
from decimal import Decimal

from model import Dossier
from rules.memo import remembered
from rules.prose.claims import ACTUAL, Claim, amount_of, every_claim, in_year

WORKS = re.compile(
    r"(?<!移民)(?<!易地)(?<!扶贫)(?<!避险)搬迁(?!户|群众|补|安置)|装修|迁建|办公(?:楼|用房|大楼|场所)|业务用房|技术用房|综合楼|办公区"
    r"|(?:大楼|用房|场馆|大厅|会议室|培训中心|服务中心)[^，。]{0,4}(?:新建|改建|扩建|改扩建|修缮|改造|建设)"
)
PURCHASES = re.compile(
    r"工程|物业|网络使用|宽带|专线|设备|采购|购置|购买|印刷|租赁|软件|系统|装修|搬迁|改造|安保|保洁|监理|设计费|勘察|维保|运维服务|绿化|建设(?!费附加)"
)
_NOT_BOUGHT = re.compile(r"工资|补贴|补助|奖|津贴|救助|慰问|社保|公积金|水费|电费|拨付|资金$|专项经费$|预算|总投资|贷款|税|税费|收入")


@remembered
def purchases(dossier: Dossier) -> tuple[Claim, ...]:
    """Amounts of the year for things an office buys by procurement, each place of the same amount and name once."""
    found: dict[tuple[str, Decimal | None], Claim] = {}
    for claim in every_claim(dossier):
        fact = claim.fact
        if claim.unit != "万元" or fact.per or fact.role not in (*ACTUAL, "part") or not in_year(claim.period, claim.report.year):
            continue
        if PURCHASES.search(claim.label) and not _NOT_BOUGHT.search(claim.label):
            found.setdefault((claim.name.body, amount_of(fact.quantity)), claim)
    return tuple(found.values())
