"""Accounts of what a project's money was spent on, as the narratives list them: items with their amounts."""

from __future__ import annotations

import re
from decimal import Decimal

import msgspec

from model import Dossier, Report
from rules.memo import remembered
from rules.naming.names import read_name, without_number
from rules.prose.claims import Claim, amount_of, every_claim, rounding

_LEAD = re.compile(
    r"(?:资金|经费|支出|费用|项目|预算)[^。；：:]{0,24}(?:使用|支出|开支|明细|构成|用途|支付|列支|执行)(?:情况|明细|内容|构成|如下|方向)?[^。；：:]{0,10}[：:为]"
    r"|(?:主要|全部|具体|分别)?(?:用于|支出为|支出包括|开支为)[：:]?|(?:明细|如下|包括)[：:]|支出[^。；：:]{0,16}[，：:]?其中[：:]?|其中[：:]"
)
_PARTIAL = re.compile(r"主要|部分|等方面|例如|如[：:]|其中")
_NESTED = re.compile(r"其中|包括|包含|分别|标准|每[人名户亩年月天个所]|人均|[：:（(]|×|\*|按")
_BOUNDARY = re.compile(r"[；;。]|(?:^|[^\d])(?:[（(]?\d{1,2}[)）、.．]|[一二三四五六七八九十][是、])|[①-⑳]")
_NO_ITEM = re.compile(r"预算|到位|结余|结转|下达|批复|收入|余额|上年|节约|资金总额|财政拨款|剩余|指标文")
_SOURCE = re.compile(
    r"(?:其中|为|是|[:：、])*(?:中央|省级?|市级?|县级?|区级?|州级?|上级|本级|地方|财政|自筹|单位自筹|企业自筹|社会|配套|其他)(?:财政)?(?:补助|专项|配套|预算|拨款|转移支付|投入|奖补)*(?:资金|拨款|经费|投入|安排|补助)"
)
"""Where money came from, which is nothing it was spent on."""
_SUM = re.compile(r"(?:总?共计?|合计|总计|总支出|支出总额|实际支出|累计支出|全年支出|共支出|共使用)(?:为|了|约)?$")


_ANNOUNCED = ("：", ":", "如下", "如下。")
"""How a paragraph ends whose items stand in those below."""

_NARROW = re.compile(r"([\u4e00-\u9fff]{2,14}?)(?:支出|费用|经费|资金)?(?:使用|支出|开支)?(?:明细|构成|情况|如下)[为是]?$")
_PLAIN = re.compile(
    r"明细|构成|情况|如下|内容|资金|经费|项目|专项|支出|费用|使用|开支|用途|列支|支付|执行|具体|主要|全部|全年|年度|本年|当年|实际|财政|补助|预算|完成|各项|总|其|该|本|的|和|及|与|共|已|年|月|[一二三四五六七八九十、（）()]"
)


class Spending(msgspec.Struct, frozen=True):
    """One account of expenditure in a narrative."""

    report: Report
    items: tuple[Claim, ...]
    total: Claim | None
    """The sum the account itself states."""
    complete: bool
    """Whether the account claims to name everything."""

    @property
    def summed(self) -> Decimal:
        """The items' sum in 万元."""
        return sum((amount_of(item.fact.quantity) or Decimal(0) for item in self.items), Decimal(0))

    @property
    def tolerance(self) -> Decimal:
        """Half the last printed place of every item, in 万元."""
        return sum((rounding(item.fact.quantity) for item in self.items), Decimal(0))


@remembered
def spendings(dossier: Dossier) -> tuple[Spending, ...]:
    """Every account of expenditure with at least two items, in reading order."""
    money: dict[str, dict[int, list[Claim]]] = {}
    for claim in every_claim(dossier):
        if claim.unit == "万元" and claim.fact.quantity.value is not None:
            money.setdefault(claim.report.report_id, {}).setdefault(claim.fact.block, []).append(claim)
    found: list[Spending] = []
    for report in dossier.reports:
        if report.report_id in money:
            found.extend(_accounts(report, money[report.report_id]))
    return tuple(found)


