"""A05: the sources of the money block add up to its total, in all three columns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model import Check, Dossier, Hit, Report, Severity
from rules.figures import add_up, lacking
from rules.forms.lines import FUND_COLUMNS, fund_figure, fund_sources, fund_total
from rules.forms.vocabulary import clean, item_of
from rules.registry import rule
from rules.wording import spot_of

_RECEIVED, _SPENT = re.compile(r"^(?:本年)?收入(?:合计|总计|总额)$"), re.compile(r"^(?:本年)?支出(?:合计|总计|总额)$")
_BESIDE = re.compile(r"^(?:经营支出|上缴上级|对附属单位补助)")


@rule("A05", title="资金来源合计不符", severity=Severity.HIGH, basis="表样")
def fund_sources_add_up(dossier: Dossier) -> Iterator[Hit | Check]:
    """资金表中当年财政拨款、上年结转资金、其他资金等来源之和应等于年度资金总额，年初预算、全年预算、全年执行三列各自成立。

    来源空格按 0 计；某列来源全空或总额空则记为数据不足。财政拨款下再分中央、省、县或预算种类的，只加上一层，分层另由 A02 核对。
    只有总额一行、没有来源行的表不适用。收入和支出列在一张表里的，收入合计与各项收入、支出合计与基本支出和项目支出分别核对。

    反例：年度资金总额 120 万元，当年财政拨款 100 万元、上年结转 10 万元、其他资金 0，合计 110 万元，少 10 万元。
    正例：年度资金总额 51 万元，当年财政拨款 51 万元，上年结转和其他资金留空。
    """
    for report in dossier.reports:
        yield from _account(report)
        total, sources = fund_total(report), fund_sources(report)
        if total is None or not sources:
            continue
        for column, name in FUND_COLUMNS:
            whole = fund_figure(report, total, column)
            parts = [found for line, _ in sources if (found := fund_figure(report, line, column)) is not None]
            if whole is None or not parts:
                if whole is not None or parts:
                    yield lacking("A05", report, f"{name}的{'总额' if whole is None else '来源'}为空")
                continue
            yield add_up(
                "A05", report, total=whole, parts=parts, what="资金总额与各来源之和",
                key=f"{spot_of(report)}|{column}", basis="表样中资金总额由各来源组成，空按0计",
            )  # fmt: skip


def _account(report: Report) -> Iterator[Hit | Check]:
    """A table of receipts and spending: each sum against the lines that make it, in every column."""
    lines = [line for line in report.funds if line.group is None]
    received = next((at for at, line in enumerate(lines) if _RECEIVED.search(clean(line.line))), None)
    spent = next((at for at, line in enumerate(lines) if _SPENT.search(clean(line.line))), None)
    if received is None or spent is None or received > spent:
        return
    receipts = [line for line in lines[received + 1 : spent] if "收入" in line.line or "拨款" in line.line]
    uses = [line for line in lines[spent + 1 :] if item_of(line.line) in ("基本支出", "项目支出") or _BESIDE.search(clean(line.line))]
    for sum_line, parts in ((lines[received], receipts), (lines[spent], uses)):
        for column, _ in FUND_COLUMNS:
            whole = fund_figure(report, sum_line, column)
            known = [found for line in parts if (found := fund_figure(report, line, column)) is not None]
            if whole is not None and len(known) == len(parts) > 1:
                name = clean(sum_line.line)
                yield add_up(
                    "A05", report, total=whole, parts=known, what=f"{name}与各项之和", key=f"{spot_of(report)}|{name}|{column}",
                    basis=f"{name}应为所列各项之和",
                )  # fmt: skip
