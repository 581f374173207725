"""Rows of a table without column rules that go on overleaf with no header and no rule above them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from msgspec import structs

from extract.page.bands import Bit
from extract.page.between_rules import high, lay_out, low, row_slots
from extract.page.lines import Line
from extract.page.pieces import Piece, Region
from extract.page.row_cuts import rows_of
from extract.page.sheet import Rule, Sheet
from extract.page.strips import Strip, nearest, split
from extract.page.zones import ALIKE, HIGH, bits_of, goes_on

_RUNNING, _TOP = 2, 0.12  # so many lines of a running head stand in this share of a page's height
_BESIDE, _LEAST = 0.3, 3  # of the lines so many hold words side by side, where no rule ends the table
_BEYOND = 1  # levels below the last row of a page: the page number


def find_continued(sheet: Sheet, lines: list[Line], rules: list[Rule], before: Piece) -> tuple[Piece | None, set[int]]:
    """What stands of an open table on the page after it, and the lines (by id) it takes up.

    A rule above the rows is the edge of the first one, unless they begin with the header again: then they are a table of their own.
    """
    x0, x1, strips = before.xs[0], before.xs[-1], before.strips or []
    levels = _levels(sheet, lines, strips)
    alike = sorted(rule[0] for rule in rules if abs(rule[1] - x0) < ALIKE and abs(rule[2] - x1) < ALIKE)
    begin, header = _begin(levels, before, alike, _TOP * sheet.height)
    if begin == len(levels):
        return None, set()
    first = levels[begin].lines[0]
    end = next((y for y in alike if y > first.level), None)
    kept: list[_Level] = []
    for level in levels[begin:]:
        line, above = level.lines[0], kept[-1].lines[0] if kept else first
        if (end is not None and line.level > end) or line.level - above.level > HIGH * line.size or not _fits(level.bits, before):
            break
        kept.append(level)
    if len(kept) > 1 and end is None and len(kept[-1].bits) == 1 and not goes_on([level.bits for level in kept], ends=True):
        kept.pop()  # the page number
    if not kept:
        return None, set()
    last = kept[-1].lines[0]
    if end is not None and last.level < end < last.bottom + HIGH * first.size:
        bottom = end
    elif len(levels) - begin - len(kept) <= _BEYOND and _is_plain(kept):
        bottom, end = max(line.bottom for line in kept[-1].lines) + 1, None
    else:
        return None, set()
    rows = rows_of([[replace(bit, col=nearest(strips, bit)) for bit in level.bits] for level in kept])
    ys = [first.top - 1, *((low(up) + high(down)) / 2 for up, down in pairwise(rows)), bottom]
    slots = [slot for r, row in enumerate(rows) for slot in row_slots(r, row, strips)]
    piece = lay_out(sheet, slots, before.xs, ys, strips)
    piece.order = min(line.order for level in kept for line in level.lines)
    piece.open, piece.header, piece.goes_on = end is None, before.header, True
    if header:
        _put_above(piece, sheet, before.header or [], alike[0])
    return piece, {id(line) for level in levels[begin - header : begin + len(kept)] for line in level.lines}


@dataclass(frozen=True, slots=True)
class _Level:
    """Lines that stand on one level, and their words."""

    lines: list[Line]
    bits: list[Bit]


def _levels(sheet: Sheet, lines: list[Line], strips: list[Strip]) -> list[_Level]:
    found: list[_Level] = []
    for line in sorted(lines, key=lambda line: line.level):
        bits = [part for bit in bits_of(sheet.glyphs, line) for part in split(bit, strips)]
        if found and line.level - found[-1].lines[0].level < 0.25 * line.size:
            found[-1].lines.append(line)
            found[-1].bits.extend(bits)
        else:
            found.append(_Level([line], bits))
    return found


def _begin(levels: list[_Level], before: Piece, alike: list[float], top: float) -> tuple[int, int]:
    """The first level that goes on with a table (or the number of levels), and how many above it repeat its header."""
    running = 0
    while running < len(levels) and running < _RUNNING and levels[running].lines[0].level < top and not _fits(levels[running].bits, before):
        running += 1
    above = sum(level.lines[0].level < alike[0] for level in levels[: running + 1]) if alike else 0
    if not alike or above > running:  # no rule, or it ends the table
        return running, 0
    texts = {_squeeze(cell.text) for cell in before.header or []}
    inside = [level for level in levels[above:] if len(alike) > 1 and level.lines[0].level < alike[1]]
    if inside and all(any(_squeeze(bit.text) in text for text in texts) for level in inside for bit in level.bits):
        return above + len(inside), len(inside)
    return (len(levels), 0) if above else (0, 0)


def _fits(bits: list[Bit], before: Piece) -> bool:
    """Whether words stand one by one in the columns of a table."""
    strips = before.strips or []
    if any(bit.x0 < before.xs[0] - ALIKE or bit.x1 > before.xs[-1] + ALIKE for bit in bits):
        return False
    if any(sum(bit.x0 < right and bit.x1 > left for left, right in strips) > 1 for bit in bits):
        return False
    return len({nearest(strips, bit) for bit in bits}) == len(bits)


def _is_plain(kept: list[_Level]) -> bool:
    """Whether levels that no rule ends are rows for all that."""
    return len(kept) >= _LEAST and sum(len(level.bits) > 1 for level in kept) >= _BESIDE * len(kept)


def _put_above(piece: Piece, sheet: Sheet, header: list[Region], top: float) -> None:
    """Let the header that is repeated be the first rows of a piece."""
    count = max(cell.end for cell in header)
    ys = [top + (piece.ys[0] - top) * r / count for r in range(count)] + piece.ys
    for cell in piece.cells:
        cell.row += count
    piece.cells = [
        structs.replace(cell, boxes=[sheet.box(piece.xs[cell.col], ys[cell.row], piece.xs[cell.col + cell.col_span], ys[cell.end])])
        for cell in header
    ] + piece.cells
    piece.rows, piece.ys, piece.top = piece.rows + count, ys, top


def _squeeze(text: str) -> str:
    """Text without any blanks."""
    return "".join(text.split())
