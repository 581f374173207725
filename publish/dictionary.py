"""The data dictionary of the published tables as text, JSON and Markdown, from `publish/tables.py` alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from publish.columns import Column, TableSpec
from publish.partition import GROUPS, LARGE
from publish.tables import SCHEMA_VERSION, TABLES

TYPES = {
    "string": "文字",
    "int64": "整数",
    "float64": "小数",
    "bool": "是否",
    "date32": "日期",
    "timestamp": "时刻（UTC）",
}

_HEAD = f"""# 数据字典

由 `gouji schema --format markdown` 生成，与代码中的 `publish/tables.py` 一致。结构版本 {SCHEMA_VERSION}。

每次运行在 `data/out/runs/<run_id>/` 下发布这些表，每表一个 Parquet 文件（zstd），行已排序，列的说明写在文件的列元数据中，
结构版本 `schema_version` 和运行编号 `run_id` 写在文件元数据中。`data/out/latest` 指向最近一次完整的运行。

**很大的表**：带 `report_id` 的表超过 {LARGE:,} 行时（约 1.2 万个部门一年的表格），`cells.parquet` 不再是一个文件，而是同名的文件夹，
按年度和部门分成多个文件：`cells.parquet/year-2024/cells-07.parquet`。年度、部门取自 reports 表（没有年度的在 `year-none`）；
末两位是部门所在的组，即部门名称（UTF-8）的 CRC-32 除以 {GROUPS} 的余数，同一部门一年的行总在同一个文件中，
文件内的次序与不分时相同。列与不分时完全一样（文件夹名不是“列=值”的形式，读者不会多出列），两种形状读法相同：
`gouji.load(…)`；pandas `pd.read_parquet(".../cells.parquet")`；DuckDB `read_parquet('.../latest/**/cells*.parquet')`；
polars `pl.scan_parquet(".../latest/**/cells*.parquet")`。只要一年时写 `.../cells.parquet/year-2024/*.parquet`。

**版本规则**：在表的末尾增加一列，结构版本的第二位加一，旧程序照常可用；改名、删列、改类型、改含义或改单位，第一位加一，
并在更新说明中写明。列的次序不变，读者应按列名取数。

**缺失**：“可空”列中没有的值是空（null），不用 0 或空串代替；不可空的文字列没有内容时是空串。数值列旁边的 `*_raw` 是印出的原样。

**在 SQL 里**：`table`、`end`、`group` 三个列名是保留字，要加双引号，如 `SELECT "table", row, "end" FROM …`。
"""


def as_json() -> dict[str, Any]:
    """The dictionary as plain values."""
    return {
        "schema_version": SCHEMA_VERSION,
        "tables": [
            {
                "name": table.name,
                "description": table.description,
                "key": list(table.key),
                "columns": [
                    {
                        "name": c.name,
                        "type": c.type,
                        "unit": c.unit or None,
                        "nullable": c.null,
                        "description": c.description,
                        "example": c.example,
                    }
                    for c in table.columns
                ],
                "joins": [{"columns": list(j.columns), "table": j.table, "other_columns": list(j.other)} for j in table.joins],
            }
            for table in TABLES.values()
        ],
    }


def as_text() -> Iterator[str]:
    """The dictionary as lines for a terminal."""
    yield f"数据字典，结构版本 {SCHEMA_VERSION}"
    for table in TABLES.values():
        yield ""
        yield f"{table.name}　{table.description}"
        yield f"  主键：{', '.join(table.key) or '无'}"
        for join in table.joins:
            yield f"  {_join(table, join.columns, join.table, join.other)}"
        for column in table.columns:
            yield f"  {column.name:<16}{_kind(column)}　{column.description}" + (f"　例：{column.example}" if column.example else "")


def as_markdown() -> str:
    """The dictionary as docs/tables.md."""
    parts = [_HEAD]
    parts.append(
        "| 表 | 一行是 |\n| --- | --- |\n" + "\n".join(f"| [{t.name}](#{t.name}) | {t.description} |" for t in TABLES.values()) + "\n"
    )
    for table in TABLES.values():
        lines = [f"## {table.name}", "", f"{table.description}。主键：{'、'.join(f'`{key}`' for key in table.key) or '无'}。", ""]
        lines += ["| 列 | 类型 | 单位 | 可空 | 含义 | 例 |", "| --- | --- | --- | --- | --- | --- |"]
        lines += [
            f"| `{c.name}` | {c.type} | {c.unit} | {'是' if c.null else ''} | {_escape(c.description)} | {_code(c.example)} |"
            for c in table.columns
        ]
        if table.joins:
            lines += ["", "关联："]
            lines += [f"- {_join(table, j.columns, j.table, j.other, mark='`')}" for j in table.joins]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)


def _kind(column: Column) -> str:
    unit = f"，{column.unit}" if column.unit else ""
    return f"[{TYPES[column.type]}{unit}{'，可空' if column.null else ''}]"


def _join(table: TableSpec, columns: tuple[str, ...], other: str, other_columns: tuple[str, ...], mark: str = "") -> str:
    own = ", ".join(f"{mark}{table.name}.{column}{mark}" for column in columns)
    theirs = ", ".join(f"{mark}{other}.{column}{mark}" for column in other_columns)
    return f"{own} = {theirs}"


def _escape(text: str) -> str:
    return text.replace("|", "\\|")


def _code(text: str) -> str:
    return f"`{_escape(text)}`" if text else ""
