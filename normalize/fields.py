"""Reads the head of a form: label and value side by side (主管部门 | …), kept also when the value is empty; and the goals."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from model import Cell, Field
from normalize.form import Reader
from normalize.grid import Grid, label_text
from normalize.headers import Block
from normalize.vocabulary import label_key


class Goals(msgspec.Struct, frozen=True, kw_only=True):
    """The two goal texts of a form, with the cells they stand in."""

    expected: str | None = None
    actual: str | None = None


def read_goals(grid: Grid, reader: Reader, blocks: tuple[Block, ...]) -> Goals:
    """The expected goals, as adjusted where they were, and the achieved: below their headings, or beside them where nothing stands below."""
    texts: dict[str, str] = {}
    for cells, labels in zip(grid.rows, grid.labels, strict=True):
        for cell, meaning in zip(cells, map(reader.goals.meaning, labels), strict=True):
            if meaning is None or (cell.row, cell.col) in grid.read:
                continue
            beside = grid.right_of(cell)
            if meaning == "section" and beside is not None and cell.row_span == beside.row_span and _is_goal(grid, reader, beside):
                meaning = "expected"  # a heading beside another, not a label down the side of both
            if meaning == "section" or (beside is not None and cell.row_span > beside.row_span and _is_goal(grid, reader, beside)):
                _read_section(grid, reader, cell, texts)
            else:
                _add(texts, meaning, _goal_text(grid, reader, cell))
    if not texts:
        _read_lines(grid, reader, texts)
    return Goals(expected=texts.get("adjusted") or texts.get("expected"), actual=texts.get("actual"))


def read_fields(grid: Grid, reader: Reader) -> Iterator[Field]:
    """Label and value pairs that no other reader has read, in reading order."""
    for cells, labels in zip(grid.rows, grid.labels, strict=True):
        for cell, meaning in zip(cells, map(reader.fields.meaning, labels), strict=True):
            if meaning is None or not cell.text or (cell.row, cell.col) in grid.read:
                continue
            value = grid.right_of(cell)
            if value is None or value.row != cell.row or (value.text and reader.fields.meaning(grid.key(value)) is not None):
                continue
            grid.take(cell, value)
            yield Field(label=label_text(cell), value=value.text, source=grid.source(value))


def _read_section(grid: Grid, reader: Reader, cell: Cell, texts: dict[str, str]) -> None:
    beside = grid.right_of(cell)
    grid.take(cell)
    if beside is None or reader.goals.meaning(grid.key(beside)) is not None:
        return
    if _is_label(grid, reader, beside):
        return
    _add(texts, _labelled(reader, beside.text) or "expected", beside.text)
    grid.take(beside)
    after = grid.right_of(beside)
    meaning = _labelled(reader, after.text) if after is not None and after.row == beside.row else None
    if after is not None and meaning is not None:  # 预期目标：… | 实际完成情况：… in one row
        _add(texts, meaning, after.text)
        grid.take(after)


def _labelled(reader: Reader, text: str) -> str | None:
    """What a cell that begins with a goal's label and a colon holds."""
    label, colon, rest = text.replace(":", "：", 1).partition("：")
    meaning = reader.goals.meaning(label_key(label)) if colon and rest.strip() else None
    return meaning if meaning != "section" else None


def _read_lines(grid: Grid, reader: Reader, texts: dict[str, str]) -> None:
    """Goals in lines across the table, label and text in one cell (绩效目标：…)."""
    for cells in grid.rows:
        if len(cells) != 1 or cells[0].col_span < grid.table.cols - 1 or (cells[0].row, cells[0].col) in grid.read:
            continue
        label, colon, text = cells[0].text.replace(":", "：", 1).partition("：")
        meaning = reader.goals.meaning(label_key(label)) if colon else None
        if meaning is not None:
            _add(texts, "expected" if meaning == "section" else meaning, text.strip())
            grid.take(cells[0])


def _add(texts: dict[str, str], meaning: str, text: str) -> None:
    """Goals that stand in several places follow each other."""
    texts[meaning] = "\n".join(part for part in (texts.get(meaning), text) if part)


def _goal_text(grid: Grid, reader: Reader, cell: Cell) -> str:
    grid.take(cell)
    below = grid.below(cell)
    side = grid.at(cell.row, cell.col - 1)
    beside = grid.right_of(cell)
    under = below is not None and below.col == cell.col and not _is_label(grid, reader, below)
    if under and not (beside is not None and beside.row == cell.row and beside.text and not _is_label(grid, reader, beside)):
        last = side.row + side.row_span if side is not None and side.row <= cell.row < side.row + side.row_span else 0
        texts: list[str] = []
        while below is not None and below.col == cell.col and (not texts or below.row < last) and not _is_label(grid, reader, below):
            texts.append(below.text)
            grid.take(below)
            below = grid.below(below)
        return "\n".join(text for text in texts if text)
    if beside is not None and beside.row == cell.row and not _is_label(grid, reader, beside):
        grid.take(beside)
        return beside.text
    return ""


def _is_goal(grid: Grid, reader: Reader, cell: Cell) -> bool:
    return reader.goals.meaning(grid.key(cell)) is not None


def _is_label(grid: Grid, reader: Reader, cell: Cell) -> bool:
    key = grid.key(cell)
    return bool(key) and any(v.meaning(key) is not None for v in (reader.goals, reader.fields, reader.indicators))