@remembered
def listed(dossier: Dossier) -> frozenset[tuple[str, int, int]]:
    """Places of the amounts that are items of an account."""
    return frozenset(place_in_text(item) for spending in spendings(dossier) for item in spending.items)


def place_in_text(claim: Claim) -> tuple[str, int, int]:
    """What tells a claim from every other one of its dossier."""
    return claim.report.report_id, claim.fact.block, claim.fact.start


def _accounts(report: Report, money: dict[int, list[Claim]]) -> list[Spending]:
    found: list[Spending] = []
    passages = report.passages
    for place, passage in enumerate(passages):
        text, here = passage.paragraph.text or passage.paragraph.raw, money.get(passage.paragraph.block, [])
        announced = text.rstrip().endswith(_ANNOUNCED)
        lead = _lead(text, here) if len(here) > 1 or (not here and announced) else None
        if lead is None:
            continue
        claims = [claim for claim in here if claim.fact.start >= lead]
        items, total = _items(text, lead, claims)
        if not claims and announced:
            for following in passages[place + 1 :]:
                below = money.get(following.paragraph.block, [])
                if following.heading or not below:
                    break
                more, stated = _items(following.paragraph.text or following.paragraph.raw, 0, below)
                items, total = items + more, total or stated
        if len(items) >= 2:
            opening = text[max(0, lead - 40) : lead]
            partial = bool(_PARTIAL.search(opening)) or _is_narrow(opening, report)
            found.append(Spending(report=report, items=tuple(items), total=total, complete=not partial))
    return found


def _is_narrow(opening: str, report: Report) -> bool:
    """Whether the words that open the account name one thing bought or paid for: 设备采购支出明细 is not all the project's."""
    named = _NARROW.search(re.split(r"[。；;，,\n]", opening.rstrip("：: "))[-1])
    thing = _PLAIN.sub("", named[1]) if named else ""
    return len(thing) > 1 and thing not in (report.project or report.project_as_written or "")


def _without_lead(claim: Claim, own: str) -> Claim:
    """The first item without the words that open the account (项目支出包括委员活动经费 → 委员活动经费)."""
    label = without_number(own).strip(" ：:、，为")
    if not label or label == claim.label or not claim.label.endswith(label):
        return claim
    return msgspec.structs.replace(claim, label=label, name=read_name(label))


def _lead(text: str, claims: list[Claim]) -> int | None:
    """Where the words that open an account end; None when the paragraph opens none."""
    for opening in _LEAD.finditer(text):
        after = [claim for claim in claims if claim.fact.start >= opening.end()]
        if len(after) >= 2 or (not claims and opening.end() >= len(text.rstrip()) - 1):
            return opening.end()
    return None


def _items(text: str, lead: int, claims: list[Claim]) -> tuple[list[Claim], Claim | None]:
    """The amounts of the account's own level, and the total it states."""
    items: list[Claim] = []
    total: Claim | None = None
    end, nested = lead, False
    for claim in claims:
        fact = claim.fact
        between = text[end : fact.start]
        if items and "。" in between and not _BOUNDARY.search(between.replace("。", "", 1)):
            break  # the account ended with its sentence
        if not items and "。" in between[1:]:
            break  # what follows is told in a sentence of its own
        if _BOUNDARY.search(between):
            nested = False
        inner = _BOUNDARY.split(between)[-1]
        if items and _NESTED.search(inner):
            nested = True
        end = fact.end
        if _SUM.search(inner.strip()) or (fact.role == "total" and _SUM.search(claim.label)):
            total = total or claim
        elif (
            not nested
            and not fact.per
            and fact.role not in ("before", "target", "threshold", "change")
            and not _NO_ITEM.search(claim.label)
            and not _SOURCE.fullmatch(claim.label)
        ):
            items.append(claim if items else _without_lead(claim, text[lead : fact.start]))
    return items, total
