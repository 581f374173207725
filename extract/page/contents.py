"""Tables of contents told from tables: headings, perhaps numbered, and the pages they stand on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extract.page.pieces import Piece

_LEAST = 4  # entries
_MOST = 3  # columns: number, heading, page
_YEARS = range(1900, 2100)
_PAGE = re.compile(r"\d{1,4}")
_NUMBERED = re.compile(
    r"[\dIVXivx]+(?:[.．-]\d+)*[.．、)]?|[A-Z](?:\.\d+)*[.)]?|[一二三四五六七八九十]+、?|第[\d一二三四五六七八九十]+[章节条部分]+|[（(][\d一二三四五六七八九十]+[）)]"
)
_LEADERS = re.compile(r"[\s.．·…⋯・]+$")


def is_contents(piece: Piece) -> bool:
    """Whether the rows of a table are entries of a table of contents: the last column counts pages upwards, nothing else is a figure.

    A first row that says anything else may stand above them.
    """
    rows = [[""] * (len(piece.xs) - 1) for _ in range(piece.rows)]
    for cell in piece.cells:
        rows[cell.row][cell.col] = cell.text.strip()
    return _counts_pages(rows) or _counts_pages(rows[1:])


def _counts_pages(rows: Sequence[Sequence[str]]) -> bool:
    if len(rows) < _LEAST or len(rows[0]) > _MOST:
        return False
    pages = [row[-1] for row in rows if row[-1]]
    if len(pages) < _LEAST or not all(_PAGE.fullmatch(page) for page in pages):
        return False
    if any(int(a) > int(b) for a, b in pairwise(pages)) or all(int(page) in _YEARS for page in pages):
        return False
    headings = [_LEADERS.sub("", text) for row in rows for text in row[:-1] if text]
    words = [text for text in headings if not _NUMBERED.fullmatch(text)]
    return len(rows) <= 2 * len(words) <= 2 * len(rows) and not any(
        _PAGE.fullmatch(text.replace(",", "").replace(".", "")) for text in words
    )
