"""Says what a quantity is in its sentence: result, target, before, after, threshold, part, total or change; and for which period."""

from __future__ import annotations

import re

from model.quantity import Operator
from model.report import Role
from normalize.numbers import operator_of

_BEFORE = re.compile(r"(?:由|从)[^，。；：\d]{0,12}$|(?:原来的?|原有的?|原先的?|过去的?)[^，。；：\d]{0,6}$|(?:由|从)\d{4}年度?的?$")
_LEADS_ON = re.compile(r"[^，。；\d]{0,12}(?:至|到|为|成)\s*(?:现在的?|目前的?|仅|\d{4}年度?的?)?[\d零一二两三四五六七八九十]")
_AFTER = re.compile(r"(?:至|到|为|成|仅需|只需|变为)\s*(?:现在的?|目前的?|仅|只需?)?$")
_AFTER_PLAIN = re.compile(
    r"(?:增加|增长|提高|提升|上升|扩大|扩展|减少|下降|降低|降|压缩|缩短|缩减|精[减简]|减|升|提速|优化|压减|调整|变)(?:至|到|为|成)\s*(?:现在的?|目前的?)?$"
)
_CHANGE = re.compile(
    r"(?:(?P<up>增长|增加|提高|(?<!改造)(?<!提质)(?<!巩固)(?<!升级)提升|上升|上涨|增幅(?:为|达)?|增速(?:为|达)?|升高|多|扩大|净增|同比增|增)|(?P<down>下降|减少|降低|降幅(?:为|达)?|减幅(?:为|达)?|缩减|压减|减|降|少|回落|节约|缩短|压缩))"
    r"(?:了|率?为|率?达到?|约|近|超过?)*\s*$"
)
_LEVEL = re.compile(r"持平|不变|一致|相同")
_TARGET = re.compile(r"目标|计划|预计|拟|力争|确保|预期|年初设定|任务数|指标值|应(?!急)|要求")
_REACHED = re.compile(r"完成|实现|达成|落实|执行|情况|分析|成效|结果|偏差|对照")
_SCHEME = r"(?<!改善|行动|雨露|资助|国培|特岗|提升|发展|培养|培训|助学|扶持|三年|促进|支持|支教|教学|工作)"
"""What stands before 计划 where it names a scheme (营养改善计划, 雨露计划) and announces nothing."""
_TARGET_CLAUSE = re.compile(
    rf"(?:目标|{_SCHEME}计划|预计|拟|力争|确保|预期|任务)[^，。；：]{{0,16}}$|不[低少]于$|不超过$|不[高大多]于$|控制在$"
)
_SHARE = re.compile(r"(?:占|完成)[^，。；、]{0,14}(?:的|比)$")
_THRESHOLD = re.compile(r"(?:[（(]含[)）])?(?:及?以[上下内]|之内)的?(?![，。；、])[\u4e00-\u9fff]")
_TOTAL = re.compile(r"(?:共计|合计|总计|总共|一共|总数|总量|总额|总投资|共有?|累计)(?:约?为|达到?|约|约?有)?$")
_PART = re.compile(r"其中|包括|包含|(?<![包])含|分别")
_EACH = (
    r"(?:每(?:[张条支份本把根块副瓶袋盒箱幅樘扇双桶]|平米|立方米)|(?:每|(?<=[人名户亩生])每?)"
    r"(?:人次|公里|平方米|学期|小时|场次|[人名户亩年月天日次所校村个台辆件吨床座具头只羽棵株套场期篇宗生站点盏]))"
)
_PER_BEFORE = re.compile(rf"(?:{_EACH}(?:每?[年月天日次学期])*|人均|户均|亩均|单价)[^，。；：、\d]{{0,10}}$")
_MEAN_SPAN = re.compile(r"[人户亩]均每?(?P<span>[年月日天])|(?P<of>[年月日天])[人户亩]均")
"""人均月补助, 月人均补助: a mean of each month."""
_PER_WORD = re.compile(_EACH)
_BASE = re.compile(r"(?:较|比|同比|与|环比|相比)\s*(?:于)?\s*$")
_ENDS = re.compile(r"$|[，,。；;、）)完办结]")
_SPAN = re.compile(
    r"(?=[截全上一二三四每年月日去近本目“同])(?:截[至止]到?(?=\s*(?:19|20)\d\d)|全年|上半年|下半年|[一二三四]季度|每年|每月|每日|每天|每周|每季度|年均|月均|日均|去年|上年|近[一二三四五两]年|本年|目前|“[一二三四五十]{2,3}五”期间|同期)"
)


def change_of(before: str) -> str:
    """增, 减 or nothing: the direction a number directly after `before` states."""
    found = _CHANGE.search(before)
    if not found:
        return ""
    return "增" if found["up"] else "减"


def role_of(before: str, after: str, *, part: bool, target: bool, previous: Role | None) -> Role:
    """The role of a quantity from the text of its clause around it."""
    if _AFTER_PLAIN.search(before) or (previous == "before" and _AFTER.search(before)):
        return "after"
    if _BEFORE.search(before) and _LEADS_ON.match(after):
        return "before"
    if _THRESHOLD.match(after):
        return "threshold"
    if change_of(before):
        return "change"
    if (target or _TARGET_CLAUSE.search(before)) and not _SHARE.search(before):
        return "target"
    if part:
        return "part"
    if _TOTAL.search(before):
        return "total"
    return "actual"


def speaks_of_target(text: str) -> bool:
    """True when a heading or lead-in announces targets."""
    return bool(_TARGET.search(text)) and not _REACHED.search(text)


def begins_parts(text: str) -> bool:
    """True when the text between two quantities begins an account of parts."""
    return bool(_PART.search(text))


def price_per(before: str) -> str:
    """What the amount after `before` is a price per: 人/年 for 每人每年, 单价 where no thing is named."""
    found = _PER_BEFORE.search(before)
    if not found:
        return ""
    named = [word.removeprefix("每") for word in _PER_WORD.findall(found.group())]
    if named:
        return "/".join("人" if word == "名" else word for word in named)
    if "单价" in found.group():
        return "单价"
    thing = next((word for word in "人户亩" if f"{word}均" in found.group()), "")
    span = _MEAN_SPAN.search(before[max(0, found.start() - 2) :]) if thing else None
    return f"{thing}/{span['span'] or span['of']}" if span else thing


def is_base(before: str) -> bool:
    """True when the year after `before` is what is compared with (较2023年)."""
    return bool(_BASE.search(before))


def span_word(text: str) -> str | None:
    """The last word of time without a year in `text` (全年, 上半年, 每月)."""
    found = _SPAN.findall(text)
    return found[-1] if found else None


def operator(before: str, after: str) -> Operator | None:
    """The operator the words around a number state."""
    return operator_of(before[-8:].removesuffix("有"), "" if after[:1] in "内前" and not _ENDS.match(after[1:]) else after[:6])
