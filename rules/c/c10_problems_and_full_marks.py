"""C10: problems the narrative admits, while the indicators or the total they bear on have full marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model import Check, CheckStatus, Dossier, Evidence, Hit, Indicator, Report, Severity
from rules.figures import evidence, passed, show
from rules.naming.names import compared, pairs_of
from rules.naming.projects import form_of, narratives
from rules.prose.admissions import Admission, admissions, admitting, topics_of_indicator
from rules.prose.claims import fact_evidence
from rules.prose.own_score import is_total_score
from rules.registry import rule
from rules.wording import name_of, names_of, spot_of

_TELLING = 2
"""Pairs of characters that make an indicator one of a particular thing (公共文化设施完好率 of 公共文化)."""
_TOPIC_WORDS = re.compile(
    r"[\u4e00-\u9fff]{0,2}[率度]$|工程|项目|建设|任务|质量|设施|设备|按期|完工|竣工|工期|合格|优良|达标|验收|覆盖|知晓|参与|满意|服务|态度|队伍|作风|业务|精湛|"
    r"人员|素质|能力|水平|安全|事故|隐患|长效|机制|管护|持续|群众|工作|落实|有效|提升|提高|建立|健全|进一步|开工|返工|情况"
)
_SEVERAL = 3
"""In so many reports it is a habit, in fewer it is a hint."""


@rule("C10", title="承认问题而得满分", severity=Severity.MEDIUM, basis="S5", priority=2)
def problems_and_full_marks(dossier: Dossier) -> Iterator[Hit | Check]:
    """报告“存在的问题”部分承认了不足，自评却给满分。两种情形：

    承认的问题与某个指标说的是同一方面（队伍、服务态度、质量、进度、安全等），而该指标满分，逐份报告报出；部门总分为满分而报告
    列有问题的，全部门合并报一条，三份以上为中，不足三份为低。只看“问题”标题下陈述不足的句子，改进措施、“无明显问题”不算；同一方面已有指标扣分的，
    指标说的是另一样东西的（承认路灯老化，公共文化设施完好率满分），不报；总分未满的不报。

    反例：报告承认“工作积极性不高”，“业务精湛、作风优良的队伍”指标满分。
    正例：报告承认“工程进度滞后”，“按期完工率”指标扣1.5分。
    """
    full: list[tuple[Report, Report]] = []
    for report in narratives(dossier):
        form = form_of(dossier, report)
        problems = admitting(report, dossier)
        if form is None or form.total is None or not problems:
            what = "正文没有承认问题" if form is not None else "没有对应的自评表"
            yield Check(rule="C10", report_id=report.report_id, status=CheckStatus.INSUFFICIENT_DATA, detail=what)
            continue
        by_topic = list(_contradicted(form, problems))
        if by_topic:
            yield _tell(report, form, by_topic)
        score, weight = form.total.score, form.total.weight
        if score is not None and weight is not None and score.value is not None and score.value == weight.value:
            full.append((report, form))
        elif not by_topic:
            yield passed("C10", report, detail=f"承认了{len(problems)}个问题，自评没有给满分")
    if full:
        yield _tell_total(dossier, full)


def _contradicted(form: Report, problems: list[Admission]) -> Iterator[tuple[Admission, Indicator]]:
    """Problems with the fully marked indicators of the form that are about the same topic and the same thing.

    Where an indicator on the topic lost points, the score does reflect what is admitted.
    """
    rows = [(row, topics_of_indicator(row.level3)) for row in form.indicators]
    cut = {topic for row, topics in rows if _full(row) is False for topic in topics}
    for problem in problems:
        for row, topics in rows:
            if _full(row) and (problem.topics - cut) & topics and _of_one_thing(problem, row, form):
                yield problem, row


def _full(row: Indicator) -> bool | None:
    """Whether a row has all its points; None where it has no points."""
    if row.weight is None or row.score is None or row.weight.value is None or row.score.value is None:
        return None
    return row.weight.value == row.score.value


def _of_one_thing(problem: Admission, row: Indicator, form: Report) -> bool:
    """Whether the indicator names nothing of its own, or the problem speaks of what it names."""
    own = pairs_of(_TOPIC_WORDS.sub("", compared(row.level3))) - pairs_of(compared(form.project or ""))
    telling = {pair for pair in own if len(pair) == 2}
    said = compared(problem.text)
    return len(telling) < _TELLING or any(pair in said for pair in telling)


def _tell(report: Report, form: Report, pairs: list[tuple[Admission, Indicator]]) -> Hit:
    problems = list({id(problem): problem for problem, _ in pairs}.values())
    rows = list({row.row: row for _, row in pairs}.values())
    admitted = "、".join(f"“{problem.text}”" for problem in problems)
    marked = "、".join(f"“{row.level3}”（完成值{show(row.actual)}）" for row in rows)
    return Hit(
        message=f"{problems[0].phrase.place}承认{admitted}，而{name_of(form)}的{marked}都得满分，前后不符（指标得分应反映承认的不足）。",
        evidence=(
            *(problem.phrase.evidence() for problem in problems),
            *(evidence(f"{name_of(form)}“{row.level3}”实际完成值", row.actual) for row in rows),
        ),
        key=f"问题与指标|{spot_of(report)}",
    )


def _tell_total(dossier: Dossier, full: list[tuple[Report, Report]]) -> Hit:
    reports = [report for report, _ in full]
    sides: list[Evidence] = []
    for problem in admissions(dossier):
        if problem.phrase.report in reports:
            sides.append(problem.phrase.evidence())
    for report, form in full:
        told = next((fact for fact in report.facts if is_total_score(report, fact)), None)
        if told is not None:
            sides.append(fact_evidence(report, told))
        elif form.total is not None and form.total.score is not None:
            sides.append(evidence(f"{name_of(form)}总分", form.total.score))
    first = next(problem for problem in admissions(dossier) if problem.phrase.report in reports)
    score = full[0][1].total.score if full[0][1].total is not None else None
    return Hit(
        message=f"{names_of(reports)}{'都' if len(full) > 1 else ''}列明存在的问题（如{first.phrase.place}“{first.text}”），绩效综合评价得分仍为满分"
        f"{show(score) if score is not None else ''}分，自评得分没有反映承认的不足（存在问题应在得分中体现）。".replace("分分", "分"),
        evidence=tuple(sides),
        key="问题与总分",
        severity=None if len(full) >= _SEVERAL else Severity.LOW,
    )
