"""A made-up run of two invented departments: every kind of finding, file ending and answer the desk has to show."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from model import (
    DocumentRecord,
    Finding,
    Report,
    RuleText,
    Run,
    Severity,
)
from tests.publish.sample_findings import checks_of_the_run, findings_of_the_run
from tests.publish.sample_reports import SCAN, WORD, basics, hostile, narrative, overall, park_table

HANDBOOK = {
    text.id: text
    for text in (
        RuleText(
            id="A01", title="项目明细合计", category="表内算术", severity=Severity.HIGH, basis="基础数据表填表说明",
            rationale="各专项之和应等于项目支出。\n反例：100 + 200 ≠ 310。\n正例：100 + 200 = 300。",
        ),
        RuleText(id="C03", title="数量指标表文一致", category="表文不符", severity=Severity.HIGH, basis="财政部门历年通报：表文不一致",
                 rationale="同一数量在自评表与正文里应当相同。"),
        RuleText(id="D01", title="同一对象的数量前后不一", category="文内矛盾", severity=Severity.HIGH, basis="财政部门历年通报：前后矛盾",
                 rationale="同一对象、同一单位、同一年度的数量应当一致。"),
        RuleText(id="H07", title="预算调整率过大", category="评价合规性", severity=Severity.MEDIUM, basis="预算绩效管理系统填报要求",
                 rationale="调整达到三成须有说明。", procedure="调取预算调整批复，逐笔核对。"),
        RuleText(id="T01", title="编号跳号", category="文字规范", severity=Severity.LOW, basis="公文编号惯例", rationale="编号应当连续。"),
    )
}  # fmt: skip


def sample_run() -> Run:
    """The run of 24 November: two departments, five reports, nine findings."""
    return Run(
        run_id="20261124T010203Z-1f3a",
        started=datetime(2026, 11, 24, 1, 2, 3, tzinfo=UTC),
        finished=datetime(2026, 11, 24, 1, 2, 9, tzinfo=UTC),
        version="0.1.0",
        documents=_documents(),
        reports=(basics(), overall(), narrative(), park_table(), hostile()),
        checks=checks_of_the_run(),
        findings=findings_of_the_run(),
        seconds={"read": 3.1, "check": 0.4, "publish": 0.6},
        previous_run="20261123T010203Z-77aa",
    )


def large_run(findings: int = 5000) -> Run:
    """The same reports under many departments, with as many findings as asked for."""
    run = sample_run()
    standing = [finding for finding in run.findings if finding.status != "gone"]
    reports: list[Report] = []
    many: list[Finding] = []
    while len(many) < findings:
        copy = len(many) // len(standing)
        suffix = f"{copy:04d}"
        reports += [
            msgspec.structs.replace(report, report_id=report.report_id + suffix, department=f"第{copy % 80 + 1}局")
            for report in run.reports[:4]
        ] if copy % 5 == 0 else []  # fmt: skip
        owner = f"{copy - copy % 5:04d}"
        for finding in standing:
            evidence = tuple(
                msgspec.structs.replace(
                    side, source=msgspec.structs.replace(side.source, report_id=(side.source.report_id or "") + owner)
                )
                for side in finding.evidence
            )  # fmt: skip
            many.append(
                msgspec.structs.replace(
                    finding, finding_id=finding.finding_id + suffix, department=f"第{copy % 80 + 1}局", evidence=evidence,
                    root=finding.root + suffix if finding.root else None,
                )
            )  # fmt: skip
    return msgspec.structs.replace(run, findings=tuple(many[:findings]), reports=tuple(reports))


def _documents() -> tuple[DocumentRecord, ...]:
    at = datetime(2026, 11, 24, 1, 2, 5, tzinfo=UTC)
    return (
        DocumentRecord(document_id=WORD, path="水务局/2024年自评材料.docx", format="docx", size_bytes=81_413, reports=3, tables=2, read_at=at),
        DocumentRecord(document_id=SCAN, path="园林中心/自评表.pdf", format="pdf", size_bytes=541_125, pages=7, reports=2, tables=2, problems=3,
                       status="partial", message="第7页是扫描图像，未安装文字识别组件，这一页没有读。", read_at=at),
        DocumentRecord(document_id=None, path="水务局/旧版.doc", format="doc", size_bytes=20_480, status="failed", error="unsupported",
                       message="这是旧版 Word 文件，请另存为 .docx 后再放入。"),
        DocumentRecord(document_id=WORD, path="水务局/副本 2024年自评材料.docx", format="docx", size_bytes=81_413,
                       duplicate_of="水务局/2024年自评材料.docx"),
        DocumentRecord(document_id=None, path="=cmd|' /c calc'!A1<script>.pdf", format=None, size_bytes=0, status="failed", error="empty",
                       message="文件是空的。"),
    )  # fmt: skip
