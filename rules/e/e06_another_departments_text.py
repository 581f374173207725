"""E06: a report carries another department's name or results in passages copied from it."""

from __future__ import annotations

from collections.abc import Iterator

from model import Check, Dossier, Fact, Hit, Severity
from rules.comparing.borrowed import Borrowed, borrowed, comparable, digits
from rules.figures import outside, passed
from rules.forms.vocabulary import clean
from rules.naming.names import core_of_project
from rules.registry import rule
from rules.wording import name_of

RULE = "E06"
SHOWN = 6
"""Passages given as evidence."""
MOSTLY = 0.75
"""Share of the detailed figures in copied passages that must be the same: a few are so by chance where two do the same work."""


@rule(RULE, title="照搬其他部门材料", severity=Severity.MEDIUM, basis="S5", priority=2)
def another_departments_text(dossier: Dossier, *, figures: int = 2) -> Iterator[Hit | Check]:
    """自评应当各写各的。与本次其他部门的报告几乎逐字相同的段落（60字以上，各自单位名称不计）中，仍留着对方的单位名称，
    或者连各自的成绩数字都一样，说明材料是照搬的，所写绩效不可信。

    留下的名称：对方原文写自己名称的地方，本部门写的也是对方的名称；对方的段落里也写到本部门的（联合开展的工作）不算，财政、审计、
    政府、党委等人人都会写到的单位不算。

    相同的数字：同样的话里同样的结果，且占这些段落里具体数字的四分之三以上；目标、年份日期和全县全市口径的数不算。两个三位有效数字
    或一个五位的即算，一个四位的可能是巧合（选项 figures 为 2：三位记 1，四位记 2，比率各少 1）。两份都是同名项目的报告，可能是共同实施，降为低。

    同一单位的本级与下属单位、本部门的上年报告（见 D07）不比。超过 8 个部门都有的话视为统一的格式文字。

    留有对方名称的，疑点归抄的一方；数字相同而看不出谁抄谁的，两个部门各有一条。每两个部门并为一条。

    反例：临江县园林中心的报告写“临江县水务局建立了管护台账”，其余文字与水务局的报告逐字相同。
    正例：两个部门都照格式写“严格执行财务管理制度”，数字各是各的。
    """
    pairs: dict[tuple[str, int | None], list[Borrowed]] = {}
    for copy in borrowed(dossier):
        pairs.setdefault((copy.neighbour.department, copy.neighbour.year), []).append(copy)
    touched: set[str] = set()
    for copies in pairs.values():
        telling = [copy for copy in copies if copy.leftover or copy.figures]
        if carried(copies, figures) and (any(copy.leftover for copy in copies) or not any(copy.lent for copy in copies)):
            touched.update(copy.own.report.report_id for copy in telling)
            yield _hit(dossier, copies, telling)
    yield from held_against_others(RULE, dossier, touched)


def held_against_others(rule: str, dossier: Dossier, touched: set[str]) -> Iterator[Check]:
    """How it came out for the reports in which nothing was found."""
    for report in dossier.reports:
        if report.report_id not in touched:
            if not dossier.compared:
                yield outside(rule, report, "本次没有其他部门的材料可比")
            elif comparable(report):
                yield passed(rule, report, detail="与其他部门的报告没有疑似照搬的段落")
            else:
                yield outside(rule, report, "没有可比的段落")


def carried(copies: list[Borrowed], figures: int = 2) -> bool:
    """Whether a name was left in copied passages, or so many figures are the same that they were copied as well."""
    if any(copy.leftover for copy in copies):
        return True
    told = {(fact.frame, fact.slot): _points(fact) for copy in copies for fact in copy.figures}
    points = [number for number in told.values() if number]
    several = len(points) > 1 or max(points, default=0) > 2  # one number of four digits may be the same by chance
    results = sum(copy.results for copy in copies)
    return several and sum(points) >= figures and sum(len(copy.figures) for copy in copies) >= MOSTLY * results


def _points(fact: Fact) -> int:
    """How much it says that two departments have the same figure; rates near 100 are often the same."""
    return max(0, digits(fact.quantity.value) - (3 if fact.quantity.unit in ("%", "‰") else 2))


def _hit(dossier: Dossier, copies: list[Borrowed], telling: list[Borrowed]) -> Hit:
    other = telling[0].neighbour
    reports = "、".join(dict.fromkeys(name_of(copy.own.report) for copy in telling))
    theirs = "、".join(dict.fromkeys(name_of(copy.other.report) for copy in telling))
    names = list(dict.fromkeys(copy.leftover for copy in telling if copy.leftover))
    figures = list(dict.fromkeys(fact.quantity.text or fact.quantity.raw for copy in telling for fact in copy.figures))
    said = []
    if names:
        said.append(f"其中{len([c for c in telling if c.leftover])}处仍写着对方的名称“{names[0]}”")
    if figures:
        said.append(f"{'、'.join(figures[:5])}{'等' if len(figures) > 5 else ''}{len(figures)}个数字也完全相同")
    year = f"{other.year}年度" if other.year != dossier.year and other.year else ""
    evidence = [side for copy in sorted(telling, key=lambda c: not c.leftover)[:SHOWN] for side in copy.pair]
    return Hit(
        message=f"{dossier.department}{reports}与{other.department}{year}{theirs}有{len(copies)}段文字逐字或几乎逐字相同，"
        f"{'，'.join(said)}，疑为照搬{'' if names else '，何者为先需核实'}（各部门应如实反映自己的绩效）。",
        evidence=tuple(evidence),
        key=f"{other.department}|{other.year or ''}",
        observed="、".join([*names, *figures[:5]]),
        severity=Severity.LOW if not names and all(map(_same_project, telling)) else None,
    )


def _same_project(copy: Borrowed) -> bool:
    one, other = copy.own.report.project, copy.other.report.project
    return bool(one and other) and core_of_project(clean(one or "")) == core_of_project(clean(other or ""))
