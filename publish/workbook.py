"""疑点清单.xlsx: the findings for the working papers, with columns that auditors fill in and the next run reads."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from model import DECISION_NAMES, CheckStatus, Finding, Handbook, Run
from publish.safe_text import cell_text, legal
from publish.words import CHECKS, ENDINGS, ERRORS, KINDS, SEVERITIES, report_name
from publish.workbook_columns import COLUMNS, Row, Value

WORKBOOK_NAME = "疑点清单.xlsx"
FINDINGS, SUMMARY, FILES, GUIDE, MEMORY = "疑点清单", "核对汇总", "文件清单", "说明", "_留存"
REMEMBERED = 3
"""First column of the remembered answers on the hidden sheet; before it stand number, fingerprint and the sides' values."""
DISMISSAL_REASONS = ("系统识别有误", "口径不同，非矛盾", "已在他处说明", "四舍五入所致", "其他（见备注）")

Sheet = Any
Book = Any


def write_workbook(
    run: Run, path: Path, previous: Run | None = None, *, handbook: Handbook | None = None, page: str = "report.html"
) -> None:
    """Write the workbook of `run` to `path`; `page` is the report page beside it that finding numbers link to."""
    import xlsxwriter

    book = xlsxwriter.Workbook(
        str(path),
        {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "default_date_format": "yyyy-mm-dd"},
    )
    book.set_properties({"title": WORKBOOK_NAME.removesuffix(".xlsx"), "subject": run.run_id, "created": run.finished.replace(tzinfo=None)})
    try:
        rows = finding_rows(run, handbook or {})
        _findings(book, rows, page)
        _summary(book, run, handbook or {})
        _files(book, run)
        _guide(book, run, rows)
        _memory(book, run, rows)
    finally:
        book.close()


def finding_rows(run: Run, handbook: Handbook) -> list[Row]:
    """Findings in the order auditors read them: worst first, what follows from a finding right after it, gone ones last."""
    reports = {report.report_id: report for report in run.reports}
    order = list(SEVERITIES)
    place_of = {finding.finding_id: at for at, finding in enumerate(run.findings)}

    def key(finding: Finding) -> tuple[object, ...]:
        head = run.findings[place_of[finding.root]] if finding.root in place_of and finding.status != "gone" else finding
        return (
            finding.status == "gone",
            order.index(head.severity),
            head.department,
            head.year or 0,
            place_of[head.finding_id],
            head is not finding,
        )

    return [
        Row(finding=finding, reports=reports, handbook=handbook, status="reopened" if finding.reopened else finding.status)
        for finding in sorted(run.findings, key=key)
    ]


def _findings(book: Book, rows: list[Row], page: str) -> None:
    sheet = book.add_worksheet(FINDINGS)
    style = _styles(book)
    sheet.freeze_panes(1, 2)
    sheet.set_row(0, 24)
    for at, column in enumerate(COLUMNS):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, column.title, style["answer_head" if column.field else "head"])
    for line, row in enumerate(rows, start=1):
        gone = row.status == "gone"
        body = style["gone" if gone else "body"]
        for at, column in enumerate(COLUMNS):
            value = column.value(row)
            if column.title == "编号":
                sheet.write_url(
                    line, at, f"internal:'{FINDINGS}'!A{line + 1}" if not page else f"external:{page}#{value}", style["link"], str(value)
                )
            elif column.title == "级别" and not gone:
                _write(sheet, line, at, value, style[row.finding.severity])
            elif column.title == "差异率":
                _write(sheet, line, at, value, style["rate"])
            else:
                _write(sheet, line, at, value, style["answer"] if column.field else body)
    last = max(len(rows), 1)
    sheet.autofilter(0, 0, last, len(COLUMNS) - 1)
    _choices(sheet, last)
    sheet.ignore_errors({"number_stored_as_text": f"A1:AZ{last + 1}"})
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _choices(sheet: Sheet, last: int) -> None:
    """Drop-down lists; other words than the three answers are refused, other reasons are only warned about."""
    at = {column.field: position for position, column in enumerate(COLUMNS) if column.field}
    sheet.data_validation(1, at["status"], last, at["status"], {
        "validate": "list", "source": list(DECISION_NAMES.values()),
        "input_title": "核实结果", "input_message": "确认：疑点属实；误报：不是问题；存疑：尚需核实",
        "error_title": "核实结果", "error_message": "请从 确认、误报、存疑 中选择",
    })  # fmt: skip
    sheet.data_validation(1, at["reason"], last, at["reason"], {
        "validate": "list", "source": list(DISMISSAL_REASONS), "error_type": "information",
        "error_title": "误报原因", "error_message": "不在常用原因之列，可以照写",
    })  # fmt: skip


