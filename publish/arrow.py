"""Arrow arrays straight from Python values: `pyarrow.array` would load pandas first, which costs more than a whole small run."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from typing import Any

_SURROGATE = re.compile("[\ud800-\udfff]")
_DIGITS = bytes.maketrans(b"\0\1", b"01")
_EPOCH_DAY = date(1970, 1, 1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_FIXED: dict[str, tuple[str, Callable[[Any], int | float]]] = {
    "int64": ("q", int),
    "double": ("d", float),
    "date32[day]": ("i", lambda day: (day - _EPOCH_DAY).days),
    "timestamp[us, tz=UTC]": ("q", lambda moment: (moment - _EPOCH) // _MICROSECOND),
}
"""Machine type and conversion by Arrow type."""


def arrow_array(values: Sequence[object], field: Any) -> Any:
    """One column. A text that must not be missing and is becomes empty; half a character becomes U+FFFD.

    Raises ValueError when another value is missing where the field does not allow it.
    """
    import pyarrow as pa

    kind = str(field.type)
    missing = values.count(None)
    if missing and not field.nullable:
        if kind != "string":
            raise ValueError(f"column {field.name} misses {missing} values")
        values, missing = ["" if value is None else value for value in values], 0
    buffers = [pa.py_buffer(_bits([value is not None for value in values])) if missing else None]
    if kind == "string":
        encoded = {value: b"" if value is None else _encode(str(value)) for value in set(values)}  # most values stand in many rows
        texts = [encoded[value] for value in values]
        buffers.append(pa.py_buffer(array("i", accumulate(map(len, texts), initial=0))))
        buffers.append(pa.py_buffer(b"".join(texts)))
    elif kind == "bool":
        buffers.append(pa.py_buffer(_bits([bool(value) for value in values])))
    else:
        code, convert = _FIXED[kind]
        buffers.append(pa.py_buffer(array(code, [0 if value is None else convert(value) for value in values])))
    return pa.Array.from_buffers(field.type, len(values), buffers, missing)


def _encode(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text).encode()


def _bits(flags: list[bool]) -> bytes:
    """A bitmap, the first flag in the lowest bit."""
    digits = bytes(flags)[::-1].translate(_DIGITS)
    return int(digits or "0", 2).to_bytes((len(digits) + 7) // 8 or 1, "little")
