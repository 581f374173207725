"""G07: a score below its weight comes with a reason."""

from __future__ import annotations

from collections.abc import Iterator

from model import Check, Dossier, Hit, Report, Severity
from rules.figures import evidence, passed, short
from rules.forms.reasons import asks_for_reasons, explanation_of
from rules.forms.scored import Scored, scored
from rules.registry import rule
from rules.wording import name_of, spot_of


@rule("G07", title="扣分没有说明原因", severity=Severity.MEDIUM, basis="S3")
def deduction_unexplained(dossier: Dossier) -> Iterator[Hit | Check]:
    """得分低于分值的指标须在“偏差原因分析及改进措施”栏写明原因，这是系统保存时的提示项。

    只看有偏差原因（说明、备注、改进措施）栏的表：栏里一个字没有、而指标扣了分的才报；只填横线、“无”的视为没有写。原因写在同一行别的栏、
    表下说明点明了该指标、或表内另有一行统一写原因的，都算已说明。表样没有这一栏的不适用。一张表的多项并为一条。

    反例：指标分值 10 分、得 8 分，偏差原因栏空白。
    正例：扣 0.5 分，栏内写“因雨季延误，已补充施工”。
    """
    by_report: dict[str, list[Scored]] = {}
    for item in scored(dossier):
        by_report.setdefault(item.report.report_id, []).append(item)
    for items in by_report.values():
        report = items[0].report
        if not asks_for_reasons(report):
            continue
        silent = [i for i in items if i.score < i.weight and not explanation_of(report, i.indicator)]
        if not silent:
            cut = sum(i.score < i.weight for i in items)
            yield passed("G07", report, detail=f"{len(items)}项指标，{cut}项扣分均有说明" if cut else f"{len(items)}项指标没有扣分")
            continue
        yield _hit(report, silent)


def _hit(report: Report, silent: list[Scored]) -> Hit:
    told = "、".join(f"“{i.indicator.level3}”分值{short(i.weight)}分、得{short(i.score)}分" for i in silent)
    sides = tuple(evidence(f"{i.label}得分", i.indicator.score) for i in silent if i.indicator.score is not None)
    return Hit(
        message=f"{name_of(report)}{told}，扣分而偏差原因栏为空（得分低于分值须说明原因）。",
        evidence=sides,
        key=spot_of(report),
        observed=f"{len(silent)}项",
    )