def _summary(book: Book, run: Run, handbook: Handbook) -> None:
    sheet = book.add_worksheet(SUMMARY)
    style = _styles(book)
    titles = [
        ("部门", 18),
        ("年度", 8),
        ("报告", 40),
        ("类别", 12),
        ("核对项目", 34),
        ("核对关系数", 11),
        ("相符", 8),
        ("不符", 8),
        ("无法核对", 10),
        ("无法核对的原因", 40),
    ]
    _head(sheet, titles, style)
    reports = {report.report_id: report for report in run.reports}
    counts: dict[tuple[str | None, str], Counter[str]] = {}
    reasons: dict[tuple[str | None, str], dict[str, None]] = {}
    for check in run.checks:
        key = (check.report_id, check.rule)
        counts.setdefault(key, Counter())[check.status] += 1
        if check.status not in (CheckStatus.PASS, CheckStatus.FAIL):
            reasons.setdefault(key, {})[CHECKS[check.status]] = None
    line = 1
    for (report_id, rule), count in counts.items():
        report = reports.get(report_id or "")
        text = handbook.get(rule)
        judged = count[CheckStatus.PASS] + count[CheckStatus.FAIL]
        values: list[Value] = [
            report.department if report else None, report.year if report else None, report_name(report) if report else "（跨报告）",
            text.category if text else None, f"{text.title}（{rule}）" if text else rule,
            judged, count[CheckStatus.PASS], count[CheckStatus.FAIL], sum(count.values()) - judged,
            "、".join(reasons.get((report_id, rule), ())) or None,
        ]  # fmt: skip
        for at, value in enumerate(values):
            _write(sheet, line, at, value, style["fail" if at == 7 and value else "body"])
        line += 1
    sheet.autofilter(0, 0, max(line - 1, 1), len(titles) - 1)


def _files(book: Book, run: Run) -> None:
    sheet = book.add_worksheet(FILES)
    style = _styles(book)
    titles = [
        ("文件", 48),
        ("结果", 10),
        ("原因", 20),
        ("说明", 50),
        ("类型", 8),
        ("大小（KB）", 11),
        ("页数", 8),
        ("报告数", 8),
        ("表格数", 8),
        ("未能识别之处", 13),
        ("内容相同的文件", 30),
    ]
    _head(sheet, titles, style)
    for line, record in enumerate(run.documents, start=1):
        values: list[Value] = [
            record.path, ENDINGS.get(record.status, record.status), ERRORS.get(record.error or "", record.error), record.message, record.format,
            round(record.size_bytes / 1024, 1) if record.size_bytes is not None else None,
            record.pages, record.reports, record.tables, record.problems, record.duplicate_of,
        ]  # fmt: skip
        for at, value in enumerate(values):
            _write(sheet, line, at, value, style["fail" if at == 1 and record.status == "failed" else "body"])
    sheet.autofilter(0, 0, max(len(run.documents), 1), len(titles) - 1)


