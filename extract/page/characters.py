"""Codes and boxes of all characters of several pages: as pdfium holds them in memory, or asked for one by one where that is not known.

pdfium keeps one record of 88 bytes for each character. Whether a build of pdfium does so is tried once, on a small page of all kinds
of characters: only when everything found in memory is what pdfium answers when asked is it read there, in a tenth of the time.
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

_WORDS = 22
"""Words of four bytes in a record."""
_KIND, _CODE, _BOX = 0, 1, slice(9, 13)
"""The words of a record that say what kind of character it is (in the lowest byte), which one, and where."""
_NO_CODE = 2
"""The kind of those whose font does not say which character they are."""
_HEADER = struct.Struct("=32x3Q")
"""Of a text page: where its records begin, how many there are, and for how many there is room."""

_ROOM = 2048  # so many characters are asked for at once
_written = np.zeros((_ROOM, 4), np.float32)
_places = [pdfium.pointer(_written.ctypes.data + 16 * i) for i in range(_ROOM)]

_TRIAL = b"""%%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length 105>>stream
BT /F 12 Tf 20 150 Td (Two words a-) Tj 0 -30 Td (b B) Tj 50 0 Td (far) Tj .8 .6 -.6 .8 90 40 Tm (up) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type3/FontBBox[0 -200 900 800]/FontMatrix[.001 0 0 .001 0 0]/CharProcs<<>>/FirstChar 32/LastChar 122
/Widths[%s]/Encoding<</Differences[66/nothing]>>/ToUnicode 6 0 R>>endobj
6 0 obj<</Length 63>>stream
2 beginbfrange <20> <41> <0020> <43> <7a> <0043> endbfrange
endstream endobj
trailer<</Root 1 0 R>>""" % b" ".join(b"%d" % width for width in range(400, 491))
"""A page with blanks written and not, a word divided at a line end, a slanted one and a character its font does not know; it needs no font."""


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
    return Characters(counts, words[:, _CODE].copy(), words.view(np.float32)[:, _BOX].T.copy(), (words[:, _KIND] & 0xFF) == _NO_CODE)


def _records(text_page: int, count: int) -> int:
    """The address of the records of a text page; 0 when there are not as many as pdfium says."""
    begin, number, room = _HEADER.unpack(ctypes.string_at(text_page, _HEADER.size))
    return int(begin) if number == count and count <= room else 0


def _ask(text_page: int, words: NDArray[np.uint32]) -> None:
    """Fill in records by asking for each character."""
    count, page = len(words), pdfium.pointer(text_page)
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
    with pdfium.open_document(_TRIAL) as (document, _):
        page = pdfium.load_page(document, 0)
        text_page = pdfium.load_text(page)
        count = pdfium.count_chars(text_page)
        records = _records(text_page, count)
        asked = np.zeros((count, _WORDS), np.uint32)
        _ask(text_page, asked)
        found = np.frombuffer(ctypes.string_at(records, asked.nbytes), np.uint32).reshape(asked.shape) if records else asked[:0]
        pdfium.close_text(text_page)
        pdfium.close_page(page)
    return found.shape == asked.shape and (
        bool((found[:, _KIND] & 0xFF == _NO_CODE).tolist() == (asked[:, _KIND] == _NO_CODE).tolist())
        and np.array_equal(found[:, _CODE], asked[:, _CODE])
        and np.array_equal(found[:, _BOX], asked[:, _BOX])
    )
