"""What the forms say of the sums a narrative may name: total, basic and project expenditure, its items, and every project."""

from __future__ import annotations

import re
from collections import defaultdict

import msgspec

from model import Dossier, Report
from rules.figures import MONEY, Figure, epsilon
from rules.forms.lines import BUDGET, FINAL, PRIOR, BasicLine, basic_lines, compositions, fund_figure, fund_total, of_kind, projects_listed
from rules.forms.vocabulary import clean
from rules.memo import remembered
from rules.naming.names import core_of_project
from rules.naming.projects import form_of, resolve

INITIAL, ANNUAL, EXECUTED = "initial", "annual", "executed"
TOTAL = "支出总额"


class Entry(msgspec.Struct, frozen=True):
    """One named sum with what every form prints of it, by column."""

    name: str
    figures: dict[str, tuple[Figure, ...]]
    """By column: initial, annual, executed (money blocks), prior, budget, final (基础数据表); all in 万元."""

    def under(self, *columns: str) -> tuple[Figure, ...]:
        """The figures under some columns."""
        return tuple(figure for column in columns for figure in self.figures.get(column, ()))


SPENT, PLANNED, BEFORE = (EXECUTED, FINAL), (INITIAL, ANNUAL, BUDGET), (PRIOR,)
PLANNED_BEFORE = ("prior_initial", "prior_annual")
"""The budgets of the year before, as that year's own form prints them."""
_ITEM_NAMES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("基本支出", r"基本支出(?:决算)?(?:数|额|总额|合计)?"),
        (
            "项目支出",
            r"(?:财政)?项目(?:总)?支出(?:决算)?(?:数|额|总额|合计)?|项目(?:经费|资金)(?:总额|合计)?",
        ),
        ("专项", r"(?:财政|[省市县区]级)?专项(?:经费|资金|支出)(?:总额|合计)?"),
        ("公用", r"(?:日常)?公用(?:经费|支出)(?:支出)?|(?:一般)?商品[和与及]服务支出"),
        ("人员", r"人员(?:经费|支出)(?:支出)?"),
        ("三公", r"[“\"]?三公[”\"]?(?:一般)?(?:经费|支出)(?:支出|决算)?(?:数|总额|合计)?"),
        ("接待", r"(?:公务)?接待(?:费|经费)?(?:支出|用)?"),
        ("公车运维", r"公(?:务用)?车(?:的)?运行?维?(?:护|修)?(?:费|经费)?(?:支出|用)?"),
        ("公车购置", r"公(?:务用)?车购置(?:费|经费)?(?:支出|用)?"),
        ("公车", r"公(?:务用)?车购置[及和与]运行?维?护?(?:费|经费)?(?:支出|用)?|公(?:务用)?车(?:费|经费|费用)"),
        ("出国", r"因公出[国境][（(]?境?[）)]?(?:费|经费)?(?:支出|用)?"),
        ("采购", r"政府采购(?:金额|支出|总额|规模)?(?:总额|金额)?"),
    )
)
_TOTALS = re.compile(
    r"(?:部门|单位|全年|年度|本年|整体|财政|资金|本年度|当年|决算|实际|经费|预算)*"
    r"(?:支出合计|支出总计|总支出|支出总额|整体支出(?:总额|决算数?)?|支出决算数?|资金总额|(?:预算)?执行数|支出决算总额|支出总数)"
)
_WHOLE = re.compile(r"(?:(?:19|20)\d\d年度?|本年度?|年度|当年|全年)*(?:全[局委院校市县区办]|[我本][局委院校单位部门办]+|部门|单位|整体)")
_OWN = re.compile(
    r"^(?:(?:19|20)\d\d年(?:度)?|全年度?|本年度?|年度|当年|今年|我[局市县区校院单位镇乡]+|本[局单位部门校院]+|全[局市县区院校]|共|实际|实现|其中|[一-龥]{0,8}[局委办院校中心馆站](?=[\u4e00-\u9fff]{4}))+"
)


def item_named(label: str) -> str | None:
    """The item a label in prose names in full, apart from year and office; None for anything longer or narrower."""
    plain = re.sub(r"[\s、，]", "", label)
    for text in (plain, _OWN.sub("", plain)):
        text = re.sub(r"(?:实际|共|总共|累计|合计|决算|支出)+$", "", text) if text.endswith(("共", "实际", "合计支出")) else text
        for name, pattern in _ITEM_NAMES:
            if pattern.fullmatch(text):
                return name
        if _TOTALS.fullmatch(text) or (text in ("支出", "实际支出", "总支出") and _WHOLE.match(plain)):
            return TOTAL
    return None