def _guide(book: Book, run: Run, rows: list[Row]) -> None:
    sheet = book.add_worksheet(GUIDE)
    style = _styles(book)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 100)
    severities = Counter(str(row.finding.severity) for row in rows if row.status != "gone")
    lines = [
        ("本次运行", f"{run.run_id}，{run.finished:%Y-%m-%d %H:%M} UTC，程序版本 {run.version}"),
        ("收到文件", f"{len(run.documents)} 个，其中未能读取 {sum(r.status == 'failed' for r in run.documents)} 个；识别出报告 {len(run.reports)} 份（{'、'.join(dict.fromkeys(KINDS[r.kind] for r in run.reports))}）"),
        ("疑点", "，".join(f"{name} {severities[key]} 条" for key, name in SEVERITIES.items())),
        ("级别", "高：两处数据直接矛盾或计算不符；中：很可能有误，需核实；低：填报不规范；提示：供参考。"),
        ("甲方、乙方", "同一事项在两处的说法。位置从1数起，行列按表格的网格计；“原文”照报告所印，一字未改。"),
        ("差异率", "（甲方数值－乙方数值）÷乙方数值；单位不同时不计算。"),
        ("状态", "；".join(["新增：上次运行没有的", "延续：上次已有", "消失：上次有而这次没有（报告已更正或撤下）", "重新打开：判定之后所据数据变了，须重新核实"])),
        ("核实结果", "从“确认、误报、存疑”中选择。填好后保存本文件即可（仍放在原处，或复制到收件文件夹），下次运行会读入并带到以后各期；编号与所据数据不变，判定就一直有效。"),
        ("误报原因", "判为误报时填写，便于改进核对规则。"),
        ("其他各栏", "核实人、核实日期、复核人、备注、取证单号、底稿索引均可自由填写，也会带到以后各期。请勿改动编号。"),
        ("编号", "点编号可打开同一文件夹中的 report.html 看该疑点的两处原文；两个文件请放在一起。"),
        ("文字保护", "报告原文若以 = + - @ 等符号开头，前面加了一个单引号，以免被当作公式；隐藏的书写方向符号以‹›标出。"),
    ]  # fmt: skip
    for line, (label, text) in enumerate(lines):
        sheet.write_string(line, 0, label, style["label"])
        sheet.write_string(line, 1, cell_text(text), style["body"])


def _memory(book: Book, run: Run, rows: list[Row]) -> None:
    """A hidden sheet that remembers what the answer columns held when published, so that only what was typed is read back."""
    sheet = book.add_worksheet(MEMORY)
    sheet.very_hidden()
    sheet.write_row(0, 0, ["gouji", run.run_id])
    answers = [column for column in COLUMNS if column.field]
    for line, row in enumerate(rows, start=1):
        sheet.write_string(line, 0, row.finding.finding_id)
        sheet.write_string(line, 1, row.finding.fingerprint)
        sides = [f"{evidence.value or ''}{evidence.unit or ''}" for evidence in row.finding.evidence]
        sheet.write_string(line, 2, legal(json.dumps(sides, ensure_ascii=False)))
        for at, column in enumerate(answers, start=REMEMBERED):
            value = column.value(row)
            if value is not None:
                sheet.write_string(line, at, cell_text(str(value)))


def _head(sheet: Sheet, titles: list[tuple[str, int]], style: dict[str, Any]) -> None:
    sheet.freeze_panes(1, 0)
    sheet.set_row(0, 24)
    for at, (title, width) in enumerate(titles):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, title, style["head"])


def _write(sheet: Sheet, line: int, at: int, value: Value, style: object) -> None:
    if value is None or value == "":
        sheet.write_blank(line, at, None, style)
    elif isinstance(value, str):
        sheet.write_string(line, at, cell_text(value), style)
    else:
        sheet.write_number(line, at, value, style)


def _styles(book: Book) -> dict[str, Any]:
    held = getattr(book, "gouji_styles", None)
    if held is not None:
        return held  # type: ignore[no-any-return]
    font = {"font_name": "微软雅黑", "font_size": 10, "valign": "top", "text_wrap": True, "border": 1, "border_color": "#D9DEE4"}
    tones = {
        "high": ("#9B1C1C", "#FBE3E1"),
        "medium": ("#8A4B00", "#FDEFD6"),
        "low": ("#4A5568", "#EDF1F5"),
        "info": ("#4A5568", "#FFFFFF"),
    }
    styles = {
        "body": font,
        "head": {**font, "bold": True, "valign": "vcenter", "font_color": "#FFFFFF", "bg_color": "#2F4A66"},
        "answer_head": {**font, "bold": True, "valign": "vcenter", "font_color": "#FFFFFF", "bg_color": "#4B6B3A"},
        "answer": {**font, "bg_color": "#F7FAF3"},
        "gone": {**font, "font_color": "#8A94A0"},
        "link": {**font, "font_color": "#1F5FA8", "underline": 1},
        "rate": {**font, "num_format": "0.00%"},
        "label": {**font, "bold": True},
        "fail": {**font, "font_color": "#9B1C1C", "bold": True},
        **{
            key: {**font, "align": "center", "bold": key == "high", "font_color": ink, "bg_color": paper}
            for key, (ink, paper) in tones.items()
        },
    }
    book.gouji_styles = {name: book.add_format(properties) for name, properties in styles.items()}
    return book.gouji_styles  # type: ignore[no-any-return]
