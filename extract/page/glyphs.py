"""The characters of pdfium pages in bulk: text, boxes, which way they stand, and what the fonts do not map."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Set
from dataclasses import dataclass
from itertools import accumulate, pairwise, repeat
from math import pi

import numpy as np
from numpy.typing import NDArray

from extract.page import pdfium
from extract.page.characters import Characters, read_characters
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
_SAMPLE = 4  # every fourth character is looked at whether its font maps it; all of them once one says no


@dataclass(frozen=True, slots=True)
class Sheaf:
    """The characters of several pages one after the other, in the coordinates of the file: origin at the bottom left, not turned."""

    codes: NDArray[np.uint32]
    edges: NDArray[np.float32]
    """Their left, lower, right and upper edges, a row each."""
    visible: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class RawGlyphs:
    """The characters of one page."""

    sheaf: Sheaf
    begin: int
    end: int
    """Where they begin and end in the sheaf."""
    text: str
    quarter: NDArray[np.int8] | None = None
    """Quarter turns clockwise; None when every character stands upright."""
    unmapped: int = 0
    slanted: str = ""
    """What stands at odd angles and is set aside."""
    writers: Set[int] = frozenset()
    """Addresses of objects of this and other pages that are known to write text."""


def read_glyphs(text_pages: list[int]) -> list[RawGlyphs]:
    """All characters of some text pages; most of what it takes it takes once for all of them."""
    found = read_characters(text_pages)
    bounds = [0, *accumulate(found.counts)]
    texts, unmapped = _texts(text_pages, found, bounds)
    codes, edges = found.codes, found.edges
    visible = codes > 32
    for char in _UNSEEN:
        if any([char in text for text in texts]):
            visible &= codes != ord(char)
    if not np.isfinite(edges).all():
        sane = np.isfinite(edges).all(axis=0)
        edges[:, ~sane] = 0
        visible &= sane
    sheaf, raws = Sheaf(codes, edges, visible), []
    suspects = _suspects(sheaf, bounds)
    for i, (begin, end) in enumerate(pairwise(bounds)):
        quarter, slanted = None, ""
        if i in suspects and any(abs(pdfium.char_angle(text_pages[i], k)) > 0.02 for k in suspects[i]):
            shown = visible[begin:end].copy()
            quarter = _quarters(text_pages[i], visible[begin:end])
            slanted = "".join([texts[i][k] for k in (shown & ~visible[begin:end]).nonzero()[0].tolist()])
        raws.append(RawGlyphs(sheaf, begin, end, texts[i], quarter, unmapped[i], slanted, found.writers))
    return raws


def _texts(text_pages: list[int], found: Characters, bounds: list[int]) -> tuple[list[str], list[int]]:
    """The text of each page and how many of its characters no font maps; codes become those of the texts."""
    codes = found.codes
    try:
        whole = codes.tobytes().decode("utf-32-le")
        strange = "\0" in whole
    except UnicodeDecodeError:  # a character beyond the basic plane in two halves
        whole, strange = "", True
    plain = not strange and not _ODD.search(whole) and not found.unmapped.any()
    if plain:
        return [whole[begin:end] for begin, end in pairwise(bounds)], [0] * len(text_pages)
    texts, counts = [], []
    for text_page, (begin, end) in zip(text_pages, pairwise(bounds), strict=True):
        text = _spelled(text_page, end - begin) if strange else whole[begin:end]
        wrong = found.unmapped[begin:end]
        odd = _ODD.search(text) is not None
        if odd:
            text = fold_radicals(text).translate(_MARKS)
        if wrong[::_SAMPLE].any():
            text = "".join(UNMAPPED if bad and char > " " else char for char, bad in zip(text, wrong.tolist(), strict=True))
            odd = True
        codes[begin:end] = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        texts.append(text)
        counts.append(len(_PRIVATE.findall(text)) if odd else 0)
    return texts, counts


def _spelled(text_page: int, count: int) -> str:
    """The text of a page with characters beyond the basic plane or without any code."""
    buffer = np.empty(2 * count + 2, np.uint16)
    written = pdfium.get_text(text_page, 0, count, buffer.ctypes.data) if count else 1
    text = buffer[:count].tobytes().decode("utf-16-le", "replace") if written == count + 1 else ""
    if len(text) != count:
        text = "".join(
            chr(code) if 0 < code < 0x110000 else UNMAPPED for code in map(pdfium.char_code, repeat(text_page, count), range(count))
        )
        text = _HALF.sub(UNMAPPED, _PAIR.sub(_whole, text))
    return text


def _whole(pair: re.Match[str]) -> str:
    """The character two halves stand for, at the place of the first; a mark that is never seen takes the second's."""
    return pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le") + "\xad"


def _suspects(sheaf: Sheaf, bounds: list[int]) -> dict[int, list[int]]:
    """By page, the characters whose neighbours stand as they do in text that does not run to the right."""
    if len(sheaf.codes) < 2:
        return {}
    left, low, _, high = sheaf.edges
    visible = sheaf.visible
    tall = np.abs(high - low)[1:]
    centre = high + low
    climb = np.abs(centre[1:] - centre[:-1])
    odd = (climb > 0.7 * tall) | ((left[1:] < left[:-1]) & (climb < 0.2 * tall))  # upright text goes to the right
    odd &= visible[1:] & visible[:-1]
    over = (np.abs(centre[2:] - centre[:-2]) > 0.7 * tall[1:]) & visible[2:] & visible[:-2]  # a gentle slant, or blanks between: — 3 —
    suspects = [*odd.nonzero()[0].tolist(), *over.nonzero()[0].tolist()]
    steps = [1] * np.count_nonzero(odd) + [2] * np.count_nonzero(over)
    found: defaultdict[int, list[int]] = defaultdict(list)
    for k, step in zip(suspects, steps, strict=True):
        page = bisect_right(bounds, k) - 1
        if k + step < bounds[page + 1]:  # both on one page
            found[page].append(k - bounds[page])
    return found


def _quarters(text_page: int, visible: NDArray[np.bool_]) -> NDArray[np.int8]:
    """Which way each character stands; characters at odd angles (watermarks) become invisible."""
    turns = np.array([pdfium.char_angle(text_page, i) if shown else 0.0 for i, shown in enumerate(visible.tolist())]) / (pi / 2)
    nearest = np.rint(turns)
    visible &= np.abs(turns - nearest) < 0.05
    return (nearest.astype(np.int64) % 4).astype(np.int8)
