"""Scored indicators: which way each one counts, what it should have scored, and what the report gave."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import msgspec

from model import Dossier, Indicator, Quantity, Report
from rules.figures import MONEY
from rules.forms.indicators import compared_unit, dimension_of
from rules.forms.scoring import earned
from rules.memo import remembered
from rules.wording import name_of

_LESS_IS_BETTER = re.compile(
    r"成本|费用|经费|支出|投资|造价|单价|控制数|时限|时长|用时|时间|天数|期限|差错|错误|投诉|事故|伤亡|死亡|发生率|违规|违纪|违法|超标|"
    r"失业|发病|感染|患病|病死|漏损|漏报|瞒报|迟报|误报|辍学|返贫|浓度|噪[声音]|PM|发案|案发|刑事案件|治安案件|警情|火灾|纠纷|违章|积水|超限|超载|误差|缺陷|不良|"
    r"负债|债务|欠[款薪费]|库存|亏损|利率|等待|拥堵|退回|离职|空缺|控制率|结余|结转|变动率|调整率|偏差|药占比|耗占比|农药|化肥|用水|用电|用能|耗水|耗电|碳|"
    r"上访|损坏|破损|塌陷|污染|滞留|隐患数|"
    r"下降|降低|减少|压减|能耗|排放|损耗|空置|流失|逾期|拖欠|负面|影响|信访|返工|等候|差旅|三公"
)
_TIME = frozenset({"天", "日", "小时", "分钟", "秒", "工作日", "个工作日", "月", "个月", "年", "周"})
_DONE_PARTLY = re.compile(
    r"(?:部分|基本)(?:未?完成|达到?|达[成标]|实现|建[成立]|形成|满足|落实|到位|符合|合格|健全|具备|开展|投用|[竣完]工|验收|$)|大部分|未完全|尚未|未全部|正在|推进中|进行中"
)
_NOT_DONE = re.compile(
    r"^未(?!发[生现]|出现|收到|接到|造成|产生|引发|存在|超|有|拖欠|新增|逾期|成年)|没有(?!发[生现]|出现|收到|接到|造成|产生|引发|存在|超|拖欠|新增|逾期)|无法|未达|未完成|未实现|未开展|不达标"
)
"""未发生事故 is as it should be."""


class Scored(msgspec.Struct, frozen=True, kw_only=True):
    """One indicator with a weight and a score."""

    report: Report
    indicator: Indicator
    weight: Decimal
    score: Decimal
    way: str
    """up, down, zero, words or unclear."""
    target: Decimal | None = None
    actual: Decimal | None = None

    @property
    def label(self) -> str:
        """《…》“维修路灯数量”."""
        return f"{name_of(self.report)}“{self.indicator.level3}”"


@remembered
def scored(dossier: Dossier) -> tuple[Scored, ...]:
    """Every scored indicator of the dossier."""
    return tuple(found for report in dossier.reports for indicator in report.indicators for found in _score(report, indicator))


def score_with(report: Report, indicator: Indicator, actual: Quantity) -> Scored | None:
    """The indicator as it would stand with another result; None when it has no weight or score."""
    return next(_score(report, msgspec.structs.replace(indicator, actual=actual)), None)


def _score(report: Report, indicator: Indicator) -> Iterator[Scored]:
    weight, score = indicator.weight, indicator.score
    if weight is None or weight.value is None or score is None or score.value is None:
        return
    target, actual = _comparable(indicator.target, indicator.actual)
    yield Scored(
        report=report,
        indicator=indicator,
        weight=weight.value,
        score=score.value,
        way=_way(indicator, target, actual),
        target=target,
        actual=actual,
    )


def _comparable(target: Quantity, actual: Quantity) -> tuple[Decimal | None, Decimal | None]:
    """Target and result in one unit; both None where their units do not allow a comparison."""
    one, other = target.value, actual.value
    if one is None or other is None or "日期" in (target.unit, actual.unit) or actual.upper is not None:
        return None, None
    if "%" in (target.unit, actual.unit) and target.unit != actual.unit and not (target.unit and actual.unit):
        bare = other if target.unit else one
        if bare <= 1:
            return None, None  # 0.98 beside 95%: a fraction, or a slip G03 shows
    if target.unit in MONEY and actual.unit in MONEY:
        return one * MONEY[target.unit], other * MONEY[actual.unit]
    if target.unit and actual.unit and compared_unit(target.unit) != compared_unit(actual.unit):
        return None, None
    return one, other


def _way(indicator: Indicator, target: Decimal | None, actual: Decimal | None) -> str:
    quantity = indicator.target
    if quantity.value is None and indicator.actual.value is None:
        return "words"
    if target is None or actual is None or quantity.op == "≈" or target < 0:
        return "unclear"
    if quantity.upper is not None:
        return "unclear"
    if target == 0:
        return "zero" if quantity.op in (None, "=", "≤") else "unclear"
    if quantity.op in ("≥", ">"):
        return "up"
    if quantity.op in ("≤", "<"):
        return "down"
    time = quantity.unit in _TIME or ("时效" in indicator.level2 and quantity.unit != "%")
    if time or dimension_of(indicator) == "成本" or _LESS_IS_BETTER.search(indicator.level3):
        return "unclear"  # a bare number that may be a ceiling or a floor
    return "up"


def due(item: Scored) -> Decimal | None:
    """What the indicator should have scored, rounded to two places; None where no formula applies."""
    if item.target is None or item.actual is None or item.way not in ("up", "down", "zero"):
        return None
    goal = msgspec.structs.replace(item.indicator.target, value=item.target)
    return earned(goal, item.actual, item.weight)


def tier(item: Scored) -> tuple[Decimal, Decimal] | None:
    """Lowest and highest share of the weight for a result in words: 达成 80–100, 部分达成 60–80, 未达成 0–60 percent."""
    text = (item.indicator.actual.text or item.indicator.actual.raw).strip()
    target = (item.indicator.target.text or item.indicator.target.raw).strip()
    if not text or text == target:
        return None
    if _NOT_DONE.search(text):
        return Decimal(0), Decimal("0.6")
    if _DONE_PARTLY.search(text):
        return Decimal("0.6"), Decimal("0.8")
    return None
