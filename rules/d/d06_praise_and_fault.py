"""D06: what one part of a report praises and another finds wanting."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model import Check, Dossier, Evidence, Hit, Report, Severity
from rules.figures import outside, passed
from rules.prose.texts import Text, texts
from rules.registry import rule
from rules.wording import name_of, spot_of

RULE = "D06"
_GOOD = "基本健全|健全|规范|完善|合规|扎实|到位|准确|科学合理|有效|严格|无误|优良|精湛|及时"
_BAD = (
    "不足|不健全|不完善|不规范|误差|偏差|有待|还需|仍需|尚需|薄弱|不到位|不够|滞后|欠缺|不严|不细|缺失|不强|不高|不及时|缓慢|偏慢|脱节|混乱"
)
_TOPICS = {
    "财务与内部控制": "内部控制|内控|财务管理|会计核算|会计基础|财务制度|会计制度|财务审批|账务处理|资金管理|资金监控|资金监管|资金使用|预算编制|预算管理|预算经费|支出明细|明细科目|会计科目",
    "资金支付进度": "支付进度|资金支付|资金拨付|支出进度|执行进度|资金到位",
    "项目实施管理": "项目管理|项目监管|工程质量|质量管理|工程进度|项目进度|施工管理|档案管理|日常监管|监督管理",
    "队伍与服务": "服务态度|服务质量|服务水平|工作作风|队伍素质|业务素养|业务能力|工作积极性|服务群众|工作热情|政务服务队伍|干部队伍",
}
_PRAISE = {
    topic: re.compile(rf"(?:{words})[^，。；\n]{{0,10}}(?:{_GOOD})|(?:{_GOOD})的[^，。；\n]{{0,6}}(?:{words})")
    for topic, words in _TOPICS.items()
}
_FAULT = {topic: re.compile(rf"(?:{words})[^，。；\n]{{0,16}}(?:{_BAD})") for topic, words in _TOPICS.items()}
_ANY = re.compile("|".join(_TOPICS.values()))
_NOT_PRAISE = re.compile(r"不|未|无法|进一步|加强|提高|需|应当|要求|建议|下一步|制定|建立健全|为了|争取|力争|确保")
_PLAN = re.compile(r"下一步|改进措施|整改措施|改进建议|建议|今后")
_SENTENCE = re.compile(r"[^。！？\n]+")
_NUMBERING = re.compile(r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、．.]|[一二三四五六七八九十]是)\s*")
_CLAUSE = re.compile(r"[，；：,;:]")


@rule(RULE, title="正反评价并存", severity=Severity.LOW, basis="S5", priority=3)
def praise_and_fault(dossier: Dossier) -> Iterator[Hit | Check]:
    """同一份报告里，对同一件事前面说健全、规范、及时，后面又承认不足、有误差、有待加强，两种说法至少有一种不实；自评结论应当以问题为准。

    按四类主题对照：财务与内部控制、资金支付进度、项目实施管理、队伍与服务。“进一步完善”“要求规范”一类打算和要求不算评价，
    “下一步、改进措施”之后的话不看。每份报告每类主题只报一条。

    反例：“内部控制制度基本健全，会计核算规范”，问题部分又写“对项目资金监控力度不足”。
    正例：只写成绩没有写问题；写“会计核算规范”，问题是“绩效指标设置不够细化”。
    """
    for report in dossier.reports:
        praise, fault = _statements(report)
        hits = [_hit(report, topic, praise[topic], fault[topic]) for topic in _TOPICS if praise.get(topic) and fault.get(topic)]
        yield from hits
        if not hits:
            said = bool(praise) or bool(fault)
            yield passed(RULE, report, detail="没有对同一事项的正反评价") if said else outside(RULE, report, "没有此类评价")


def _statements(report: Report) -> tuple[dict[str, list[Evidence]], dict[str, list[Evidence]]]:
    praise: dict[str, list[Evidence]] = {}
    fault: dict[str, list[Evidence]] = {}
    for text in texts(report):
        if text.source.table is not None or not _ANY.search(text.text):
            continue
        planned = False
        for sentence in _SENTENCE.finditer(text.text):
            plan = _PLAN.search(sentence.group())
            planned = planned or bool(plan and plan.start() < 12)
            if planned:
                break
            if not _ANY.search(sentence.group()):
                continue
            end = plan.start() if plan else len(sentence.group())
            for topic in _TOPICS:
                _collect(text, sentence.start(), sentence.group()[:end], _FAULT[topic], topic, fault)
                _collect(text, sentence.start(), sentence.group()[:end], _PRAISE[topic], topic, praise, refuse=_NOT_PRAISE)
    return praise, fault


def _collect(
    text: Text,
    offset: int,
    sentence: str,
    pattern: re.Pattern[str],
    topic: str,
    into: dict[str, list[Evidence]],
    *,
    refuse: re.Pattern[str] | None = None,
) -> None:
    for found in pattern.finditer(sentence):
        start = max((m.end() for m in _CLAUSE.finditer(sentence, 0, found.start())), default=0)
        following = _CLAUSE.search(sentence, found.end())
        end = following.start() if following else len(sentence)
        if refuse and refuse.search(sentence[start : found.end()]):
            continue
        sides = into.setdefault(topic, [])
        if len(sides) < 4 and all(side.source.quote != sentence[start:end] for side in sides):
            sides.append(text.at(offset + start, offset + end, topic, around=0))


def _hit(report: Report, topic: str, praise: list[Evidence], fault: list[Evidence]) -> Hit:
    good, bad = _words(praise[0]), _words(fault[0])
    return Hit(
        message=f"{name_of(report)}对{topic}一处写“{good}”，另一处写“{bad}”，正反评价并存，请按问题如实评价（同一事项的评价应当前后一致）。",
        evidence=(*praise, *fault),
        key=f"{spot_of(report)}|{topic}",
        expected=good,
        observed=bad,
    )


def _words(side: Evidence) -> str:
    return _NUMBERING.sub("", side.source.quote.strip("，。；、 "))
