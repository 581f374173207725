"""H11: a total below 80 must come with problems and measures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from model import Check, Dossier, Hit, Report, Severity
from rules.figures import Figure, figure, passed, short
from rules.naming.projects import narrative_of
from rules.registry import rule
from rules.wording import name_of, spot_of

_PROBLEM = re.compile(r"问题|不足|原因|困难")
_MEASURE = re.compile(r"措施|整改|改进|建议|下一步|加强|完善")


@rule("H11", title="低分未写问题和措施", severity=Severity.MEDIUM, basis="S3", priority=2)
def low_score_explained(dossier: Dossier, *, limit: Decimal = Decimal(80)) -> Iterator[Hit | Check]:
    """自评总分低于 80 分的，报告须写明存在的问题和整改措施。

    在该表对应的报告和偏差原因栏里找：既要有问题，也要有措施。总分不低于 80 分的通过；没有总分的不适用。阈值是选项 limit。

    反例：总分 72 分，偏差原因栏为空，也没有报告写问题和措施。
    正例：总分 78 分，报告第五部分写了存在的主要问题和改进措施。
    """
    for report in dossier.reports:
        score = figure(f"{name_of(report)}总分", report.total.score) if report.total is not None else None
        if score is not None:
            yield _hold(dossier, report, score, limit)


def _hold(dossier: Dossier, report: Report, score: Figure, limit: Decimal) -> Hit | Check:
    if score.value >= limit:
        return passed("H11", report, observed=short(score.value), detail=f"总分不低于{short(limit)}分")
    texts = [i.deviation for i in report.indicators if i.deviation]
    texts += [p.paragraph.text for told in narrative_of(dossier, report) for p in told.passages]
    missing = [name for name, pattern in (("存在的问题", _PROBLEM), ("整改措施", _MEASURE)) if not any(map(pattern.search, texts))]
    if not missing:
        return passed("H11", report, observed=short(score.value), detail="写了问题和措施")
    return Hit(
        message=f"{score.label}为{short(score.value)}分，低于{short(limit)}分，报告和偏差原因栏没有写{'和'.join(missing)}（低分必须说明）。",
        evidence=(score.evidence,),
        key=spot_of(report),
        expected="问题和措施",
        observed="缺" + "、".join(missing),
    )
