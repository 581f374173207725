"""C08: the goals a form sets against the results it reports, and these against what the narrative reports."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from model import Cell, Check, CheckStatus, Dossier, Evidence, Hit, Passage, Report, Severity, Source
from rules.figures import lacking
from rules.forms.entries import answered, entries_of, headed_entries
from rules.naming.projects import narrative_of
from rules.registry import rule
from rules.wording import name_of, spot_of

_WORK = re.compile(r"组织实施|实施情况|完成情况|工作开展|主要工作|绩效目标|产出|主要做法|履职")


@rule("C08", title="目标与完成情况不对应", severity=Severity.MEDIUM, basis="S5", priority=2)
def goals_and_results(dossier: Dossier, *, least: int = 3, headings: int = 4, share: float = 0.25) -> Iterator[Hit | Check]:
    """自评表“预期目标”与“实际完成情况”应当逐条对应；自评表的实际完成情况与报告正文的小标题也应当说的是同一些工作。

    两边都分条列示才比：目标与完成情况各有 least 条以上，完成情况与小标题各有 headings 条以上；条目说的是不是一件事，看较短一条的字词有没有一半、或有没有连续四个字出现在另一条里。
    能对上的不超过 share 才报：目标与完成情况对不上，目标无从核对；自评表与正文小标题对不上，疑沿用上年或套用材料。

    反例：五条目标有四条是口号，七条完成情况没有一条提到。
    正例：目标“加强校园安保”，完成情况“校园安保力量全部配齐”。
    """
    for form in dossier.reports:
        if form.goal_expected is None and form.goal_actual is None:
            continue
        goals, results = entries_of(form.goal_expected), entries_of(form.goal_actual)
        compared = False
        if min(len(goals), len(results)) >= least:
            compared = True
            yield _within(form, goals, results, share)
        for report in narrative_of(dossier, form):
            told = headed_entries(report, _WORK)
            if min(len(results), len(told)) >= headings:
                compared = True
                yield _beside(form, results, report, told, share)
        if not compared:
            yield lacking("C08", form, f"目标{len(goals)}条、完成情况{len(results)}条，条目太少或没有分条，不逐条比")


def _within(form: Report, goals: list[str], results: list[str], share: float) -> Hit | Check:
    met = answered(goals, results)
    detail = f"{len(goals)}条目标中有{len(met)}条能在{len(results)}条完成情况中找到对应"
    if len(met) > len(goals) * share:
        return Check(rule="C08", report_id=form.report_id, status=CheckStatus.PASS, detail=detail)
    open_ones = "、".join(f"“{_cut(goal)}”" for goal in [goal for goal in goals if goal not in met][:2])
    none = "没有一条能逐项核对" if not met else f"只有{len(met)}条能找到对应"
    return Hit(
        message=f"{name_of(form)}“预期目标”列{len(goals)}条（如{open_ones}），“实际完成情况”列{len(results)}条（如“{_cut(results[0])}”），"
        f"两边{none}，目标与完成情况不对应（实际完成情况应逐条对应预期目标）。",
        evidence=(_cell(form, form.goal_expected, "预期目标"), _cell(form, form.goal_actual, "实际完成情况")),
        key=f"目标与完成|{spot_of(form)}",
        expected=f"{len(goals)}条",
        observed=f"{len(met)}条",
    )


def _beside(form: Report, results: list[str], report: Report, told: list[tuple[str, Passage]], share: float) -> Hit | Check:
    met = answered(results, [head for head, _ in told])
    detail = f"{len(results)}条完成情况中有{len(met)}条能在{name_of(report)}{len(told)}个小标题中找到对应"
    if len(met) > len(results) * share:
        return Check(rule="C08", report_id=form.report_id, status=CheckStatus.PASS, detail=detail)
    none = "无一相同" if not met else f"只有{len(met)}个相近"
    return Hit(
        message=f"{name_of(form)}“实际完成情况”的{len(results)}个小标题（如“{_cut(results[0])}”）与{name_of(report)}对应部分的{len(told)}个小标题"
        f"（如“{told[0][0]}”）{none}，疑沿用上年或套用材料（自评表与报告应反映同样的工作）。",
        evidence=(_cell(form, form.goal_actual, "实际完成情况"), *(_heading(report, head, passage) for head, passage in told[:3])),
        key=f"完成与正文|{spot_of(form)}",
        expected=f"{len(results)}条",
        observed=f"{len(met)}条",
    )


def _cut(text: str, length: int = 24) -> str:
    return text if len(text) <= length else text[:length] + "…"


def _cell(form: Report, text: str | None, label: str) -> Evidence:
    """A goal cell; the form itself where the cell is not at hand."""
    place: tuple[int, int | None, Cell | None] = next(
        ((table.block, table.number, cell) for table in form.tables for cell in table.cells if text and (cell.text or cell.raw) == text),
        (0, None, None),
    )
    block, number, cell = place
    source = Source(document_id=form.document_id, report_id=form.report_id, block=block, table=number, quote=text or "")
    if cell is not None:
        source = msgspec.structs.replace(source, row=cell.row, col=cell.col, page=cell.page, box=cell.box)
    return Evidence(label=f"{name_of(form)}“{label}”", source=source)


def _heading(report: Report, head: str, passage: Passage) -> Evidence:
    paragraph = passage.paragraph
    text = paragraph.text or paragraph.raw
    end = text.find(head) + len(head)
    source = Source(
        document_id=report.document_id,
        report_id=report.report_id,
        block=paragraph.block,
        page=paragraph.page,
        start=0,
        end=end,
        quote=text[:end].strip(),
    )
    return Evidence(label=f"{name_of(report)}“{passage.section}”", source=source)
