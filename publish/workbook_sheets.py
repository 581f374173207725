"""The sheets beside the findings: what was checked, how each file ended, how to read it all, and what was published."""

from __future__ import annotations

import json
from collections import Counter, defaultdict

from model import Handbook, Run
from publish.safe_text import cell_text, legal
from publish.shelf import Shelf
from publish.words import CHECKS, ENDINGS, ERRORS, KINDS, SEVERITIES, beijing, report_name
from publish.workbook_columns import COLUMNS, Row, Value
from publish.workbook_styles import Book, Styles, head, height, put

SUMMARY, FILES, GUIDE, MEMORY = "核对汇总", "文件清单", "说明", "_留存"
Line = tuple[str | None, str | None, str, list[int], str | None]
"""Report, category, what was checked, how many passed, failed, were undecided, and why those were."""
REMEMBERED = 3
"""First column of the remembered answers on the hidden sheet; before it stand number, fingerprint and the sides' values."""
MAX_LINES = 12_000
"""Lines of the summary; of more those without a failed relation are left out first."""

GUIDE_LINES = (
    ("级别", "高：两处数据直接矛盾或计算不符；中：很可能有误，需核实；低：填报不规范；提示：供参考。"),
    ("甲方、乙方", "同一事项在两处的说法。位置从1数起，行列按表格的网格计；“原文”照报告所印，一字未改。"),
    ("差异率", "差异÷应为数；只有两方数值时为（甲方数值－乙方数值）÷乙方数值，单位不同时不计算。"),
    (
        "状态",
        "新增：上次运行没有的；延续：上次已有；消失：上次有而这次没有（报告已更正或撤下）；重新打开：判定之后所据数据变了，须重新核实。",
    ),
    (
        "核实结果",
        "从“确认、误报、存疑”中选择。填好后保存本文件即可（仍放在原处，或复制到收件文件夹），下次运行会读入并带到以后各期；"
        "编号与所据数据不变，判定就一直有效。",
    ),
    ("误报原因", "判为误报时填写，便于改进核对规则。"),
    ("其他各栏", "核实人、核实日期、复核人、备注、取证单号、底稿索引均可自由填写，也会带到以后各期。请勿改动编号。"),
    ("编号", "点编号可打开同一文件夹中的 report.html 看该疑点的两处原文；两个文件请放在一起。"),
    ("文字保护", "报告原文若以 = + - @ 等符号开头，前面加了一个单引号，以免被当作公式；隐藏的书写方向符号以‹›标出。"),
)


def summary(book: Book, style: Styles, run: Run, handbook: Handbook, shelf: Shelf) -> None:
    """核对汇总: for every report, how many relations of each kind held, and in one line what could not be checked."""
    sheet = book.add_worksheet(SUMMARY)
    titles: list[tuple[str, float]] = [
        ("部门", 18), ("年度", 8), ("报告", 40), ("类别", 12), ("核对项目", 34), ("核对关系数", 11), ("相符", 8), ("不符", 8),
        ("无法核对", 10), ("无法核对的原因", 60),
    ]  # fmt: skip
    head(sheet, titles, style)
    widths = [width for _, width in titles]
    reports = {report.report_id: report for report in run.reports}
    lines = _summary_lines(shelf, list(reports), handbook)
    for line, (report_id, category, title, (passed, failed, undecided), reason) in enumerate(lines, start=1):
        report = reports.get(report_id or "")
        values: list[Value] = [
            report.department if report else None, report.year if report else None, report_name(report) if report else "（跨报告）",
            category, title, passed + failed, passed, failed, undecided, reason,
        ]  # fmt: skip
        if reason:
            sheet.set_row(line, height(zip(values, widths, strict=True)))
        for at, value in enumerate(values):
            put(sheet, line, at, value, style["fail" if at == 7 and value else "body"])
    sheet.autofilter(0, 0, max(len(lines), 1), len(titles) - 1)


