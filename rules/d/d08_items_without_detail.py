"""D08: spending that is spoken of but stands in no detail."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model import Check, Dossier, Evidence, Fact, Hit, Report, Severity
from rules.figures import MONEY, outside, passed
from rules.prose.texts import Text, texts
from rules.registry import rule
from rules.wording import name_of, spot_of

RULE = "D08"
_DETAILS = re.compile(r"使用情况|支出情况|支出明细|资金用途|主要用于|具体支出|用于以下|开支情况")
_MANAGED = re.compile(
    r"(?P<items>[^。；：\n]{2,60}?)(?:按[月季年时期]|及时|足额|全额)(?:足额|及时|按时)?(?:支付|发放|拨付|缴纳|兑付|保障|结算)"
)
_PAID = re.compile(r"支付|发放|拨付|缴纳|兑付|保障|结算")
_ITEM = re.compile(r"[\u4e00-\u9fff]{0,16}(?:费用?|经费|补贴|补助|工资|薪酬|津贴|维护|维修|租金|奖金)$")
_COMMON = re.compile(
    r"费用?|经费|补贴|补助|支出|资金|专项|项目|大厅|中心|单位|工作人员|人员|政务|服务|相关|日常|其他|各项|等|的|在|及|和|为|用"
)
_FEW = 2


@rule(RULE, title="管理段提及的支出不在明细中", severity=Severity.LOW, basis="S5", priority=3)
def items_without_detail(dossier: Dossier) -> Iterator[Hit | Check]:
    """资金管理段说某项费用“按月支付、按时支付、足额保障”，而资金使用明细里没有这一项，说明明细不全或管理段照抄他处。

    只在报告有两项以上带金额的使用明细时核对；名称有两字以上相同（电费—水费、电话费、电费）即视为已列；“相关费用”一类泛称不看。

    反例：管理段写“电脑、机房维护费按时支付”，明细只有办公费、水电费、物业费。
    正例：管理段写“电费、物业费按月支付”，明细有“水费、电费90.1万元”“物业费10万元”。
    """
    for report in dossier.reports:
        details = _details(report)
        if len(details) < _FEW:
            yield outside(RULE, report, "没有两项以上的资金使用明细")
            continue
        listed = "、".join(fact.subject for fact in details)
        missing = [(text, start, item) for text, start, item in _managed(report) if not _stands_in(item, listed)]
        if missing:
            yield _hit(report, missing, details)
        else:
            yield passed(RULE, report, detail=f"管理段提及的支出均在{len(details)}项明细中")


def _details(report: Report) -> list[Fact]:
    blocks = {text.source.block for text in texts(report) if text.source.table is None and _DETAILS.search(text.text)}
    return [fact for fact in report.facts if fact.block in blocks and fact.quantity.unit in MONEY and not fact.per and fact.subject]


def _managed(report: Report) -> Iterator[tuple[Text, int, str]]:
    for text in texts(report):
        if text.source.table is not None:
            continue
        for found in _MANAGED.finditer(text.text) if _PAID.search(text.text) else ():
            start = found.start("items")
            for piece in re.split(r"[、，,]", found["items"]):
                item = piece.strip()
                if item and (_ITEM.search(item) or ("维护" in item or "机房" in item)):
                    yield text, start, item
                start += len(piece) + 1


def _stands_in(item: str, listed: str) -> bool:
    core = _COMMON.sub("", item)
    if len(core) < 2:
        return True
    return any(core[i : i + 2] in listed for i in range(len(core) - 1)) or item in listed or any(word in listed for word in _short(item))


def _short(item: str) -> list[str]:
    """A fee of one character with its ending: 电费, 水费."""
    return [item[-2:]] if item.endswith("费") and len(item) >= 2 else []


def _hit(report: Report, missing: list[tuple[Text, int, str]], details: list[Fact]) -> Hit:
    names = "、".join(dict.fromkeys(item for _, _, item in missing))
    spoken: list[Evidence] = [text.at(start, start + len(item), f"资金管理情况{item}") for text, start, item in missing[:3]]
    told = "、".join(f"{fact.subject}{fact.quantity.raw}" for fact in details[:8])
    return Hit(
        message=f"{name_of(report)}的资金管理情况提到“{names}”已按时支付，而资金使用明细（{told}）中没有这一项，请核对明细是否完整（管理与明细应当一致）。",
        evidence=(*spoken, *(Evidence(label=f"{name_of(report)}使用明细{fact.subject}", source=fact.source) for fact in details[:8])),
        key=f"{spot_of(report)}|管理段支出",
        observed=names,
    )
