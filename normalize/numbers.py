"""Reads one printed value (a cell, a phrase) into a Quantity: number, unit, operator, range, date, or words without a number."""

from __future__ import annotations

import re
from decimal import Decimal

import msgspec

from model import Quantity, Source
from model.quantity import Operator
from normalize.dates import arabic_dates, match_date
from normalize.measures import MEASURES, MONEY, measure_at
from normalize.numerals import NUMERAL, read_numeral
from normalize.wraps import rejoin

BLANK_MARKS = frozenset(("", "-", "--", "—", "——", "－", "/", "／", "\\", "–", "―", "一一"))
"""What is printed in a cell to say that it holds nothing."""


def parse_quantity(
    text: str, source: Source, *, default_unit: str | None = None, raw: str | None = None, multiply: bool = True
) -> Quantity:
    """The quantity `text` states.

    `default_unit` (from a column header: 万元) is used where no unit is printed. Pass `raw` when `text` is normalized
    already; otherwise `text` is taken as printed. Words (有所提升), blanks and several numbers that make no range have
    value None. With `multiply` off 万 and 亿 stay in the unit, as printed (300 万字). Dates have unit 日期 and ISO 8601 in `text`. Never raises.
    """
    clean = rejoin(text) if raw is None else text
    raw = text if raw is None else raw
    plain = _PLAIN.fullmatch(clean)
    if plain and plain[3] in _PLAIN_UNITS:
        unit = plain[3] or default_unit
        return Quantity(value=Decimal(plain[2]), unit=unit, op=plain[1] or None, raw=raw, text=clean, source=source)  # type: ignore[arg-type]
    if clean in BLANK_MARKS:
        return Quantity(value=None, raw=raw, text=clean, source=source)
    printed = _Printed(text=clean, raw=raw, source=source, default_unit=default_unit, multiply=multiply)
    return _date(printed) or _number(printed) or printed.quantity(None)


def to_decimal(digits: str) -> Decimal:
    """Digits as printed, with or without thousands separators, as an exact number."""
    return Decimal(digits.replace(",", "").replace("，", "").replace(" ", ""))


def operator_of(before: str, after: str) -> Operator | None:
    """The operator that words directly before and after a number state (不少于 … , … 以上), None when none does."""
    found = _OP_WORD_END.search(before)
    suffix = _SUFFIX.match(after)
    word = (suffix and _SUFFIXES.get(suffix.group())) or (found and _WORDS[found.group("op")]) or None
    return word


_WORDS: dict[str, Operator] = {}
for _op, _words in {
    "≥": "≥ >= => 〉= ＞= 不少于 不低于 不小于 不得少于 不得低于 不短于 至少 最少 大于等于 大于或等于 大于或者等于 高于或等于 达到或超过",
    "≤": "≤ <= =< 〈= ＜= 不超过 不高于 不大于 不多于 不得超过 不得高于 不超出 不超 未超过 未超 至多 最多 最高 "
    "小于等于 小于或等于 低于或等于 控制在 控制到",
    ">": "> ＞ 〉 大于 超过 高于 多于 超 优于 突破",
    "<": "< ＜ 〈 小于 低于 少于 不足 不到 不满 未达 未达到",
    "≈": "≈ ~ ～ 约 大约 约为 近 将近 接近 左右约",
    "=": "= 等于 ＝",
}.items():
    _WORDS |= dict.fromkeys(_words.split(), _op)  # type: ignore[arg-type]

_SUFFIXES: dict[str, Operator] = {}
for _op, _words in {
    "≥": "以上 及以上 (含)以上 （含）以上 及其以上 或以上",
    "≤": "以下 及以下 以内 之内 内 之前 以前 前 (含)以下 （含）以下 (含)以内 （含）以内 或以下 底前",
    "≈": "左右 上下",
}.items():
    _SUFFIXES |= dict.fromkeys(_words.split(), _op)  # type: ignore[arg-type]


