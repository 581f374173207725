"""Rows of a table laid out column by column as Arrow keeps them, without loading Arrow: workers pack, the parent only appends."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, pairwise
from typing import Any

import msgspec

from publish.columns import Column, TableSpec
from publish.rows import Row

_SURROGATE = re.compile("[\ud800-\udfff]")
_DIGITS = bytes.maketrans(b"\0\1", b"01")
_EPOCH_DAY = date(1970, 1, 1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_FIXED: dict[str, tuple[str, Callable[[Any], int | float] | None]] = {
    "int64": ("q", None),
    "float64": ("d", None),
    "date32": ("i", lambda day: (day - _EPOCH_DAY).days),
    "timestamp": ("q", lambda moment: (moment - _EPOCH) // _MICROSECOND),
}
"""Machine type and conversion by column type."""


class Values(msgspec.Struct, frozen=True, array_like=True):
    """One column: how many values are missing, and its buffers in Arrow's order (which are there, where texts begin, the values)."""

    missing: int
    buffers: tuple[bytes | None, ...]


class Packed(msgspec.Struct, frozen=True, array_like=True):
    """Rows of one table. A column without a single value is None: many formats have no pages, and many tables no boxes."""

    rows: int
    columns: tuple[Values | None, ...]

    @property
    def size(self) -> int:
        """Bytes of all values."""
        return sum(len(buffer) for values in self.columns if values for buffer in values.buffers if buffer)


def pack(table: TableSpec, rows: Iterable[Row]) -> Packed:
    """Rows in the order given. Raises ValueError when a value is missing where the table does not allow it."""
    rows = list(rows)
    if not rows:
        return Packed(0, (None,) * len(table.columns))
    columns = zip(*rows, strict=True)
    return Packed(len(rows), tuple(_values(values, column) for values, column in zip(columns, table.columns, strict=True)))


def with_column(packed: Packed, table: TableSpec, name: str, values: Sequence[object]) -> Packed:
    """The same rows with other values in one column."""
    at = table.names.index(name)
    columns = (*packed.columns[:at], _values(values, table.columns[at]), *packed.columns[at + 1 :])
    return Packed(packed.rows, columns)


def unpack(packed: Packed) -> Iterator[tuple[str | None, ...]]:
    """The rows again, of a table of texts only."""
    return zip(*(_texts(values, packed.rows) for values in packed.columns), strict=True)


def _values(values: Sequence[object], column: Column) -> Values | None:
    """One column. A text that must not be missing and is becomes empty; half a character becomes U+FFFD."""
    missing = values.count(None)
    if missing and not column.null:
        if column.type != "string":
            raise ValueError(f"column {column.name} misses {missing} values")
        values, missing = ["" if value is None else value for value in values], 0
    if missing == len(values):
        return None
    valid = _bits([value is not None for value in values]) if missing else None
    if column.type == "string":
        return Values(missing, (valid, *_packed_texts(values)))
    if column.type == "bool":
        return Values(missing, (valid, _bits([bool(value) for value in values])))
    code, convert = _FIXED[column.type]
    if convert is not None:
        values = [None if value is None else convert(value) for value in values]
    numbers: Any = [0 if value is None else value for value in values] if missing else values
    return Values(missing, (valid, array(code, numbers).tobytes()))


def _packed_texts(values: Sequence[Any]) -> tuple[bytes, bytes]:
    """Where each text begins, and the texts."""
    first = values[0]
    if first and first is values[-1] and values.count(first) == len(values):  # the report a table is of, and the like
        text = _encode(first)
        return array("i", range(0, len(text) * len(values) + 1, len(text))).tobytes(), text * len(values)
    try:
        texts = [b"" if value is None else value.encode() for value in values]
    except UnicodeEncodeError:
        texts = [b"" if value is None else _encode(value) for value in values]
    return array("i", accumulate(map(len, texts), initial=0)).tobytes(), b"".join(texts)


def _texts(values: Values | None, rows: int) -> list[str | None]:
    if values is None:
        return [None] * rows
    valid, bounds, data = values.buffers
    ends = array("i", bounds or b"")
    texts: list[str | None] = [(data or b"")[start:end].decode() for start, end in pairwise(ends)]
    if valid is not None:
        there = bin(int.from_bytes(valid, "little"))[2:].zfill(rows)[::-1]
        texts = [text if flag == "1" else None for text, flag in zip(texts, there, strict=False)]
    return texts


def _encode(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text).encode()


def _bits(flags: list[bool]) -> bytes:
    """A bitmap, the first flag in the lowest bit."""
    digits = bytes(flags)[::-1].translate(_DIGITS)
    return int(digits or "0", 2).to_bytes((len(digits) + 7) // 8 or 1, "little")
