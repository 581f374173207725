"""What could not be read: a problem is published for the maintainer, an unreadable file ends as a named error."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

Stage = Literal["extract", "normalize", "rules"]

ReadError = Literal[
    "empty",
    "wrong_type",
    "unsupported",
    "corrupt",
    "encrypted",
    "too_large",
    "unsafe_xml",
    "unsafe_archive",
    "no_text",
    "not_regular",
    "unreadable",
    "unstable",
    "timeout",
    "crashed",
]
"""The error classes of the `documents` table; null there means ok."""

READ_ERRORS: tuple[str, ...] = get_args(ReadError)


CONTENT_MISSING = frozenset({"damaged_page", "scan_without_ocr", "scan_without_words", "time_limit", "nested_document", "nested_too_deep"})
"""Codes of problems that mean some content of the document was not read: it is then `partial`."""


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something we could not read or place. It is published, never silence; it does not say the report is wrong."""

    document_id: str
    stage: Stage
    code: str
    """Stable snake_case name, e.g. unmapped_glyphs, unclaimed_table, nested_document."""
    message: str
    """One Chinese sentence."""
    report_id: str | None = None
    page: int | None = None
    block: int | None = None
    table: int | None = None
    row: int | None = None
    col: int | None = None


class Unreadable(Exception):
    """A whole file cannot be read. `error` is one of `READ_ERRORS`, `message` a Chinese sentence for the user."""

    def __init__(self, error: ReadError, message: str) -> None:
        super().__init__(error, message)  # both, so that the exception survives pickling between processes
        self.error: ReadError = error
        self.message = message
