"""Lists of parts that follow a total: 共38件，其中网上34件、现场4件."""

from __future__ import annotations

import re
from decimal import Decimal

import msgspec

from model import Fact
from rules.comparing.objects import same_measure, value_of
from rules.prose.partitions import excluding


class PartList(msgspec.Struct, frozen=True, eq=False):
    """A total and the parts listed after it."""

    total: Fact
    parts: list[Fact]
    how: str
    complete: bool
    """The words say that these are all."""


SOME = re.compile(r"其中|[（(，,]\s*含(?!税)|主要(?:为|是|用于|包括|包含|有|由)|包含|重点(?:用于|包括)")
_SOME_OF_THEM = re.compile(r"其中的$")
_LISTS = re.compile(
    r"(?:分别[为是]|(?<!其中)包括|主要包括|由|即|分为|具体[为是]|构成[为是]?|组成|明细[为是]?|如下|用于)[^，。；]{0,8}[：:]?[^，。；、：:]{0,24}$|[：:][^，。；、：:]{0,30}$"
)
_AND_SO_ON = re.compile(r"[\u4e00-\u9fff]{0,6}等")
_SENTENCE = re.compile(r"[。！？\n]")
_CONTINUES = re.compile(r"[。\n]\s*(?:其中|包括|分别|具体|主要包括)")
_ANEW = re.compile(rf"{_CONTINUES.pattern}|[；;]\s*其中")
_SUMMED = re.compile(r"共计|合计|总计")
_COMPARED = re.compile(r"(?:较|比|同比|占|与|超过?)[^，。；、]{0,12}$")
_MEAN = re.compile(r"(?:[日月年周人户亩次]均|平均|每[\u4e00-\u9fff])[^，。；、\d]{0,6}$")
"""日均400吨，其中…: the parts are of the whole told before."""
_SPENT = re.compile(r"支出|支付|执行|使用|结转|结余|剩余|拨付|完成|到位")
_BOUGHT = re.compile(r"成交|中标|签约|合同|实际采购|结算|审[定减]|节[约省]")
"""What a thing planned came to is no part beside it: 其中政府采购预算420万元，成交386万元."""
_AT_YEAR_END = re.compile(r"[，,；;](?:截至)?(?:年末|年底|期末|年终|目前|现有|实有)")
"""其中核销46处，新增12处，年末在册252处: what remains is no part."""
_ONLY_PLANNED = re.compile(r"(?:计划|规划|任务|目标|应|拟|预计)[^，。；]{0,8}$")
_AGAIN = re.compile(
    r"[^。\n]*。(?P<noun>[\u4e00-\u9fff]{3,10}?)(?:的)?(?:构成|组成|明细|主要|具体|分别)*(?:为|是|包括|用于)[：:][^，。；：:]{0,24}"
)
_FATES = frozenset(["结案", "办结", "审结", "销号", "整改", "完成", "处理", "移送", "查处", "通过", "验收"])
_OF_BOTH = re.compile(r"[（(/][名人个家户项件次支][)）]?")
"""省级4个（名）: of 集体12个 and 个人36名 together."""
_REACH = 90
_NO_PART = ("change", "before", "after", "threshold")


def find_list(text: str, facts: list[Fact], number: int) -> PartList | None:
    """The list that begins with the fact at `number`, when the words before it begin one and a total of its measure stands before."""
    first = facts[number]
    if number == 0 or not _may_be_part(text, first):
        return None
    gap = text[facts[number - 1].end : first.start]
    some, lists = SOME.search(gap), _LISTS.search(gap)
    if (not some and not lists) or _OF_BOTH.match(text, first.end):
        return None
    colon = bool(re.search(r"[：:]", gap))
    parts = _collect(text, facts, number, colon=colon)
    if _SOME_OF_THEM.search(gap):
        parts, total = parts[:1], _of_its_own(text, facts, number)
    else:
        total = _total_of(text, facts, number, parts, anew=bool(_ANEW.search(gap))) if some else facts[number - 1]
    if total is None or not _may_be_total(text, total, first):
        return None
    between = text[total.end : first.start]
    if len(between) > _REACH or (
        _SENTENCE.search(between)
        and not (_CONTINUES.search(gap) and not _SENTENCE.search(_CONTINUES.sub("", between, count=1)))
        and not _named_again(text, total, between)
    ):
        return None
    if "分别" in gap and _respective(facts, number, parts):
        return None
    whole = value_of(total.quantity)
    parts = _exact_start(parts, whole) or _exact_end(text, parts, whole) or _plain_start(text, parts, colon=colon)
    if not parts or (len(parts) < 2 and not some):
        return None
    complete = not some and not _AND_SO_ON.match(text, parts[-1].end)
    return PartList(total, parts, "“其中”列举各项" if some else "列举各项应与总数相等", complete=complete)


