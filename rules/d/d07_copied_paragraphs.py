"""D07: paragraphs that several reports of a department have word for word."""

from __future__ import annotations

from collections.abc import Iterator

from model import Check, Dossier, Evidence, Hit, Passage, Report, Severity, Source
from rules.comparing.reuse import Copy, copies
from rules.figures import outside, passed
from rules.registry import rule
from rules.wording import name_of, spot_of

RULE = "D07"
SHOWN = 10
"""Paragraphs of one group of reports that are given as evidence."""


@rule(RULE, title="段落逐字复用", severity=Severity.MEDIUM, basis="S5", priority=2)
def copied_paragraphs(dossier: Dossier, *, least: int = 100, similarity: float = 0.9) -> Iterator[Hit | Check]:
    """不同项目的报告、不同年度的报告应当各写各的绩效；100字以上的段落逐字或几乎逐字（相似度0.9以上）相同，说明材料套用，
    所写成绩归属不清。职能职责、机构设置、评价依据等本应相同的内容不算；序号不计。

    同一部门同一年度的套用合为一条，按报告分组列出；与上年报告相同的另为一条。

    反例：整体报告与大厅项目报告的“组织实施情况”七段逐字相同。
    正例：两份项目报告的格式相同而内容各异；相同的段落不足100字。
    """
    found = copies(dossier.reports, least=least, similarity=similarity)
    if found:
        yield _hit(dossier, found, "报告之间套用", f"{dossier.department}各份报告之间")
    touched = {report_id for copy in found for report_id in copy.reports}
    for report in dossier.reports:
        if report.report_id not in touched:
            long = any(len(p.paragraph.text or p.paragraph.raw) >= least for p in report.passages)
            yield passed(RULE, report, detail="没有与其他报告相同的长段落") if long else outside(RULE, report, f"没有{least}字以上的段落")
    if dossier.previous:
        ids = {report.report_id for report in dossier.reports}
        across = [
            copy
            for copy in copies((*dossier.reports, *dossier.previous.reports), least=least, similarity=similarity)
            if any(r in ids for r in copy.reports) and any(r not in ids for r in copy.reports)
        ]
        if across:
            yield _hit(dossier, across, "与上年套用", f"{dossier.department}本年报告与上年报告之间")


def _hit(dossier: Dossier, found: list[Copy], key: str, between: str) -> Hit:
    groups: dict[tuple[str, ...], list[Copy]] = {}
    for copy in found:
        groups.setdefault(copy.reports, []).append(copy)
    ranked = sorted(groups.values(), key=lambda group: -sum(len(copy.text) for copy in group))
    told: list[str] = []
    evidence: list[Evidence] = []
    for group in ranked[:6]:
        reports = [report for report, _ in group[0].places]
        names = "、".join(
            dict.fromkeys(f"{name_of(report)}{f'（{report.year}年）' if report.year != dossier.year else ''}" for report in reports[:4])
        )
        told.append(f"{names}{'等' if len(reports) > 4 else ''}有{len(group)}段（{sum(len(copy.text) for copy in group)}字）")
        for copy in group[:SHOWN]:
            evidence.extend(_side(report, passage) for report, passage in copy.places[:3])
    total = sum(len(copy.text) for copy in found)
    return Hit(
        message=f"{between}有{len(found)}段文字逐字或几乎逐字相同，共{total}字：{'；'.join(told)}，绩效内容疑为套用（各报告应如实反映各自的绩效）。",
        evidence=tuple(evidence),
        key=key,
        observed=f"{len(found)}段{total}字",
    )


def _side(report: Report, passage: Passage) -> Evidence:
    paragraph = passage.paragraph
    text = paragraph.text or paragraph.raw
    source = Source(
        document_id=report.document_id, report_id=report.report_id, block=paragraph.block, page=paragraph.page,
        start=0, end=len(text), quote=text if len(text) <= 80 else text[:80] + "…",
    )  # fmt: skip
    where = f"“{passage.section}”部分" if passage.section else ""
    return Evidence(label=f"{name_of(report)}{where}" or spot_of(report), source=source)
