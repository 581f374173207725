"""What makes two facts of prose comparable: the same object, measure, time, role and basis; and whether their values then differ."""

from __future__ import annotations

import re
from decimal import Decimal

from model import Fact, Quantity
from rules.figures import HALF, MONEY

ENTITIES = frozenset("个家所座处间户")
PERSONS = frozenset("人名位")
ITEMS = frozenset("件项条个宗起份篇例笔则单")
EVENTS = frozenset("次场期批班届轮个")
COUNTED = (
    ENTITIES
    | PERSONS
    | ITEMS
    | EVENTS
    | frozenset(["人次", "户次", "台", "套", "辆", "株", "头", "只", "本", "册", "部", "支", "类", "种", "村", "镇"])
)
_SAME = {
    "场次": "场",
    "批次": "批",
    "千米": "公里",
    "km": "公里",
    "㎡": "平方米",
    "m²": "平方米",
    "m2": "平方米",
    "工作日": "个工作日",
    "日": "天",
    "小时": "个小时",
    "百分点": "个百分点",
}
_STAFF = re.compile(r"(?:在职|在编|在岗|在册)(?:在编|在职|在岗)?(?:工作|干部)?(?:人员|职工|干部职工|干部|人数)$")
_SERVING = re.compile(r"(?:(?:年末|年底|目前|现有|实有|实际|现)*)在职")
_TAIL = re.compile(r"(?:总数|总量|数量|人数|户数|个数|总人数|总户数)$")
_PACE = re.compile(r"(?:资金|预算|经费|总体|整体)*(?P<deed>支付|拨付|支出)(?:率|进度|比例)")
"""支付进度 and 资金支付率 are one."""
_HEAD = re.compile(r"^(?:现有|实有|共有|全部|各类|各项|各级|所有|相关|有关|登记在册的?|该|本|我)+")
_JOINTS = re.compile(r"[的和与及、\s]|以及")
_CLAUSE_MARK = re.compile(r"[，。；：、,;:]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_WHOLE_YEAR = re.compile(r"(?:截至)?(?:19|20)\d\d年?(?:度|底|末|12月(?:底|末|31日)?)?")
_BASIS = re.compile(
    r"年初|预算|决算|执行|调整|追加|结转|结余|到位|下达|计划|应[收支付]|上年|去年|批复|概算|合同|中标|人均|户均|平均|剩余|累计|申报|本级|省级|中央|上级"
)
_KIND = re.compile(
    r"上年|去年|应[到有完建]|计划|平均|人均|户均|新增|净增|首次|拟|剩余|尚|未|其他|另|(?<!全年)(?<!当年)累计|当日|单日|最高|最低"
)


def measure_of(unit: str | None) -> str:
    """A measure word with its spelling variants folded; money is 元."""
    if not unit:
        return ""
    return "元" if unit in MONEY else _SAME.get(unit, unit)


def same_measure(one: str | None, other: str | None) -> bool:
    """True when two measure words may count the same thing (个 and 家); 人 and 人次 may not."""
    a, b = measure_of(one), measure_of(other)
    return a == b or any(a in group and b in group for group in (ENTITIES, PERSONS, ITEMS, EVENTS))


def value_of(quantity: Quantity) -> Decimal | None:
    """The value in the unit facts are compared in: money in 元."""
    if quantity.value is None:
        return None
    return quantity.value * MONEY.get(quantity.unit or "", Decimal(1))


def slack_of(quantity: Quantity) -> Decimal:
    """Half of the last printed place, in the compared unit; 1.2万人 is exact to 500, 14个 is a count and exact."""
    if quantity.value is None:
        return Decimal(0)
    exponent = quantity.value.as_tuple().exponent
    if exponent == 0 and quantity.unit not in MONEY and measure_of(quantity.unit) in COUNTED:
        return Decimal(0)
    places = HALF.scaleb(exponent if isinstance(exponent, int) else 0)
    return places * MONEY.get(quantity.unit or "", Decimal(1))


def differ(one: Fact, other: Fact) -> bool:
    """True when both cannot be right: 46 and 170 differ, 200余 and 215 do not, nor do 1783.93 and 1784."""
    a, b = value_of(one.quantity), value_of(other.quantity)
    if a is None or b is None or a == b:
        return False
    if one.quantity.upper is not None or other.quantity.upper is not None:
        return False
    ops = {one.quantity.op or "=", other.quantity.op or "="}
    if ops <= {"="}:
        coarse = slack_of(one.quantity) != slack_of(other.quantity)
        return abs(a - b) > (max(slack_of(one.quantity), slack_of(other.quantity)) if coarse else 0)
    if "≈" in ops:
        return abs(a - b) > max(abs(a), abs(b)) / 10
    if len(ops) == 1:
        return True
    lower, value = (a, b) if one.quantity.op in ("≥", ">", "≤", "<") else (b, a)
    op = one.quantity.op if one.quantity.op in ("≥", ">", "≤", "<") else other.quantity.op
    return value < lower if op in ("≥", ">") else value > lower


def object_of(fact: Fact) -> str:
    """The subject as compared: joints, counting tails and empty heads removed, words for staff folded."""
    name = _HEAD.sub("", _TAIL.sub("", _JOINTS.sub("", fact.subject)) or fact.subject)
    pace = _PACE.fullmatch(name) if fact.quantity.unit == "%" else None
    if pace:
        return f"资金{pace['deed']}进度"
    if fact.quantity.unit not in ("人", "名", "位", "个"):
        return name
    return "在职人员" if _SERVING.fullmatch(name) else _STAFF.sub("在职人员", name)


def period_of(fact: Fact, year: int | None) -> str:
    """The time a fact speaks of; without any named it is the report's year."""
    period = fact.period
    if period in (None, "全年", "本年", "目前", "去年同期"):
        return str(year or "")
    if period is not None and _WHOLE_YEAR.fullmatch(period.replace(" ", "")):
        found = _YEAR.search(period)
        return found.group() if found else period
    return period or ""


def basis_of(fact: Fact, before: str) -> frozenset[str]:
    """Words before a number that say which of several true figures is meant: 年初预算, 决算, 新增 …"""
    if fact.quantity.unit in MONEY:
        return frozenset(_BASIS.findall(before[-40:]))
    return frozenset(_KIND.findall(_CLAUSE_MARK.split(before)[-1]))
