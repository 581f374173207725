"""疑点清单.xlsx: the findings for the working papers, with columns that auditors fill in and the next run reads."""

from __future__ import annotations

from pathlib import Path

from model import DECISION_NAMES, Finding, Handbook, Run
from publish import workbook_sheets
from publish.shelf import Shelf, full_shelf
from publish.words import SEVERITIES
from publish.workbook_columns import COLUMNS, Row
from publish.workbook_styles import Book, Sheet, Styles, height, put, put_figure, styles

WORKBOOK_NAME = "疑点清单.xlsx"
FINDINGS = "疑点清单"
IN_MEMORY = 2000
"""Up to so many findings the workbook is put together without temporary files."""
DISMISSAL_REASONS = ("系统识别有误", "口径不同，非矛盾", "已在他处说明", "四舍五入所致", "其他（见备注）")


def write_workbook(
    run: Run,
    path: Path,
    previous: Run | None = None,
    *,
    handbook: Handbook | None = None,
    shelf: Shelf | None = None,
    page: str = "report.html",
) -> None:
    """Write the workbook of `run` to `path`.

    `page` is the report page beside it that finding numbers link to. `shelf` holds how checks came out when they were
    counted one by one; otherwise those of the run are counted.
    """
    import xlsxwriter

    texts = handbook or {}
    rows = finding_rows(run, texts)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": len(rows) < IN_MEMORY}
    book = xlsxwriter.Workbook(str(path), options)
    book.set_properties({"title": FINDINGS, "subject": run.run_id, "created": run.finished.replace(tzinfo=None)})
    try:
        style = styles(book)
        _findings(book, style, rows, page)
        workbook_sheets.summary(book, style, run, texts, shelf or full_shelf(run))
        workbook_sheets.files(book, style, run)
        workbook_sheets.guide(book, style, run, rows)
        workbook_sheets.memory(book, run, rows)
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


def _findings(book: Book, style: Styles, rows: list[Row], page: str) -> None:
    sheet = book.add_worksheet(FINDINGS)
    sheet.freeze_panes(1, 2)
    sheet.set_row(0, 24)
    for at, column in enumerate(COLUMNS):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, column.title, style["answer_head" if column.field else "head"])
    widths = [column.width for column in COLUMNS]
    for line, row in enumerate(rows, start=1):
        gone = row.status == "gone"
        values = [column.value(row) for column in COLUMNS]
        sheet.set_row(line, height(zip(values, widths, strict=True)))
        for at, (column, value) in enumerate(zip(COLUMNS, values, strict=True)):
            if column.title == "编号":
                sheet.write_url(line, at, f"external:{page}#{value}", style["link"], str(value))
            elif column.title == "级别" and not gone:
                put(sheet, line, at, value, style[row.finding.severity])
            elif column.title == "差异率":
                put(sheet, line, at, value, style["rate"])
            else:
                put_figure(sheet, line, at, value, style, "answer" if column.field else "gone" if gone else "body")
    last = max(len(rows), 1)
    sheet.autofilter(0, 0, last, len(COLUMNS) - 1)
    _choices(sheet, last)
    sheet.ignore_errors({"number_stored_as_text": f"A1:AZ{last + 1}"})
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(3, 0)  # beside each other: what, both sides, answers
    sheet.repeat_rows(0)
    sheet.repeat_columns(0, 1)


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