def second_list(text: str, facts: list[Fact], first: PartList) -> PartList | None:
    """The same total told apart a second time after parts that make it: 奖项41项，其中国家级6项、省级35项，一等奖12项、二等奖15项、三等奖14项.

    Three parts or more that are named alike, so that they exclude each other.
    """
    whole = value_of(first.total.quantity) or Decimal(0)
    if sum((value_of(part.quantity) or Decimal(0) for part in first.parts), Decimal(0)) != whole:
        return None
    rest: list[Fact] = []
    last = first.parts[-1]
    for fact in facts:
        if fact.start <= last.start:
            continue
        between = text[last.end : fact.start]
        if _SENTENCE.search(between) or _SUMMED.search(between) or not same_measure(fact.quantity.unit, last.quantity.unit):
            break
        if not _may_be_part(text, fact) or SOME.search(between) or not re.fullmatch(r"[、，,；;][\u4e00-\u9fff]{2,8}", between):
            break
        rest.append(fact)
        last = fact
    names = [text[max(0, part.start - 8) : part.start] for part in rest]
    names = [re.split(r"[、，,；;]", name)[-1] for name in names]
    if len(rest) < 3 or len({(len(name), name[-1]) for name in names}) > 1 or len(set(names)) < len(names):
        return None
    made = sum((value_of(part.quantity) or Decimal(0) for part in rest), Decimal(0))
    return PartList(first.total, rest, "“其中”列举各项", complete=made > whole) if abs(made - whole) <= whole / 5 else None


def _of_its_own(text: str, facts: list[Fact], number: int) -> Fact | None:
    """What 其中的162个行政村 are of: the count before of the very thing they are called, 行政村196个."""
    first = facts[number]
    named = [f for f in facts[:number] if f.subject == first.subject and first.start - f.end <= _REACH and _may_be_total(text, f, first)]
    return named[-1] if named else None


def _total_of(text: str, facts: list[Fact], number: int, parts: list[Fact], *, anew: bool) -> Fact | None:
    """The nearest fact before the list that is counted as its first part is.

    A list that begins a sentence of its own (支出80万元，结余20万元。其中…) is of the one its parts make, or that is large enough for them.
    """
    near: list[Fact] = []
    for fact in reversed(facts[:number]):
        if facts[number].start - fact.end > _REACH:
            break
        if _may_be_total(text, fact, facts[number]):
            near.append(fact)
    exact = [fact for fact in near if _exact_start(parts, value_of(fact.quantity))]
    if not anew or len(near) < 2:
        return next(iter(exact or near), None)
    largest = max((value_of(part.quantity) or Decimal(0) for part in parts), default=Decimal(0))
    holding = [fact for fact in near if (value_of(fact.quantity) or Decimal(0)) >= largest]
    return (exact or holding or near)[0]


def _respective(facts: list[Fact], number: int, parts: list[Fact]) -> bool:
    """True when as many figures stand before the list as in it: 合同价620万元、480万元，审定价分别为598万元、471万元."""
    before = [f for f in facts[max(0, number - len(parts)) : number] if same_measure(f.quantity.unit, parts[0].quantity.unit)]
    return len(parts) > 1 and len(before) == len(parts)


def _named_again(text: str, total: Fact, between: str) -> bool:
    """True when the next sentence begins with the total's own name: 项目支出846.7万元，占29%。项目支出为：…."""
    found = _AGAIN.fullmatch(between)
    return found is not None and found["noun"] in text[max(total.sentence_start, total.start - 16) : total.start]


def _may_be_total(text: str, fact: Fact, part: Fact) -> bool:
    if fact.role in _NO_PART or fact.per or not same_measure(fact.quantity.unit, part.quantity.unit):
        return False
    before = text[max(fact.sentence_start, fact.start - 14) : fact.start]
    return not _COMPARED.search(before) and not _MEAN.search(before)


