"""Where facts of prose stand: the text around them and the words that name their place."""

from __future__ import annotations

import re

from model import Fact, Report
from rules.memo import remembered
from rules.naming.stages import stage_of
from rules.wording import name_of

_BACK = 120
_MARK = re.compile(r"[，,、；;：:。！？\n]|[（(](?![^（()）\d]{1,6}[）)][\u4e00-\u9fff])|(?<=\d)[）)]")
"""What ends the words of one figure; a short bracket inside a name does not: 村（社区）干部轮训班."""
_NUMBER = re.compile(r"\d[\d,.]*\s*(?![\d,.岁年月日])(?:%|‰|[万亿]?元|[\u4e00-\u9fff])?")
_LEADS = re.compile(r"^(?:其中|分别|另外?|以及|同时|和|及|与|共|则|）|\))+")
_LINKS = re.compile(r"(?:分别|总?共计?|合计|已|(?<!节)约|均|达到?|为|是|有|了|仅|[：:])+$")
_FROM = re.compile(r"(?:由|从)[^，。；]{0,8}$")
_LONGEST = 16


@remembered
def texts_of(report: Report) -> dict[int, str]:
    """Normalized text of each paragraph by block."""
    return {p.paragraph.block: p.paragraph.text or p.paragraph.raw for p in report.passages}


def text_of(report: Report, fact: Fact) -> str:
    """The paragraph or cell the fact stands in; empty when it is not there."""
    if fact.source.row is None:
        return texts_of(report).get(fact.block, "")
    for table in report.tables:
        if table.number == fact.source.table:
            for cell in table.cells:
                if (cell.row, cell.col) == (fact.source.row, fact.source.col):
                    return cell.text or cell.raw
    return ""


def sentence_of(report: Report, fact: Fact) -> str:
    """The fact's sentence as printed."""
    return text_of(report, fact)[fact.sentence_start : fact.sentence_end].strip() or fact.quote


def place_of(report: Report, fact: Fact) -> str:
    """《整体支出绩效自评报告》“五/2、”: report and section."""
    if fact.source.row is not None:
        done = report.goal_actual != report.goal_expected and text_of(report, fact) == report.goal_actual
        return f"{name_of(report)}年度绩效目标{'完成情况' if done else ''}栏"
    return f"{name_of(report)}“{fact.section}”部分" if fact.section else name_of(report)


def same_scope(one: Report, other: Report) -> bool:
    """True when both reports speak of the same money and work: one project, or both of the department as a whole."""
    return (one.project or "") == (other.project or "")


def stage_told(report: Report, fact: Fact) -> str:
    """The stage, lot or batch a fact's sentence names before it, else that of its report's project."""
    text = text_of(report, fact)
    return stage_of(text[max(fact.sentence_start, fact.start - _BACK) : fact.start]) or stage_of(report.project or "")


def words_of(report: Report, fact: Fact) -> str:
    """What a figure is called in its clause, for messages: 实际支出 of 年初预算480万元，实际支出88.2万元; its subject where the clause names nothing."""
    if fact.role == "after":
        return _FROM.sub("", fact.subject) or fact.subject
    text = text_of(report, fact)
    if fact.subject and text[fact.end : fact.end + len(fact.subject) + 2].lstrip("的“ ").startswith(fact.subject):
        return fact.subject
    own = _NUMBER.split(_MARK.split(text[fact.sentence_start : fact.start])[-1])[-1]
    own = _LINKS.sub("", _LEADS.sub("", own.strip()))
    return own if 1 < len(own) <= _LONGEST else fact.subject
