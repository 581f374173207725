"""Lays the content of a dossier out as reports: lines and ruled grids with merged cells, independent of any file format."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Any

BASIC_WIDTHS = (150, 54, 54, 54, 54, 54, 54)
SCORED_WIDTHS = (46, 56, 60, 92, 56, 56, 34, 40, 36)
INDICATOR_HEADS = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因\n分析及改\n进措施"]
MONEY_HEADS = ["年初\n预算数", "全年\n预算数", "全年\n执行数", "分值", "执行率", "得分"]

Content = dict[str, Any]


@dataclass
class Line:
    """A paragraph; a title is centred and large."""

    text: str
    title: bool = False
    indent: bool = False


@dataclass
class Grid:
    """A ruled table: cells are (row, col, row span, col span, text), widths and least row height in points."""

    widths: tuple[int, ...]
    height: int = 20
    rows: int = 0
    cells: list[tuple[int, int, int, int, str]] = field(default_factory=list)

    def put(self, row: int, col: int, text: str, *, rows: int = 1, cols: int = 1) -> None:
        """Add a cell; a line feed in its text begins a new paragraph."""
        self.cells.append((row, col, rows, cols, text))
        self.rows = max(self.rows, row + rows)


Block = Line | Grid


@dataclass
class Layout:
    """One report: the name a separate file would get, and its blocks."""

    name: str
    blocks: list[Block]


def reports_of(dossier: Content) -> list[Layout]:
    """The reports of a dossier on the Hunan county form, in the order departments bind them."""
    layouts = [
        Layout("基础数据表", basics(dossier)),
        Layout("整体支出绩效自评表", overall(dossier)),
        *(Layout(f"项目自评表-{project['name']}", project_form(dossier, project)) for project in dossier["projects"]),
    ]
    for narrative in dossier["narratives"]:
        name = "整体自评报告" if narrative["kind"] == "overall" else f"项目评价报告-{narrative['project']}"
        layouts.append(Layout(name, prose(narrative)))
    return layouts


def basics(dossier: Content) -> list[Block]:
    """附件1 部门整体支出绩效评价基础数据表."""
    content = dossier["basics"]
    table = Grid(BASIC_WIDTHS)
    table.put(0, 0, "财政供养人员情况（人）", rows=2)
    for col, label, value in zip((1, 3, 5), ("编制数", f"{dossier['year']}年实际在职\n人数", "控制率"), content["staff"], strict=True):
        table.put(0, col, label, cols=2)
        table.put(1, col, value, cols=2)
    table.put(2, 0, "经费控制情况（万元）")
    for row, (item, *values) in enumerate([("", *content["columns"]), *content["rows"]], start=2):
        if row > 2:
            table.put(row, 0, item)
        for col, value in zip((1, 3, 5), values, strict=True):
            table.put(row, col, value, cols=2)
    last = table.rows
    table.put(last, 0, f"楼堂馆所控制情况\n（{dossier['year']}年完工项目）", rows=2)
    heads = ["批复规模（㎡）", "实际规模（㎡）", "规模控制率", "预算投资（万元）", "实际投资（万元）", "投资概算控制率"]
    for col, (label, value) in enumerate(zip(heads, content["buildings"], strict=True), start=1):
        table.put(last, col, label)
        table.put(last + 1, col, value)
    table.put(last + 2, 0, "厉行节约保障措施")
    table.put(last + 2, 1, content["measures"], cols=6)
    note = Line("说明：项目支出栏按专项逐项填列，公用经费栏填列日常公用支出。")
    return [*head("附件1", content["title"]), table, note, Line(dossier["sign"])]


def overall(dossier: Content) -> list[Block]:
    """附件2 部门整体支出绩效自评表."""
    form = dossier["overall"]
    table = Grid(SCORED_WIDTHS, height=form.get("row_height", 36))
    table.put(0, 0, "预算部门\n名称")
    table.put(0, 1, dossier["department"], cols=8)
    table.put(1, 0, "年度预算申请（万元）", rows=7)
    money_heads(table, 1)
    table.put(2, 1, "年度资金总额", cols=2)
    for col, value in enumerate(form["funds"], start=3):
        table.put(2, col, value)
    table.put(3, 1, "按收入性质分：", cols=4)
    table.put(3, 5, "按支出性质分：", cols=4)
    for offset in range(4):
        table.put(4 + offset, 1, form["income"][offset], cols=4)
        table.put(4 + offset, 5, form["spending"][offset] if offset < len(form["spending"]) else "", cols=4)
    goals(table, 8, form)
    indicators(table, 10, form, label_row=10)
    return [*head("附件2", form["title"]), table, Line(dossier["sign"])]


def project_form(dossier: Content, project: Content) -> list[Block]:
    """附件3 项目支出绩效自评表."""
    funds = project["funds"]
    table = Grid(SCORED_WIDTHS, height=project.get("row_height", 30))
    table.put(0, 0, "项目支出　名称")
    table.put(0, 1, project["name"], cols=8)
    table.put(1, 0, "主管部门")
    table.put(1, 1, project.get("authority", dossier["authority"]), cols=3)
    table.put(1, 4, "实施单位")
    table.put(1, 5, dossier["department"], cols=4)
    table.put(2, 0, "\n\n项目资金　（万元）", rows=1 + len(funds))
    money_heads(table, 2)
    for row, (line, *values) in enumerate(funds, start=3):
        table.put(row, 1, line, cols=2)
        for col, value in enumerate(values, start=3):
            table.put(row, col, value)
    top = 3 + len(funds)
    goals(table, top, project)
    indicators(table, top + 2, project, label_row=top + 3)
    return [*head("附件3", project["title"]), table, Line(dossier["sign"])]


def prose(narrative: Content) -> list[Block]:
    """A report in prose under its title."""
    lines = narrative["text"].strip().splitlines()
    return [Line(narrative["title"], title=True), *(Line(line, indent=True) for line in lines)]


def head(attachment: str, title: str) -> list[Block]:
    return [Line(attachment), Line(title, title=True)]


def money_heads(table: Grid, row: int) -> None:
    table.put(row, 1, "", cols=2)
    for col, text in enumerate(MONEY_HEADS, start=3):
        table.put(row, col, text)


def goals(table: Grid, row: int, form: Content) -> None:
    table.put(row, 0, "年度总体　目标", rows=2)
    table.put(row, 1, "预期目标", cols=4)
    table.put(row, 5, "实际完成情况", cols=4)
    table.put(row + 1, 1, form["expected"], cols=4)
    table.put(row + 1, 5, form["actual"], cols=4)


def indicators(table: Grid, row: int, form: Content, *, label_row: int) -> None:
    """Header row, indicator rows with merged first and second levels, and the 总分 row."""
    rows = form["indicators"]
    if label_row > row:
        table.put(row, 0, "")
    for col, text in enumerate(INDICATOR_HEADS, start=1):
        table.put(row, col, text)
    for level in (1, 2):
        starts = [i for i, values in enumerate(rows) if values[level - 1]] + [len(rows)]
        for start, end in itertools.pairwise(starts):
            table.put(row + 1 + start, level, rows[start][level - 1], rows=end - start)
    for offset, values in enumerate(rows, start=row + 1):
        for col, value in enumerate(values[2:], start=3):
            table.put(offset, col, value)
    last = row + 1 + len(rows)
    table.put(label_row, 0, "\n\n绩效\n指标", rows=last - label_row)
    table.put(last, 0, "总分", cols=6)
    for col, value in enumerate((*form["total"], ""), start=6):
        table.put(last, col, value)
