"""Text on a terminal where a Chinese character is two columns wide: width, padding, wrapping, plain tables, colours."""

from __future__ import annotations

import os
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

_COLOURS = {"high": "31;1", "medium": "33", "low": "36", "info": "2", "bold": "1", "dim": "2"}


def width(text: str) -> int:
    """Columns the text takes."""
    if text.isascii():
        return len(text)
    return sum(_columns(char) for char in text)


def pad(text: str, columns: int) -> str:
    """The text with blanks up to `columns`."""
    return text + " " * max(0, columns - width(text))


def clip(text: str, columns: int) -> str:
    """The text on one line, cut with … where it is longer than `columns`."""
    text = " ".join(text.split())
    if width(text) <= columns:
        return text
    kept, used = [], 1
    for char in text:
        used += _columns(char)
        if used > columns:
            break
        kept.append(char)
    return "".join(kept) + "…"


def wrap(text: str, columns: int, *, first: str = "", rest: str = "") -> Iterator[str]:
    """The text in lines of at most `columns`, each led by `first` or `rest`. Latin words and numbers are not cut."""
    line, used = first, width(first)
    for piece in _pieces(text):
        long = width(piece)
        if used + long > columns and used > width(rest):
            yield line.rstrip()
            line, used = rest, width(rest)
            piece = piece.lstrip()
            long = width(piece)
        line, used = line + piece, used + long
    yield line.rstrip()


def table(head: Sequence[str], rows: Iterable[Sequence[object]], columns: int) -> Iterator[str]:
    """A plain table of at most `columns`; wide columns are cut with …."""
    texts = [list(head), *([("" if value is None else str(value)) for value in row] for row in rows)]
    texts = [[" ".join(text.split()) for text in row] for row in texts]
    widths = [max(width(row[at]) for row in texts) for at in range(len(head))]
    while sum(widths) + 2 * len(widths) > columns and max(widths) > 6:
        widths[widths.index(max(widths))] -= 1
    for number, row in enumerate(texts):
        yield "  ".join(pad(clip(text, size), size) for text, size in zip(row, widths, strict=True)).rstrip()
        if number == 0:
            yield "  ".join("─" * size for size in widths)


def screen(most: int = 120) -> int:
    """Columns to write on."""
    return max(40, min(most, shutil.get_terminal_size((most, 24)).columns))


def paint(text: str, colour: str) -> str:
    """The text in a colour, where standard output is a terminal that wants it."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return text
    return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m"


def _columns(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _pieces(text: str) -> Iterator[str]:
    """Units that stay on one line: a Latin word or number with the blank before it, or a single wide character with its marks."""
    piece = ""
    for char in " ".join(text.split()):
        narrow = _columns(char) == 1 and char != " "
        if char in "，。；：！？、）》”" and piece:
            piece += char
            continue
        if piece and piece[-1] not in "（《“〔【" and not (narrow and (piece[-1] == " " or _columns(piece[-1]) == 1)):
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece
