"""T01: heading numbers that skip or repeat."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model import Check, Dossier, Evidence, Hit, Passage, Report, Severity, Source
from rules.figures import outside, passed
from rules.naming.chinese import read_small
from rules.registry import rule
from rules.wording import name_of, spot_of

RULE = "T01"
_CN = "[一二三四五六七八九十]{1,3}"
_LEVELS = (
    re.compile(rf"\s*(?P<n>{_CN})[、．.]"),
    re.compile(rf"\s*[（(](?P<n>{_CN})[）)]"),
    re.compile(r"\s*(?P<n>\d{1,2})(?:[、．]|\.(?!\d))"),
    re.compile(r"\s*[（(](?P<n>\d{1,2})[）)]"),
)
_WRITE = ("{}、", "（{}）", "{}、", "（{}）")


@rule(RULE, title="标题序号跳号或重号", severity=Severity.LOW, basis="S5", priority=1)
def heading_numbers(dossier: Dossier) -> Iterator[Hit | Check]:
    """同一上级之下，同一层次的序号应当从一起连续；跳号说明漏写了一节或删改后未重排，重号说明两节抢了一个号。

    只看段首序号（一、（一）1、（1）），各层次分别数，遇到更高层次的序号重新数；从一重新开始的视为另起一列，不报；
    正文句子中间的序号不看。

    反例：“三、专项组织实施情况”之后是“五、主要绩效情况分析”。
    正例：“一、……二、……三、……”；两节之下各有自己的“1、2、3、”。
    """
    for report in dossier.reports:
        found = [(level, number, passage) for passage in report.passages if (read := _read(passage)) for level, number in [read]]
        hits = list(_walk(report, found))
        yield from hits
        if not hits:
            yield passed(RULE, report, detail=f"{len(found)}个段首序号连续") if found else outside(RULE, report, "没有段首序号")


def _read(passage: Passage) -> tuple[int, int] | None:
    text = passage.paragraph.text or passage.paragraph.raw
    for level, pattern in enumerate(_LEVELS):
        found = pattern.match(text)
        if found:
            number = read_small(found["n"])
            return (level, number) if number else None
    return None


def _walk(report: Report, found: list[tuple[int, int, Passage]]) -> Iterator[Hit]:
    last: dict[int, tuple[int, Passage]] = {}
    for level, number, passage in found:
        before = last.get(level)
        if before and number != 1 and number != before[0] + 1 and (number >= before[0] or level == 0):
            yield _hit(report, level, before, (number, passage))
        last = {other: seen for other, seen in last.items() if other < level}
        last[level] = (number, passage)


def _hit(report: Report, level: int, before: tuple[int, Passage], after: tuple[int, Passage]) -> Hit:
    (one, first), (two, second) = before, after
    shown = [_WRITE[level].format(_numeral(n) if level < 2 else n) for n in (one, two)]
    missing = [_WRITE[level].format(_numeral(n) if level < 2 else n) for n in range(one + 1, two)]
    told = f"缺{'、'.join(f'“{m}”' for m in missing)}" if missing else "序号重复" if one == two else "序号倒退"
    return Hit(
        message=f"{name_of(report)}的标题序号由“{_title(first)}”接到“{_title(second)}”，{told}，请核对是否漏写或错编（同一层次的序号应当连续）。",
        evidence=tuple(_side(report, passage, label) for passage, label in ((first, shown[0]), (second, shown[1]))),
        key=f"{spot_of(report)}|{level}|{'/'.join(t for t in first.titles[:-1] if t)}|{shown[0]}|{shown[1]}",
        expected=_WRITE[level].format(_numeral(one + 1) if level < 2 else one + 1),
        observed=shown[1],
    )


def _side(report: Report, passage: Passage, label: str) -> Evidence:
    paragraph = passage.paragraph
    source = Source(
        document_id=report.document_id, report_id=report.report_id, block=paragraph.block, page=paragraph.page, quote=_title(passage)
    )
    return Evidence(label=f"{name_of(report)}序号{label}", source=source)


def _title(passage: Passage) -> str:
    text = (passage.paragraph.text or passage.paragraph.raw).strip()
    return text if len(text) <= 24 else re.split(r"[。；，]", text)[0][:24]


def _numeral(number: int) -> str:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return ("" if not tens else ("" if tens == 1 else digits[tens]) + "十") + (digits[ones] if ones else "")
