"""pdfium's functions bound for bulk reading: addresses and numbers in, numbers out, no wrapper object in between.

The typed bindings of pypdfium2 cost about twice as much a call. The same functions are therefore bound a second time, by the
addresses pypdfium2 has already resolved, which works wherever pypdfium2 does. Where an address cannot be had, the typed
function is used behind the same signature, only slower. pdfium is not thread-safe: one process reads one document at a time.
"""

from __future__ import annotations

import ctypes
import struct
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Literal

import pypdfium2
import pypdfium2.raw as typed

from model import Unreadable

Function = Callable[..., Any]

POINTER, INT, UINT, FLOAT, DOUBLE = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint, ctypes.c_float, ctypes.c_double
TEXT, PATH, IMAGE, SHADING, FORM = 1, 2, 3, 4, 5
"""Object types (FPDF_PAGEOBJ_*)."""
LINE_TO, BEZIER_TO, MOVE_TO = 0, 1, 2
"""Segment types (FPDF_SEGMENT_*)."""


def bind(name: str, arguments: int, result: Any = INT) -> Function:
    """The library's function `name` taking so many plain integers, pointers among them; `None` comes back for a null pointer.

    Every argument is declared a pointer: ctypes converts those fastest, and all of them are passed as one machine word.
    """
    return _bound(name, result, [POINTER] * arguments)


def bind_bare(name: str, result: Any = INT) -> Function:
    """As `bind`, for functions asked about every character or object: addresses must be `pointer`s, which need no converting."""
    return _bound(name, result, [])


def pointer(address: int) -> Any:
    """An address as an argument for `bind_bare`, made once and passed many times."""
    return ctypes.byref(ctypes.c_char.from_address(address))


def _bound(name: str, result: Any, arguments: list[Any]) -> Function:
    function = getattr(typed, name)
    try:
        address = ctypes.cast(function, ctypes.c_void_p).value
    except (ctypes.ArgumentError, TypeError):
        address = None
    if address is None or (sys.platform == "win32" and ctypes.sizeof(ctypes.c_void_p) == 4):  # stdcall there
        return adapt(function)
    bound: Function = ctypes.PYFUNCTYPE(result, *arguments)(address)
    return bound


def adapt(function: Any) -> Function:
    """A typed function of pypdfium2 behind the plain signature of `bind`."""
    kinds = tuple(function.argtypes)

    def call(*values: Any) -> Any:
        result = function(*(_typed(value, kind) for value, kind in zip(values, kinds, strict=True)))
        return ctypes.cast(result, ctypes.c_void_p).value if isinstance(result, ctypes._Pointer) else result

    return call


def _typed(value: Any, kind: Any) -> Any:
    return ctypes.cast(value, kind) if isinstance(kind, type) and issubclass(kind, ctypes._Pointer | ctypes.c_void_p) else value


load_page = bind("FPDF_LoadPage", 2, POINTER)
close_page = bind("FPDF_ClosePage", 1, None)
page_rotation = bind("FPDFPage_GetRotation", 1)
page_box = bind("FPDF_GetPageBoundingBox", 2)
load_text = bind("FPDFText_LoadPage", 1, POINTER)
close_text = bind("FPDFText_ClosePage", 1, None)
count_chars = bind("FPDFText_CountChars", 1)
get_text = bind("FPDFText_GetText", 4)
char_code = bind("FPDFText_GetUnicode", 2, UINT)
char_box = bind_bare("FPDFText_GetLooseCharBox", None)
char_angle = bind("FPDFText_GetCharAngle", 2, FLOAT)
char_size = bind("FPDFText_GetFontSize", 2, DOUBLE)
char_matrix = bind("FPDFText_GetMatrix", 3)
char_unmapped = bind_bare("FPDFText_HasUnicodeMapError")
count_objects = bind("FPDFPage_CountObjects", 1)
page_object = bind_bare("FPDFPage_GetObject", POINTER)
count_form_objects = bind("FPDFFormObj_CountObjects", 1)
form_object = bind_bare("FPDFFormObj_GetObject", POINTER)
object_type = bind("FPDFPageObj_GetType", 1)
object_bounds = bind("FPDFPageObj_GetBounds", 5)
object_matrix = bind("FPDFPageObj_GetMatrix", 2)
fill_color = bind("FPDFPageObj_GetFillColor", 5)
stroke_color = bind("FPDFPageObj_GetStrokeColor", 5)
draw_mode = bind("FPDFPath_GetDrawMode", 3)
count_segments = bind("FPDFPath_CountSegments", 1)
path_segment = bind("FPDFPath_GetPathSegment", 2, POINTER)
segment_type = bind("FPDFPathSegment_GetType", 1)
segment_point = bind("FPDFPathSegment_GetPoint", 3)
segment_closes = bind("FPDFPathSegment_GetClose", 1)


