"""I05: building works in the prose while the buildings block of 基础数据表 is all zero."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from model import BasicItem, Check, CheckStatus, Dossier, Evidence, Hit, Report, Severity
from rules.figures import plain, show
from rules.forms.lines import of_kind
from rules.prose.claims import Claim, amount_of
from rules.prose.works import WORKS, purchases
from rules.registry import rule
from rules.wording import name_of


@rule("I05", title="正文有工程支出而楼堂馆所填零", severity=Severity.LOW, basis="S4", priority=3)
def works_and_buildings(dossier: Dossier, *, least: int = 50) -> Iterator[Hit | Check]:
    """正文列支搬迁、新建、改扩建、装修、办公用房等支出，而基础数据表“楼堂馆所控制情况”全部为零或空白，应核实是否属于应填报的完工项目。

    只作提示：搬迁、装修未必属于楼堂馆所，也可能当年没有完工。单项不足 least 万元的不提。

    反例：正文“业务用房改扩建工程820万元”，楼堂馆所各栏均为0。
    正例：楼堂馆所填有批复规模和实际投资。
    """
    for report in of_kind(dossier, "basic_data"):
        block = [item for item in report.basics if item.measure in ("scale", "investment")]
        works = [claim for claim in purchases(dossier) if WORKS.search(claim.label) and (amount_of(claim.fact.quantity) or 0) >= least]
        if not block:
            continue
        if any(item.value is not None and item.value.value for item in block):
            yield Check(rule="I05", report_id=report.report_id, status=CheckStatus.PASS, detail="楼堂馆所已填列")
        elif not works:
            yield Check(rule="I05", report_id=report.report_id, status=CheckStatus.PASS, detail="正文未见搬迁、新建、装修一类支出")
        else:
            yield _tell(report, block, works)


def _tell(report: Report, block: list[BasicItem], works: list[Claim]) -> Hit:
    named = "、".join(f"{claim.place}“{claim.label}”{show(claim.fact.quantity)}" for claim in works)
    item = block[0].item
    return Hit(
        message=f"{name_of(report)}“{item}”各栏均为零或空白，而正文列支{named}，应核实是否属于应当填报的楼堂馆所项目（表文应当一致）。",
        evidence=(_block_evidence(report, block[0]), *(claim.evidence for claim in works)),
        key="楼堂馆所",
    )


def _block_evidence(report: Report, item: BasicItem) -> Evidence:
    """The block's row; its name is put before the values where the row's own text lacks it."""
    quote = item.source.quote if item.item in item.source.quote else f"{item.item} {item.source.quote}".strip()
    value = plain(item.value.value) if item.value is not None and item.value.value is not None else None
    return Evidence(
        label=f"{name_of(report)}“{item.item}”", value=value, unit=item.unit, source=msgspec.structs.replace(item.source, quote=quote)
    )