def _any(words: dict[str, Operator]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_DIGITS = r"(?:\d{1,3}(?:[,， ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?!\d)"
_PLAIN = re.compile(r"([≥≤><=≈]?)(0|[1-9]\d*|\d+\.\d+)(\D{0,4})")
_PLAIN_UNITS = frozenset(("", "万元", "亿元", *(unit for unit in MEASURES if unit[0] not in "万亿百年月日")))
"""Units after which a number is what it looks like: nothing in them multiplies it or makes it a date."""
_SUFFIX = re.compile(_any(_SUFFIXES))
_OP_WORD_END = re.compile(rf"(?<![节预签履违集制契](?=约))(?<![附临邻最](?=近))(?P<op>{_any(_WORDS)})\s*(?:到|至|在|为)?$")
"""节约3.8万元 is no 约3.8万元."""
_FIRST = re.compile(rf"百分之(?P<percent>[{NUMERAL}点]+|{_DIGITS})|(?P<sign>[-－−负]?)(?P<digits>{_DIGITS})")
_SPELLED = re.compile(rf"(?P<before>(?:{_any(_WORDS)}|每个?[年月季周日人次]|全年|共|计|达到?)*)(?P<numeral>[{NUMERAL}万亿]+)")
_MULTIPLIER = re.compile(r"(万亿|千万|百万|十万|万|亿)(?!分之)")
_MULTIPLIERS = {"万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}
_MORE = re.compile(r"[余多]|\+(?!\d)")
_RANGE = re.compile(rf"(?:%|‰|[^\d\s,，.。;；、:：/×+\-－~～—–]{{1,3}})?\s*(?:[-－~～–]|—{{1,2}}|至|到)\s*(?P<upper>{_DIGITS})")
_NO_NUMBER_AFTER = re.compile(r"\s*[×xX*:：/÷.]\s*\d")
_TAIL_BREAK = re.compile(r"\s*[，,；;。、（(\s]")
_LONE_UNIT = re.compile(r"[^\d\s，,；;。、（()）:：]{1,2}$")
_BRACKET_UNIT = re.compile(r"[（(]([^（()）\d]{1,5})[）)]$")
_DATE_BEFORE = re.compile(rf"(?P<op>(?:{_any(_WORDS)})|于|在|截至|截止|到|至)?")
_DATE_AFTER = re.compile(r"(?:以前|之前|前|以内|内|止)?(?:[^\d]*)$")


class _Printed(msgspec.Struct, frozen=True, kw_only=True):
    """One value as printed, with what is known about it before its words are read."""

    text: str
    raw: str
    source: Source
    default_unit: str | None
    multiply: bool

    def quantity(
        self, value: Decimal | None, unit: str | None = None, op: Operator | None = None, upper: Decimal | None = None
    ) -> Quantity:
        return Quantity(value=value, unit=unit, op=op, raw=self.raw, text=self.text, upper=upper, source=self.source)


def _date(printed: _Printed) -> Quantity | None:
    text = arabic_dates(printed.text)
    head = _DATE_BEFORE.match(text)
    start = head.end() if head else 0
    found = match_date(text[start:])
    if not found:
        return None
    after = text[start + found[1] :]
    if not _DATE_AFTER.match(after):
        return None
    return Quantity(value=None, unit="日期", op=operator_of(text[:start], after), raw=printed.raw, text=found[0], source=printed.source)


def _number(printed: _Printed) -> Quantity | None:
    text = printed.text
    begin = match_date(text)
    rest = text[begin[1] :] if begin else text  # 2024年培训3次: the year is not the value
    found = _FIRST.search(rest)
    if not found:
        return _spelled(rest, printed)
    before, after = rest[: found.start()], rest[found.end() :]
    digits = found["digits"] or ""
    if (
        before.endswith(("第", "×", "/", ":"))
        or _NO_NUMBER_AFTER.match(after)
        or (len(digits) > 1 and digits[0] == "0" and "." not in digits)
    ):
        return None
    if found["percent"]:
        spelled = found["percent"]
        value = to_decimal(spelled) if spelled[0].isdigit() else _percent(spelled)
        if value is None:
            return None
        return printed.quantity(value, "%", operator_of(before, after))
    value = to_decimal(digits) * (-1 if found["sign"] else 1)
    return _with_unit(value, before, after, printed)


def _with_unit(value: Decimal, before: str, after: str, printed: _Printed) -> Quantity | None:
    upper: Decimal | None = None
    span = _RANGE.match(after)
    if span and to_decimal(span["upper"]) > value:
        upper, after = to_decimal(span["upper"]), after[span.end() :]
    factor = _MULTIPLIER.match(after)
    rest = after[factor.end() :] if factor else after
    more = _MORE.match(rest)
    rest = rest[more.end() :] if more else rest
    unit: str | None
    if factor and rest.startswith(("元", "美元")):
        unit, end = factor.group() + ("元" if rest[0] == "元" else "美元"), 1 if rest[0] == "元" else 2
    else:
        unit, end = _unit(rest)
        if factor and unit is None and printed.default_unit in MONEY:
            unit = factor.group() + "元"
        elif factor and not printed.multiply:
            unit = factor.group() + (unit or "")
        elif factor:
            value, upper = value * _MULTIPLIERS[factor.group()], upper and upper * _MULTIPLIERS[factor.group()]
    tail = rest[end:]
    op = operator_of(before, tail)
    suffix = _SUFFIX.match(tail)
    tail = tail[suffix.end() :] if suffix else tail
    bare = _OP_WORD_END.sub("", before).strip(" :：")
    if (bare or not _TAIL_BREAK.match(tail)) and any(c.isdigit() for c in tail):
        return None
    if unit is None and ((bare and op is None) or (tail and not suffix and not _TAIL_BREAK.match(tail))):
        return None
    if more and op is None:
        op = ">" if more.group() != "+" else "≥"
    return printed.quantity(value, unit or printed.default_unit, op, upper)


def _unit(rest: str) -> tuple[str | None, int]:
    """The unit at the head of `rest` and where it ends."""
    blank = len(rest) - len(rest.lstrip())
    unit = measure_at(rest, blank)
    if unit:
        return unit, blank + len(unit)
    bracket = _BRACKET_UNIT.match(rest, blank)
    if bracket and measure_at(bracket[1], 0) == bracket[1]:
        return bracket[1], bracket.end()
    lone = _LONE_UNIT.match(rest, blank)
    if lone and not _SUFFIX.match(rest, blank):
        return lone.group(), lone.end()
    return None, 0


def _percent(numeral: str) -> Decimal | None:
    return Decimal(100) if numeral == "百" else read_numeral(numeral)


def _spelled(rest: str, printed: _Printed) -> Quantity | None:
    """A number in Chinese numerals: only a whole value (三次, 不少于两场), since 一 is also an ordinary word."""
    found = _SPELLED.match(rest)
    value = read_numeral(found["numeral"]) if found else None
    if found is None or value is None:
        return None
    after = rest[found.end() :]
    unit = measure_at(after, 0)
    tail = after[len(unit) :] if unit else after
    suffix = _SUFFIX.match(tail)
    end = tail[suffix.end() :] if suffix else tail
    if end and not _TAIL_BREAK.match(end):
        return None
    if not unit and value != 0 and (after or len(found["numeral"]) == 1):
        return None
    return printed.quantity(value, unit or printed.default_unit, operator_of(found["before"], tail))
