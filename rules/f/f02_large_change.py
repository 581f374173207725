"""F02: spending that changed by more than 30% over the year before must be explained."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from model import Check, Dossier, Hit, Report, Severity
from rules.figures import HUNDRED, lacking, passed, short
from rules.forms.lines import FINAL, HEADS, PRIOR, BasicLine, basic_lines, of_kind
from rules.forms.vocabulary import clean
from rules.naming.names import core_of_project
from rules.registry import rule
from rules.wording import fold, name_of

_CHANGE = re.compile(r"增长|增加|上升|提高|减少|下降|降低|压减|变动|变化|较上年|同比|比上年|较\d{4}年|比\d{4}年|追加")
_REASON = re.compile(r"原因|由于|因为|因[^此而]|主要是|主要用于|系|新增|所致")


@rule("F02", title="同比大幅变动未说明", severity=Severity.LOW, basis="S10", priority=2)
def large_change(dossier: Dossier, *, limit: Decimal = Decimal(30), grave: Decimal = Decimal(200)) -> Iterator[Hit | Check]:
    """项目支出、公用经费、三公经费等总额行和各项目的决算数，较上年决算增减超过 30%（选项 limit）的，报告应说明原因。

    在全部正文里找：同一段话提到该行或该项目、提到增减，又写了原因，才算说明。同一张表未说明的各行并为一条，一般为低，总额行变动超过
    200%（选项 grave）的为中。只看总额行和项目行，不看其中项；上年为 0 或任一方为空的不算比率。列头年度有误时归于 A14。

    反例：电子政务经费上年 41 万元、本年 86 万元，增长 109.76%，正文没有变动原因。
    正例：大厅经费增长 62%，报告写明“因中心搬迁，大厅经费较上年增加622.81万元”。
    """
    for report in of_kind(dossier, "basic_data"):
        lines = [line for line in basic_lines(report) if line.name in HEADS or line.under == "专项"]
        lines = [line for line in lines if line.name != "基本支出调整"]
        changes = [(line, rate) for line in lines if (rate := _rate(line)) is not None]
        if not changes:
            if lines:
                yield lacking("F02", report, "没有可比的上年决算与本年决算")
            continue
        silent = [(line, rate) for line, rate in changes if abs(rate) > limit and not _explained(dossier, line)]
        if silent:
            yield _hit(report, silent, limit, grave)
        else:
            yield passed("F02", report, detail=f"{len(changes)}行的增减不超过{short(limit)}%或有说明")


def _rate(line: BasicLine) -> Decimal | None:
    before, now = line.figure(PRIOR), line.figure(FINAL)
    if before is None or now is None or before.value == 0:
        return None
    return (now.value - before.value) / abs(before.value) * HUNDRED


def _explained(dossier: Dossier, line: BasicLine) -> bool:
    name = line.name or core_of_project(clean(line.item))
    for report in dossier.reports:
        for passage in report.passages:
            text = passage.paragraph.text
            if _CHANGE.search(text) and _REASON.search(text) and fold(name) in fold(text):
                return True
    return False


def _hit(report: Report, silent: list[tuple[BasicLine, Decimal]], limit: Decimal, grave: Decimal) -> Hit:
    told, sides = [], []
    for line, rate in silent:
        before, now = line.figure(PRIOR), line.figure(FINAL)
        assert before is not None and now is not None
        told.append(f"“{clean(line.item)}”{before.printed}→{now.printed}（{'+' if rate > 0 else '-'}{short(abs(rate), 2)}%）")
        sides += [now.evidence, before.evidence]
    heavy = any(line.name is not None and abs(rate) > grave for line, rate in silent)
    return Hit(
        message=f"{name_of(report)}本年决算较上年决算变动超过{short(limit)}%：{'、'.join(told)}，各报告均未写明变动原因（大幅变动应说明原因）。",
        evidence=tuple(sides),
        key="同比变动",
        expected=f"≤{short(limit)}%",
        observed="、".join(f"{short(rate, 2)}%" for _, rate in silent),
        severity=Severity.MEDIUM if heavy else None,
    )
