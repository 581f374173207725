"""A made-up run of two invented departments: every kind of finding, file ending and answer the desk has to show."""

from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec

from model import (
    Cell,
    Check,
    CheckStatus,
    Decision,
    DocumentRecord,
    Evidence,
    Fact,
    Finding,
    Indicator,
    Paragraph,
    Passage,
    Quantity,
    Report,
    RuleText,
    Run,
    Severity,
    SignOff,
    Source,
    Table,
)

WORD, SCAN = "a" * 16, "b" * 16
WATER, PARK = "青岚县水务局", "青岚县园林中心"
HOSTILE = '<script>document.title="坏"</script>=HYPERLINK("http://x.invalid","点")\u202e反向\u202c'

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
        reports=(_basics(), _overall(), _narrative(), _park_table(), _hostile()),
        checks=_checks(),
        findings=_findings(),
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


def grid(
    block: int, lines: list[list[str | None]], *, number: int = 0, spans: dict[tuple[int, int], tuple[int, int]] | None = None
) -> Table:
    """A table from rows of text; None is a position covered by a span."""
    spans = spans or {}
    cells = [
        Cell(row=row, col=col, row_span=spans.get((row, col), (1, 1))[0], col_span=spans.get((row, col), (1, 1))[1], raw=text, text=text)
        for row, line in enumerate(lines)
        for col, text in enumerate(line)
        if text is not None
    ]
    return Table(block=block, rows=len(lines), cols=len(lines[0]), cells=tuple(cells), number=number)


def prose(report_id: str, texts: list[tuple[str, str, int | None]], *, first: int) -> tuple[Passage, ...]:
    """Passages from (section, text, heading level)."""
    return tuple(
        Passage(paragraph=Paragraph(block=first + at, raw=text, text=text), section=section, level=level, heading=level is not None)
        for at, (section, text, level) in enumerate(texts)
    )


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


def _basics() -> Report:
    lines: list[list[str | None]] = [
        ["项目支出（万元）", "2023年决算", "2024年预算", "2024年决算"],
        ["1、水库除险加固", "120.50", "180.00", "176.20"],
        ["2、农村饮水维护", "86.00", "90.00", "88.40"],
        ["其中：设备更新", "21.00", "25.00", "24.60"],
        ["3、河道保洁", "60.00", "60.00", "61.30"],
        ["项目支出合计", "266.50", "330.00", "335.90"],
        ["三公经费", "5.10", "5.00", "5.60"],
    ]
    rid = f"{WORD}-00"
    return Report(
        report_id=rid, document_id=WORD, position=0, kind="basic_data", form="hunan/basic", title="附件1 部门整体支出绩效评价基础数据表",
        department=WATER, year=2024, tables=(grid(2, lines),),
        passages=prose(rid, [("", "附件1 部门整体支出绩效评价基础数据表", None), ("", "填报单位：青岚县水务局", None)], first=0),
        signoff=SignOff(prepared_by="林知夏", prepared_on=date(2025, 3, 14), phone="0731-00000000", source=Source(document_id=WORD, report_id=rid)),
    )  # fmt: skip


def _overall() -> Report:
    lines: list[list[str | None]] = [
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ["产出指标（30分）", "数量指标", "新建供水管网长度", "≥40公里", "42.6公里", "10", "10"],
        [None, None, "水质监测点数量", "≥36个", "38个", "10", "10"],
        [None, "质量指标", "水质达标率", "≥98%", "99.2%", "10", "10"],
        ["效益指标（30分）", "社会效益", "受益农村人口", "≥8.5万人", "8.72万人", "15", "15"],
        [None, None, "供水投诉下降", "有所下降", "下降", "15", "15"],
        ["总分", None, None, None, None, "60", "60"],
    ]
    spans = {(1, 0): (3, 1), (1, 1): (2, 1), (4, 0): (2, 1), (4, 1): (2, 1), (6, 0): (1, 5)}
    rid = f"{WORD}-01"
    table = grid(5, lines, spans=spans)

    def quantity(row: int, col: int) -> Quantity:
        raw = lines[row][col] or ""
        return Quantity(value=None, raw=raw, text=raw, source=Source(document_id=WORD, report_id=rid, block=5, table=0, row=row, col=col))

    rows = [1, 2, 3, 4, 5]
    level1 = {1: "产出指标", 2: "产出指标", 3: "产出指标", 4: "效益指标", 5: "效益指标"}
    level2 = {1: "数量指标", 2: "数量指标", 3: "质量指标", 4: "社会效益", 5: "社会效益"}
    return Report(
        report_id=rid, document_id=WORD, position=1, kind="overall_self_eval", form="hunan/overall", title="附件2 部门整体支出绩效自评表",
        department=WATER, year=2024, tables=(table,), goal_expected="新建供水管网40公里以上，水质达标率不低于98%。",
        goal_actual="新建供水管网42.6公里，水质达标率99.2%。",
        indicators=tuple(
            Indicator(
                table=0, row=row, level1=level1[row], level2=level2[row], level3=lines[row][2] or "", target=quantity(row, 3),
                actual=quantity(row, 4), weight=quantity(row, 5), score=quantity(row, 6),
                source=Source(document_id=WORD, report_id=rid, block=5, table=0, row=row, col=2),
            )
            for row in rows
        ),
    )  # fmt: skip


