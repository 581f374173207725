"""Binds a quantity in prose to what it counts: the noun before it, the noun after it, or the one the sentence speaks of."""

from __future__ import annotations

import re
from typing import NamedTuple

from normalize.prose_words import Patterns, patterns


class Bond(NamedTuple):
    """What a quantity is bound to."""

    subject: str
    qualifier: str
    action: str
    after: bool
    """True when the noun stands after the quantity (46家单位)."""
    noun_end: int
    """Where that noun ends; the end of the quantity otherwise."""


_NOUN = re.compile(r"的?((?:“[^”]{1,12}”|[\u4e00-\u9fffA-Za-z·]){1,24})")
_SUFFIX = re.compile(r"(?:[（(]含[)）])?(?:及?以[上下内]|之内|左右|上下)")
_NOT_NOUN = re.compile(r"不等|[之以][前后外]|[前后内外](?!设|勤)|的?(?:标准|速度|幅度|价格|比例)|原来")
_PERSONS = re.compile(
    r"(?:人员|人口|职工|干部|教师|学生|群众|党员|雇员|人才|队员|医生|护士|编制|志愿者|对象|教职工|劳动力|儿童|老人|青年|妇女|居民|村民|农民|员|工|生|者|户)$"
)
_ACTOR = re.compile(r"(?:[局委办部厅院校站所队科股室组]|中心|平台|单位|部门|公司|机构|窗口|现场|网站)$")
_DONE = re.compile(
    r"^(?:新建|改建|扩建|改扩建|完成|新增|减少|增加|办结|受理|建成|保留|解散|合并|撤销|关闭|销号|处理|发放|拨付|支付|投入|覆盖|实现|收到|交办)"
)
_ETC = re.compile(r"等$")
_EDGES = re.compile(r"^(?:[\s、，,；;：:。.（()）和与及的\-—]|\d{1,2}[、.．)）])+|[\s、，,；;：:（(）)的]+$")
_QUOTES = re.compile(r'[“”‘’"《》 \u3000]+')
_SHIFT = re.compile(r"(?:由|从)(?:原来|过去|原先|以前|之前|上年|去年|年初|最初|[改整][革改治]前|\d{4}年度?)?的?$")
_PRICE = re.compile(r"每(?:人次?|名|户|亩|年|月|天|日|次|台|件|个|公里|平方米|吨|村|校|所|生|班|床|学期)(?:每?[年月天日次学期])*")
_OF_THEM = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?<![初高完职普集其空途水期])中(?:已?有)?$")
_SO_MANY = re.compile(r"的?(?:已?有)?[，,]?[\d一二三四五六七八九十两]")
"""182个村民小组中的37个, 16个乡镇中有9个: the noun ends before 中."""
_HOLDS_NOUN = re.compile(r"[\u4e00-\u9fffA-Za-z]{2}|[镇乡村县]$")


def bind(text: str, left: int, start: int, end: int, right: int, *, money: bool) -> Bond:
    """The bond of the quantity at `start`–`end`; `left` and `right` bound the text that may belong to it."""
    words = patterns()
    before, linked = _strip_link(text[left:start], words)
    subject, qualifier, action = _parse_left(before, words)
    settled = money or linked or text.startswith("的", end) or (text[end - 1] in "人名" and _PERSONS.search(subject))
    if not (subject and settled) or _ETC.search(before):
        noun, noun_end = _noun_after(text, end, right, words)
        if noun:
            return Bond(noun, qualifier or (subject if len(subject) <= 8 and not _ETC.search(before) else ""), action, True, noun_end)
    return Bond(subject, qualifier, action, False, end)


def expand(subject: str, text: str, sentence_start: int, clause_start: int) -> str:
    """A subject with what an earlier clause says about it: 对城区健身点的摸底，共有健身点246个."""
    at = text.rfind(subject, sentence_start, clause_start) if len(subject) >= 2 else -1
    if at <= sentence_start:
        return subject
    head = _RUN.search(text[sentence_start:at])
    if not head:
        return subject
    modifier = _lead(head.group().lstrip("个家项名"), patterns())[0]
    return modifier + subject if 0 < len(modifier) <= 12 and not patterns().strong.search(modifier) else subject


_RUN = re.compile(r"[\u4e00-\u9fff]{1,40}$")


def _strip_link(before: str, words: Patterns) -> tuple[str, bool]:
    trimmed = before.rstrip(" \u3000“")
    shift = _SHIFT.search(trimmed)
    if shift:
        return trimmed[: shift.start()], True
    found = words.link.search(trimmed)
    if not found:
        return trimmed, False
    linked = found.group() not in ("有", "为", "在", "了", "等") or bool(_HOLDS_NOUN.search(trimmed[: found.start()]))
    kept = trimmed[: found.start()] + ("等" if found.group().startswith("等") else "")
    return kept, linked


def _parse_left(before: str, words: Patterns) -> tuple[str, str, str]:
    """Subject, qualifier and action of the text before a quantity."""
    rest, qualifier = _lead(_EDGES.sub("", _PRICE.sub("", before) if "每" in before else before), words)
    action, actor = "", ""
    weak = words.weak.match(rest)
    if weak:
        action, rest = weak.group(), rest[weak.end() :]
    strong = None
    for strong in words.strong.finditer(rest):  # noqa: B007 - the last one is wanted
        pass
    if strong:
        actor, action, rest = _clean(_lead(rest[: strong.start()], words)[0]), strong.group(), rest[strong.end() :]
    if action:
        rest, scope = _lead(_EDGES.sub("", rest), words)
        qualifier = qualifier or scope
        rest = _clean(rest)
        if not rest and len(actor) >= 2:
            return (actor, qualifier, action) if _ACTOR.search(actor) or _DONE.search(action) else (actor + action, qualifier, "")
        return rest, qualifier or (actor if 2 <= len(actor) <= 12 else ""), action
    return _clean(rest), qualifier, action


def _clean(text: str) -> str:
    return _EDGES.sub("", _QUOTES.sub("", text).removesuffix("等"))


def _lead(text: str, words: Patterns) -> tuple[str, str]:
    """The text without scopes and fillers at its head, and the scope found there."""
    position, scope = 0, ""
    while found := words.lead.match(text, position):
        scope = scope or found["scope"] or ""
        position = found.end()
    return text[position:].lstrip(" \u3000、，的“"), scope


def _noun_after(text: str, end: int, right: int, words: Patterns) -> tuple[str, int]:
    suffix = _SUFFIX.match(text, end, right)
    begin = suffix.end() if suffix else end
    if _NOT_NOUN.match(text, begin, right):
        return "", end
    found = _NOUN.match(text, begin, right)
    if not found:
        return "", end
    noun = found.group(1)
    cut = words.cut.search(noun)
    if cut:
        noun = noun[: cut.start()]
    verb = words.strong.search(noun, 2)
    if verb:
        noun = noun[: verb.start()]
    noun = noun.rstrip("及和与或、")
    among = _OF_THEM.search(noun)
    if among and _SO_MANY.match(text, found.start(1) + len(noun)):
        noun = noun[: among.start()]
    if not _HOLDS_NOUN.search(noun):
        return "", end
    return _QUOTES.sub("", noun), found.start(1) + len(noun)