@remembered
def department_entries(dossier: Dossier) -> dict[str, Entry]:
    """The department's own sums by name: 支出总额, 基本支出, 项目支出 and the items of 基础数据表, or of the table that stands in for it."""
    figures: dict[str, dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for report in of_kind(dossier, "overall_self_eval"):
        _add_block(figures[TOTAL], report)
        for line in (line for lines in compositions(report).values() for line in lines):
            name = item_named(clean(line.line))
            if name and (found := fund_figure(report, line, "amount")):
                figures[name][EXECUTED].append(_in_wan(found, line.unit))
    for report in basic_tables(dossier):
        for basic in basic_lines(report):
            if basic.name in {name for name, _ in _ITEM_NAMES} and basic.name:
                _add_columns(figures[basic.name], basic)
    for column, listed in figures.get("项目支出", {}).items():
        figures["专项"][column].extend(listed)  # 专项经费 in prose may mean all project expenditure, or its special funds
    return {name: Entry(name=name, figures=_frozen(columns)) for name, columns in figures.items() if columns}


@remembered
def basic_tables(dossier: Dossier) -> tuple[Report, ...]:
    """The papers whose rows are the department's basic data: 基础数据表, else other papers of the year that print its items by year."""
    named = {name for name, _ in _ITEM_NAMES}
    others = (r for r in of_kind(dossier, "other") if r.basics and r.year in (None, dossier.year))
    return tuple(of_kind(dossier, "basic_data")) or tuple(r for r in others if any(line.name in named for line in basic_lines(r)))


@remembered
def project_entries(dossier: Dossier) -> dict[str, Entry]:
    """Every project by the name its form, or else 基础数据表, prints; with the figures its form of the year before prints."""
    figures: dict[str, dict[str, list[Figure]]] = {}
    for form in of_kind(dossier, "project_self_eval"):
        if form.project:
            _add_block(figures.setdefault(form.project, defaultdict(list)), form)
    forms = tuple(figures)
    for report in of_kind(dossier, "basic_data"):
        for line in projects_listed(report):
            name = resolve(clean(line.item), forms) or clean(line.item)
            _add_columns(figures.setdefault(name, defaultdict(list)), line)
    _add_year_before(figures, dossier)
    return {name: Entry(name=name, figures=_frozen(columns)) for name, columns in figures.items() if columns}


def _add_year_before(figures: dict[str, dict[str, list[Figure]]], dossier: Dossier) -> None:
    """What the forms of the year before print of the projects that go on; its expenditure where 基础数据表 does not carry it over."""
    before = dossier.previous
    cores = {core_of_project(name): name for name in figures}
    for form in of_kind(before, "project_self_eval") if before is not None else ():
        name = cores.get(core_of_project(form.project or ""))
        block: dict[str, list[Figure]] = defaultdict(list)
        _add_block(block, form)
        dated = f"{before.year}年度" if before is not None and before.year else "上年"
        for column, known in ((INITIAL, "prior_initial"), (ANNUAL, "prior_annual"), (EXECUTED, PRIOR)):
            if name is not None and not figures[name][known]:
                figures[name][known] = [msgspec.structs.replace(found, label=dated + found.label) for found in block[column]]


def entry_of(dossier: Dossier, report: Report) -> Entry | None:
    """The total a narrative speaks of: the department's, or its project's."""
    if report.kind == "overall_narrative":
        return department_entries(dossier).get(TOTAL)
    form = form_of(dossier, report)
    entries = project_entries(dossier)
    name = form.project if form else resolve(report.project or report.project_as_written or "", entries)
    return entries.get(name or "")


def _add_block(columns: dict[str, list[Figure]], report: Report) -> None:
    line = fund_total(report)
    for column, key in ((INITIAL, "initial_budget"), (ANNUAL, "annual_budget"), (EXECUTED, "executed")):
        if line is not None and (found := fund_figure(report, line, key)):
            columns[column].append(_in_wan(found, line.unit))


def _add_columns(columns: dict[str, list[Figure]], line: BasicLine) -> None:
    for column in (PRIOR, BUDGET, FINAL):
        cell = line.cells.get(column)
        if cell is not None and (found := line.figure(column)):
            columns[column].append(_in_wan(found, cell.unit or "万元"))


def _in_wan(found: Figure, unit: str) -> Figure:
    """The same figure in 万元; `unit` is the form's where the cell prints none."""
    quantity = found.quantity
    factor = MONEY.get(quantity.unit or unit, MONEY["万元"]) / MONEY["万元"]
    assert quantity.value is not None
    return msgspec.structs.replace(found, value=quantity.value * factor, epsilon=epsilon(quantity) * factor)


def _frozen(columns: dict[str, list[Figure]]) -> dict[str, tuple[Figure, ...]]:
    return {column: tuple(figures) for column, figures in columns.items()}
