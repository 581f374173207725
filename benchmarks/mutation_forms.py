"""Consistent dossiers on other forms than the Hunan one: national and Sichuan project forms, sums and rates told in prose only."""

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from benchmarks.corpus_content import place_of, project_specs
from benchmarks.corpus_figures import CENT, indicator, percent, rescore, score, split, spread, yuan
from tools.layouts import Grid, Layout, Line

WEIGHTS = {"产": ("产出指标", 50), "效": ("效益指标", 30), "满": ("满意度指标", 10)}
YEAR = 2023


@dataclass
class Told:
    """One project's figures."""

    name: str
    uses: list[str]
    amounts: list[Decimal]
    initial: Decimal
    annual: Decimal
    executed: Decimal
    rows: list[dict[str, Any]]
    total: Decimal


def other_form_dossier(seed: int, *, sichuan: bool, in_yuan: bool) -> list[Layout]:
    """Two project forms, their narratives and the department's narrative; `in_yuan` prints the forms' money in 元."""
    dice = random.Random(seed)
    sector, place = place_of(seed)
    department = place + sector["organ"]
    projects = [_project(dice, spec, missed=number == 0) for number, spec in enumerate(project_specs(dice, sector, 2))]
    form = sichuan_form if sichuan else national_form
    layouts = [Layout(f"项目自评表-{p.name}", form(p, department, in_yuan=in_yuan)) for p in projects]
    layouts.append(Layout("整体自评报告", _overall(dice, department, projects)))
    return [*layouts, *(Layout(f"项目评价报告-{p.name}", _narrative(p)) for p in projects)]


def _project(dice: random.Random, spec: dict[str, Any], *, missed: bool) -> Told:
    specs = [row for row in spec["indicators"] if row[0] in WEIGHTS]
    at = dice.randrange(len(specs)) if missed else -1
    rows = [indicator(dice, row, missed=number == at) for number, row in enumerate(specs)]
    for level, (_, weight) in WEIGHTS.items():
        members = [row for row in rows if row["level"] == level]
        for row, share in zip(members, spread(weight, len(members)) if members else [], strict=True):
            row.update(weight=str(share), score=str(rescore(row, share)))
    initial = yuan(dice, 40, 500)
    annual = (initial * Decimal(dice.randrange(96, 108)) / 100).quantize(CENT)
    executed = (annual * Decimal(dice.randrange(9200, 10001)) / 10000).quantize(CENT)
    total = score(executed, annual, 10) + sum(Decimal(row["score"]) for row in rows)
    return Told(spec["name"], spec["uses"], split(dice, executed, len(spec["uses"])), initial, annual, executed, rows, total)


