"""C05: numeric targets in goal cells and prose that the prose's own results miss."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import msgspec

from model import Check, CheckStatus, Dossier, Hit, Severity
from rules.comparing.aims import speaks_of
from rules.comparing.disagreements import name_key, said
from rules.comparing.matching import Match, finder_of, matches_by_claim
from rules.figures import short, show
from rules.forms.aged_targets import aged_targets
from rules.forms.row_targets import full_marks, two_targets, worded_results
from rules.forms.targets import Target, missed, row_target, stated_targets
from rules.naming.names import read_name
from rules.prose.claims import Claim, amount_of, unit_of
from rules.prose.places import sentence_of
from rules.registry import rule

_OWNED = re.compile(
    r"(?:其余|剩余|另有|尚有|还有)[^。]{0,16}(?:因|未|待)|未(?:能)?(?:完成|达到?)[^。]{0,8}(?:目标|计划|任务|预期)|因[^。，]{2,24}(?:未能?|推迟|延[期后迟]|缺货|暂缓)|主要原因"
)
"""The sentence itself owns that the target was missed, and why."""


@rule("C05", title="预期目标与正文实际不符", severity=Severity.HIGH, basis="S5", priority=1)
def targets_missed(dossier: Dossier) -> Iterator[Hit | Check]:
    """年度总体目标写明数值（如“按期办结率达100%”），而正文所写的实际值没有达到，自评却未反映，目标未完成。

    目标取自自评表“预期目标”栏和报告正文中的预期目标，实际值取自正文中本年度的完成情况，两者须是同一指标、同一对象、单位相同。
    自评表里已有指标如实填列这一实际值并扣分或说明原因的，不报；表内完成值只写“已完成”等文字、正文数值却未达指标值的，也报。
    同一段里分项列出的完成数加起来达到目标的，不报。同一句话自己写明没有完成及其原因的（“其余2部因缺货于次年补齐”），降为低。“下降、压缩、增长”等方向不明的目标，保障在职人员、供养对象多少人一类的目标，不判断。预期目标的数与本表同一指标的指标值不同的，
    降为低：正文达到指标值而没有达到目标栏的数，只说明两处目标不一致。
    目标限定年龄的（“救助0—6岁残疾儿童300名”），与完成情况、正文里同一年龄的人数（“312名，其中0—6岁268名”）对照。

    反例：预期目标“工单按期办结率达100%”，正文“按期办结率96.61%”，自评满分。
    正例：预期目标“发放助学金不少于500人”，正文“发放助学金512人”。
    """
    groups: dict[str, tuple[dict[int, Target], dict[int, Claim]]] = defaultdict(lambda: ({}, {}))
    finder = finder_of(dossier)
    for target in stated_targets(dossier):
        near = finder.candidates(target.name, unit_of(target.quantity), target.form or target.report)
        results_of = [claim for claim in near if speaks_of(target, claim, dossier)]
        short_of = [claim for claim in results_of if missed(target, claim)]
        if not results_of:
            detail = f"正文中没有可与目标“{target.label}{show(target.quantity)}”核对的实际值"
            yield Check(rule="C05", report_id=target.report.report_id, status=CheckStatus.INSUFFICIENT_DATA, detail=detail)
        elif (
            len(short_of) < len(results_of)
            or _make_it_together(target, short_of)
            or any(_admitted(match) for match in _entered(dossier, short_of))
        ):
            detail = f"目标“{target.label}{show(target.quantity)}”，正文{results_of[0].place}“{said(results_of[0])}”"
            yield Check(rule="C05", report_id=target.report.report_id, status=CheckStatus.PASS, detail=detail)
        elif not any(_met(match) for match in _entered(dossier, short_of)):
            targets, results = groups[_key(target, short_of)]
            targets[id(target)] = target
            results.update((id(claim), claim) for claim in short_of)
    yield from two_targets(dossier)
    for key, (targets, results) in groups.items():
        yield _tell(key, list(targets.values()), list(results.values()))
    yield from worded_results(dossier)
    yield from aged_targets(dossier)


def _make_it_together(target: Target, results: list[Claim]) -> bool:
    """Whether the results are parts that together reach the target: 新建12座、改建8座 of 新建改建20座."""
    goal = amount_of(target.quantity)
    parts = {(claim.report.report_id, claim.fact.block, claim.fact.start): amount_of(claim.fact.quantity) or 0 for claim in results}
    one_place = len({(claim.report.report_id, claim.fact.block) for claim in results}) == 1
    return goal is not None and goal > 0 and one_place and len(parts) > 1 and results[0].unit != "%" and sum(parts.values()) >= goal


def _tell(key: str, targets: list[Target], results: list[Claim]) -> Hit:
    owned = all(_OWNED.search(sentence_of(claim.report, claim.fact)) for claim in results)
    goal, done = amount_of(targets[0].quantity), amount_of(results[0].fact.quantity)
    assert goal is not None and done is not None
    measure = "个百分点" if results[0].unit == "%" else results[0].unit
    wanted = "、".join(f"{target.place}“{target.label}{show(target.quantity)}”" for target in targets)
    told = "、".join(f"{claim.place}“{said(claim)}”" for claim in results)
    return Hit(
        message=f"预期目标为{wanted}，正文实际为{told}，与目标相差{short(abs(goal - done))}{measure}，目标未完成（目标与实际完成情况应当对应）。",
        evidence=(*(target.evidence for target in targets), *(claim.evidence for claim in results)),
        key=key,
        expected=show(targets[0].quantity),
        observed=show(results[0].fact.quantity),
        difference=short(done - goal),
        severity=Severity.LOW if owned else None,
    )


def _key(target: Target, claims: list[Claim]) -> str:
    """The measure with its object as the prose names it in full, so that C04 on the same object can explain it."""
    bodies = [target.name.body, *(read_name(claim.fact.subject).body for claim in claims)]
    return name_key(msgspec.structs.replace(target.name, body=max(bodies, key=len)), unit_of(target.quantity))


def _entered(dossier: Dossier, claims: list[Claim]) -> list[Match]:
    """Rows of the forms that enter these very results."""
    known = matches_by_claim(dossier)
    return [
        match
        for claim in claims
        for match in known.get(id(claim), ())
        if amount_of(match.indicator.actual, match.indicator.target.unit) == amount_of(match.claim.fact.quantity)
    ]


def _admitted(match: Match) -> bool:
    """Whether the row loses points or gives a reason for its result."""
    return bool(match.indicator.deviation) or not full_marks(match.indicator)


def _met(match: Match) -> bool:
    """Whether the row's own target is reached by the result."""
    target = row_target(match.form, match.indicator)
    return target.quantity.value is not None and not missed(target, match.claim)
