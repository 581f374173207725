"""Whom a narrative says it evaluates: another office's name left in a sentence taken from its report."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from model import Dossier, Report
from rules.naming.offices import named_by_everybody
from rules.prose.phrases import Phrase, clause_around, phrases_of, text_of_report

_EVALUATED = re.compile(
    r"(?P<lead>[\u4e00-\u9fff]{0,12}?)(?P<tier>[省市县区州旗镇乡])(?P<office>[\u4e00-\u9fff]{2,14}(?:局|委员会|委|厅|联合会|总会|人民政府|办事处))"
    r"(?:本级|机关)?(?:的)?(?:(?:19|20)\d\d年度?|本年度|年度)(?:的)?(?:部门|单位|预算部门)?整体(?:支出|绩效)"
)
_ORDERED = re.compile(
    r"按照|根据|依据|通知|要求|部署|布置|办法|方案|规定|文件|参照|借鉴|学习|批复|复核|抽查|考核|第三方|下属|所属|下辖|二级|主管|归口|管理的"
)
"""What another office may well be named for: its orders, its review, its being above or below."""
_FOR_OTHERS = re.compile(r"财政|审计|人大|绩效评价中心|国库")
"""Offices that evaluate others."""


class Stranger(msgspec.Struct, frozen=True):
    """A sentence that names another office as the one evaluated."""

    phrase: Phrase
    found: re.Match[str]
    office: str
    """With its tier: 县水务局."""


def strangers(dossier: Dossier) -> Iterator[Stranger]:
    """Every sentence of a department's own narrative that says another office's expenditure is evaluated.

    An office the papers name anywhere else may be above or below the department, or share its work, and is no stranger.
    """
    for report in dossier.reports:
        own = report.department or ""
        if report.kind != "overall_narrative" or own not in report.title or len(own) < 4 or _FOR_OTHERS.search(own):
            continue
        for phrase in phrases_of(report):
            for found in _EVALUATED.finditer(phrase.text) if "整体" in phrase.text else ():
                start, end = clause_around(phrase.text, found)
                if not _ORDERED.search(phrase.text, start, end) and not _known(dossier, report, found["office"]):
                    yield Stranger(phrase=phrase, found=found, office=found["tier"] + found["office"])


def _known(dossier: Dossier, report: Report, office: str) -> bool:
    """Whether an office is the department itself, one everybody names, or one named elsewhere in the papers."""
    names = [name for r in dossier.reports for name in (r.department, r.unit) if name] + [report.title]
    if any(office in name or _shortened(office, name) for name in names) or named_by_everybody(office):
        return True
    fields = "".join(field.value for r in dossier.reports for field in r.fields)
    return office in fields or text_of_report(report).count(office) > 1


def _shortened(office: str, name: str) -> bool:
    """Whether an office's characters all stand in a name in their order: 卫健局 is 卫生健康局."""
    rest = iter(name)
    return all(char in rest for char in office)
