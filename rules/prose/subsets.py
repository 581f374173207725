"""Finds counts of which one is a part of the other by what was done with the things: 发放问卷200份，收回190份，有效188份."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

import msgspec

from model import Fact, Report
from rules.naming.names import pairs_of
from rules.prose.places import texts_of


class Subset(msgspec.Struct, frozen=True, eq=False):
    """Two counts of the same things, the second of some of them only."""

    whole: Fact
    part: Fact
    firm: bool
    """Nothing carried over from earlier can make the part the larger."""


_STAGES = (
    ("发放|发出", "收回|回收|收到", "有效", "(?<!不)满意"),
    ("抽检|检测|检验|监测|送检|抽样|采样|采集", "(?<!不)(?:合格|达标)"),
    ("抽检|检测|检验|监测|送检|抽样", "不合格|不达标|超标|检出阳性|阳性"),
    ("报名|报考", "参加考试|参考|到考|实到", "录取|录用|通过考试"),
    ("栽植|种植|栽种", "成活"),
    ("毕业", "(?<!未)就业"),
    ("参训|培训", "考核合格|结业|取得证书|取证|获得证书|持证"),
    ("申报|推荐", "获批|入选|获评|认定"),
)
"""What may happen to things one after the other; each is of some of those before, in one sentence."""
_CARRIED = (
    ("受理|接到|收到|接收|交办|登记|承办|接件", "办结|答复|回复|结案"),
    ("立案", "结案|审结"),
    ("排查|发现|查出|摸排|交办", "整改|销号|治理|消除"),
    ("(?<!未)(?:建成|完工|竣工)", "(?:通过|完成)?验收"),
)
"""The same where things of earlier years may be among the later ones."""
_CHAINS = tuple(
    (tuple(re.compile(stage) for stage in stages), firm) for group, firm in ((_STAGES, True), (_CARRIED, False)) for stages in group
)
_ANY = re.compile("|".join(f"(?:{stage})" for group in (_STAGES, _CARRIED) for stages in group for stage in stages))
_EARLIER = re.compile(r"上年|往年|历年|结转|积案|旧存|存量|以前年度|去年|累计|历史")
_STOP = re.compile(r"[。；;！？\n]")
_MARK = re.compile(r"[，,、：:（）()]")
_EMPTY = re.compile(r"[\s的了已共均全部其中当年本年全年年内按期及时完成实际分别为有并且立行立改到位回收率个家件]")
_OF_THEM = re.compile(
    r"^(?:在)?(?P<of>[^，。；、\d]{2,10}?)(?:的)?(?:项目|任务|工程|企业|对象|人员|学员|样品|案件|事项|点位|批次|设备|房屋|问题|隐患)?(?:之)?中(?![心学央国小医介职专队段型等标期午部共间])[，]?"
)
"""已完工项目中通过验收的34个."""
_WITHIN = 90


def subsets(report: Report) -> Iterator[Subset]:
    """Every pair of such counts told in one sentence with one measure word."""
    texts = texts_of(report)
    for (block, _), group in groupby(report.facts, key=lambda fact: (fact.block, fact.sentence_start)):
        facts = [f for f in group if _countable(f)]
        text = texts.get(block, "")
        if len(facts) > 1 and _ANY.search(text, facts[0].sentence_start, facts[-1].end):
            yield from _in_sentence(text, facts)


def _countable(fact: Fact) -> bool:
    quantity = fact.quantity
    return (
        quantity.value is not None and quantity.op in (None, "=") and quantity.upper is None and not fact.per
        and quantity.unit not in (None, "%", "‰", "个百分点", "百分点", "分") and fact.role in ("actual", "part", "total")
    )  # fmt: skip


def _in_sentence(text: str, facts: list[Fact]) -> Iterator[Subset]:
    words = [_own(text, facts, number) for number in range(len(facts))]
    for number, part in enumerate(facts):
        named = _OF_THEM.match(words[number])
        if named and (whole := _named(named["of"], facts[:number], words, part)):
            yield Subset(whole, part, firm=True)
            continue
        for stages, firm in _CHAINS:
            stage = max((s for s, pattern in enumerate(stages) if pattern.search(words[number])), default=0)
            if not stage or (not firm and _EARLIER.search(text, part.sentence_start, part.sentence_end)):
                continue
            whole = _before(text, facts, words, number, stages[:stage], stages[stage])
            if whole is not None:
                yield Subset(whole, part, firm=firm)
                break


def _before(
    text: str, facts: list[Fact], words: list[str], number: int, earlier: tuple[re.Pattern[str], ...], own: re.Pattern[str]
) -> Fact | None:
    """The nearest count before of an earlier stage of the same things; None when a mark of a new statement stands between."""
    part = facts[number]
    for index in range(number - 1, -1, -1):
        fact = facts[index]
        if part.start - fact.end > _WITHIN or _STOP.search(text, fact.end, part.start):
            return None
        if fact.quantity.unit != part.quantity.unit:
            continue
        stage = next((stage for stage in earlier if stage.search(words[index])), None)
        if own.search(words[index]) or stage is None:
            return None  # another count of the same measure stands between: which is meant is not certain
        if any(stage.search(w) and f.quantity.unit == part.quantity.unit for f, w in zip(facts[:index], words, strict=False)):
            return None  # 抽检食品408批次、水样620批次，合格1020批次: of both together
        rest = _EMPTY.sub("", own.sub("", words[number]))
        return fact if not rest or pairs_of(rest) & pairs_of(words[index]) else None
    return None


def _named(of: str, before: list[Fact], words: list[str], part: Fact) -> Fact | None:
    """The only count before whose words are those the part is said to be among."""
    of = of.removeprefix("已")
    found = [f for f, own in zip(before, words, strict=False) if of in own and f.quantity.unit == part.quantity.unit]
    return found[0] if len(found) == 1 else None


def _own(text: str, facts: list[Fact], number: int) -> str:
    """The words of one count: from the mark or number before it, and the noun after it."""
    fact = facts[number]
    left = max(facts[number - 1].end if number else fact.sentence_start, fact.start - 40)
    before = _MARK.split(_STOP.split(text[left : fact.start])[-1])[-1]
    return before + re.split(r"[^\u4e00-\u9fff]", text[fact.end : fact.end + 8])[0]
