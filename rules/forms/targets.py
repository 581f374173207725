"""Numeric targets that are stated in words: goal cells of the forms and goals quoted in the narratives."""

from __future__ import annotations

import re

import msgspec

from model import Dossier, Evidence, Fact, Indicator, Quantity, Report
from rules.figures import evidence
from rules.memo import remembered
from rules.naming.names import Name, compared, pairs_of, read_name
from rules.prose.claims import Claim, amount_of, every_claim, in_year, label_of, rounding
from rules.prose.owners import form_at
from rules.wording import name_of

_LOWER_IS_BETTER = re.compile(
    r"差错|投诉|事故|死亡|发病|流失|逾期|超标|违规|失误|不合格|欠|空置|缺勤|信访|发案|返贫|超支|成本|费用|时限|时间|用时|天数|工作日"
)
_UNDECIDED = re.compile(r"保障|供养|维持|在职|退休|增长|下降|降低|减少|压缩|缩短|提升|提高|节约")


class Target(msgspec.Struct, frozen=True):
    """A numeric target: its words, its value and where it stands."""

    report: Report
    """Where it stands."""
    form: Report | None
    """The form it belongs to."""
    label: str
    name: Name
    about: frozenset[str]
    """Pairs of the words it stands among: its own sentence and its form's project."""
    quantity: Quantity
    place: str
    """《项目支出绩效自评表（路灯维护经费）》“年度总体目标”."""
    evidence: Evidence


@remembered
def stated_targets(dossier: Dossier) -> tuple[Target, ...]:
    """Every numeric target stated in words, in reading order."""
    found: list[Target] = []
    for report in dossier.reports:
        previous: Fact | None = None
        for fact in report.goal_facts:
            text = report.goal_expected or ""
            if text[fact.start : fact.end] == fact.quantity.raw and fact.role != "actual":
                place = f"{name_of(report)}“年度总体目标”"
                side = evidence(place, fact.quantity)
                found.append(
                    _target(report, report, fact, label_of(text, fact, previous), text[fact.sentence_start : fact.start], place, side)
                )
            previous = fact
    for claim in every_claim(dossier):
        if claim.fact.role == "target" and claim.unit != "万元" and in_year(claim.period, claim.report.year):
            form = form_at(dossier, claim.report, claim.fact.block)
            found.append(_target(claim.report, form, claim.fact, claim.label, claim.clause, claim.place, claim.evidence))
    return tuple(target for target in found if target.quantity.value is not None and target.quantity.unit)


def row_target(form: Report, row: Indicator) -> Target:
    """The target an indicator row prints."""
    place = f"{name_of(form)}“{row.level3}”"
    return Target(
        report=form,
        form=form,
        label=row.level3,
        name=read_name(row.level3),
        about=pairs_of(compared(row.level3 + (form.project or ""))),
        quantity=row.target,
        place=place,
        evidence=evidence(f"{place}指标值", row.target),
    )


def _target(report: Report, form: Report | None, fact: Fact, label: str, sentence: str, place: str, side: Evidence) -> Target:
    project = (form.project if form is not None else None) or report.project or ""
    about = pairs_of(compared(f"{sentence}，{project}"))
    return Target(
        report=report, form=form, label=label, name=read_name(label), about=about, quantity=fact.quantity, place=place, evidence=side
    )


def missed(target: Target, claim: Claim) -> bool:
    """Whether a result falls short of a target beyond rounding; directions that words leave open are not judged."""
    goal, done = amount_of(target.quantity), amount_of(claim.fact.quantity)
    if goal is None or done is None or _UNDECIDED.search(target.label):
        return False
    op = target.quantity.op
    if op == "≈":
        return False
    falling = op in ("≤", "<") or (op is None and (goal == 0 or bool(_LOWER_IS_BETTER.search(target.label))))
    if op in ("≥", ">"):
        falling = False
    said = claim.fact.quantity.op
    if falling:
        return done > goal and said not in ("≤", "<", "≈")
    if claim.unit == "%" and goal == 100:
        return done < goal and said not in ("≥", ">")
    return done < goal - rounding(claim.fact.quantity) and said not in ("≥", ">", "≈")