NARRATIVE = [
    ("", "青岚县水务局2024年度部门整体支出绩效自评报告", 1),
    ("一", "一、部门概况", 1),
    ("一", "我局内设股室6个，管理水库23座，承担全县城乡供水、防汛和河湖管护。", None),
    ("二", "二、主要工作与成效", 1),
    ("二/（一）", "（一）供水保障", 2),
    ("二/（一）", "全年新建供水管网36.8公里，更换老旧水表4,200只，水质达标率为99.2%，农村供水覆盖面继续扩大。", None),
    ("二/（二）", "（二）工程管护", 2),
    ("二/（二）", "对辖区27座水库开展汛前检查，发现隐患11处，已整改11处，整改率100%。", None),
    ("三", "四、存在的问题", 1),
    ("三", "部分乡镇管护力量不足，群众对停水通知不够及时反映较多。" * 12, None),
]


def _narrative() -> Report:
    rid = f"{WORD}-02"
    passages = prose(rid, NARRATIVE, first=8)
    facts = []
    for passage in passages:
        for printed in ("36.8公里", "4,200只", "99.2%", "23座", "27座", "11处"):
            start = passage.paragraph.text.find(printed)
            if start >= 0:
                source = Source(document_id=WORD, report_id=rid, block=passage.paragraph.block, start=start, end=start + len(printed))
                facts.append(
                    Fact(
                        report_id=rid, block=passage.paragraph.block, start=start, end=start + len(printed), subject="", frame="",
                        quantity=Quantity(value=None, raw=printed, source=source), source=source,
                    )
                )  # fmt: skip
    return Report(
        report_id=rid, document_id=WORD, position=2, kind="overall_narrative", title="2024年度部门整体支出绩效自评报告",
        department=WATER, year=2024, passages=passages, facts=tuple(facts),
    )  # fmt: skip


def _park_table() -> Report:
    lines: list[list[str | None]] = [
        ["项目名称", "行道树补植", None, "主管部门", "青岚县园林中心"],
        ["资金（万元）", "年初预算", "全年预算", "执行数", "执行率"],
        ["年度资金总额", "42.00", "61.50", "61.50", "100.00%"],
        ["补植株数", "1,200", "1,200", "1,260", "105.00%"],
    ]
    return Report(
        report_id=f"{SCAN}-00", document_id=SCAN, position=0, kind="project_self_eval", title="项目支出绩效自评表", department=PARK, year=2024,
        project="行道树补植", first_page=1, last_page=2, tables=(grid(1, lines, spans={(0, 1): (1, 2)}),), doubtful=True,
    )  # fmt: skip


def _hostile() -> Report:
    rid = f"{SCAN}-01"
    lines: list[list[str | None]] = [["项目", "说明"], ["=1+1", HOSTILE], ["很长的一格", "管护记录" * 2500]]
    return Report(
        report_id=rid, document_id=SCAN, position=1, kind="other", title=f"@附件{HOSTILE}", department=PARK, year=2024,
        tables=(grid(4, lines),), passages=prose(rid, [("", HOSTILE + "&<b>粗</b>", None)], first=3),
    )  # fmt: skip


def _cell(report: str, row: int, col: int, quote: str, *, block: int, document: str = WORD, page: int | None = None) -> Source:
    return Source(document_id=document, report_id=report, block=block, table=0, row=row, col=col, quote=quote, page=page)


def _words(printed: str, block: int) -> Source:
    text = NARRATIVE[block - 8][1]
    start = text.index(printed)
    return Source(document_id=WORD, report_id=f"{WORD}-02", block=block, start=start, end=start + len(printed), quote=text[:120])


