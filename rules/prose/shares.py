"""Finds rates stated in prose together with what they are made of: 受理500件，办结463件，办结率92.6%."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import groupby

import msgspec

from model import Fact, Report
from rules.comparing.objects import COUNTED, measure_of, same_measure, value_of
from rules.figures import epsilon
from rules.memo import remembered
from rules.prose.partitions import excluding
from rules.prose.places import texts_of
from rules.prose.rate_words import PARTS, TAKEN_IN, WHOLES
from rules.prose.share_bases import base_named, group_counted, is_of_more, may_be_of, names_again
from rules.prose.sums import sums

PERCENT = frozenset(["%", "‰"])


class Share(msgspec.Struct, frozen=True, eq=False):
    """A rate and the two figures it is made of."""

    rate: Fact
    part: Fact
    whole: Fact
    firm: bool
    """The sentence leaves no doubt which figures are meant."""
    rest: bool = False
    """The part is what the rate leaves out: 不合格6批次 for a 合格率."""
    together: bool = False
    """The whole is not told: it is the part with what is left of it (支出1746万元，结余54万元)."""

    @property
    def counted(self) -> Decimal:
        """The part the rate is of, in the compared unit."""
        part = value_of(self.part.quantity) or Decimal(0)
        return (value_of(self.whole.quantity) or Decimal(0)) - part if self.rest else part

    @property
    def base(self) -> Decimal:
        """What the rate is a share of, in the compared unit."""
        whole = value_of(self.whole.quantity) or Decimal(0)
        return whole + (value_of(self.part.quantity) or Decimal(0)) if self.together else whole


_RATE = re.compile(r"(?P<stem>[\u4e00-\u9fff]{0,6}?)(?P<end>率|占比|比例|比重|满意度)$")
_VERB_RATE = re.compile(r"(?P<verb>[\u4e00-\u9fff]{2})率$")
_PLANNED = re.compile(r"计划|目标|任务|应|预算|年初")
_SHARE_OF = re.compile(r"占(?P<of>[^，。；\d]{0,16})$")
_OF_THE_ONE_BEFORE = re.compile(r"[，,、（(\s]*(?:其中?|约|仅|共|所|分别)*占")
"""占比 right after a figure is that figure's; 护理型床位占比 is of something else."""
_TAKES = re.compile(r"(?:占比|占)(?:约|达到?|为|总[\u4e00-\u9fff]{1,4}的|[\u4e00-\u9fff]{0,10}的)?$")
_OF_ITS_OWN = re.compile(r"占(?:[本该其]|各自|当地)[\u4e00-\u9fff]")
"""占本县资金的95%: of a whole told elsewhere."""
_SPENDING = frozenset(["支出", "支付", "执行", "使用", "拨付"])
_LEFT = re.compile(r"^[，,、]?(?:年末|资金|年底|期末|尚)*(?:结余|结转|剩余|余|未支付|未支出|未拨付|未使用)(?:资金|金额|结转)*$")
_CLOSE = 20
_STATEMENT = re.compile(r"[；;。]")
_CLAUSES = re.compile(r"[，,、；;：:（）()]")


@remembered
def shares(report: Report) -> tuple[Share, ...]:
    """Every rate of the paragraphs whose two figures stand in its sentence."""
    texts = texts_of(report)
    found: list[Share] = []
    told: list[Fact] = []
    earlier: list[Fact] = []
    for (block, _), group in groupby(report.facts, key=lambda fact: (fact.block, fact.sentence_start)):
        facts = list(group)
        if told and told[-1].block != block:
            told, earlier = [], []
        rates = [number for number, fact in enumerate(facts) if number and _is_rate(fact)]
        if rates:
            totals = {part.start: s.total.start for s in sums(report) if s.total.block == block for part in s.parts}
            text = texts.get(block, "")
            for number in rates:
                share = _share_of(text, facts, number, totals, told) or _rate_of(text, facts, number)
                share = share or _share_of_earlier(text, facts, number, earlier) or _share_of_group(report, text, facts, number, told)
                if share:
                    found.append(share)
        told, earlier = [*told, *facts], facts
    return tuple(found)


