"""Which total a share in prose is of: the one its words name, a wider one told before, or the only count of a group the report has."""

from __future__ import annotations

import re

from model import Fact, Report
from rules.comparing.objects import PERSONS, value_of

_OF = re.compile(
    r"占(?:全[部体年]|[总所]|已)?(?P<of>[\u4e00-\u9fff]{2,10}?)(?:的?总?(?:数量|人数|户数|个数|件数|总[量数额]|[量数额]))?的?(?:比例|比重)?(?:为|达到?|约)*$"
)
"""占登记总量的98.6%."""
_PLAIN = re.compile(r"(?:全[年部市县区]|本?年度?|当年|[共总]?[共计有]|合计|累计|实际|已|其中|截至年末|年末|现有)*")
"""What may stand before the name in the total's own words: 基本支出 is no 总支出."""
_LONG = 4
_AGAIN = re.compile(
    r"^[，,；;（(]?(?P<part>[\u4e00-\u9fff]{2,12}?)(?:的?(?:件次|件数|人次|人数|户数|数量|数|的))?占(?!比)[\u4e00-\u9fff]{2,}的"
)
"""按期办结件次占: the count before, named once more."""
_GROUP = re.compile(
    r"(?:^|[，,；;：:。])(?:目前|现有|全部|所有|全[市县区乡镇]|年末)*(?P<group>[\u4e00-\u9fff]{2,8}?)(?:队伍|群体)?(?:平均|的?年龄|中[，,]|当中|里[，,])"
)
"""护林员平均年龄53岁，其中…: the people the sentence is about."""
_STANDS = frozenset(["", "聘用", "聘请", "配备", "配有", "设有", "核定"])
"""What is said of all there are; who was trained, hired or sent this year is not all."""
_TERRITORY = re.compile(r"^(?:全|本|该|我)?[国省市州县区旗镇乡局院校]")
_ANY_TOTAL = re.compile(r"总|全|人数|数量|年度|资金|金额|投资")
_AIM = re.compile(r"目标|计划|任务|预算|指标|应|安排|下达|编制|限额|概算|批复|核定|合同|规划|需")
"""What is planned or allowed; 累计建成12.6万亩 is no 年度任务."""
_FILLING = re.compile(r"全部|全体|总量|总数|其中|比例")


def base_named(before: str, wholes: list[Fact], words: dict[int, str]) -> list[Fact]:
    """The only one of the totals whose own words (by its start) hold the name behind 占; empty when it names none, or several."""
    named = _OF.search(before)
    if named is None or _FILLING.search(named["of"]):
        return []
    of = named["of"]
    found = [whole for whole in wholes if of in words[whole.start] and _is_called(words[whole.start], of)]
    return found if len(found) == 1 else []


def may_be_of(before: str, own: str, part: str) -> bool:
    """Whether a total may be what 占 names, by any character in common; one of another kind of people (占女职工的) is told nowhere near.

    脱贫乡镇5个，占全县脱贫乡镇的62.5%: the part's own name is of all there are of them elsewhere.
    """
    named = _OF.search(before)
    if named is None:
        return True
    of = _TERRITORY.sub("", named["of"])
    if len(of) > 1 and of in part and of not in own:
        return False
    if set(named["of"]) & set(own):
        return True
    return bool(_AIM.search(own) if _AIM.search(named["of"]) else _ANY_TOTAL.search(named["of"]))


def _is_called(own: str, of: str) -> bool:
    return len(of) >= _LONG or _PLAIN.fullmatch(own.partition(of)[0]) is not None


def is_of_more(before: str, rate: Fact, part: Fact, whole: Fact) -> bool:
    """Whether a share below the whole is of something larger than the count before: 新建幼儿园2所，普惠性幼儿园54所，占87.1%."""
    smaller = (value_of(whole.quantity) or 0) < (value_of(part.quantity) or 0)
    named = _OF.search(before)
    return smaller and (rate.quantity.value or 0) <= 100 and not (named and _AIM.search(named["of"]))


def names_again(before: str, own: str) -> bool:
    """Whether the words before 占 only name the count before once more: 按期办结1183件次，按期办结件次占."""
    found = _AGAIN.match(before)
    return found is not None and found["part"] in own and "增" not in own  # what was added is not all there are


def group_counted(report: Report, text: str, part: Fact, before: str) -> Fact | None:
    """The count of the people a sentence is about, where the report tells just one, not smaller than the part."""
    named = _GROUP.search(text[part.sentence_start : part.start]) if part.quantity.unit in PERSONS else None
    if named is None:
        return None
    of = _OF.search(before)
    if of is not None and of["of"] not in named["group"]:
        return None
    counts = [f for f in report.facts if f.quantity.unit in PERSONS and f.subject.endswith(named["group"]) and f is not part]
    own = [f for f in counts if f.subject == named["group"]]
    if not own or len({f.quantity.value for f in counts}) > 1:
        return None
    whole = own[0]
    plain = whole.role in ("actual", "total") and whole.quantity.op in (None, "=") and whole.action in _STANDS
    return whole if plain and (value_of(whole.quantity) or 0) > (value_of(part.quantity) or 0) else None
