"""The Chinese words auditors read for the codes the program uses."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from model import CheckStatus, Report, Severity, Source

_BEIJING = timezone(timedelta(hours=8))

SEVERITIES: dict[str, str] = {Severity.HIGH: "高", Severity.MEDIUM: "中", Severity.LOW: "低", Severity.INFO: "提示"}

STATUSES: dict[str, str] = {"new": "新增", "open": "延续", "gone": "消失", "reopened": "重新打开"}

CHECKS: dict[str, str] = {
    CheckStatus.PASS: "相符",
    CheckStatus.FAIL: "不符",
    CheckStatus.NOT_APPLICABLE: "不适用",
    CheckStatus.INSUFFICIENT_DATA: "数据不足",
    CheckStatus.PARSE_ERROR: "未能识别",
    CheckStatus.EXECUTION_ERROR: "核对出错",
}

ENDINGS: dict[str, str] = {"ok": "已读取", "partial": "部分读取", "failed": "未能读取"}

ERRORS: dict[str, str] = {
    "empty": "空文件",
    "wrong_type": "内容与文件类型不符",
    "unsupported": "不支持的文件类型",
    "corrupt": "文件已损坏",
    "encrypted": "文件已加密",
    "too_large": "超出大小限制",
    "unsafe_xml": "含有不安全的内容",
    "unsafe_archive": "压缩结构不安全",
    "no_text": "没有可读的文字",
    "not_regular": "不是普通文件",
    "unreadable": "无法打开",
    "unstable": "读取时仍在变化",
    "timeout": "读取超时",
    "crashed": "读取时异常中断",
}

KINDS: dict[str, str] = {
    "basic_data": "基础数据表",
    "overall_self_eval": "整体支出绩效自评表",
    "project_self_eval": "项目支出绩效自评表",
    "overall_narrative": "整体支出绩效自评报告",
    "project_narrative": "项目支出绩效评价报告",
    "other": "其他材料",
}

PROCEDURES: dict[str, str] = {
    "A": "调取决算报表与原始台账，按表内关系重新计算，核对填报数与计算数，差异由填报人书面说明。",
    "B": "将相关各表并列核对，追溯至决算报表、预算批复和指标台账，确认以哪一张表为准。",
    "C": "取得正文与表格所据的原始资料（业务系统导出、台账、统计报表），确认准确数后要求更正。",
    "D": "就同一事项的不同说法询问经办人，取得原始统计资料，确认准确数。",
    "E": "将本部门各份报告并列核对，取得原始资料，确认以哪份报告为准。",
    "F": "调取上年度报告、决算报表及变动依据（批复、会议纪要），核实变动的真实性与合理性。",
    "G": "要求填报单位补正，并核实漏填事项背后的实际情况。",
    "H": "对照绩效管理办法与当地评分标准重新计分，核查佐证材料，判断自评结果是否真实。",
    "I": "抽查佐证材料（问卷、统计口径、合同、验收单），判断数据是否真实合理。",
    "T": "提请填报单位更正，并判断是否影响对内容的理解。",
    "X": "按自定义核对关系复核所列各数，追溯至原始资料。",
}
"""Suggested audit procedure by rule family, for rules without one of their own."""


def beijing(moment: datetime) -> str:
    """A moment as the clock on an auditor's wall shows it."""
    return f"{moment.astimezone(_BEIJING):%Y-%m-%d %H:%M}（北京时间）"


def report_name(report: Report | None) -> str:
    """How an auditor would call a report: its title, and the project where the title does not say it."""
    if report is None:
        return "（报告不在本次材料中）"
    name = report.title.strip() or KINDS.get(report.kind, report.kind)
    if report.project and report.project not in name:
        name += f"·{report.project}"
    return name


def place(source: Source, report: Report | None) -> str:
    """Where a value stands, in words: table, row and column counted from 1, or section, and the page where known."""
    parts = []
    if source.table is not None or source.row is not None:
        if source.table is not None and report is not None and len(report.tables) > 1:
            parts.append(f"表{source.table + 1}")
        if source.row is not None:
            parts.append(f"第{source.row + 1}行" + (f"第{source.col + 1}列" if source.col is not None else ""))
    elif source.block is not None and report is not None:
        for order, passage in enumerate(report.passages, start=1):
            if passage.paragraph.block == source.block:
                parts.append((f"“{passage.section}”" if passage.section else "") + f"第{order}段")
                break
    if source.page is not None:
        parts.append(f"第{source.page}页")
    return "，".join(parts)
