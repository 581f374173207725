"""G09: a form names who filled it in, when, the telephone and the head; and it was filled in after the year ended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from model import Check, Dossier, Evidence, Hit, Report, Severity, SignOff, Source
from rules.figures import passed
from rules.registry import rule
from rules.wording import name_of

PARTS = (("prepared_by", "填表人"), ("prepared_on", "填报日期"), ("phone", "联系电话"), ("head", "单位负责人"))


@rule("G09", title="签字、日期、电话缺失或日期过早", severity=Severity.LOW, basis="表样", priority=2)
def signature(dossier: Dossier) -> Iterator[Hit | Check]:
    """自评表应有填表人、填报日期、联系电话、单位负责人；填报日期应在评价年度结束之后，年度未终了不可能有全年执行数。

    有签字栏的才看缺项；本部门其他表都有签字栏而某张没有的也报。只有表上印了的项目才算缺：某项在本部门所有表里都没有，视为表样没有这一栏。
    各表同样的缺项并为一条。

    反例：评价年度 2024 年，填报日期 2024年11月20日；联系电话空白。
    正例：填报日期 2025年4月16日，四项齐全。
    """
    forms = [r for r in dossier.reports if r.kind in ("basic_data", "overall_self_eval", "project_self_eval")]
    signed = [(report, report.signoff) for report in forms if report.signoff is not None]
    if not signed:
        return
    used = [(name, label) for name, label in PARTS if any(getattr(s, name) for _, s in signed) or any(label in s.raw for _, s in signed)]
    missing: dict[str, list[tuple[Report, Source]]] = defaultdict(list)
    for report in forms:
        if report.signoff is None:
            missing["签字栏"].append((report, _somewhere(report)))
            continue
        blank = [label for name, label in used if not getattr(report.signoff, name)]
        for label in blank:
            missing[label].append((report, report.signoff.source))
        early = _early(report, report.signoff)
        if early is not None:
            yield early
        elif not blank:
            yield passed("G09", report, detail="签字、日期、电话齐全")
    for label, found in missing.items():
        where = "、".join(name_of(report) for report, _ in found)
        yield Hit(
            message=f"{where}没有填写{label}（自评表应有填表人、填报日期、联系电话、单位负责人）。",
            evidence=tuple(Evidence(label=f"{name_of(report)}{label}", source=source) for report, source in found),
            key=f"缺|{label}",
            observed="空",
        )


def _early(report: Report, signed: SignOff) -> Hit | None:
    if signed.prepared_on is None or report.year is None or signed.prepared_on.year > report.year:
        return None
    day = signed.prepared_on
    return Hit(
        message=f"{name_of(report)}填报日期为{day.year}年{day.month}月{day.day}日，不晚于评价年度{report.year}年末，"
        "年度未终了不可能有全年执行数（应在年度结束后填报）。",
        evidence=(Evidence(label=f"{name_of(report)}填报日期", value=day.isoformat(), source=signed.source),),
        key=f"早|{name_of(report)}",
        expected=f"{report.year + 1}年及以后",
        observed=day.isoformat(),
    )


def _somewhere(report: Report) -> Source:
    places = [row.source for row in report.indicators] or [row.source for row in report.funds] or [row.source for row in report.basics]
    return (
        places[0]
        if places
        else Source(document_id=report.document_id, report_id=report.report_id, page=report.first_page, quote=report.title or report.kind)
    )
