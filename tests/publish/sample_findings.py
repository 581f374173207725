"""The findings and checks of the made-up run: every severity, status and answer the desk has to show."""

from __future__ import annotations

from model import (
    Check,
    CheckStatus,
    Decision,
    Evidence,
    Finding,
    Severity,
    Source,
)
from tests.publish.sample_reports import HOSTILE, NARRATIVE, PARK, SCAN, WATER, WORD


def findings_of_the_run() -> tuple[Finding, ...]:
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


def checks_of_the_run() -> tuple[Check, ...]:
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


def _cell(report: str, row: int, col: int, quote: str, *, block: int, document: str = WORD, page: int | None = None) -> Source:
    return Source(document_id=document, report_id=report, block=block, table=0, row=row, col=col, quote=quote, page=page)


def _words(printed: str, block: int) -> Source:
    text = NARRATIVE[block - 8][1]
    start = text.index(printed)
    return Source(document_id=WORD, report_id=f"{WORD}-02", block=block, start=start, end=start + len(printed), quote=text[:120])
