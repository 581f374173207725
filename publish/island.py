"""Data carried inside the page as JSON, such that nothing in it can end its element or be read as markup."""

from __future__ import annotations

import msgspec

from publish.safe_text import legal


def island(value: object) -> str:
    """JSON text for a script element of type application/json, on one line."""
    try:
        data = msgspec.json.encode(value)
    except UnicodeEncodeError:
        data = msgspec.json.encode(_legal(value))
    return data.replace(b"<", b"\\u003c").replace(b">", b"\\u003e").replace(b"&", b"\\u0026").decode()


def _legal(value: object) -> object:
    """The same value with lone surrogates replaced; only needed for text no reader should have let through."""
    if isinstance(value, str):
        return legal(value)
    if isinstance(value, dict):
        return {_legal(key): _legal(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [_legal(held) for held in value]
    return value
