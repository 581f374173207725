"""C01: sums the prose names against the forms: total, basic and project expenditure, their items, every project."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from model import Check, CheckStatus, Dossier, Hit, Severity
from rules.comparing.disagreements import said
from rules.figures import Figure, short
from rules.forms.ledger import BEFORE, PLANNED, SPENT
from rules.naming.projects import narratives
from rules.prose.amounts import Told, amounts_told, slipped
from rules.prose.claims import Claim, amount_of, rounding
from rules.prose.listed_items import hold_listed
from rules.prose.personnel import personnel
from rules.registry import rule
from rules.wording import spot_of


@rule("C01", title="金额表文不一致", severity=Severity.HIGH, basis="S5 S10", priority=1)
def amounts_in_prose(dossier: Dossier) -> Iterator[Hit | Check]:
    """报告正文写的支出总额、基本支出、项目支出、人员与公用经费、三公经费各项、政府采购和各项目金额，应当与基础数据表、自评表相应栏次相同。

    正文写明“年初预算”“全年预算”的对预算栏，写明上年的对上年决算栏（没有该栏的，对上年自评表的预算、执行数），其余对决算（执行）数；只写项目名称和金额的，与本项目任一栏相同即可。
    表内没有人员经费的，以基本支出减公用经费核对正文的人员经费。元与万元换算后比较，差异在印出位数舍入之内的不报。项目支出明细、结余、追加、到位等金额不是栏次总数，不比；名称只大体相同的项目降一级。
    所附项目清单逐项列了下达、拨付金额的，正文写明某项（或“2个某类项目”）补助、拨付多少的，应与清单该行（各行之和）相同；未拨付、自筹、总投资不比。
    一份报告写几个项目的，金额属于所在标题写明的项目，或分句开头连同预算写明的项目；“两个项目共”一类合计、列举之后的“两项合计”、先说一个项目再回到全部的，不比。
    正文数恰为表内数一万倍或万分之一的，由 I10 单独报告。

    反例：正文“全年基本支出373.30万元”，自评表基本支出337.30万元。
    正例：正文“公用经费447200元”，基础数据表公用经费44.72万元。
    """
    groups: dict[str, list[Told]] = defaultdict(list)
    seen: set[str] = set()
    for told in amounts_told(dossier):
        value = amount_of(told.claim.fact.quantity)
        figures = told.entry.under(*told.columns)
        assert value is not None
        near = next((figure for figure in figures if _close(told.claim, figure)), None)
        report = told.claim.report
        seen.add(report.report_id)
        if near is not None:
            detail = f"{told.claim.place}“{said(told.claim)}”与{near.label}{near.printed}一致"
            yield Check(
                rule="C01",
                report_id=report.report_id,
                status=CheckStatus.PASS,
                expected=short(near.value),
                observed=short(value),
                detail=detail,
            )
        elif not any(slipped(value, figure.value) for figure in figures):
            groups[
                f"{told.entry.name}|{'预算' if told.columns[0] in PLANNED else '决算' if told.columns[0] in SPENT else '上年'}|{short(value)}"
            ].append(told)
    for group in groups.values():
        yield _tell(group)
    for result in (*personnel(dossier), *hold_listed(dossier)):
        seen.update(e.source.report_id or "" for e in result.evidence) if isinstance(result, Hit) else seen.add(result.report_id or "")
        yield result
    for report in narratives(dossier):
        if report.report_id not in seen:
            yield Check(rule="C01", report_id=report.report_id, status=CheckStatus.INSUFFICIENT_DATA, detail="正文没有可与表内金额核对的数")


def _close(claim: Claim, figure: Figure) -> bool:
    """Whether both print one figure: equal, or the one with fewer places is the other rounded; 约 allows a tenth."""
    value = amount_of(claim.fact.quantity)
    assert value is not None
    if claim.fact.quantity.op == "≈":
        return abs(value - figure.value) <= figure.value / 10
    return value == figure.value or abs(value - figure.value) <= max(figure.epsilon, rounding(claim.fact.quantity))


def _tell(group: list[Told]) -> Hit:
    first = group[0]
    value = amount_of(first.claim.fact.quantity)
    alike = next(kind for kind in (SPENT, PLANNED, first.columns) if first.columns[0] in kind)
    figures = first.entry.under(*(column for column in first.columns if column in alike)) or first.entry.under(*first.columns)
    assert value is not None
    gap = short(abs(value - figures[0].value))
    others = [figure for figure in first.entry.under(*BEFORE, *PLANNED, *SPENT) if figure.value == value and figure not in figures]
    hint = f"，恰与{others[0].label}相同，疑取错栏次" if others else ""
    places = "、".join(f"{told.claim.place}“{said(told.claim)}”" for told in group)
    tables = "、".join(f"{figure.label}{figure.printed}" for figure in figures)
    doubt = "" if first.sure else "，名称不完全相同，请核对是否同一项"
    severity = None if first.sure and not (others and others[0] in first.entry.under(*PLANNED)) else Severity.MEDIUM
    return Hit(
        message=f"正文{places}，而{tables}，同一金额表文不一致，相差{gap}万元{hint}{doubt}（正文金额应与表内相应栏次相同）。",
        evidence=(*(told.claim.evidence for told in group), *(figure.evidence for figure in figures)),
        key=f"{first.entry.name}|{first.columns[0]}|{spot_of(first.claim.report)}",
        expected=short(figures[0].value),
        observed=short(value),
        difference=short(value - figures[0].value),
        severity=severity,
    )
