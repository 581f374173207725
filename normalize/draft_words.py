"""The labels a form prints, by what they mean: what a draft of its form file says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from model import Table
from normalize.columns import Column
from normalize.form import GENERIC, Reader, reader_of
from normalize.grid import Grid
from normalize.header_years import with_year
from normalize.headers import Block, BlockName, find_blocks
from normalize.tables import Reading, read_table
from normalize.vocabulary import Vocabulary, label_key

Words = dict[str, list[str]]
"""Meaning to labels."""


class Drafted(msgspec.Struct, frozen=True):
    """A table with what the generic reader makes of it."""

    grid: Grid
    reader: Reader
    blocks: tuple[Block, ...]
    reading: Reading


def drafted(table: Table) -> Drafted:
    """What the words all forms share say of a table."""
    reader = reader_of(GENERIC)
    grid = Grid(table, document_id="", report_id="")
    return Drafted(grid, reader, find_blocks(grid, reader), read_table(table, reader, document_id="", report_id=""))


def claims_of(tables: Sequence[Drafted]) -> list[str]:
    """Labels that tell this form from others, all of them in its first table: head fields, column headers, labels of values."""
    first = tables[0]
    cells = first.grid.table.cells
    heads = [first.grid.key(cell) for cell in cells if first.reader.fields.meaning(first.grid.key(cell)) in _WHOSE]
    blocks = sorted(first.blocks, key=lambda block: _CLAIMING.index(block.name))
    columns = [_telling(column) for block in blocks for column in block.columns if column.meaning != "ignored" and column.year is None]
    labels = [label for name in ("funds", "indicators") for labels in _labels(first, name).values() for label in labels]
    whole = {first.grid.key(cell) for cell in cells}
    return list(dict.fromkeys(word for word in (*heads, *columns, *labels) if word in whole and word and not _YEAR.match(word)))[
        :_MOST_CLAIMS
    ]


def column_words(tables: Sequence[Drafted]) -> dict[str, tuple[Words, list[str], list[str]]]:
    """By kind of block: labels by meaning, labels that mean several things by their place, and labels nobody knows."""
    found: dict[str, tuple[Words, list[str], list[str]]] = {}
    for table in tables:
        for block in table.blocks:
            known, _, unknown = found.setdefault(block.name, ({}, [], []))
            for meaning, label in _column_labels(table, block):
                if label not in known.setdefault(meaning, []):
                    known[meaning].append(label)
            unknown += [label for label in _unclaimed(table, block) if label not in unknown]
        for name in ("funds", "indicators"):
            if name not in found and (labels := _labels(table, name)):
                found[name] = (labels, [], [])
    return {name: (*_by_place(known), unknown) for name, (known, _, unknown) in found.items()}


def goal_words(tables: Sequence[Drafted]) -> Words:
    """Labels of the goals by meaning."""
    found: Words = {}
    for table in tables:
        headers = {row for block in table.blocks for row in range(block.header, block.first)}
        for cell in table.grid.table.cells:
            meaning = table.reader.goals.meaning(table.grid.key(cell))
            if meaning is not None and cell.row not in headers and table.grid.key(cell) not in found.setdefault(meaning, []):
                found[meaning].append(table.grid.key(cell))
    return found


_MOST_CLAIMS = 7
_CLAIMING: tuple[BlockName, ...] = ("indicators", "tasks", "funds", "items")
_WHOSE = ("department", "project", "authority", "unit")
_SHORT = 2
"""Lower headers of so few characters (名称, 数值) tell nothing without the one above."""
_YEAR = re.compile(r"20\d\d")
_ONE_CELL = re.compile(r"(?P<label>[^\d：:]{2,12})[：:]", re.DOTALL)


def _telling(column: Column) -> str:
    """The header by which a column is known: the one above where the lowest says little."""
    lowest = label_key(column.path[-1]) if column.path else label_key(column.cell.text)
    return label_key(column.path[-2]) if len(column.path) > 1 and len(lowest) <= _SHORT else lowest


def _column_labels(table: Drafted, block: Block) -> Iterator[tuple[str, str]]:
    vocabulary = _vocabulary(table.reader, block.name)
    for column in block.columns:
        keys = [label_key(text) for text in column.path] or [label_key(column.cell.text)]
        plain, year = with_year(vocabulary, keys) if block.name != "items" else (keys, None)
        label = "".join(plain)
        if label and not (year is not None and column.meaning == "ignored") and not _YEAR.search(label):
            yield column.meaning, label


def _by_place(known: Words) -> tuple[Words, list[str]]:
    """The labels of one meaning, and those that stand for several (目标值/完成值, 指标 over two columns)."""
    meanings: dict[str, set[str]] = {}
    for meaning, labels in known.items():
        for label in labels:
            meanings.setdefault(label, set()).add(meaning)
    several = [label for label, means in meanings.items() if len(means) > 1 or means == {"values"}]
    alone = {meaning: [label for label in labels if label not in several] for meaning, labels in known.items()}
    return {meaning: labels for meaning, labels in alone.items() if labels}, several


def _unclaimed(table: Drafted, block: Block) -> list[str]:
    spots = {(p.row, p.col) for p in table.reading.problems if p.code == "unclaimed_header"}
    cells = [cell for row in range(block.header, block.first) for cell in table.grid.rows[row]]
    return [table.grid.key(cell) for cell in cells if (cell.row, cell.col) in spots]


def _labels(table: Drafted, name: str) -> Words:
    """Labels that stand beside their values instead of over them, by meaning; none where the table has such a block with headers."""
    read = table.reading.funds if name == "funds" else table.reading.indicators
    if not read or any(block.name == name for block in table.blocks):
        return {}
    vocabulary = _vocabulary(table.reader, name)
    found: Words = {}
    for cell in table.grid.table.cells:
        inside = _ONE_CELL.match(cell.text)
        for key in dict.fromkeys((table.grid.key(cell), label_key(inside["label"]) if inside is not None else "")):
            meaning = vocabulary.meaning(key)
            if meaning is not None and key not in found.setdefault(meaning, []):
                found[meaning].append(key)
    return found


def _vocabulary(reader: Reader, name: str) -> Vocabulary:
    return {"funds": reader.funds, "indicators": reader.indicators, "tasks": reader.tasks, "items": reader.items}[name]
