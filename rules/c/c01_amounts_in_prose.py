"""C01: sums the prose names against the forms: total, basic and project expenditure, their items, every project."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

import msgspec

from model import Check, CheckStatus, Dossier, Hit, Severity
from rules.claims import ACTUAL, Claim, amount_of, every_claim, in_year, rounding
from rules.disagreements import said
from rules.figures import Figure, short
from rules.ledger import ANNUAL, BEFORE, INITIAL, PLANNED, SPENT, TOTAL, Entry, department_entries, entry_of, item_named, project_entries
from rules.names import core_of_project
from rules.projects import narratives, resolve
from rules.registry import rule
from rules.spending import listed
from rules.wording import fold, spot_of

_TEN_THOUSAND = Decimal(10000)
_BUDGET = re.compile(r"预算|安排|下达|批复|核定|预计|计划")
_INITIAL = re.compile(r"年初(?:部门|财政|项目)?预算(?:数|额|安排|批复|资金|下达|为)*$")
_ADJUSTED = re.compile(r"(?:全年预算|调整后?预算|调整后的?预算|预算调整后?)(?:数|额|资金|为)*$")
_SPENT = re.compile(r"(?:支出|使用|支付|执行|列支|开支)(?:资金|经费|金额|数|总额|了|为)*$")
_MONEY_WORD = re.compile(r"(?:资金|经费|专项|支出|项目|预算|拨款|费用?)(?:总额|数|共|为)*$")
_NARROW = re.compile(r"其中|结余|结转|追加|调[增减]|节约|增加|减少|缺口|到位|剩余|拨付|欠|尾款|首付|预付|质保")
_PROJECT_TALK = re.compile(r"项目|专项|工程")


class Told(msgspec.Struct, frozen=True):
    """A sum in prose with the entry of the forms it names."""

    claim: Claim
    entry: Entry
    columns: tuple[str, ...]
    """The columns it may equal."""
    sure: bool
    """Whether the name is the form's own, not only alike."""


@rule("C01", title="金额表文不一致", severity=Severity.HIGH, basis="S5 S10", priority=1)
def amounts_in_prose(dossier: Dossier) -> Iterator[Hit | Check]:
    """报告正文写的支出总额、基本支出、项目支出、人员与公用经费、三公经费各项、政府采购和各项目金额，应当与基础数据表、自评表相应栏次相同。

    正文写明“年初预算”“全年预算”的对预算栏，写明上年的对上年决算栏，其余对决算（执行）数；只写项目名称和金额的，与本项目任一栏相同即可。
    元与万元换算后比较，差异在印出位数舍入之内的不报。项目支出明细、结余、追加、到位等金额不是栏次总数，不比；名称只大体相同的项目降一级。
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
    for report in narratives(dossier):
        if report.report_id not in seen:
            yield Check(rule="C01", report_id=report.report_id, status=CheckStatus.INSUFFICIENT_DATA, detail="正文没有可与表内金额核对的数")


def amounts_told(dossier: Dossier) -> Iterator[Told]:
    """Every sum in prose that names an entry of the forms which prints a figure there."""
    details = listed(dossier)
    cores = {core_of_project(name) for name in project_entries(dossier)}
    for claim in every_claim(dossier):
        fact = claim.fact
        if claim.unit != "万元" or fact.quantity.value is None or fact.per or fact.quantity.op not in (None, "=", "≈"):
            continue
        if fact.role not in (*ACTUAL, "part", "target") or _NARROW.search(claim.label):
            continue
        told = _project_told(dossier, claim, cores) if claim.report.kind == "overall_narrative" or id(claim) not in details else None
        told = told or (
            _department_told(dossier, claim) if claim.report.kind == "overall_narrative" else _own_told(dossier, claim, details)
        )
        if told is not None and told.entry.under(*told.columns):
            yield told


def slipped(one: Decimal, other: Decimal) -> bool:
    """Whether two sums have the same digits ten thousand times apart: 元 taken for 万元."""
    return bool(one and other) and (one == other * _TEN_THOUSAND or other == one * _TEN_THOUSAND)


def _project_told(dossier: Dossier, claim: Claim, cores: set[str]) -> Told | None:
    """A sum that carries a project's name, alone or with the column named after it."""
    label = claim.label
    columns = _columns(claim, (*SPENT, *PLANNED))
    for word in ("年初预算", "全年预算", "调整后预算", "实际支出", "支出", "使用", "执行", "预算", "决算"):
        at = label.rfind(word)
        if at > 3 and len(label) - at <= len(word) + 4:
            label = label[:at]
            break
    core = core_of_project(label)
    if len(core) < 3 or fold(core) in {"项目", "专项"} or item_named(label):
        return None
    entries = project_entries(dossier)
    name = resolve(label, entries)
    if name is None or columns is None:
        return None
    return Told(claim=claim, entry=entries[name], columns=columns, sure=core_of_project(name) == core)


