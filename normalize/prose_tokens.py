"""Finds the numbers in prose with one compiled expression: quantities with their measure words, periods, and numbers that count nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from model.quantity import Operator
from normalize.measures import COUNTS, MONEY, RATES, SIZES, TIMES
from normalize.numerals import NUMERAL, read_numeral
from normalize.prose_words import patterns


class Token(NamedTuple):
    """One number as it stands in prose."""

    kind: str
    """quantity, period, or name for numbers that count nothing (12345热线, 〔2024〕1号, 7×24)."""
    start: int
    end: int
    value: Decimal | None = None
    upper: Decimal | None = None
    unit: str | None = None
    per: str = ""
    """What a price is counted per: 人 for 元/人."""
    op: Operator | None = None


_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_GUARDS = patterns().measure_guards


def _guarded(word: str) -> str:
    if word[-1].isascii() and word[-1].isalpha():
        return re.escape(word) + "(?![A-Za-z0-9])"
    stops = _GUARDS.get(word, "")
    return re.escape(word) + (f"(?![{stops}])" if stops else "")


_WORDS = [
    *MONEY,
    *RATES,
    *TIMES,
    *COUNTS,
    *SIZES,
    "例次",
    "人·次",
    "人/次",
    "户/次",
    "桩",
    "宗件",
    "张床位",
    "岁",
    "公顷",
    "床",
    "眼",
    "处/次",
    "具",
    "剂次",
    "例次",
    "项次",
    "家次",
    "户次",
    "件次",
    "班级",
    "剂",
    "尊",
]
_UNIT = "|".join(_guarded(word) for word in sorted(set(_WORDS), key=len, reverse=True))
_PER_UNIT = "人次|人|名|户|亩|年|月|天|日|次|公里|平方米|吨|件|个|辆|台|套|班|生|学期|小时|度|立方米|床|村|所|家|周|场|期"
_PER = rf"(?:[/／每](?:{_PER_UNIT})(?:[·/／.]?每?(?:年|月|天|日|次|学期))?)"
_CN_UNIT = (
    "个|名|家|户|人(?![员大社民工均才力事])|人次|次(?!数)|项(?!目)|件(?![事套])|条(?![件例])|所(?![有属])|座|处(?![理置罚])|台(?!账)|套(?!餐)|种(?!植)|类|场(?![地所])|期(?!间)"
    "|篇|份|批(?![准复])|支(?![付出部持])|辆|轮|万元|元|亩|公里|吨"
)
_DIGIT_CN = f"[{NUMERAL}]"
_YEAR = r"(?:19|20)\d\d"

_START = re.compile(r"[\d《“‘〔（(\[【第百A-Za-z二三四五六七八九十两一]")
_TOKEN = re.compile(
    rf"(?P<name>《[^《》]*》|[“‘][^”’%元]{{1,30}}[”’]|[〔（(\[【]\s*{_YEAR}\s*[〕）)\]】]\s*第?\s*\d+\s*号?|[A-Za-z][A-Za-z0-9.+\-]*"
    rf"|第\s*(?:\d{{1,9}}|{_DIGIT_CN}{{1,9}})(?:个|批|次|届|期|轮|名|位|条|款|项|章|节|类|号|产业)?"
    rf"|\d+号(?!线|楼|院|码)|0\d{{2,3}}[-—－]\d{{7,8}}|1[3-9]\d{{9}}(?!\d)"
    rf"|\d+\s*[×xX*✕]\s*\d+(?:\.\d+)?(?![\d.]|\s*(?:万|亿|元|%))(?:小时)?"
    rf"|\d{{1,9}}(?:[-–—－]\d{{1,9}}){{0,4}}(?:[A-Z]+(?![a-z²³])\d*(?=[^A-Za-z\d]|$))(?<!GB)(?<!TB)(?<!MB)(?<!MW)(?<!GW)"
    rf"|[二两三四五六七八九]个(?=一[^\d]))"
    rf"|(?P<period>{_YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}"
    rf"|{_YEAR}年?\s*[-—–~～至到]+\s*{_YEAR}\s*年(?:度)?"
    rf"|{_YEAR}\s*年(?:\d{{1,2}}\s*[-—–~～至到]+\s*\d{{1,2}}月(?:份|底)?|\s*\d{{1,2}}\s*月(?:\s*\d{{1,2}}\s*[日号]|份|底|初|末)?|度|上半年|下半年|第?[一二三四]季度|底|初|末)?"
    rf"|\d{{1,2}}\s*[-—–~～至到]\s*\d{{1,2}}月(?:份|底)?|\d{{1,2}}月(?:\d{{1,2}}[日号]|份|底|初|末)?|\d{{1,2}}[日号](?=之?前|前|起|止|至|[，。、；）)]|$)"
    rf"|[一二三四五六七八九十]{{1,2}}月(?:份|底|初|末|[一二三四五六七八九十]{{1,3}}日)?|[一二]{_DIGIT_CN}{{3}}年)"
    rf"|(?P<quantity>(?P<number>{_NUMBER})\s*(?:%?\s*[-—–~～至到]\s*(?P<upper>{_NUMBER})\s*)?(?P<more>[余多几])?(?P<scale>万亿|百万|千万|万|亿)?(?P<more2>[余多])?\s*"
    rf"(?P<unit>{_UNIT})?(?P<per>{_PER})?)"
    rf"|百分之(?P<percent>{_DIGIT_CN}{{1,8}}(?:点{_DIGIT_CN}{{1,8}})?)"
    rf"|(?P<spelled>[{NUMERAL}]{{1,12}})(?P<cnmore>余|多)?(?P<cnscale>万)?(?P<cnunit>{_CN_UNIT})"
)
_SCALES = {"万": 4, "亿": 8, "百万": 6, "千万": 7, "万亿": 12}
_LONGEST = 13
"""Digits before the point that a quantity may have; longer ones are account numbers and the like."""
_LINKED = re.compile(r"(?:为|是|达|达到|得分|评分|计|共|等于|[：:=≥≤><])\s*$")
_COUNTED_BEFORE = re.compile(
    r"(?:办|开展|组织|培训|讲座|[共计达了分完成近超满为有班刊报坛]|编[印发]|[印刊]发|发布|推出|播出|连续|突破)\s*$"
)
_COUNTED_AFTER = re.compile(r"\s*(?:培训|[^，。；\d]{0,6}班|讲座|以上|简报|专[栏刊题]|节目|活动|沙龙|课程|研修|论坛)")
_STAGE_AFTER = re.compile(r"\s*(?:工程|项目|建设|改[造建]|扩建|厂|标段)")
"""What shows that 期 is counted (举办三期, 两期培训班), and what shows that it is not (2期工程)."""
_BOUNDARY = re.compile(r"\s*(?:$|[，,。；;）)\n])")


def tokens(text: str) -> Iterator[Token]:
    """Every number of `text` from left to right; what stands in quotation marks and book titles is a name."""
    position, length = 0, len(text)
    while position < length:
        start = _START.search(text, position)
        if not start:
            return
        found = _TOKEN.match(text, start.start())
        if not found:
            position = start.end()
            continue
        position = found.end()
        token = _token(found, text)
        if token:
            yield token


def _token(found: re.Match[str], text: str) -> Token | None:
    kind = found.lastgroup
    start, end = found.span()
    if kind in ("name", "period"):
        return Token(kind, start, end)
    if kind == "percent":
        value = read_numeral(found["percent"])
        return None if value is None else Token("quantity", start, end, value, unit="%")
    if kind == "quantity":
        return _quantity(found, text)
    return _spelled(found, text)


def _quantity(found: re.Match[str], text: str) -> Token | None:
    start, end = found.span()
    number, unit, scale = found.group("number", "unit", "scale")
    if start and text[start - 1] in "-—－.×" and not unit:
        return Token("name", start, end)
    value = Decimal(number.replace(",", ""))
    upper = Decimal(found["upper"].replace(",", "")) if found["upper"] else None
    if unit is None and scale is None and not (_LINKED.search(text, max(0, start - 6), start) and _BOUNDARY.match(text, end)):
        return Token("name", start, end)
    if len(number) > _LONGEST and len(number.partition(".")[0].replace(",", "")) > _LONGEST:
        return Token("name", start, end)
    if len(number) > 1 and number[0] == "0" and "." not in number:
        return Token("name", start, end)
    if unit == "期" and _STAGE_AFTER.match(text, end):
        return Token("name", start, end)
    if scale:
        if unit == "元":
            unit = scale + "元"
            if unit not in MONEY:
                value, upper, unit = value.scaleb(_SCALES[scale]), upper and upper.scaleb(_SCALES[scale]), "元"
        else:
            value, upper = value.scaleb(_SCALES[scale]), upper and upper.scaleb(_SCALES[scale])
    more = found["more"] or found["more2"]
    per = found["per"]
    if per:
        per = per.lstrip("/／每").replace("每", "").replace("／", "/").replace("·", "/").replace(".", "/")
    return Token("quantity", start, end, value, upper, unit, per or "", "≥" if more else None)


def _spelled(found: re.Match[str], text: str) -> Token | None:
    start, end = found.span()
    spelled = found["spelled"]
    if spelled in ("一", "零", "十百") or (start and text[start - 1] in "第初周年度期"):
        return None
    value = read_numeral(spelled)
    if value is None or value < 2 or patterns().slogan.match(text, end):
        return None
    if len(spelled) > 1 and all(c in "二三四五六七八九两" for c in spelled):  # 三四个, 五六百: a guess, not a count
        return None
    unit = found["cnunit"]
    if unit == "期" and not (_COUNTED_BEFORE.search(text, max(0, start - 6), start) or _COUNTED_AFTER.match(text, end)):
        return Token("name", start, end)  # 二期 tells one part of a work from another
    if found["cnscale"]:
        value = value.scaleb(4)
    return Token("quantity", start, end, value, unit=unit, op="≥" if found["cnmore"] else None)
