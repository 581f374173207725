"""Tables set between a few horizontal rules: three-line tables, ruled headers, frames without column rules."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from math import inf

from extract.grid import Grid
from extract.page.bands import FIGURE, Band, Bit, bands_of, gathered
from extract.page.contents import is_contents
from extract.page.header_rows import Slot, header_slots
from extract.page.lines import Line
from extract.page.pieces import Piece, Region
from extract.page.row_cuts import rows_of
from extract.page.sheet import Rule, Sheet
from extract.page.strips import CLEAR, Strip, columns_of, nearest, split
from extract.page.zones import ALIKE, Zone, bits_of, groups_of, stretches_of, zones_of

_LONG = 0.25  # the rules of a table take at least this share of the page's width
_MIN_ROWS, _MIN_COLS = 3, 2
_FILLED, _FIGURES, _ALIGNED = 0.5, 0.35, 0.6
_SAME = 0.25  # words of one line of a cell stand as level, in heights
_NUMBER = re.compile(r"[\s()（）\[\]栏列]+")
_PAIRED = 0.85  # two columns are a table only when nearly all of their cells are filled


def find_between_rules(sheet: Sheet, lines: list[Line], rules: list[Rule]) -> tuple[list[Piece], set[int]]:
    """Tables between whole rules that belong to no grid, and the lines (by id) they take up."""
    tables: list[Piece] = []
    used: set[int] = set()
    for group in groups_of([rule for rule in rules if rule[2] - rule[1] > _LONG * sheet.width]):
        x0, x1 = min(rule[1] for rule in group), max(rule[2] for rule in group)
        inside = [line for line in lines if line.x0 > x0 - ALIKE and line.x1 < x1 + ALIKE and id(line) not in used]
        short = [rule for rule in rules if rule[1] > x0 - ALIKE and rule[2] < x1 + ALIKE and rule[2] - rule[1] < 0.9 * (x1 - x0)]
        for stretch in stretches_of(zones_of(sheet.glyphs, group, inside)):
            piece = table_of(sheet, stretch, short, (x0, x1))
            if piece is not None:
                tables.append(piece)
                top, bottom = stretch[0].top, stretch[-1].bottom
                taken = [line for line in inside if top < line.level < bottom]
                piece.order = min(line.order for line in taken)
                used |= {id(line) for line in taken}
    return tables, used


def find_framed(sheet: Sheet, grid: Grid, lines: list[Line]) -> Piece | None:
    """The table of figures in a frame that rules part into nothing but a header and blocks of rows."""
    zones = [
        Zone(top, bottom, [bit for line in lines if top < line.level < bottom for bit in bits_of(sheet.glyphs, line)])
        for top, bottom in pairwise(grid.ys.tolist())
    ]
    zones = [zone for zone in zones if zone.bits]
    bands = [band for zone in zones for band in bands_of(zone.bits)]
    beside = [bit for band in bands if len(band) > 1 for bit in sorted(band, key=lambda bit: bit.x0)[1:]]
    if 2 * sum(len(band) > 1 for band in bands) < len(bands) or sum(bit.figure for bit in beside) < _FIGURES * len(beside):
        return None
    x0, _, x1, _ = grid.bounds
    short = [
        rule for rule in sheet.rules.horizontal if rule[1] > x0 - ALIKE and rule[2] < x1 + ALIKE and rule[2] - rule[1] < 0.9 * (x1 - x0)
    ]
    piece = table_of(sheet, zones, short, (x0, x1))
    if piece is not None:
        piece.order = min(line.order for line in lines)
    return piece


def table_of(sheet: Sheet, zones: list[Zone], short: list[Rule], extent: Strip) -> Piece | None:
    """The table that stands in neighbouring zones, or None where its words do not stand in columns."""
    has_head = zones[0].closed and len(zones) > 1
    first = _first_of_body(zones) if has_head else 0
    heads = _heads(zones[max(0, first - 1)], short)
    below = [bit for zone in zones[first:] for bit in zone.bits]
    strips = columns_of(below, heads)
    if len(strips) < _MIN_COLS:
        return None
    slots: list[Slot] = []
    ys = [zones[0].top]
    for number, zone in enumerate(zones):
        bits = [replace(bit, col=nearest(strips, bit)) for whole in zone.bits for bit in split(whole, strips)]
        if number < first and len(bits) == len(strips) and len(bands_of(bits)) == 1:
            bits = [replace(bit, col=col) for col, bit in enumerate(sorted(bits, key=lambda bit: bit.x0))]
        if number == 0 and has_head:
            levels = [rule for rule in short if zone.top + 3 < rule[0] < zone.bottom - 3]
            cells, edges = header_slots(bits, strips, levels)
        else:
            rows = rows_of(bands_of(bits))
            cells = [slot for r, row in enumerate(rows) for slot in row_slots(r, row, strips)]
            edges = [(low(above) + high(below)) / 2 for above, below in pairwise(rows)]
        slots += [replace(slot, row=slot.row + len(ys) - 1) for slot in cells]
        ys += [*edges, zone.bottom]
    count, head = len(ys) - 1, max((slot.row + slot.high for slot in slots if ys[slot.row] < zones[max(0, first - 1)].bottom), default=0)
    headed = has_head and (zones[1].closed or zones[1].ends) and count - head >= head
    few = count < _MIN_ROWS or (len(strips) == _MIN_COLS and count - head < _MIN_ROWS)
    if (few and not (headed and len(strips) > _MIN_COLS)) or not _stands(slots, count, strips) or not _aligned(below, strips):
        return None
    if not headed and _figures(slots, head if has_head else 0) < _FIGURES:
        return None
    edges = [extent[0], *((a[1] + b[0]) / 2 for a, b in pairwise(strips)), extent[1]]
    piece = lay_out(sheet, slots, edges, ys, strips)
    if not headed and is_contents(piece):
        return None
    piece.open = zones[-1].ends
    piece.header = [cell for cell in piece.cells if cell.row < head] if has_head else []
    return piece


def _first_of_body(zones: list[Zone]) -> int:
    """The zone after the header: column numbers between two rules are header too, where a body of several rows follows them."""
    first = 1
    while first + 1 < len(zones) and zones[first].closed and len(bands_of(zones[first].bits)) == 1 and _is_count(zones[first].bits):
        first += 1
    return first


def _is_count(bits: list[Bit]) -> bool:
    """Whether words number the columns one after the other."""
    numbers = [_NUMBER.sub("", bit.text) for bit in sorted(bits, key=lambda bit: bit.x0)]
    counts = [int(number) for number in numbers if number.isascii() and number.isdigit()]
    return len(counts) > 1 and len(counts) >= len(numbers) - 1 and counts == [*range(counts[0], counts[0] + len(counts))]


def _heads(zone: Zone, short: list[Rule]) -> list[Bit]:
    """The words at the foot of a header, each over one column."""
    last = max((rule[0] for rule in short if zone.top < rule[0] < zone.bottom), default=zone.top)
    return [bit for bit in zone.bits if bit.level > last] if last > zone.top else bands_of(zone.bits)[-1]


def row_slots(row: int, bands: list[Band], strips: list[Strip]) -> list[Slot]:
    """The cells of one row: words in one column are lines of one cell, words over several columns a cell over all of them."""
    slots: dict[int, Slot] = {}
    level: dict[int, float] = {}
    for bit in sorted((bit for band in bands for bit in band), key=lambda bit: (bit.level, bit.x0)):
        wide = sum(bit.x0 < right and bit.x1 > left for left, right in strips[bit.col :])
        known = slots.get(bit.col)
        beside = bit.level - level.get(bit.col, -inf) < _SAME * (bit.bottom - bit.top)
        text = bit.text if known is None else f"{known.text}{' ' if beside else chr(10)}{bit.text}"
        level[bit.col] = bit.level
        slots[bit.col] = Slot(row, bit.col, 1, max(1, wide, known.wide if known else 1), text)
    return list(slots.values())


def _stands(slots: list[Slot], rows: int, strips: list[Strip]) -> bool:
    """Whether most cells are filled, and not by words over all columns."""
    held = sum(slot.wide for slot in slots if slot.wide < len(strips))
    return held >= (_FILLED if len(strips) > _MIN_COLS else _PAIRED) * rows * len(strips)


def _aligned(body: list[Bit], strips: list[Strip]) -> bool:
    """Whether the words of most columns begin, end or have their middle at one place."""
    straight = 0
    bands = bands_of([part for bit in body for part in split(bit, strips)])
    bits = [bit for band in (bands[1:] if len(bands) > 2 else bands) for bit in band]  # the first may be a header
    for left, right in strips:
        inside = [bit for bit in bits if bit.x0 > left - CLEAR and bit.x1 < right + CLEAR]
        reach = 0.5 * max((bit.bottom - bit.top for bit in inside), default=0.0)
        edges = ([b.x0 for b in inside], [b.x1 for b in inside], [(b.x0 + b.x1) / 2 for b in inside])
        straight += any(gathered(edge, reach) for edge in edges)
    return straight >= _ALIGNED * len(strips)


def _figures(slots: list[Slot], head: int) -> float:
    """Share of figures among the cells of the body behind the first column."""
    texts = [slot.text for slot in slots if slot.row >= head and slot.col]
    return sum(bool(FIGURE.fullmatch(text.strip())) for text in texts) / max(1, len(texts))


def lay_out(sheet: Sheet, slots: list[Slot], edges: list[float], ys: list[float], strips: list[Strip]) -> Piece:
    """The finished table, blank cells where no words stand."""
    cols, rows = len(edges) - 1, len(ys) - 1
    taken: set[tuple[int, int]] = set()
    cells = []
    for slot in sorted(slots, key=lambda slot: (slot.row, slot.col)):
        wide = max(1, min(slot.wide, cols - slot.col))
        places = {(r, c) for r in range(slot.row, slot.row + slot.high) for c in range(slot.col, slot.col + wide)}
        if places & taken:
            wide, places = 1, {(r, slot.col) for r in range(slot.row, slot.row + slot.high)}
        taken |= places
        cells.append((slot.row, slot.col, slot.high, wide, slot.text))
    cells += [(r, c, 1, 1, "") for r in range(rows) for c in range(cols) if (r, c) not in taken]
    regions = [
        Region(row, col, high, wide, text, [sheet.box(edges[col], ys[row], edges[col + wide], ys[row + high])])
        for row, col, high, wide, text in sorted(cells)
    ]
    return Piece(sheet.page, sheet.page, ys[0], edges, ys, rows, regions, strips=strips)


def low(row: list[Band]) -> float:
    """Lower edge of the words of a row."""
    return max(bit.bottom for band in row for bit in band)


def high(row: list[Band]) -> float:
    """Upper edge of the words of a row."""
    return min(bit.top for band in row for bit in band)
