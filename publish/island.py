"""Data carried inside the page as JSON, such that nothing in it can end its element or be read as markup."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from publish.safe_text import legal


def island(value: object) -> bytes:
    """JSON for a script element of type application/json, in UTF-8 and on one line."""
    return _json(value).replace(b"<", b"\\u003c").replace(b">", b"\\u003e").replace(b"&", b"\\u0026")


def bit_by_bit(value: dict[str, Any]) -> Iterator[str]:
    """The island of a dictionary bit by bit, its lists item by item: there may be thousands of items."""
    before = "{"
    for key, held in value.items():
        yield f"{before}{island(key).decode()}:"
        if isinstance(held, list):
            for at, item in enumerate(held):
                yield ("," if at else "[") + island(item).decode()
            yield "]" if held else "[]"
        else:
            yield island(held).decode()
        before = ","
    yield "}" if value else "{}"


def encoded(value: object) -> msgspec.Raw:
    """A part of an island, made ahead: that takes a fraction of the room of its dictionaries."""
    return msgspec.Raw(_json(value))


def _json(value: object) -> bytes:
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return msgspec.json.encode(_legal(value))


def _legal(value: object) -> object:
    """The same value with lone surrogates replaced; only needed for text no reader should have let through."""
    if isinstance(value, str):
        return legal(value)
    if isinstance(value, dict):
        return {_legal(key): _legal(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [_legal(held) for held in value]
    return value
