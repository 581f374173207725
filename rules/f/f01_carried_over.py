"""F01: last year's column of this year's form equals last year's own final account."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from model import Check, Dossier, Hit, Report, Severity
from rules.figures import agree, lacking
from rules.forms.lines import FINAL, PRIOR, BasicLine, basic_lines, of_kind
from rules.forms.vocabulary import clean
from rules.naming.names import core_of_project
from rules.registry import rule


@rule("F01", title="上年决算数衔接不上", severity=Severity.HIGH, basis="S4")
def carried_over(dossier: Dossier) -> Iterator[Hit | Check]:
    """本年基础数据表“上年决算数”一列，应等于上年基础数据表的“本年决算数”，逐行核对。

    行按标准科目名或归一后的项目名对应，对应不上的行不比。没有上年报告的不适用；任一方为空的行记为数据不足。单位不同的换算后再比。

    反例：上年报告公用经费决算 45.55 万元，本年表上年决算填 54.55 万元。
    正例：上年报告项目支出决算 1116.12 万元，本年表上年决算 1116.12 万元。
    """
    before = dossier.previous
    if before is None:
        return
    olds, news = of_kind(before, "basic_data"), of_kind(dossier, "basic_data")
    if len(olds) != 1 or len(news) != 1:
        return
    known = {_name(line): line for line in reversed(basic_lines(olds[0]))}
    for line in basic_lines(news[0]):
        old = known.get(_name(line))
        if old is not None:
            yield _hold(news[0], line, old, before.year)


def _name(line: BasicLine) -> str:
    return line.name or core_of_project(clean(line.item))


def _hold(report: Report, line: BasicLine, old: BasicLine, year: int | None) -> Hit | Check:
    ours, theirs = line.figure(PRIOR, unit="万元"), old.figure(FINAL, unit="万元")
    if ours is None or theirs is None:
        return lacking("F01", report, f"“{clean(line.item)}”上年决算或上年报告的决算为空")
    dated = f"{year}年度报告" if year else "上年报告"
    theirs = msgspec.structs.replace(theirs, label=dated + theirs.label)
    return agree(
        "F01", report, ours, theirs, what=f"“{clean(line.item)}”上年决算数", key=_name(line), basis="上年决算数应与上年报告衔接",
    )  # fmt: skip
