"""Personnel expenditure in prose, where the forms only print basic expenditure and what of it is for public use."""

from __future__ import annotations

from collections.abc import Iterator

from model import Check, Dossier, Hit
from rules.comparing.disagreements import said
from rules.figures import gravity, passed, short
from rules.forms.ledger import SPENT, department_entries, item_named
from rules.prose.claims import ACTUAL, amount_of, every_claim, in_year, rounding
from rules.wording import spot_of


def personnel(dossier: Dossier) -> Iterator[Hit | Check]:
    """C01 for 人员经费 without a line of its own: it is 基本支出 less 公用经费."""
    entries = department_entries(dossier)
    basic = entries["基本支出"].under(*SPENT)[:1] if "基本支出" in entries else ()
    public = entries["公用"].under(*SPENT)[:1] if "公用" in entries else ()
    if "人员" in entries or not basic or not public:
        return
    due, slack = basic[0].value - public[0].value, basic[0].epsilon + public[0].epsilon
    for claim in every_claim(dossier):
        fact, value = claim.fact, amount_of(claim.fact.quantity)
        if claim.report.kind != "overall_narrative" or claim.unit != "万元" or value is None or item_named(claim.label) != "人员":
            continue
        if fact.per or fact.role not in (*ACTUAL, "part") or not in_year(claim.period, claim.report.year) or "项目" in claim.clause:
            continue
        formula = f"{short(basic[0].value)} - {short(public[0].value)} = {short(due)}"
        if value == due:
            yield passed("C01", claim.report, expected=short(due), observed=short(value), detail=formula)
            continue
        yield Hit(
            message=f"{claim.place}“{said(claim)}”，而{basic[0].label}{basic[0].printed}减{public[0].label}{public[0].printed}得{short(due)}万元，"
            f"人员经费表文不一致，相差{short(abs(value - due))}万元（基本支出应等于人员经费与公用经费之和）。",
            evidence=(claim.evidence, basic[0].evidence, public[0].evidence),
            key=f"人员|推算|{spot_of(claim.report)}",
            expected=short(due),
            observed=short(value),
            difference=short(value - due),
            formula=formula,
            severity=gravity(value - due, slack + rounding(fact.quantity)),
        )
