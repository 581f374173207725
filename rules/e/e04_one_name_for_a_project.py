"""E04: a project carries one name in all reports; another spelling is a hint, not a contradiction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from model import Check, Dossier, Evidence, Hit, Report, Severity, Source
from rules.figures import passed
from rules.forms.lines import of_kind, projects_listed
from rules.forms.vocabulary import unnumbered
from rules.naming.projects import resolve
from rules.registry import rule
from rules.wording import fold, name_of


@rule("E04", title="项目名称写法不一", severity=Severity.INFO, basis="S10", priority=2)
def one_name_for_a_project(dossier: Dossier) -> Iterator[Hit | Check]:
    """同一项目在各报告中名称差一两个字或标点，不影响金额核对，只提示统一写法，不作矛盾。

    名称能对应到同一张项目自评表的才算同一项目；完全对应不上的由 B05 报出。每个项目只提示一次，列出各种写法。只有一处写到项目名称的
    不适用。

    反例：基础数据表写“培训管理专项经费”，自评表写“培训、管理专项经费”；报告写“政务服务大厅运行”，自评表写“政务中心大厅运行”。
    正例：各处都写“路灯维护经费”。
    """
    forms = {report.project: report for report in of_kind(dossier, "project_self_eval") if report.project}
    uses: dict[str, list[tuple[Report, Source, str]]] = defaultdict(list)
    for name, form in forms.items():
        uses[name].append((form, _head(form), name))
    for report in of_kind(dossier, "basic_data"):
        for line in projects_listed(report):
            found = resolve(line.item, forms)
            if found:
                uses[found].append((report, next(iter(line.cells.values())).source, line.item))
    for report in of_kind(dossier, "project_narrative"):
        written = report.project_as_written
        found = resolve(written, forms) if written else None
        if written and found:
            uses[found].append((report, _told(report, written), written))
    for name, told in uses.items():
        if len(told) > 1:
            yield _hold(name, told)


def _hold(name: str, told: list[tuple[Report, Source, str]]) -> Hit | Check:
    spelled: dict[str, tuple[Report, Source, str]] = {}
    for report, source, written in told:
        spelled.setdefault(_spelling(written), (report, source, written))
    if len(spelled) == 1:
        return passed("E04", told[0][0], observed=name, detail=f"“{name}”各处写法一致")
    ways = "、".join(f"{name_of(report)}写“{written.strip()}”" for report, _, written in spelled.values())
    return Hit(
        message=f"同一项目的名称写法不一：{ways}，金额按同一项目核对，建议统一名称（项目名称应前后一致）。",
        evidence=tuple(Evidence(label=f"{name_of(report)}项目名称", source=source) for report, source, _ in spelled.values()),
        key=fold(name),
        observed="、".join(written.strip() for _, _, written in spelled.values()),
    )


def _spelling(written: str) -> str:
    """The name as an auditor would compare it: blanks and numbering do not count, words and 、 do."""
    return "".join(unnumbered(written).rstrip("：:").split())


def _head(form: Report) -> Source:
    field = next((f for f in form.fields if f.value and fold(f.value) == fold(form.project or "")), None)
    return field.source if field is not None else Source(document_id=form.document_id, report_id=form.report_id, quote=form.project or "")


def _told(report: Report, written: str) -> Source:
    for passage in report.passages:
        at = passage.paragraph.text.find(written)
        if at >= 0:
            paragraph = passage.paragraph
            return Source(
                document_id=report.document_id, report_id=report.report_id, block=paragraph.block, page=paragraph.page,
                start=at, end=at + len(written), quote=paragraph.text[max(0, at - 10) : at + len(written) + 20],
            )  # fmt: skip
    return Source(document_id=report.document_id, report_id=report.report_id, page=report.first_page, quote=report.title or written)
