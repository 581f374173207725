"""Execution rates stated in prose, each with the money block it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from model import Dossier, Report
from rules.figures import HALF, HUNDRED, Figure, figure
from rules.forms.lines import fund_figure, fund_total
from rules.naming.names import core_of_project, without_number
from rules.naming.projects import form_of, forms_by_project
from rules.prose.claims import Claim, actual_claims
from rules.prose.owners import owner_of

_RATE = re.compile(
    r"(?:(?:19|20)\d\d年度?|本年度?|全年|年度|整体|部门|单位|项目|资金|预算|支出|经费|总|的|财政|我局|本)*(?:执行率|支出率|支付率)"
)


class Execution(msgspec.Struct, frozen=True):
    """An execution rate in prose and the figure of the form it should equal."""

    claim: Claim
    form: Report
    printed: Figure
    """The rate the form prints, or the one its executed and budgeted sums give."""
    computed: bool


def executions(dossier: Dossier) -> Iterator[Execution]:
    """Every execution rate of the year that a narrative states of the whole money of its form."""
    cores = [core_of_project(name) for name in forms_by_project(dossier)]
    for claim in actual_claims(dossier):
        if claim.unit != "%" or not _RATE.fullmatch(without_number(claim.label).strip()):
            continue
        owner = owner_of(dossier, claim.report, claim.fact)
        form = form_of(dossier, claim.report) if owner is None else forms_by_project(dossier).get(owner.project or "")
        if form is None or (owner is None and claim.report.kind == "overall_narrative" and any(core in claim.clause for core in cores)):
            continue
        found = _rate(form)
        if found is not None:
            yield Execution(claim=claim, form=form, printed=found[0], computed=found[1])


def _rate(form: Report) -> tuple[Figure, bool] | None:
    line = fund_total(form)
    if line is None:
        return None
    printed = fund_figure(form, line, "rate")
    if printed is not None:
        return printed, False
    spent, budget = fund_figure(form, line, "executed"), fund_figure(form, line, "annual_budget")
    if spent is None or budget is None or not budget.value:
        return None
    made = figure(f"{spent.label}÷全年预算数", spent.quantity)
    assert made is not None
    return msgspec.structs.replace(made, value=spent.value / budget.value * HUNDRED, epsilon=HALF / HUNDRED), True
