"""Which fonts pdfium takes for those a file does not bring along: plain boxes while text is measured, the system's when pages are drawn."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pypdfium2.raw as typed

from extract.page.box_font import box_font

_BUILT_IN = frozenset(
    b"Courier Courier-Bold Courier-BoldOblique Courier-Oblique Helvetica Helvetica-Bold Helvetica-BoldOblique Helvetica-Oblique"
    b" Times-Roman Times-Bold Times-BoldItalic Times-Italic Symbol ZapfDingbats".split()
)
"""Fonts every reader of PDF has; pdfium brings its own."""
_BOXES = 1
"""Handle of the own font; those of system fonts are addresses or larger numbers."""
_NAME = b"gouji boxes\0"
"""Under a name of its own the font is never taken for a system font, nor the other way round."""


class Substitutes:
    """Answers pdfium's questions for fonts: with the boxes while `measuring`, else as pdfium does by itself."""

    def __init__(self) -> None:
        self.measuring = False
        self._data = box_font()
        self._system = typed.FPDF_GetDefaultSystemFontInfo()  # null where pdfium knows no way to the system's fonts
        kinds = dict(typed.FPDF_SYSFONTINFO._fields_)
        answers = {
            "EnumFonts": self._enumerate,
            "MapFont": self._map,
            "GetFont": self._get,
            "GetFontData": self._font_data,
            "GetFaceName": self._face_name,
            "GetFontCharset": self._charset,
            "DeleteFont": self._delete,
        }
        self._info = typed.FPDF_SYSFONTINFO(version=1, **{name: kinds[name](answer) for name, answer in answers.items()})
        typed.FPDF_SetSystemFontInfo(self._info)

    def _ask(self, question: str, *values: Any) -> Any:
        return getattr(self._system.contents, question)(self._system, *values) if self._system else 0

    def _enumerate(self, _info: Any, mapper: int) -> None:
        """Asked once a process; the list is for drawing."""
        was, self.measuring = self.measuring, False
        self._ask("EnumFonts", mapper)
        self.measuring = was

    def _map(self, _info: Any, weight: int, italic: int, charset: int, pitch: int, face: Any, exact: Any) -> int | None:
        if not self.measuring:
            return self._ask("MapFont", weight, italic, charset, pitch, face, exact) or None
        return None if ctypes.cast(face, ctypes.c_char_p).value in _BUILT_IN else _BOXES

    def _get(self, _info: Any, face: Any) -> int | None:
        return None if self.measuring else self._ask("GetFont", face) or None

    def _font_data(self, _info: Any, font: int, table: int, buffer: Any, size: int) -> int:
        if font != _BOXES:
            return int(self._ask("GetFontData", font, table, buffer, size))
        return 0 if table else _give(self._data, buffer, size)

    def _face_name(self, _info: Any, font: int, buffer: Any, size: int) -> int:
        return _give(_NAME, buffer, size) if font == _BOXES else int(self._ask("GetFaceName", font, buffer, size))

    def _charset(self, _info: Any, font: int) -> int:
        return 0 if font == _BOXES else int(self._ask("GetFontCharset", font))

    def _delete(self, _info: Any, font: int) -> None:
        if font != _BOXES:
            self._ask("DeleteFont", font)


def _give(data: bytes, buffer: Any, size: int) -> int:
    """Length of the data, which is written where there is room for it."""
    if size >= len(data):
        ctypes.memmove(buffer, data, len(data))
    return len(data)


_installed = cache(Substitutes)


@contextmanager
def measuring() -> Iterator[None]:
    """While it lasts, fonts that a page lacks when it is opened are boxes: the same on every machine, and quick to measure."""
    with _set(measuring=True):
        yield


@contextmanager
def drawing() -> Iterator[None]:
    """Within `measuring`: while it lasts, fonts that a page of a newly opened document lacks are the system's."""
    with _set(measuring=False):
        yield


@contextmanager
def _set(*, measuring: bool) -> Iterator[None]:
    substitutes = _installed()
    was, substitutes.measuring = substitutes.measuring, measuring
    try:
        yield
    finally:
        substitutes.measuring = was