def national_form(p: Told, department: str, *, in_yuan: bool) -> list[Line | Grid]:
    """财政部通用的项目支出绩效自评表."""
    grid = Grid((46, 50, 60, 60, 60, 50, 50, 40, 50, 40))
    _row(grid, 0, [("项目名称", 1), (p.name, 9)])
    _row(grid, 1, [("主管部门", 1), (department, 4), ("实施单位", 1), (department, 4)])
    grid.put(2, 0, f"项目资金\n（{'元' if in_yuan else '万元'}）", rows=5)
    heads = [
        ("", 2),
        ("年初\n预算数", 2),
        ("全年预算数\n（A）", 1),
        ("全年执行数\n（B）", 1),
        ("分值", 1),
        ("执行率\n（B/A）", 1),
        ("得分", 1),
    ]
    _row(grid, 2, heads, first=1)
    money = [_money(value, in_yuan=in_yuan) for value in (p.initial, p.annual, p.executed)]
    rate, points = f"{percent(p.executed, p.annual)}%", str(score(p.executed, p.annual, 10))
    for row, (label, values, weight, earned) in enumerate(
        (("年度资金总额", money, "10", points), ("其中：当年财政拨款", money, "—", "—"), ("　　　上年结转资金", ["0", "0", "0"], "—", "—"), ("　　　其他资金", ["0", "0", "0"], "—", "—")),
        start=3,
    ):  # fmt: skip
        shown = rate if row < 5 else "—"
        _row(grid, row, [(label, 2), (values[0], 2), (values[1], 1), (values[2], 1), (weight, 1), (shown, 1), (earned, 1)], first=1)
    grid.put(7, 0, "年度总体目标", rows=2)
    _row(grid, 7, [("预期目标", 4), ("实际完成情况", 5)], first=1)
    _row(
        grid,
        8,
        [
            ("；".join(r["goal"] for r in p.rows[:2]) + f"；完成{'、'.join(p.uses)}。", 4),
            ("；".join(r["sentence"] for r in p.rows[:2]) + "。", 5),
        ],
        first=1,
    )
    grid.put(9, 0, "绩效\n指标", rows=1 + len(p.rows))
    _row(
        grid,
        9,
        [
            (h, 2 if h == "三级指标" else 1)
            for h in ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")
        ],
        first=1,
    )
    _indicators(grid, p, start=10)
    last = grid.rows
    _row(grid, last, [("总分", 7), ("100", 1), (str(p.total), 1), ("", 1)])
    return [Line(f"{YEAR}年度项目支出绩效自评表", title=True), grid]


def _indicators(grid: Grid, p: Told, *, start: int) -> None:
    before = ""
    for row, r in enumerate(p.rows, start=start):
        name, weight = WEIGHTS[r["level"]]
        if r["level"] != before:
            grid.put(row, 1, f"{name}\n（{weight}分）", rows=sum(other["level"] == r["level"] for other in p.rows))
        before = r["level"]
        cells = [(r["second"], 1), (r["name"], 2), (r["target"], 1), (r["actual"], 1), (r["weight"], 1), (r["score"], 1), (r["reason"], 1)]
        _row(grid, row, cells, first=2)


