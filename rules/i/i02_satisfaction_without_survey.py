"""I02: the same satisfaction in several forms, and no survey anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model import Check, CheckStatus, Dossier, Hit, Indicator, Report, Severity
from rules.figures import evidence, lacking, show
from rules.naming.projects import narratives
from rules.prose.phrases import text_of_report
from rules.registry import rule
from rules.wording import name_of, names_of

_SURVEY = re.compile(
    r"问卷|抽样|样本|满意度(?:测评|调查|测验)|调查(?:对象|表|人数|了)|随机(?:调查|访问|抽)|发放[^，。]{0,8}(?:表|份)|回访|访谈|好差评|评价器|测评表"
)


@rule("I02", title="满意度同值且无调查样本", severity=Severity.MEDIUM, basis="S5", priority=1)
def satisfaction_without_survey(dossier: Dossier, *, least: int = 3) -> Iterator[Hit | Check]:
    """服务对象各不相同的几张自评表，满意度完成值完全相同，而全部正文没有一处提到问卷、抽样、回访等调查，满意度缺少来源。

    至少 least 张表的满意度完成值同为一个数才报，只报一条；正文任何一处写明调查方式、样本的，不报；满意度为100%的也同样看待。

    反例：五张自评表满意度都填98%，五份报告无一提到问卷。
    正例：三张表都填98%，正文写“发放问卷200份，回收196份”。
    """
    rows = [(form, row) for form in dossier.reports for row in form.indicators if is_satisfaction(row)]
    by_value: dict[object, list[tuple[Report, Indicator]]] = {}
    for form, row in rows:
        by_value.setdefault(row.actual.value, []).append((form, row))
    common = max(by_value.values(), key=lambda group: len({form.report_id for form, _ in group}), default=[])
    forms = {form.report_id: form for form, _ in common}
    told = narratives(dossier)
    if rows and not told:
        for form in {form.report_id: form for form, _ in rows}.values():
            yield lacking("I02", form, "没有报告正文，无从知道是否作过调查")
        return
    surveyed = next((report for report in told if _SURVEY.search(text_of_report(report))), None)
    if len(forms) < least or surveyed is not None:
        why = f"{name_of(surveyed)}提到了调查" if surveyed is not None else "各表满意度不尽相同"
        for form in {form.report_id: form for form, _ in rows}.values():
            yield Check(rule="I02", report_id=form.report_id, status=CheckStatus.PASS, detail=why)
        return
    value = show(common[0][1].actual)
    where = names_of(forms.values())
    yield Hit(
        message=f"{len(forms)}张自评表（{where}）的满意度实际完成值都是{value}，服务对象各不相同，全部报告正文却没有问卷、抽样等调查说明，"
        "满意度缺少依据（满意度应有样本和调查方法）。",
        evidence=tuple(evidence(f"{name_of(form)}“{row.level3}”实际完成值", row.actual) for form, row in common),
        key="满意度同值",
        observed=value,
    )


def is_satisfaction(row: Indicator) -> bool:
    """Whether a row measures satisfaction in percent."""
    return (
        row.actual.value is not None
        and row.actual.unit in ("%", None)
        and "满意" in row.level3
        and row.level3.rstrip("。 ").endswith(("度", "率"))
    )
