"""How the workbook looks, and how a value gets into one of its cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from publish.safe_text import cell_text
from publish.workbook_columns import Figure, Value

Book = Any
Sheet = Any
Styles = dict[str, Any]

FONT = {"font_name": "微软雅黑", "font_size": 10, "valign": "top", "text_wrap": True, "border": 1, "border_color": "#D9DEE4"}
TONES = {"high": ("#9B1C1C", "#FBE3E1"), "medium": ("#8A4B00", "#FDEFD6"), "low": ("#4A5568", "#EDF1F5"), "info": ("#4A5568", "#FFFFFF")}
"""Ink and paper of each severity."""
LINE = 14.5
"""Points of one line of text."""
MOST_LINES = 7
MOST_DECIMALS = 4
HEAD = {**FONT, "bold": True, "valign": "vcenter", "font_color": "#FFFFFF"}


def styles(book: Book) -> Styles:
    """The formats of the workbook by name, made once and shared by all sheets."""
    properties: dict[str, dict[str, object]] = {
        "body": FONT,
        "head": {**HEAD, "bg_color": "#2F4A66"},
        "answer_head": {**HEAD, "bg_color": "#4B6B3A"},
        "answer": {**FONT, "bg_color": "#F7FAF3", "locked": False},
        "gone": {**FONT, "font_color": "#8A94A0"},
        "link": {**FONT, "font_color": "#1F5FA8", "underline": 1},
        "rate": {**FONT, "num_format": "0.00%"},
        "label": {**FONT, "bold": True},
        "fail": {**FONT, "font_color": "#9B1C1C", "bold": True},
        **{
            key: {**FONT, "align": "center", "bold": key == "high", "font_color": ink, "bg_color": paper}
            for key, (ink, paper) in TONES.items()
        },
    }
    for tone in ("body", "gone"):
        for decimals in range(MOST_DECIMALS + 1):
            for grouped in (False, True):
                form = ("#,##0" if grouped else "0") + ("." + "0" * decimals if decimals else "")
                properties[f"{tone} {decimals} {grouped}"] = {**properties[tone], "num_format": form}
    return {name: book.add_format(held) for name, held in properties.items()}


def head(sheet: Sheet, titles: Sequence[tuple[str, float]], style: Styles) -> None:
    """The frozen heading row of a plain sheet."""
    sheet.freeze_panes(1, 0)
    sheet.set_row(0, 24)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for at, (title, width) in enumerate(titles):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, title, style["head"])


def height(values: Iterable[tuple[Value, float]]) -> float:
    """Row height in points for wrapped values in columns of the given widths; long texts are cut off in sight, not in the cell."""
    lines = 1
    for value, width in values:
        if isinstance(value, str) and len(value) > 3:
            room = max(2, int(width) - 1)
            lines = max(lines, sum(1 + (len(part.encode("gbk", "replace")) - 1) // room for part in value.split("\n", MOST_LINES)))
    return LINE * min(lines, MOST_LINES) + 3


def put(sheet: Sheet, line: int, at: int, value: Value, style: object) -> None:
    """One value: text always as text and made harmless, numbers as numbers."""
    if value is None or value == "":
        sheet.write_blank(line, at, None, style)
    elif isinstance(value, str):
        sheet.write_string(line, at, cell_text(value), style)
    else:
        sheet.write_number(line, at, value, style)


def put_figure(sheet: Sheet, line: int, at: int, value: Value, style: Styles, tone: str) -> None:
    """Like `put`; a number keeps its printed decimals and thousands separators."""
    if isinstance(value, Figure) and value.decimals <= MOST_DECIMALS:
        sheet.write_number(line, at, value, style[f"{tone} {value.decimals} {value.grouped}"])
    else:
        put(sheet, line, at, value, style[tone])
