"""The characters of one pdfium page in bulk: text, boxes, which way they stand, and what the fonts do not map."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from itertools import repeat
from math import pi

import numpy as np
from numpy.typing import NDArray

from extract.page import pdfium
from extract.page.radicals import fold_radicals

UNMAPPED = "\ufffd"
"""What stands for a character whose font does not say which character it is."""
SYMBOLS = str.maketrans(  # Wingdings and Symbol, as their fonts place them in the private use area
    "\uf06c\uf06e\uf0a7\uf0a8\uf0b7\uf0d8\uf0fc\uf0fe\uf052\uf0a3\uf06f\uf071\uf0b3\uf0b1\uf0b4\uf0b0\uf0e0\uf0b2\uf0a2",
    "●■▪□•➢✓☑☑□□❑≥±×°→″′",
)
_MARKS = SYMBOLS | str.maketrans("\ufffe\x02\xa0\u2007\u202f", "--   ")  # pdfium's marks for a hyphen at a line end; no-break blanks
_ODD = re.compile("[\x02\xa0\u2007\u202f\u2e80-\u2fdf\ue000-\ufaff\ufffd\ufffe]")
_UNSEEN = "\u3000\xad\u200b\ufeff"
_PRIVATE = re.compile("[\ue000-\uf8ff\ufffd]")
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")  # pdfium gives rare characters, such as some in names, in two halves
_HALF = re.compile("[\ud800-\udfff]")
_SAMPLE = 4  # every fourth character is asked whether its font maps it; all of them once one says no

_ROOM = 2048  # so many characters are measured at once
_written = np.zeros((_ROOM, 4), np.float32)
_places = [pdfium.pointer(_written.ctypes.data + 16 * i) for i in range(_ROOM)]


@dataclass(frozen=True, slots=True)
class RawGlyphs:
    """Characters in the coordinates of the file: origin at the bottom left, not turned."""

    text: str
    codes: NDArray[np.uint32]
    boxes: NDArray[np.float32]
    """left, top, right, bottom of each character (top above bottom)."""
    visible: NDArray[np.bool_]
    quarter: NDArray[np.int8] | None
    """Quarter turns clockwise; None when every character stands upright."""
    unmapped: int
    slanted: str = ""
    """What stands at odd angles and is set aside."""


def read_glyphs(text_page: int) -> RawGlyphs:
    """All characters of a text page; about 0.3 µs each."""
    count = max(0, pdfium.count_chars(text_page))
    text, unmapped = _text(text_page, count)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    boxes = _boxes(text_page, count)
    visible = codes > 32
    for char in _UNSEEN:
        if char in text:
            visible &= codes != ord(char)
    if not np.isfinite(boxes).all():
        sane = np.isfinite(boxes).all(axis=1)
        boxes[~sane] = 0
        visible &= sane
    shown = visible.copy()
    quarter = _quarters(text_page, boxes, visible)
    slanted = "" if quarter is None else "".join([text[i] for i in (shown & ~visible).nonzero()[0].tolist()])
    return RawGlyphs(text, codes, boxes, visible, quarter, unmapped, slanted)


def _text(text_page: int, count: int) -> tuple[str, int]:
    buffer = np.empty(2 * count + 2, np.uint16)
    written = pdfium.get_text(text_page, 0, count, buffer.ctypes.data) if count else 1
    text = buffer[:count].tobytes().decode("utf-16-le", "replace") if written == count + 1 else ""
    if len(text) != count:  # a character beyond the basic plane, or one without any code
        text = "".join(
            chr(code) if 0 < code < 0x110000 else UNMAPPED for code in map(pdfium.char_code, repeat(text_page, count), range(count))
        )
        text = _HALF.sub(UNMAPPED, _PAIR.sub(_whole, text))
    odd = _ODD.search(text) is not None
    if odd:
        text = fold_radicals(text).translate(_MARKS)
    page = pdfium.pointer(text_page)
    if any(map(pdfium.char_unmapped, repeat(page), range(0, count, _SAMPLE))):
        wrong = list(map(pdfium.char_unmapped, repeat(page, count), range(count)))
        text = "".join(UNMAPPED if bad == 1 and char > " " else char for char, bad in zip(text, wrong, strict=True))
        odd = True
    return text, len(_PRIVATE.findall(text)) if odd else 0


def _whole(pair: re.Match[str]) -> str:
    """The character two halves stand for, at the place of the first; a mark that is never seen takes the second's."""
    return pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le") + "\xad"


def _boxes(text_page: int, count: int) -> NDArray[np.float32]:
    """left, top, right, bottom of each character."""
    boxes = np.empty((count, 4), np.float32)
    page = pdfium.pointer(text_page)
    for start in range(0, count, _ROOM):
        some = min(_ROOM, count - start)
        _written[:some] = 0
        deque(map(pdfium.char_box, repeat(page, some), range(start, start + some), _places), 0)
        boxes[start : start + some] = _written[:some]
    return boxes


def _quarters(text_page: int, boxes: NDArray[np.float32], visible: NDArray[np.bool_]) -> NDArray[np.int8] | None:
    """Which way each character stands; characters at odd angles (watermarks) become invisible."""
    if len(boxes) < 2:
        return None
    left, high, low = boxes[:, 0], boxes[:, 1], boxes[:, 3]
    tall = np.abs(high - low)[1:]
    centre = high + low
    climb = np.abs(centre[1:] - centre[:-1])
    odd = (climb > 0.7 * tall) | ((left[1:] < left[:-1]) & (climb < 0.2 * tall))  # upright text goes to the right
    suspects = (odd & visible[1:] & visible[:-1]).nonzero()[0].tolist()
    over = (np.abs(centre[2:] - centre[:-2]) > 0.7 * tall[1:]) & visible[2:] & visible[:-2]  # a gentle slant, or blanks between: — 3 —
    suspects += over.nonzero()[0].tolist()
    if not suspects or not any(abs(pdfium.char_angle(text_page, i)) > 0.02 for i in suspects):
        return None
    turns = np.array([pdfium.char_angle(text_page, i) if shown else 0.0 for i, shown in enumerate(visible.tolist())]) / (pi / 2)
    nearest = np.rint(turns)
    visible &= np.abs(turns - nearest) < 0.05
    return (nearest.astype(np.int64) % 4).astype(np.int8)