def _is_rate(fact: Fact) -> bool:
    plain = fact.role not in ("change", "threshold", "target", "before", "after")
    return fact.quantity.unit in PERCENT and fact.quantity.value is not None and plain


def own_words(text: str, facts: list[Fact], number: int) -> str:
    """The words that belong to one quantity: from the mark or number before it, and the noun after it."""
    fact = facts[number]
    left = facts[number - 1].end if number else fact.sentence_start
    return _CLAUSES.split(text[left : fact.start])[-1] + re.split(r"[^\u4e00-\u9fff]", text[fact.end : fact.end + 8])[0]


def _share_of(text: str, facts: list[Fact], number: int, totals: dict[int, int], told: list[Fact]) -> Share | None:
    """A占B的p%, or A, 占比p% of a total told before."""
    rate = facts[number]
    before = text[facts[number - 1].end : rate.start]
    if (
        number >= 2
        and re.fullmatch(r"[\u4e00-\u9fff]{0,8}的?(?:比例|比重)?(?:为|达到?|约)?", before)
        and _SHARE_OF.search(text[facts[number - 2].end : facts[number - 1].start])
    ):
        part, whole = facts[number - 2], facts[number - 1]
        return Share(rate, part, whole, True) if same_measure(part.quantity.unit, whole.quantity.unit) else None
    if not _takes(text, facts, number):
        return None
    part = facts[number - 1]
    before_it = [i for i, f in enumerate(facts[: number - 1]) if _countable(f) and same_measure(f.quantity.unit, part.quantity.unit)]
    words = {facts[i].start: own_words(text, facts, i) for i in before_it}
    named = base_named(before, [facts[i] for i in before_it], words)
    own = own_words(text, facts, number - 1)
    wholes = [facts[i] for i in before_it if not _is_share(text, facts, i) and (named or may_be_of(before, words[facts[i].start], own))]
    right = [f for f in named or wholes if holds(rate, part, f)] or named
    right = right or (wholes if len(wholes) == 1 else [f for f in wholes if totals.get(part.start) == f.start])
    if not named and not (right and holds(rate, part, right[0])):  # 全年救助312人。…，入园88人，占28.2%: of them all
        right = [f for f in told if _countable(f) and same_measure(f.quantity.unit, part.quantity.unit) and holds(rate, part, f)] or right
    if not _countable(part) or not right:
        return None
    whole = right[0]
    if named or holds(rate, part, whole):
        return Share(rate, part, whole, True)
    both = Share(rate, part, whole, False, together=True)  # 项目支出1783万元，基本支出786万元，占总支出的30.6%: of the two
    among = "总" not in before or "其中" in text[whole.end : part.start]
    if not among and holds_of(rate, both.counted, both.base):
        return both
    beside = is_of_more(before, rate, part, whole) or (not among and excluding([whole, part], text))
    return None if beside else Share(rate, part, whole, True)


def _takes(text: str, facts: list[Fact], number: int) -> bool:
    """Whether the words before a rate make it the share of the figure right before it."""
    before = text[facts[number - 1].end : facts[number].start]
    plain = len(before) <= _CLOSE and bool(_TAKES.search(before)) and not _OF_ITS_OWN.search(before) and "分别" not in before
    return plain and (bool(_OF_THE_ONE_BEFORE.match(before)) or names_again(before, own_words(text, facts, number - 1)))


def _share_of_group(report: Report, text: str, facts: list[Fact], number: int, told: list[Fact]) -> Share | None:
    """A share of the people the sentence is about, counted once in the report and nowhere near: 护林员平均年龄53岁，其中50岁以上78人，占71.4%."""
    part = facts[number - 1]
    near = [f for f in (*told, *facts[: number - 1]) if same_measure(f.quantity.unit, part.quantity.unit)]
    if near or not _countable(part) or not _takes(text, facts, number):
        return None
    whole = group_counted(report, text, part, text[part.end : facts[number].start])
    return Share(facts[number], part, whole, False) if whole is not None else None


