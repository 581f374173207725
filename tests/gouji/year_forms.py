"""Small 基础数据表 of one department and two years; what this year's says of last year is wrong in one line."""

from __future__ import annotations

from pathlib import Path

DEPARTMENT = "青岚县水务局"
LINES = ("“三公”经费", "项目支出：", "公用经费")


def write_form(path: Path, year: int, *columns: tuple[str, str, str], department: str = DEPARTMENT) -> Path:
    """A 基础数据表 of the year: for 三公经费, 项目支出 and 公用经费 the final account before, the budget, the final account."""
    from docx import Document

    path.parent.mkdir(parents=True, exist_ok=True)
    document = Document()
    document.add_paragraph(f"{year}年度部门整体支出绩效评价基础数据表")
    document.add_paragraph(f"填报单位：{department}")
    table = document.add_table(rows=4, cols=4)
    rows_ = [("经费控制情况", f"{year - 1}年决算数", f"{year}年预算数", f"{year}年决算数")]
    rows_ += [(name, *values) for name, values in zip(LINES, columns, strict=True)]
    for at, texts in enumerate(rows_):
        for col, text in enumerate(texts):
            table.cell(at, col).text = text
    document.save(str(path))
    return path


def last_year(path: Path, *, final: str = "45.55", department: str = DEPARTMENT, year: int = 2023) -> Path:
    return write_form(path, year, ("3.2", "3", "3.1"), ("900", "379", "1116.12"), ("40.3", "50", final), department=department)


def this_year(path: Path, *, department: str = DEPARTMENT) -> Path:
    return write_form(path, 2024, ("3.1", "3", "2.9"), ("1116.12", "1200", "1190.5"), ("54.55", "50", "46.1"), department=department)