def _may_be_part(text: str, fact: Fact) -> bool:
    return fact.role not in _NO_PART and not fact.per and not _COMPARED.search(text[max(fact.sentence_start, fact.start - 14) : fact.start])


def _collect(text: str, facts: list[Fact], number: int, *, colon: bool) -> list[Fact]:
    """The facts from `number` on that may belong to the list, to the end of its sentence; lists inside a part are left out."""
    parts = [facts[number]]
    previous = facts[number]
    skip_to = previous.start
    for index in range(number + 1, len(facts)):
        fact = facts[index]
        between = text[previous.end : fact.start]
        if _SENTENCE.search(between) or _SUMMED.search(between):
            break
        previous = fact
        if fact.start <= skip_to or not _may_be_part(text, fact):
            continue
        if SOME.search(between) or (_LISTS.search(between) and same_measure(fact.quantity.unit, parts[-1].quantity.unit)):
            skip_to = _end_of_inner(text, facts, index, parts[-1])
            continue
        if same_measure(fact.quantity.unit, parts[0].quantity.unit) and not _of_households(fact, parts[0]):
            parts.append(fact)
    return parts


def _of_households(one: Fact, other: Fact) -> bool:
    """True when only one of the two is counted in households: 核销46处 and 受威胁群众1860户."""
    return ("户" in (one.quantity.unit or "")) != ("户" in (other.quantity.unit or "")) and not {one.quantity.unit, other.quantity.unit} & {
        "家"
    }


def _end_of_inner(text: str, facts: list[Fact], first: int, whole: Fact) -> int:
    """Where a list inside a part ends: when it adds up to the part, else at the next semicolon."""
    summed = Decimal(0)
    for index in range(first, len(facts)):
        fact = facts[index]
        if same_measure(fact.quantity.unit, whole.quantity.unit):
            summed += value_of(fact.quantity) or 0
            if summed == value_of(whole.quantity) and index > first:
                return fact.start
        if index + 1 == len(facts) or re.search(r"[；;。]", text[fact.end : facts[index + 1].start]):
            return fact.start
    return facts[-1].start


def _exact_start(parts: list[Fact], whole: Decimal | None) -> list[Fact]:
    """The first parts that make the total exactly; empty when none do."""
    summed = Decimal(0)
    for count, part in enumerate(parts, start=1):
        summed += value_of(part.quantity) or 0
        if summed == whole:
            return parts[:count]
    return []


def _exact_end(text: str, parts: list[Fact], whole: Decimal | None) -> list[Fact]:
    """The last parts that make the total, where those before them are only planned: 计划32公里，实际修复33.6公里，其余17.6公里."""
    for first in range(1, len(parts) - 1):
        if not _ONLY_PLANNED.search(text[parts[first - 1].sentence_start : parts[first - 1].start]):
            return []
        if sum((value_of(part.quantity) or Decimal(0) for part in parts[first:]), Decimal(0)) == whole:
            return parts[first:]
    return []


def _plain_start(text: str, parts: list[Fact], *, colon: bool) -> list[Fact]:
    """The parts up to where the list plainly ends: after 、 a comma, a semicolon without a colon before, a word of spending."""
    kept = parts[:1]
    sign = ""
    for part in parts[1:]:
        between = text[kept[-1].end : part.start]
        marks = [mark for mark in between if mark in "、，,；;"]
        if re.search("[；;]", between) and not colon:
            return kept if not (len(kept) == 1 and excluding([*kept, part], text)) else [*kept, part]
        if sign == "、" and "、" not in marks and marks:
            break
        if _AT_YEAR_END.search(between) and not _AT_YEAR_END.search(text[kept[0].sentence_start : kept[0].start]):
            break
        if "、" not in marks and "预算" in kept[0].subject and _BOUGHT.search(between):
            break
        if (
            part.action != kept[0].action
            and _SPENT.search(part.action + part.subject)
            and not _SPENT.search(kept[0].action + kept[0].subject)
        ):
            break
        if marks and "、" not in marks and part.action in _FATES and not kept[0].action:
            break  # 立案58宗，其中上年结转6宗，结案55宗
        sign = sign or (marks[-1] if marks else "")
        kept.append(part)
    return kept