def _share_of_earlier(text: str, facts: list[Fact], number: int, earlier: list[Fact]) -> Share | None:
    """A share of a total told in the sentence before, where another share of this sentence is of that total to the last place."""
    pairs = [(facts[i], facts[i + 1]) for i in range(len(facts) - 1) if _countable(facts[i]) and _is_share(text, facts, i)]
    own = next((part for part, rate in pairs if rate is facts[number]), None)
    if own is None:
        return None
    wholes = [f for f in earlier if _countable(f) and same_measure(f.quantity.unit, own.quantity.unit)]
    others = [pair for pair in pairs if pair[0] is not own]
    shown = [whole for whole in wholes if any(holds(rate, part, whole) for part, rate in others)]
    return Share(facts[number], own, shown[-1], True) if shown else None


def _is_share(text: str, facts: list[Fact], index: int) -> bool:
    """True when the figure is itself told as a share: 基本支出786.2万元，占57.29%; 有效率86.9%（271人）."""
    following = facts[index + 1]
    before = facts[index - 1] if index else None
    if before and before.quantity.unit in PERCENT and text[before.end : facts[index].start] in "（(" and text[facts[index].end] in "）)":
        return True
    between = text[facts[index].end : following.start]
    return following.quantity.unit in PERCENT and len(between) <= _CLOSE and bool(_TAKES.search(between))


def _rate_of(text: str, facts: list[Fact], number: int) -> Share | None:
    """A rate whose name says what is divided by what."""
    rate = facts[number]
    words = re.sub(r"(?:达到?了?|为|是|约|均|高达|[：:])+$", "", own_words(text, facts, number))
    named = _RATE.search(words) or _RATE.search(rate.subject)
    if not named:
        return None
    name = words if _RATE.search(words) else rate.subject
    stem = next((key for key in WHOLES if key in name), None) or _stem_of(name)
    if stem is None:
        return None
    whole_words = re.compile(f"{WHOLES.get(stem, TAKEN_IN)}|应{stem}")
    plain = re.compile(f"(?<![不未])(?:{PARTS.get(stem, stem)})(?!率|度)")
    near = _own_statement(text, facts, number)
    parts, wholes = [], []
    for index in near:
        fact = facts[index]
        own = own_words(text, facts, index)
        if (
            plain.search(own)
            and not _PLANNED.search(own)
            and not ("按期" in name and not re.search("按期|按时", own))
            and not ("按期" in own and "按期" not in name)
        ):
            parts.append(fact)
        elif whole_words.search(own) or fact.role in ("total", "target"):
            wholes.append(fact)
    if parts and any(w.start < parts[0].start for w in wholes):
        wholes = [w for w in wholes if w.start < parts[0].start or whole_words.search(own_words(text, facts, facts.index(w)))]
    elif parts:
        wholes = [w for w in wholes if w.role != "target"]  # 留用112人，留用率70%，完成年度任务4800人: another thing's target
    if not parts:
        left_out = re.compile(f"[不未](?:{stem})(?!率|度)")
        rest = [facts[i] for i in near if left_out.search(own_words(text, facts, i))]
        wholes = [w for w in wholes if w not in rest and rest and same_measure(w.quantity.unit, rest[0].quantity.unit)]
        return Share(rate, rest[0], wholes[-1], True, rest=True) if len(rest) == 1 and len(wholes) == 1 else None
    if len(parts) > 1:  # 平均修复时间18小时 is no part of what was taken in
        parts = [p for p in parts if any(same_measure(w.quantity.unit, p.quantity.unit) for w in wholes)] or parts
    if len(parts) > 1:
        summed = "累计" in name
        parts = [p for p in parts if ("累计" in own_words(text, facts, facts.index(p))) is summed]
    for part in parts:
        wholes = [w for w in wholes if same_measure(w.quantity.unit, part.quantity.unit)]
    if len(parts) == 1 and not wholes:
        wholes = _counted_before(facts, near, parts[0])
        left = [] if wholes or stem not in _SPENDING else [facts[i] for i in near if _LEFT.search(own_words(text, facts, i))]
        if len(left) == 1 and same_measure(left[0].quantity.unit, parts[0].quantity.unit) and left[0] is not parts[0]:
            return Share(rate, parts[0], left[0], True, together=True)
    if len(parts) != 1 or not wholes:
        return None
    alike = [facts[i] for i in near if same_measure(facts[i].quantity.unit, parts[0].quantity.unit) and facts[i] is not parts[0]]
    right = [w for w in (*wholes, *alike) if holds(rate, parts[0], w)]
    if not right and len(alike) > 1 and _holds_together(rate, parts[0], [f for f in alike if f.start < parts[0].start]):
        return None  # 抽检生鲜乳360批次、畜产品1240批次，合格1596批次: of both
    if not right and (value_of(wholes[-1].quantity) or 0) < (value_of(parts[0].quantity) or 0) and len(alike) > 1:
        return None  # the part is of something else
    if not right and wholes[-1].start > parts[0].start and (value_of(wholes[-1].quantity) or 0) < (value_of(parts[0].quantity) or 0):
        return None  # 签约居民4.86万人，签约率62.4%，其中重点人群2.16万人: some of them
    return Share(rate, parts[0], right[0] if right else wholes[-1], bool(right) or len(wholes) == 1)


