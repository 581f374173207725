"""The objects drawn on a page: listed as pdfium holds them in memory, or asked for one by one where that is not known.

pdfium keeps the addresses of a page's objects in blocks of 64. Whether a build of pdfium does so is tried once, on a page of its own.
"""

from __future__ import annotations

import ctypes
import struct
from functools import cache
from itertools import repeat

from extract.page import pdfium
from extract.page.trial import trial

_BLOCK = 64
"""Objects in a block."""
_HEADER = struct.Struct("=168x5Q")
"""Of a page: where the list of its blocks begins and ends, for how many there is room, where in the first its objects begin, and how many."""


def page_objects(page: int) -> list[int]:
    """The addresses of all objects of a page, in the order they are drawn."""
    return (_kept_objects(page) if _kept_as_known() else None) or listed_objects(page)


def listed_objects(page: int) -> list[int]:
    """The same, asked for one by one."""
    number = max(0, pdfium.count_objects(page))
    return list(map(pdfium.page_object, repeat(pdfium.pointer(page), number), range(number)))


def _kept_objects(page: int) -> list[int] | None:
    """The addresses as pdfium keeps them; None when there are not as many as it says."""
    first, last, _, start, number = _HEADER.unpack(ctypes.string_at(page, _HEADER.size))
    blocks = -(-(start + number) // _BLOCK)
    if number != pdfium.count_objects(page) or not 0 < blocks <= (last - first) // 8 or start >= _BLOCK:
        return None
    places = struct.unpack(f"={blocks}Q", ctypes.string_at(first, 8 * blocks))
    kept = b"".join([ctypes.string_at(place, 8 * _BLOCK) for place in places])
    return memoryview(kept).cast("Q")[start : start + number].tolist()


@cache
def _kept_as_known() -> bool:
    """Whether this build of pdfium keeps objects as described above."""
    with trial() as (page, _):
        return _kept_objects(page) == listed_objects(page)