def _summary_lines(shelf: Shelf, order: list[str], handbook: Handbook) -> list[Line]:
    """Report, category, what was checked, passed-failed-undecided and reasons. Of a very large run one line a report."""
    grouped: dict[str | None, list[str]] = {report_id: [] for report_id in order}
    for report_id, rule in sorted(shelf.tallies, key=lambda key: key[1]):
        grouped.setdefault(report_id, []).append(rule)
    lines: list[Line] = []
    for report_id, rules in grouped.items():
        rest, reasons = 0, defaultdict[str, list[str]](list)
        for rule in rules:
            tally, text = shelf.tallies[(report_id, rule)], handbook.get(rule)
            because = shelf.reasons.get((report_id, rule), {})
            if tally[0] or tally[1] or not rule:
                name = f"{text.title}（{rule}）" if text else rule or "（全部）"
                lines.append((report_id, text.category if text else None, name, tally, "、".join(CHECKS[s] for s in because) or None))
            else:
                rest += tally[2]
                for status in because:
                    reasons[CHECKS[status]].append(text.title if text else rule)
        if rest:
            told = "\n".join(f"{status}：{'、'.join(names)}" for status, names in reasons.items())
            lines.append((report_id, None, "（其余项目）", [0, 0, rest], told or None))
    return _most_telling(lines)


def _most_telling(lines: list[Line]) -> list[Line]:
    if len(lines) <= MAX_LINES:
        return lines
    room = MAX_LINES - sum(line[3][1] > 0 for line in lines)
    kept: list[Line] = []
    for line in lines:
        if line[3][1] or room > 0:
            kept.append(line)
            room -= not line[3][1]
    left = f"（另有 {len(lines) - MAX_LINES:,} 行从略，全部核对结果见 checks 表）"
    return [*kept[:MAX_LINES], (None, None, left, [0, 0, 0], None)]


def files(book: Book, style: Styles, run: Run) -> None:
    """文件清单: each submitted file and how it ended."""
    sheet = book.add_worksheet(FILES)
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
    head(sheet, titles, style)
    widths = [width for _, width in titles]
    for line, record in enumerate(run.documents, start=1):
        values: list[Value] = [
            record.path, ENDINGS.get(record.status, record.status), ERRORS.get(record.error or "", record.error), record.message, record.format,
            round(record.size_bytes / 1024, 1) if record.size_bytes is not None else None,
            record.pages, record.reports, record.tables, record.problems, record.duplicate_of,
        ]  # fmt: skip
        sheet.set_row(line, height(zip(values, widths, strict=True)))
        for at, value in enumerate(values):
            put(sheet, line, at, value, style["fail" if at == 1 and record.status == "failed" else "body"])
    sheet.autofilter(0, 0, max(len(run.documents), 1), len(titles) - 1)


def guide(book: Book, style: Styles, run: Run, rows: list[Row]) -> None:
    """说明: this run in short, and what every column means."""
    sheet = book.add_worksheet(GUIDE)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 100)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    severities = Counter(str(row.finding.severity) for row in rows if row.status != "gone")
    unread = sum(record.status == "failed" for record in run.documents)
    kinds = "、".join(dict.fromkeys(KINDS[report.kind] for report in run.reports))
    lines = (
        ("本次运行", f"{run.run_id}，{beijing(run.finished)}，程序版本 {run.version}"),
        ("收到文件", f"{len(run.documents)} 个，其中未能读取 {unread} 个；识别出报告 {len(run.reports)} 份（{kinds or '无'}）"),
        ("疑点", "，".join(f"{name} {severities[key]} 条" for key, name in SEVERITIES.items())),
        *GUIDE_LINES,
    )
    for line, (label, text) in enumerate(lines):
        sheet.set_row(line, height([(text, 100)]))
        sheet.write_string(line, 0, label, style["label"])
        sheet.write_string(line, 1, cell_text(text), style["body"])


def memory(book: Book, run: Run, rows: list[Row]) -> None:
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
