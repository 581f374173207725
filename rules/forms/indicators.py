"""Indicators that stand in several forms under one name, and which names are too general to be compared."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

import msgspec

from model import Dossier, Indicator, Report
from rules.figures import MONEY
from rules.forms.vocabulary import clean
from rules.memo import remembered
from rules.naming.names import read_name
from rules.naming.synonyms import UNITS
from rules.wording import fold

_GENERAL = re.compile(
    r"满意度?|服务对象|社会|公众|群众|项目|完成|及时|按时|按期|验收|合格|达标|资金|到位|拨付|使用|支付|成本|控制|节约|预算|执行|质量|数量|"
    r"工作|任务|支出|经费|总额|人员|工资|发放|保障|办公|设备|采购|购置|培训|会议|有效|有所|提升|提高|改善|促进|推动|持续|影响|"
    r"能力|水平|效益|效果|效率|经济|生态|环境|可持续|发展|运转|正常|单位|部门|业务|开展|情况|程度|负面|造成|可能|对|的|率|数|次|指标|年度|全年|本年"
)
_LEVEL2 = re.compile(r"指标|\s|[（(].*[）)]")


class Entry(msgspec.Struct, frozen=True, eq=False):
    """One indicator in its form; compared by identity, for a report is costly to compare."""

    report: Report
    indicator: Indicator


def by_name(dossier: Dossier) -> dict[str, tuple[Entry, ...]]:
    """Indicators that stand in more than one form under one name which says what it is about."""
    return {name: entries for name, entries in shared_names(dossier).items() if not is_general(name)}


@remembered
def shared_names(dossier: Dossier) -> dict[str, tuple[Entry, ...]]:
    """Indicators of one year's forms that stand in more than one form under one name, however general."""
    named: dict[str, list[Entry]] = defaultdict(list)
    for report in dossier.reports:
        if report.year is None or dossier.year is None or report.year == dossier.year:
            for indicator in report.indicators:
                named[fold(clean(indicator.level3))].append(Entry(report, indicator))
    return {name: tuple(entries) for name, entries in named.items() if len({e.report.report_id for e in entries}) > 1}


@lru_cache(maxsize=4096)
def is_general(name: str) -> bool:
    """满意度, 资金到位率, 培训人次: names any project may use for its own thing."""
    return len(_GENERAL.sub("", fold(name))) < 2


def meaning(name: str) -> tuple[str, str, frozenset[str], str]:
    """Head, body, qualifiers and scope of an indicator's name in compared wording."""
    read = read_name(name)
    return read.head, read.body, read.qualifiers, read.scope


def compared_unit(unit: str) -> str:
    """A unit in compared wording: 家 as 个, any money as 万元."""
    return "万元" if unit in MONEY else UNITS.get(unit, unit)


def class_of(indicator: Indicator) -> str:
    """数量, 质量, 社会效益 …: the second level without 指标."""
    return _LEVEL2.sub("", indicator.level2)


DIMENSIONS = (
    ("满意度", re.compile(r"满意")),
    ("成本", re.compile(r"成本")),
    ("产出", re.compile(r"产出")),
    ("效益", re.compile(r"效益|效果")),
)


_KINDS = (("产出", re.compile(r"^(?:数量|质量|时效|进度)(?:指标)?$")), ("效益", re.compile(r"^可持续(?:影响|发展)?(?:指标)?$")))
"""Kinds of output and effect that a form may print in place of the dimension."""


def dimension_of(indicator: Indicator) -> str | None:
    """产出, 效益, 满意度 or 成本 by the first level (the second where the first does not say), None for other schemes."""
    for text in (indicator.level1, indicator.level2):
        for name, pattern in DIMENSIONS:
            if pattern.search(text):
                return name
    plain = _LEVEL2.sub("", indicator.level1)
    return next((name for name, pattern in _KINDS if pattern.search(plain)), None)