def _findings() -> tuple[Finding, ...]:
    first, second, third, park, odd = (f"{WORD}-00", f"{WORD}-01", f"{WORD}-02", f"{SCAN}-00", f"{SCAN}-01")
    water = {"department": WATER, "year": 2024, "first_run": "20261120T010203Z-0001", "last_run": "20261124T010203Z-1f3a"}
    return (
        Finding(
            finding_id="F7Q2M4KD", rule="A01", category="表内算术", title="项目明细合计", severity=Severity.HIGH, **water,
            message="附件1项目支出2024年决算合计印为335.90万元，各项之和为176.20+88.40+61.30=325.90万元，相差10.00万元。",
            evidence=(
                Evidence(label="项目支出合计·2024年决算", value="335.90", unit="万元",
                         source=_cell(first, 5, 3, "项目支出合计 266.50 330.00 335.90", block=2)),
                Evidence(label="各项之和", value="325.90", unit="万元",
                         source=_cell(first, 1, 3, "1、水库除险加固 120.50 180.00 176.20", block=2)),
            ),
            expected="325.90", observed="335.90", difference="10.00", formula="176.20 + 88.40 + 61.30 = 325.90 ≠ 335.90",
            basis="基础数据表填表说明", fingerprint="f1",
        ),
        Finding(
            finding_id="F3H8T1XA", rule="C03", category="表文不符", title="数量指标表文一致", severity=Severity.HIGH, **water,
            message="“新建供水管网长度”在附件2自评表中实际完成42.6公里，自评报告正文“二、（一）”写新建供水管网36.8公里，相差5.8公里。",
            evidence=(
                Evidence(label="附件2“新建供水管网长度”实际完成值", value="42.6", unit="公里",
                         source=_cell(second, 1, 4, "数量指标 新建供水管网长度 ≥40公里 42.6公里 10 10", block=5)),
                Evidence(label="自评报告正文“供水保障”", value="36.8", unit="公里", source=_words("36.8公里", 13)),
            ),
            difference="5.8", basis="财政部门历年通报：表文不一致", fingerprint="f2", status="open",
            answer=Decision(finding_id="F3H8T1XA", status="confirmed", at="2026-11-21T08:00:00Z", by="顾南星", note="已取得竣工资料，实为36.8公里",
                            origin="命令行", fingerprint="f2", workpaper="SW-03"),
            decision="confirmed", note="已取得竣工资料，实为36.8公里", decided_by="顾南星", decided_at="2026-11-21T08:00:00Z",
            other_answers=(Decision(finding_id="F3H8T1XA", status="dismissed", at="2026-11-20T02:00:00Z", by="沈一鸣", note="以为口径不同"),),
        ),
        Finding(
            finding_id="F9B5R6WC", rule="H04", category="评价合规性", title="按正文实际值重算得分", severity=Severity.MEDIUM, **water,
            message="以正文36.8公里计，“新建供水管网长度”未达到40公里的指标值，得分应为9.20分，自评表给10分，多0.80分。",
            evidence=(
                Evidence(label="附件2“新建供水管网长度”得分", value="10", unit="分",
                         source=_cell(second, 1, 6, "数量指标 新建供水管网长度 ≥40公里 42.6公里 10 10", block=5)),
                Evidence(label="自评报告正文“供水保障”", value="36.8", unit="公里", source=_words("36.8公里", 13)),
            ),
            formula="36.8 ÷ 40 × 10 = 9.20", difference="0.80", root="F3H8T1XA", fingerprint="f3",
        ),
        Finding(
            finding_id="F2K7D9PE", rule="D01", category="文内矛盾", title="同一对象的数量前后不一", severity=Severity.HIGH, **water,
            message="管理的水库在“一、部门概况”写23座，在“二、（二）工程管护”写27座，相差4座。",
            evidence=(
                Evidence(label="自评报告“部门概况”水库数", value="23", unit="座", source=_words("23座", 10)),
                Evidence(label="自评报告“工程管护”水库数", value="27", unit="座", source=_words("27座", 15)),
            ),
            difference="4", fingerprint="f4", status="open",
            reopened="11月20日判为误报之后，乙方数值由23座改为27座，须重新核实。",
            answer=Decision(finding_id="F2K7D9PE", status="dismissed", at="2026-11-20T03:00:00Z", by="沈一鸣", fingerprint="old"),
        ),
        Finding(
            finding_id="F6N1V3SG", rule="A10", category="表内算术", title="决算大于预算", severity=Severity.MEDIUM, **water,
            message="三公经费2024年决算5.60万元，超过预算5.00万元，超出0.60万元。",
            evidence=(
                Evidence(label="三公经费·2024年决算", value="5.60", unit="万元", source=_cell(first, 6, 3, "三公经费 5.10 5.00 5.60", block=2)),
                Evidence(label="三公经费·2024年预算", value="5.00", unit="万元", source=_cell(first, 6, 2, "三公经费 5.10 5.00 5.60", block=2)),
            ),
            difference="0.60", fingerprint="f5",
        ),
        Finding(
            finding_id="F4J6L8ZH", rule="H07", category="评价合规性", title="预算调整率过大", severity=Severity.MEDIUM, department=PARK, year=2024,
            message="行道树补植年初预算42.00万元，全年预算61.50万元，调整46.43%，未见说明。",
            evidence=(
                Evidence(label="年初预算", value="42.00", unit="万元", source=_cell(park, 2, 1, "年度资金总额 42.00 61.50 61.50 100.00%", block=1,
                                                                              document=SCAN, page=1)),
                Evidence(label="全年预算", value="61.50", unit="万元", source=_cell(park, 2, 2, "年度资金总额 42.00 61.50 61.50 100.00%", block=1,
                                                                              document=SCAN, page=1)),
            ),
            formula="(61.50 − 42.00) ÷ 42.00 = 46.43%", difference="19.50", fingerprint="f6",
        ),
        Finding(
            finding_id="F8C2Y5QJ", rule="T01", category="文字规范", title="编号跳号", severity=Severity.LOW, **water,
            message="自评报告一级编号由“二”跳到“四”，缺“三”。",
            evidence=(Evidence(label="自评报告标题", source=Source(document_id=WORD, report_id=third, block=16, quote="四、存在的问题")),),
            fingerprint="f7", status="open",
        ),
        Finding(
            finding_id="F1W9G7BK", rule="X01", category="自定义核对", title=HOSTILE, severity=Severity.INFO, department="+园林\t中心", year=2024,
            message="@" + HOSTILE,
            evidence=(
                Evidence(label="=label", value="=1+1", unit="-", source=_cell(odd, 1, 1, "=1+1 " + HOSTILE, block=4, document=SCAN)),
                Evidence(label="长格", source=_cell(odd, 2, 1, "管护记录" * 2500, block=4, document=SCAN)),
            ),
            fingerprint="f8",
        ),
        Finding(
            finding_id="F5D3U2NL", rule="A01", category="表内算术", title="项目明细合计", severity=Severity.HIGH, department=PARK, year=2024,
            message="上期报告中项目支出合计与明细相差2.00万元，本期已更正。",
            evidence=(Evidence(label="项目支出合计", value="63.50", unit="万元", source=Source(document_id="c" * 16, report_id="c" * 16 + "-00",
                                                                                     quote="合计 63.50")),),
            status="gone", fingerprint="f9", last_run="20261123T010203Z-77aa",
        ),
    )  # fmt: skip


