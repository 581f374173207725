"""The staff block of 基础数据表: posts, staff in post and the control rate, row by row."""

from __future__ import annotations

from collections import defaultdict

import msgspec

from model import BasicItem, Report
from rules.figures import Figure, figure
from rules.memo import remembered
from rules.wording import fold, name_of


class Staff(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the block."""

    item: str
    posts: Figure | None
    """编制数."""
    serving: Figure | None
    """实际在职人数."""
    rate: Figure | None
    """控制率, in percent."""


@remembered
def staff_of(report: Report) -> tuple[Staff, ...]:
    """Every row that counts posts or staff in post."""
    rows: dict[tuple[int, int], dict[str, BasicItem]] = defaultdict(dict)
    for item in report.basics:
        if item.measure == "count" and "编制" in item.header:
            rows[item.table, item.row].setdefault("posts", item)
        elif item.measure == "count" and "在职" in item.header:
            rows[item.table, item.row].setdefault("serving", item)
        elif item.measure == "rate" and not any(word in item.header for word in ("规模", "投资", "概算")):
            rows[item.table, item.row].setdefault("rate", item)
    return tuple(_staff(report, cells) for cells in rows.values() if "posts" in cells or "serving" in cells)


def _staff(report: Report, cells: dict[str, BasicItem]) -> Staff:
    def named(kind: str) -> Figure | None:
        item = cells.get(kind)
        return figure(f"{name_of(report)}“{fold(item.header)}”", item.value) if item is not None else None

    first = next(iter(cells.values()))
    return Staff(item=fold(first.item), posts=named("posts"), serving=named("serving"), rate=named("rate"))
