"""The door of the room: bytes in, a Document out, by what the content is and not by what the name says."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cached_property

import msgspec

from extract.archive import Archive
from model import Document

Reader = Callable[["Upload"], Document]


class Upload(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """One submitted file. The bytes are read once; hash and parse see the same bytes."""

    name: str
    data: bytes
    recognizing: Callable[[int], None] | None = None
    """Called with the page before a scanned page is recognized, which takes seconds: a caller with a time limit may extend it."""

    @cached_property
    def sha256(self) -> str:
        """Hex digest of the content."""
        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def archive(self) -> Archive:
        """The content opened as a zip archive, once for all who look into it. Raises `Unreadable` as that does."""
        return Archive(self.data)

    @property
    def document_id(self) -> str:
        """First 16 hex digits of the content's sha256."""
        return self.sha256[:16]


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """A file format a reader is registered for."""

    name: str
    """Suffix without the dot: docx, pdf."""
    magic: bytes
    read: Reader


FORMATS: list[Format] = []


def extractor(suffix: str, *, magic: bytes) -> Callable[[Reader], Reader]:
    """Register a reader for files whose content begins with `magic`; `suffix` names the format."""

    def register(read: Reader) -> Reader:
        FORMATS.append(Format(name=suffix.removeprefix("."), magic=magic, read=read))
        return read

    return register
