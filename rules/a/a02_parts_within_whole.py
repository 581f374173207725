"""A02: what is listed after 其中 never exceeds the line it is a part of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from model import Check, Dossier, FundLine, Hit, Report, Severity
from rules.figures import Figure, gravity, passed, short, slack_of
from rules.forms.lines import COLUMNS, BasicLine, basic_lines, fund_figure, fund_sources, of_kind
from rules.forms.vocabulary import clean
from rules.registry import rule
from rules.wording import spot_of

_KIND = re.compile(r"公共预算|政府性基金|国有资本")


@rule("A02", title="其中项之和大于上级", severity=Severity.MEDIUM, basis="表样")
def parts_within_whole(dossier: Dossier) -> Iterator[Hit | Check]:
    """“其中”项只列举一部分，其和可以小于上级数，但不可能大于上级数；大于即有一方填错。

    核对两处：基础数据表中“公用经费”“基本支出”等行下面的其中项，资金表中“财政拨款”下面的分级、分类资金。三公经费和项目支出是全列举，
    另由 A03、A01 按相等核对，不在此重复；预算种类（一般公共预算）与分级（中央、省级）是同一笔钱的两种分法，各自与上级比。上级数为空时不核对。

    反例：公用经费 40 万元，其中办公经费 30 万元、水电差旅费 15 万元，其中项合计 45 万元，比上级多 5 万元。
    正例：公用经费 40 万元，其中办公经费 5 万元、水电差旅费 9 万元，其余未列，不要求相等。
    """
    for report in of_kind(dossier, "basic_data"):
        for whole, parts in _listed(report):
            for column in COLUMNS:
                figures = [found for part in parts if (found := part.figure(column)) is not None]
                yield from _within(report, whole.figure(column), figures, key=f"{spot_of(report)}|{clean(whole.item)}|{column}")
    for report in dossier.reports:
        for source, below in ((source, level) for source, lines in fund_sources(report) for level in _levels(lines)):
            for column in ("initial_budget", "annual_budget", "executed"):
                figures = [found for line in below if (found := fund_figure(report, line, column)) is not None]
                key = f"{spot_of(report)}|{clean(source.line)}|{column}"
                yield from _within(report, fund_figure(report, source, column), figures, key=key)


def _listed(report: Report) -> list[tuple[BasicLine, list[BasicLine]]]:
    """The heads whose parts are examples only, each with the rows that stand under it."""
    related = any(item.parent for item in report.basics)
    parts: dict[str, list[BasicLine]] = defaultdict(list)
    heads: dict[str, BasicLine] = {}
    for line in basic_lines(report):
        if line.head in ("公用", "人员") and line.name == line.head:
            heads.setdefault(line.head, line)
        elif line.head in heads and line.name is None and (related or line.item.strip().startswith("其中")):
            parts[line.head].append(line)
    return [(head, parts[name]) for name, head in heads.items() if parts[name]]


def _levels(lines: Sequence[FundLine]) -> Iterator[list[FundLine]]:
    """Kinds of budget (一般公共预算) and tiers of government (中央, 省级) divide the same money twice: each apart."""
    kinds = [line for line in lines if _KIND.search(clean(line.line))]
    yield from (level for level in (kinds, [line for line in lines if line not in kinds]) if level)


def _within(report: Report, whole: Figure | None, parts: list[Figure], *, key: str) -> Iterator[Hit | Check]:
    if whole is None or not parts:
        return
    summed = sum((part.value for part in parts), Decimal(0))
    over = summed - whole.value
    formula = f"{' + '.join(short(part.value) for part in parts)} = {short(summed)}"
    if over <= 0:
        yield passed("A02", report, expected=f"≤{short(whole.value)}", observed=short(summed), detail=f"{formula} ≤ {short(whole.value)}")
        return
    names = "、".join(f"{part.label.rpartition('》')[2]}{part.printed}" for part in parts)
    unit = whole.quantity.unit or ""
    yield Hit(
        message=f"{whole.label}为{whole.printed}，其中项{names}合计{short(summed)}{unit}，部分之和比整体多{short(over)}{unit}（其中项不应超过上级数）。",
        evidence=(whole.evidence, *(part.evidence for part in parts)),
        key=key,
        expected=f"≤{short(whole.value)}",
        observed=short(summed),
        difference=short(over),
        formula=f"{formula} > {short(whole.value)}",
        severity=gravity(over, whole.epsilon + slack_of(parts)),
    )