def _own_statement(text: str, facts: list[Fact], number: int) -> list[int]:
    """The counts a rate may be made of: those of its statement; where that tells none, those of its whole sentence.

    A semicolon begins another statement, and so does another rate between them: what follows 接种率97.6%；其中… is of something else.
    """
    rate = facts[number]
    countable = [i for i, fact in enumerate(facts) if fact is not rate and _countable(fact)]
    near = [i for i in countable if not _STATEMENT.search(text, *sorted((facts[i].end, rate.start)))]
    if near:
        return near
    return [] if any(f.quantity.unit in PERCENT and f.role == "actual" for f in facts[:number]) else countable


def _counted_before(facts: list[Fact], near: list[int], part: Fact) -> list[Fact]:
    """The count right before a part, of the same things by its measure word: 建议194条，被采纳177条."""
    at = facts.index(part)
    whole = facts[at - 1] if at - 1 in near else None
    alike = whole is not None and whole.quantity.unit == part.quantity.unit and measure_of(part.quantity.unit) in COUNTED
    return [whole] if whole is not None and alike and whole.role != "part" else []


def _stem_of(name: str) -> str | None:
    """The verb of a rate no list names: 修复 of 故障修复率, when it stands alone or ends the name."""
    found = _VERB_RATE.search(name)
    return found["verb"] if found and found["verb"][-1] not in "概几比效功利税汇费" else None


def _holds_together(rate: Fact, part: Fact, wholes: list[Fact]) -> bool:
    """True when the part divided by two or more counts before it together is the rate."""
    written, scale = rate.quantity.value or Decimal(0), 1000 if rate.quantity.unit == "‰" else 100
    summed = Decimal(0)
    for count, whole in enumerate(reversed(wholes), start=1):
        summed += value_of(whole.quantity) or Decimal(0)
        if count > 1 and summed and abs((value_of(part.quantity) or 0) / summed * scale - written) < 2 * epsilon(written):
            return True
    return False


def holds(rate: Fact, part: Fact, whole: Fact) -> bool:
    """True when part divided by whole is the rate, to within half of its last printed place and a hair."""
    return holds_of(rate, value_of(part.quantity), value_of(whole.quantity))


def holds_of(rate: Fact, part: Decimal | None, whole: Decimal | None) -> bool:
    """The same of values in the compared unit."""
    written = rate.quantity.value
    if part is None or not whole or written is None:
        return False
    scale = 1000 if rate.quantity.unit == "‰" else 100
    return abs(part / whole * scale - written) < 2 * epsilon(written)


def _countable(fact: Fact) -> bool:
    quantity = fact.quantity
    return (
        quantity.value is not None and quantity.unit not in PERCENT and quantity.unit not in ("个百分点", "百分点", "分", None) and not fact.per
        and fact.role not in ("change", "threshold", "before", "after") and quantity.op in (None, "=")
    )  # fmt: skip
