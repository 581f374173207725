"""Codes and boxes of all characters of several pages: as pdfium holds them in memory, or asked for one by one where that is not known.

pdfium keeps one record of 88 bytes for each character. Whether a build of pdfium does so is tried once, on a small page of its own:
only when everything found in memory is what pdfium answers when asked is it read there, in a tenth of the time.
"""

from __future__ import annotations

import ctypes
import struct
from collections import deque
from dataclasses import dataclass
from functools import cache
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from extract.page import pdfium
from extract.page.objects import listed_objects
from extract.page.trial import trial

_WORDS = 22
"""Words of four bytes in a record."""
_KIND, _CODE, _BOX, _OWNER = 0, 1, slice(9, 13), slice(20, 22)
"""The words of a record that say what kind of character it is (in the lowest byte), which one, where, and what object writes it."""
_NO_CODE = 2
"""The kind of those whose font does not say which character they are."""
_HEADER = struct.Struct("=32x3Q")
"""Of a text page: where its records begin, how many there are, and for how many there is room."""

_ROOM = 2048  # so many characters are asked for at once
_written = np.zeros((_ROOM, 4), np.float32)
_places = [pdfium.pointer(_written.ctypes.data + 16 * i) for i in range(_ROOM)]


@dataclass(frozen=True, slots=True)
class Characters:
    """Characters of pages, one page after the other, in the coordinates of the file."""

    counts: list[int]
    """How many there are on each page."""
    codes: NDArray[np.uint32]
    edges: NDArray[np.float32]
    """Their left, lower, right and upper edges, a row each."""
    unmapped: NDArray[np.bool_]
    """Those whose font does not say which character they are."""
    writers: set[int]
    """Addresses of objects of the pages that are known to write text."""


def read_characters(text_pages: list[int]) -> Characters:
    """All characters of some text pages."""
    counts = [max(0, count) for count in map(pdfium.count_chars, text_pages)]
    words = np.empty((sum(counts), _WORDS), np.uint32)
    kept = _kept_as_known()
    place, done = words.ctypes.data, 0
    for text_page, count in zip(text_pages, counts, strict=True):
        records = _records(text_page, count) if kept else 0
        if records:
            ctypes.memmove(place + 4 * _WORDS * done, records, 4 * _WORDS * count)
        else:
            _ask(text_page, words[done : done + count])
        done += count
    writers = _writers(words) if kept else set()
    edges = words.view(np.float32)[:, _BOX].T.copy()
    return Characters(counts, words[:, _CODE].copy(), edges, (words[:, _KIND] & 0xFF) == _NO_CODE, writers)


def _writers(words: NDArray[np.uint32]) -> set[int]:
    """The objects that characters are part of."""
    owners = words[:, _OWNER].copy().view(np.int64)[:, 0]
    last = owners != 0  # of the characters of one object in a row; what pdfium adds is part of none
    last[:-1] &= owners[1:] != owners[:-1]
    return set(owners[last].tolist())


def _records(text_page: int, count: int) -> int:
    """The address of the records of a text page; 0 when there are not as many as pdfium says."""
    begin, number, room = _HEADER.unpack(ctypes.string_at(text_page, _HEADER.size))
    return int(begin) if number == count and count <= room else 0


def _ask(text_page: int, words: NDArray[np.uint32]) -> None:
    """Fill in records by asking for each character."""
    count, page = len(words), pdfium.pointer(text_page)
    words[:, _OWNER] = 0  # not told
    words[:, _CODE] = list(map(pdfium.char_code, repeat(text_page, count), range(count)))
    words[:, _KIND] = [_NO_CODE if wrong == 1 else 0 for wrong in map(pdfium.char_unmapped, repeat(page), range(count))]
    boxes = words.view(np.float32)[:, _BOX]
    for start in range(0, count, _ROOM):
        some = min(_ROOM, count - start)
        _written[:some] = 0
        deque(map(pdfium.char_box, repeat(page, some), range(start, start + some), _places), 0)
        boxes[start : start + some] = _written[:some, [0, 3, 2, 1]]


@cache
def _kept_as_known() -> bool:
    """Whether this build of pdfium keeps its characters as described above."""
    with trial() as (page, text_page):
        asked = np.zeros((pdfium.count_chars(text_page), _WORDS), np.uint32)
        records = _records(text_page, len(asked))
        if not records:
            return False
        found = np.frombuffer(ctypes.string_at(records, asked.nbytes), np.uint32).reshape(asked.shape)
        _ask(text_page, asked)
        texts = {item for item in listed_objects(page) if pdfium.object_type(item) == pdfium.TEXT}
        return (
            np.array_equal(found[:, _KIND] & 0xFF == _NO_CODE, asked[:, _KIND] == _NO_CODE)
            and np.array_equal(found[:, _CODE], asked[:, _CODE])
            and np.array_equal(found[:, _BOX], asked[:, _BOX])
            and _writers(found) == texts
        )
