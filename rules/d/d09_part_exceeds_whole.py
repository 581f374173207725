"""D09: counts told one after the other of which the later can only be a part of the earlier."""

from __future__ import annotations

from collections.abc import Iterator

from model import Check, Dossier, Hit, Report, Severity
from rules.figures import evidence, passed, short, show
from rules.prose.places import place_of
from rules.prose.subsets import Subset, subsets
from rules.registry import rule
from rules.wording import spot_of

RULE = "D09"


@rule(RULE, title="部分大于整体", severity=Severity.HIGH, basis="S5", priority=2)
def part_exceeds_whole(dossier: Dossier) -> Iterator[Hit | Check]:
    """同一句里先后写明的两个数，后一个只能是前一个的一部分的，不应大于前一个：收回的问卷不多于发放的，合格的不多于抽检的，
    成活的不多于栽植的，“已完工项目中通过验收的”不多于已完工的。

    受理与办结、发现与整改、完工与验收之间可能有以前年度结转来的，降为中；句中写明上年、结转、累计的不比。计量单位须相同，
    中间隔着同一单位的别的数、对象不同的不比；约数不比。写明“其中”的由 D02 核对，写明比率的由 D05 复算。

    反例：“发放问卷200份，收回220份”；“完工28个、在建8个；已完工项目中通过验收的34个”。
    正例：“发放问卷200份，收回196份”；“排查企业120家，整改隐患350处”；“受理36件，办结38件（含上年结转4件）”。
    """
    for report in dossier.reports:
        for told in subsets(report):
            yield _judge(report, told)


def _judge(report: Report, told: Subset) -> Hit | Check:
    whole, part = told.whole.quantity, told.part.quantity
    assert whole.value is not None and part.value is not None
    if part.value <= whole.value:
        return passed(RULE, report, expected=f"≤{show(whole)}", observed=show(part), detail=f"{told.whole.quote}，{told.part.quote}")
    more = short(part.value - whole.value)
    return Hit(
        message=f"{place_of(report, told.part)}写“{told.whole.quote}”，又写“{told.part.quote}”，后者只能是前者的一部分，"
        f"{show(part)}却比{show(whole)}多{more}{part.unit or ''}（部分不应大于整体）。",
        evidence=tuple(evidence(f"{place_of(report, fact)}{fact.subject}", fact.quantity) for fact in (told.part, told.whole)),
        key=f"{spot_of(report)}|{told.part.frame[:60]}|{told.part.slot}",
        expected=f"≤{show(whole)}",
        observed=show(part),
        difference=more,
        severity=None if told.firm else Severity.MEDIUM,
    )
