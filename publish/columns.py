"""What a column and a table of the published run are, before anyone fills them."""

from __future__ import annotations

from typing import Literal

import msgspec

Type = Literal["string", "int64", "float64", "bool", "date32", "timestamp"]


class Column(msgspec.Struct, frozen=True):
    """One column of the contract."""

    name: str
    type: Type
    description: str
    """What it means, in Chinese, as analysts read it."""
    unit: str = ""
    """Unit of the number; empty for texts and counts that need none."""
    null: bool = False
    """True when the value may be missing."""
    example: str = ""


class Join(msgspec.Struct, frozen=True):
    """How rows of one table find their rows in another: equal values, column by column."""

    columns: tuple[str, ...]
    table: str
    other: tuple[str, ...]


class TableSpec(msgspec.Struct, frozen=True, kw_only=True):
    """One published table."""

    name: str
    description: str
    key: tuple[str, ...]
    """Columns that name a row, none where rows have no name; rows are sorted by document or department, then by position."""
    columns: tuple[Column, ...]
    joins: tuple[Join, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Column names in the order published."""
        return tuple(column.name for column in self.columns)


DOCUMENT = Join(("document_id",), "documents", ("document_id",))
REPORT = Join(("report_id",), "reports", ("report_id",))
CELL = Join(("report_id", "table", "row", "col"), "cells", ("report_id", "table", "row", "col"))
ROW = Join(("report_id", "table", "row"), "cells", ("report_id", "table", "row"))
PARAGRAPH = Join(("report_id", "block"), "paragraphs", ("report_id", "block"))
FINDING = Join(("finding_id",), "findings", ("finding_id",))
