"""A05: the sources of the money block add up to its total, in all three columns."""

from __future__ import annotations

from collections.abc import Iterator

from model import Check, Dossier, Hit, Severity
from rules.figures import add_up, lacking
from rules.forms.lines import FUND_COLUMNS, fund_figure, fund_sources, fund_total
from rules.registry import rule
from rules.wording import spot_of


@rule("A05", title="资金来源合计不符", severity=Severity.HIGH, basis="表样")
def fund_sources_add_up(dossier: Dossier) -> Iterator[Hit | Check]:
    """资金表中当年财政拨款、上年结转资金、其他资金等来源之和应等于年度资金总额，年初预算、全年预算、全年执行三列各自成立。

    来源空格按 0 计；某列来源全空或总额空则记为数据不足。财政拨款下再分中央、省、县或预算种类的，只加上一层，分层另由 A02 核对。
    只有总额一行、没有来源行的表不适用。

    反例：年度资金总额 120 万元，当年财政拨款 100 万元、上年结转 10 万元、其他资金 0，合计 110 万元，少 10 万元。
    正例：年度资金总额 51 万元，当年财政拨款 51 万元，上年结转和其他资金留空。
    """
    for report in dossier.reports:
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