def _department_told(dossier: Dossier, claim: Claim) -> Told | None:
    """A sum of the overall narrative that names one of the department's items in full."""
    name = item_named(claim.label)
    said_before = claim.clause[: -len(claim.label)] if claim.clause.endswith(claim.label) else claim.clause
    if (
        name is None
        and (_INITIAL.search(claim.label) or _ADJUSTED.search(claim.label))
        and not _PROJECT_TALK.search(said_before + claim.label)
    ):
        name = TOTAL
    entry = department_entries(dossier).get(name or "")
    if entry is None:
        return None
    if name in ("公用", "人员", TOTAL) and _PROJECT_TALK.search(said_before.rpartition("基本支出")[2]):
        return None
    columns = _columns(claim, SPENT)
    return Told(claim=claim, entry=entry, columns=columns, sure=name != "公用" or "公用" in claim.label) if columns else None


def _own_told(dossier: Dossier, claim: Claim, details: frozenset[int]) -> Told | None:
    """A sum of a project's narrative that names no other thing than the project's money."""
    if id(claim) in details or claim.fact.role == "part":
        return None
    entry = entry_of(dossier, claim.report)
    if entry is None:
        return None
    label = re.sub(
        r"^(?:(?:19|20)\d\d年度?|本年度?|全年|年度|该|本|此|项目|共|实际|累计|总|财政|资金|专项|经费|已|截至\w*)+", "", claim.label
    )
    if _INITIAL.search(claim.label) or _ADJUSTED.search(claim.label):
        columns: tuple[str, ...] | None = _columns(claim, SPENT)
    elif _SPENT.fullmatch(label) and _SPENT.search(claim.label):
        columns = _columns(claim, SPENT)
    elif label == "" or _MONEY_WORD.fullmatch(label):
        columns = _columns(claim, (*SPENT, *PLANNED))
    else:
        return None
    return Told(claim=claim, entry=entry, columns=columns, sure=True) if columns else None


def _columns(claim: Claim, usual: tuple[str, ...]) -> tuple[str, ...] | None:
    """The columns a sum may stand in, from its words and year; None for a year no column is of."""
    period, year = claim.fact.period, claim.report.year
    if not in_year(period, year):
        before = period is not None and year is not None and (str(year - 1) in period or period in ("上年", "去年"))
        return BEFORE if before and str(year) not in (period or "") else None
    if _INITIAL.search(claim.label):
        return (INITIAL, "budget")
    if _ADJUSTED.search(claim.label):
        return (ANNUAL,)
    if _BUDGET.search(claim.label) or claim.fact.role == "target":
        return PLANNED
    return usual


def _close(claim: Claim, figure: Figure) -> bool:
    value = amount_of(claim.fact.quantity)
    assert value is not None
    slack = figure.epsilon + rounding(claim.fact.quantity)
    if claim.fact.quantity.op == "≈":
        slack = max(slack, figure.value / 10)
    return abs(value - figure.value) <= (slack if value != figure.value else Decimal(0))


def _tell(group: list[Told]) -> Hit:
    first = group[0]
    value = amount_of(first.claim.fact.quantity)
    figures = first.entry.under(*first.columns)
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
