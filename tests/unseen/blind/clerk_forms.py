"""Forms a finance clerk fills, typed short: the project form with a name before every row, and the county form of basic data."""

from __future__ import annotations

HEAD = "绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施"


def project(
    title: str, name: str, office: str, unit: str, money: str, goals: tuple[str, str], rows: str, total: str, foot: str = ""
) -> str:
    """The national project form (and Hunan's): `money` and `rows` are lines of cells, without the cells every line begins with."""
    funds = [line.strip() for line in money.strip().splitlines()]
    marks = [line.strip() for line in rows.strip().splitlines()]
    lines = [
        f"项目名称|{name}|<|<|<|<|<|<|<",
        f"主管部门|{office}|<|<|<|实施单位|{unit}|<|<",
        "项目资金（万元）||<|年初预算数|全年预算数|全年执行数|分值|执行率|得分",
        *[f"^|{line}" for line in funds],
        "年度总体目标|预期目标|<|<|<|实际完成情况|<|<|<",
        f"^|{goals[0]}|<|<|<|{goals[1]}|<|<|<",
        HEAD,
        *[f"^|{line}" for line in marks],
        f"总分|<|<|<|<|<|100|{total}|",
    ]
    return "\n".join([f"# {title}", *[f"|{line}|" for line in lines], foot])


def basics(year: int, staff: tuple[str, str, str], rows: str, thrift: str, foot: str, head: str = "") -> str:
    """The county form of basic data (figures in 万元); `rows` are lines `item|last year's final|this year's budget|this year's final`."""
    money = [line.strip().split("|") for line in rows.strip().splitlines()]
    lines = [
        f"财政供养人员情况（人）|编制数|<|{year}年实际在职人数|<|控制率|<",
        f"^|{staff[0]}|<|{staff[1]}|<|{staff[2]}|<",
        head or f"经费控制情况（万元）|{year - 1}年决算数|<|{year}年预算数|<|{year}年决算数|<",
        *["|<|".join(["|".join(row[:2]), row[2], row[3]]) + "|<" for row in money],
        f"楼堂馆所控制情况（{year}年完工项目）|批复规模（㎡）|实际规模（㎡）|规模控制率|预算投资（万元）|实际投资（万元）|投资概算控制率",
        "^|0|0|0|0|0|0",
        f"厉行节约保障措施|{thrift}|<|<|<|<|<",
    ]
    return "\n".join([f"# {year}年度部门整体支出绩效评价基础数据表", *[f"|{line}|" for line in lines], foot])