def slots(code: Literal["f", "i", "I"], number: int) -> tuple[Any, tuple[int, ...]]:
    """Room for so many numbers of four bytes, by their code in `struct`, and where pdfium shall write each of them."""
    room = (ctypes.c_char * (4 * number))()
    start = ctypes.addressof(room)
    return memoryview(room).cast("B").cast(code), tuple(range(start, start + 4 * number, 4))


Segment = tuple[float, float, int, bool]
"""Where a segment of a path ends, its type, and whether it closes the outline."""
_segment = struct.Struct("=ffB?2x")


def segments(path: int, number: int) -> Iterable[Segment]:
    """The first `number` segments of a path."""
    if number > 1 and _in_a_row:
        first, last = path_segment(path, 0), path_segment(path, number - 1)
        if last - first == (number - 1) * _segment.size:
            return _segment.iter_unpack(ctypes.string_at(first, number * _segment.size))
    return _asked_segments(path, number)


def _asked_segments(path: int, number: int) -> list[Segment]:
    """The segments asked for one by one, which takes four calls each."""
    point, places = slots("f", 2)
    found: list[Segment] = []
    for i in range(number):
        segment = path_segment(path, i)
        segment_point(segment, *places)
        found.append((point[0], point[1], segment_type(segment), bool(segment_closes(segment))))
    return found


def _lie_in_a_row() -> bool:
    """Whether this build of pdfium keeps the segments of a path one after the other as `_segment` says; tried on a path of all kinds."""
    path = typed.FPDFPageObj_CreateNewPath(1.5, -2.25)
    typed.FPDFPath_LineTo(path, 3e5, 0.125)
    typed.FPDFPath_BezierTo(path, 1, 2, 3, 4, 5, 6)
    typed.FPDFPath_Close(path)
    typed.FPDFPath_MoveTo(path, 7, 8)
    typed.FPDFPath_LineTo(path, 9, 10)
    try:
        address = ctypes.cast(path, ctypes.c_void_p).value or 0
        number = count_segments(address)
        first = path_segment(address, 0)
        if not first or number != 7 or path_segment(address, 6) - first != 6 * _segment.size:
            return False
        return list(_segment.iter_unpack(ctypes.string_at(first, number * _segment.size))) == _asked_segments(address, number)
    finally:
        typed.FPDFPageObj_Destroy(path)


_in_a_row = _lie_in_a_row()

_PASSWORD, _SECURITY = 4, 5  # FPDF_ERR_*


@contextmanager
def open_document(data: bytes) -> Iterator[tuple[int, pypdfium2.PdfDocument]]:
    """Address and typed handle of an open document; `Unreadable` (encrypted, corrupt) when pdfium refuses it."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        # pdfium keeps the last error of another file when it refuses one without a reason of its own (a file of no pages)
        if getattr(error, "err_code", None) in (_PASSWORD, _SECURITY) and b"/Encrypt" in data:
            raise Unreadable("encrypted", "PDF 文件已加密，需要密码才能打开：请另存为不加密的文件后再提交。") from None
        raise Unreadable("corrupt", "PDF 文件已损坏，无法打开：请重新导出后再提交。") from None
    try:
        address = ctypes.cast(document.raw, ctypes.c_void_p).value
        if address is None:
            raise Unreadable("corrupt", "PDF 文件已损坏，无法打开：请重新导出后再提交。")
        yield address, document
    finally:
        document.close()