def sichuan_form(p: Told, department: str, *, in_yuan: bool) -> list[Line | Grid]:
    """四川的项目支出绩效自评表：比较符和计量单位各占一列，总额叫“总额”，合计行叫“合计”."""
    grid = Grid((60, 60, 60, 80, 44, 44, 44, 44, 44, 44))
    _row(grid, 0, [("项目名称", 1), (p.name, 9)])
    _row(grid, 1, [("预算单位", 1), (department, 4), ("主管部门", 1), (department, 4)])
    grid.put(2, 0, "预算执行情况（10分）", rows=4)
    _row(
        grid,
        2,
        [
            (f"年度预算数（{'元' if in_yuan else '万元'}）", 1),
            ("年初预算", 2),
            ("调整后预算数", 1),
            ("预算执行数", 1),
            ("预算执行率", 1),
            ("权重", 1),
            ("得分", 1),
            ("原因", 1),
        ],
        first=1,
    )
    money = [_money(value, in_yuan=in_yuan) for value in (p.initial, p.annual, p.executed)]
    rate, points = f"{percent(p.executed, p.annual)}%", str(score(p.executed, p.annual, 10))
    for row, (label, values, shown, weight, earned) in enumerate(
        (("总额", money, rate, "10", points), ("其中：财政资金", money, rate, "/", "/"), ("单位资金", ["0", "0", "0"], "/", "/", "/")),
        start=3,
    ):
        _row(
            grid, row, [(label, 1), (values[0], 2), (values[1], 1), (values[2], 1), (shown, 1), (weight, 1), (earned, 1), ("", 1)], first=1
        )
    grid.put(6, 0, "项目年度目标")
    _row(grid, 6, [("；".join(r["goal"] for r in p.rows[:2]) + f"；完成{'、'.join(p.uses)}。", 9)], first=1)
    grid.put(7, 0, "绩效指标（90分）", rows=1 + len(p.rows))
    _row(
        grid, 7, [(h, 1) for h in ("一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "完成值", "权重", "得分")], first=1
    )
    before = ""
    for row, r in enumerate(p.rows, start=8):
        if r["level"] != before:
            grid.put(row, 1, WEIGHTS[r["level"]][0], rows=sum(other["level"] == r["level"] for other in p.rows))
        before = r["level"]
        unit = r["target"].lstrip("≥≤").removeprefix(str(r["target_value"]))
        number = r["actual"].removesuffix(unit)
        _row(
            grid,
            row,
            [(t, 1) for t in (r["second"], r["name"], r["op"], str(r["target_value"]), unit, number, r["weight"], r["score"])],
            first=2,
        )
    last = grid.rows
    _row(grid, last, [("合计", 8), ("100", 1), (str(p.total), 1)])
    reasons = "".join(r["reason"] for r in p.rows) or "无"
    _row(grid, last + 1, [("存在问题", 1), (reasons, 9)])
    return [Line(f"{YEAR}年度项目支出绩效自评表", title=True), grid]


def _row(grid: Grid, row: int, cells: list[tuple[str, int]], *, first: int = 0) -> None:
    col = first
    for text, across in cells:
        grid.put(row, col, text, cols=across)
        col += across


def _money(value: Decimal, *, in_yuan: bool) -> str:
    return format((value * 10000).quantize(CENT), "f") if in_yuan else str(value)


def _overall(dice: random.Random, department: str, projects: list[Told]) -> list[Line | Grid]:
    """Sums that no table holds: total with its parts, growth over the year before, staff with its parts."""
    wages, public = yuan(dice, 200, 600), yuan(dice, 30, 90)
    basic, spent = wages + public, sum((p.executed for p in projects), Decimal(0))
    before = (basic * Decimal(dice.randrange(90, 99)) / 100).quantize(CENT)
    staff, retired = dice.randrange(20, 60), dice.randrange(3, 15)
    parts = "、".join(f"{p.name}{p.executed}万元" for p in projects)
    work = [
        f"（{number}）推进{p.name}。{'，'.join(r['sentence'] for r in p.rows)}。" for number, p in zip("一二三四", projects, strict=False)
    ]
    return [Line(text, title=number == 0) for number, text in enumerate([
        f"{YEAR}年度{department}整体支出绩效自评报告",
        "一、部门基本情况",
        f"{department}共有人员{staff + retired}人，其中在职{staff}人、退休{retired}人。",
        "二、支出情况",
        f"（一）{YEAR}年支出合计{basic + spent}万元，其中基本支出{basic}万元，项目支出{spent}万元。",
        f"（二）基本支出{basic}万元，比上年{before}万元增加{basic - before}万元，增长{percent(basic - before, before)}%，其中人员经费{wages}万元、公用经费{public}万元。",
        f"（三）项目支出{spent}万元，其中：{parts}。",
        "三、工作完成情况",
        *work,
        "四、存在的问题",
        "指标细化不够，下一步将提前论证。",
    ])]  # fmt: skip


def _narrative(p: Told) -> list[Line | Grid]:
    details = "；".join(f"{use}{amount}万元" for use, amount in zip(p.uses, p.amounts, strict=True))
    return [Line(text, title=number == 0) for number, text in enumerate([
        "项目支出绩效评价报告",
        "一、项目概况",
        f"{YEAR}年度{p.name}年初预算{p.initial}万元，全年预算{p.annual}万元，实际支出{p.executed}万元，预算执行率{percent(p.executed, p.annual)}%。",
        "二、资金使用情况",
        f"资金使用情况为：{details}。",
        "三、项目绩效情况",
        "，".join(r["sentence"] for r in p.rows) + "。",
        f"经综合评价，本项目自评得分为{p.total}分。",
        "四、存在的问题及建议",
        (next((r["reason"] for r in p.rows if r["reason"]), "") or "资料归档不够及时，下一步将明确专人负责") + "。",
    ])]  # fmt: skip
