"""A01: the special funds listed add up to their line, and the three kinds of project spending add up to 项目支出."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import takewhile

from model import Check, Dossier, Hit, Report, Severity
from rules.figures import Figure, add_up, lacking
from rules.forms.lines import COLUMN_NAMES, COLUMNS, BasicLine, basic_lines, line_of, of_kind, projects_listed
from rules.forms.vocabulary import TOTAL_LINE, clean
from rules.registry import rule


@rule("A01", title="项目明细合计不符", severity=Severity.HIGH, basis="S4 表样")
def project_details(dossier: Dossier) -> Iterator[Hit | Check]:
    """基础数据表中，各专项逐行之和应等于“专项资金”行，业务工作经费、运行维护经费与专项资金之和应等于“项目支出”行，三列各自成立。

    合计与明细对不上，说明漏列项目、重复列支或合计未随明细更新。明细空格按 0 计；“专项资金”行自身留空时，以各专项逐行之和代替；
    专项写作“其中：某项目”的只是举例，不要求相等；没有“专项资金”行而在“项目支出”下写“其中：某项目”的，其后直到合计或下一个固定行次为止都是其中各项，
    只要有一列正好加满，即视为列全，其余各列也应相等，否则只查是否超过。某列明细全空而合计有数，或合计空而明细有数，记为数据不足，不作为疑点。差额在印出位数的舍入范围内只作提示。

    反例：项目支出 120 万元，业务工作经费 20 万元、专项资金 90 万元，合计 110 万元，少 10 万元。
    正例：项目支出 120 万元，运行维护经费 30 万元、甲专项 50 万元、乙专项 40 万元，专项资金行留空，合计 120 万元。
    """
    for report in of_kind(dossier, "basic_data"):
        if line_of(report, "项目支出") is None and line_of(report, "专项") is None:
            continue
        for column in COLUMNS:
            yield from _column(report, column)


def _column(report: Report, column: str) -> Iterator[Hit | Check]:
    special = _figure(report, "专项", column)
    rows = projects_listed(report)
    listed = [found for line in rows if (found := line.figure(column)) is not None]
    some = any(map(_names_some, rows))
    if some and special is not None and sum((part.value for part in listed), Decimal(0)) <= special.value:
        listed = []  # 其中 names the main ones only
    if special is not None and listed:
        yield add_up(
            "A01", report, total=special, parts=listed, what="专项资金与各专项之和",
            key=f"专项|{column}", basis="表样要求一个专项一行、逐行相加等于专项资金",
        )  # fmt: skip
    total = _figure(report, "项目支出", column)
    parts = [found for name in ("业务工作", "运行维护") if (found := _figure(report, name, column)) is not None]
    parts += [special] if special is not None else listed or _unlisted(report, column, total)
    if total is None:
        if parts:
            yield lacking("A01", report, f"项目支出{COLUMN_NAMES[column]}为空，明细无从核对")
    elif not parts:
        yield lacking("A01", report, f"项目支出{COLUMN_NAMES[column]}的明细全部为空")
    else:
        yield add_up(
            "A01", report, total=total, parts=parts, what="项目支出与其明细之和",
            key=f"项目支出|{column}", basis="表样中项目支出由业务工作经费、运行维护经费和专项资金组成",
        )  # fmt: skip


def _figure(report: Report, name: str, column: str) -> Figure | None:
    line = line_of(report, name)
    return line.figure(column) if line is not None else None


def _unlisted(report: Report, column: str, total: Figure | None) -> list[Figure]:
    """Project rows of forms without a 专项资金 line stand directly under 项目支出."""
    rows = _rows_below(report)
    found = [figure for line in rows if (figure := line.figure(column)) is not None]
    if rows and _names_some(rows[0]) and total is not None and sum((part.value for part in found), Decimal(0)) <= total.value:
        return found if _complete(report, rows) else []
    return found


def _rows_below(report: Report) -> list[BasicLine]:
    if line_of(report, "专项") is not None or not any(item.parent for item in report.basics):
        return []  # without a form that says what belongs together, whatever follows may be something else
    lines = basic_lines(report)
    own = [line for line in lines if line.head == "项目支出" and line.name is None]
    if own and _names_some(own[0]):
        own += takewhile(_may_follow, (line for line in lines if line.row > own[-1].row))
    return own


def _names_some(line: BasicLine) -> bool:
    return line.item.strip().startswith("其中")


def _may_follow(line: BasicLine) -> bool:
    """A project below 其中, where only the first is marked so."""
    return line.name is None and line.head is None and not TOTAL_LINE.search(clean(line.item))


def _complete(report: Report, rows: list[BasicLine]) -> bool:
    """Whether 其中 lists all: in one column at least the rows make up the whole."""
    for column in COLUMNS:
        total = _figure(report, "项目支出", column)
        parts = [figure for line in rows if (figure := line.figure(column)) is not None]
        if total is not None and len(parts) > 1 and sum((part.value for part in parts), Decimal(0)) == total.value:
            return True
    return False