def _checks() -> tuple[Check, ...]:
    first, second, third, park = f"{WORD}-00", f"{WORD}-01", f"{WORD}-02", f"{SCAN}-00"
    return (
        Check(rule="A01", report_id=first, status=CheckStatus.FAIL, expected="325.90", observed="335.90", detail="2024年决算各项之和"),
        Check(rule="A01", report_id=first, status=CheckStatus.PASS, expected="266.50", observed="266.50", detail="2023年决算各项之和"),
        Check(rule="A01", report_id=first, status=CheckStatus.PASS, expected="330.00", observed="330.00", detail="2024年预算各项之和"),
        Check(rule="C03", report_id=second, status=CheckStatus.FAIL, expected="42.6公里", observed="36.8公里", detail="新建供水管网长度"),
        Check(rule="C03", report_id=second, status=CheckStatus.PASS, expected="99.2%", observed="99.2%", detail="水质达标率"),
        Check(rule="D01", report_id=third, status=CheckStatus.FAIL, expected="23座", observed="27座", detail="水库数"),
        Check(rule="H07", report_id=park, status=CheckStatus.FAIL, detail="年初与全年预算"),
        Check(rule="H07", report_id=second, status=CheckStatus.NOT_APPLICABLE, detail="没有资金行"),
        Check(rule="T01", report_id=None, status=CheckStatus.INSUFFICIENT_DATA, detail="上年报告未提交"),
    )
