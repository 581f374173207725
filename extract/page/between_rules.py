"""Tables set between a few horizontal rules: three-line tables, ruled headers, frames without column rules."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from extract.grid import Grid
from extract.page.bands import FIGURE, Band, Bit, bands_of, gathered, rows_of
from extract.page.header_rows import Slot, header_slots
from extract.page.lines import Line, Part
from extract.page.pieces import Piece, Region
from extract.page.sheet import Rule, Sheet
from extract.page.strips import CLEAR, Strip, strips_of

_ALIKE = 6.0  # rules of one table begin and end this near to each other
_LONG = 0.25  # … and take at least this share of the page's width
_MIN_ROWS, _MIN_COLS = 3, 2
_FILLED, _FIGURES, _ALIGNED = 0.5, 0.35, 0.6
_PAIRED = 0.85  # two columns are a table only when nearly all of their cells are filled


@dataclass(frozen=True, slots=True)
class Zone:
    """What stands between two rules."""

    top: float
    bottom: float
    bits: list[Bit]
    closed: bool = True
    """False when a side of it is a page end and no rule."""


def find_between_rules(sheet: Sheet, lines: list[Line], rules: list[Rule]) -> tuple[list[Piece], set[int]]:
    """Tables between whole rules that belong to no grid, and the lines (by id) they take up."""
    tables: list[Piece] = []
    used: set[int] = set()
    for group in _groups([rule for rule in rules if rule[2] - rule[1] > _LONG * sheet.width]):
        x0, x1 = min(rule[1] for rule in group), max(rule[2] for rule in group)
        inside = [line for line in lines if line.x0 > x0 - _ALIKE and line.x1 < x1 + _ALIKE and id(line) not in used]
        short = [rule for rule in rules if rule[1] > x0 - _ALIKE and rule[2] < x1 + _ALIKE and rule[2] - rule[1] < 0.9 * (x1 - x0)]
        for stretch in _stretches(_zones(group, inside)):
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
        Zone(top, bottom, [bit for line in lines if top < line.level < bottom for bit in bits_of(line)])
        for top, bottom in pairwise(grid.ys.tolist())
    ]
    zones = [zone for zone in zones if zone.bits]
    bands = [band for zone in zones for band in bands_of(zone.bits)]
    beside = [bit for band in bands if len(band) > 1 for bit in sorted(band, key=lambda bit: bit.x0)[1:]]
    if 2 * sum(len(band) > 1 for band in bands) < len(bands) or sum(bit.figure for bit in beside) < _FIGURES * len(beside):
        return None
    x0, _, x1, _ = grid.bounds
    short = [
        rule for rule in sheet.rules.horizontal if rule[1] > x0 - _ALIKE and rule[2] < x1 + _ALIKE and rule[2] - rule[1] < 0.9 * (x1 - x0)
    ]
    piece = table_of(sheet, zones, short, (x0, x1))
    if piece is not None:
        piece.order = min(line.order for line in lines)
    return piece


def _groups(rules: list[Rule]) -> list[list[Rule]]:
    """Rules that begin and end alike, each group from top to bottom."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules):
        for group in groups:
            if abs(rule[1] - group[0][1]) < _ALIKE and abs(rule[2] - group[0][2]) < _ALIKE:
                group.append(rule)
                break
        else:
            groups.append([rule])
    return groups


def _zones(rules: list[Rule], lines: list[Line]) -> list[Zone]:
    """The zones between rules, and those that reach from the first and the last rule to the page ends."""
    edges = [float("-inf"), *(rule[0] for rule in rules), float("inf")]
    zones = []
    for top, bottom in pairwise(edges):
        held = [line for line in lines if top < line.level < bottom]
        bits = [bit for line in held for bit in bits_of(line)]
        closed = top != edges[0] and bottom != edges[-1]
        zones.append(Zone(top, bottom, bits, closed))
    return zones


def bits_of(line: Line) -> list[Bit]:
    """The pieces of a line between wide gaps, not yet in columns."""
    parts = line.parts or [Part(line.x0, line.x1, line.text)]
    word = line.size
    return [
        Bit(
            0,
            part.x0,
            line.top,
            part.x1,
            line.bottom,
            part.text,
            word * (0.5 * len(part.text.split(" ", 1)[0]) if part.text[:1].isascii() else 1.0),
        )
        for part in parts
    ]


def _stretches(zones: list[Zone]) -> list[list[Zone]]:
    """Neighbouring zones that hold text side by side; of a zone at a page end what follows the rule without a gap."""
    found: list[list[Zone]] = [[]]
    for number, zone in enumerate(zones):
        bands = bands_of(zone.bits)
        if not zone.closed:
            bands = _next_to_rule(bands, zone.bottom if number == 0 else zone.top, above=number == 0)
            zone = replace(zone, bits=[bit for band in bands for bit in band])
            if bands:
                reach = (min(bit.top for bit in zone.bits) - 1, max(bit.bottom for bit in zone.bits) + 1)
                zone = replace(zone, top=reach[0] if number == 0 else zone.top, bottom=zone.bottom if number == 0 else reach[1])
        bands = _close(bands)
        beside = sum(len(band) > 1 for band in bands)
        if (beside and 2 * beside >= len(bands)) or (found[-1] and _is_heading(zone, bands)):
            found[-1].append(zone)
        else:
            found.append([])
    for stretch in found:
        while stretch and len(bands_of(stretch[-1].bits)) == 1 and all(len(band) < 2 for band in bands_of(stretch[-1].bits)):
            stretch.pop()
    return [stretch for stretch in found if any(zone.closed for zone in stretch)]


def _close(bands: list[Band]) -> list[Band]:
    """Bands nearer to each other than lines of text are, as one: figures beside the middle of a label of two lines."""
    found: list[Band] = []
    level = 0.0
    for band in bands:
        if found and band[0].level - level < band[0].bottom - band[0].top:
            found[-1] = [*found[-1], *band]
        else:
            found.append(band)
        level = band[0].level
    return found


def _is_heading(zone: Zone, bands: list[Band]) -> bool:
    """Whether a zone is a row with a heading and no more."""
    return zone.closed and len(bands) == 1 and zone.bottom - zone.top < 3 * (zone.bits[0].bottom - zone.bits[0].top)


def _next_to_rule(bands: list[Band], rule: float, *, above: bool) -> list[Band]:
    """The bands of a zone at a page end that follow each other evenly from the rule on, as long as they hold text side by side."""
    bands = _close(bands)
    ordered = bands[::-1] if above else bands
    kept: list[Band] = []
    for band in ordered:
        levels = [bit.level for bit in band]
        step = rule - max(levels) if above else min(levels) - rule
        if len(band) < 2 or step > 3 * (band[0].bottom - band[0].top):
            break
        kept.append(band)
        rule = min(levels) if above else max(levels)
    return kept[::-1] if above else kept


def table_of(sheet: Sheet, zones: list[Zone], short: list[Rule], extent: Strip) -> Piece | None:
    """The table that stands in neighbouring zones, or None where its words do not stand in columns."""
    body = zones[1:] if len(zones) > 1 else zones
    last = max((rule[0] for rule in short if zones[0].top < rule[0] < zones[0].bottom), default=zones[0].top)
    heads = [bit for bit in zones[0].bits if bit.level > last] if last > zones[0].top else bands_of(zones[0].bits)[-1]
    strips = strips_of([bit for zone in body for bit in zone.bits], heads)
    if len(strips) < _MIN_COLS:
        return None
    slots: list[Slot] = []
    ys = [zones[0].top]
    for zone in zones:
        bits = [replace(bit, col=_column(strips, bit)) for bit in zone.bits]
        if zone is zones[0] and len(zones) > 1:
            levels = [rule for rule in short if zone.top + 3 < rule[0] < zone.bottom - 3]
            cells, edges = header_slots(bits, strips, levels)
        else:
            rows = rows_of(bands_of(bits))
            cells = [slot for r, row in enumerate(rows) for slot in row_slots(r, row, strips)]
            edges = [(_low(above) + _high(below)) / 2 for above, below in pairwise(rows)]
        slots += [replace(slot, row=slot.row + len(ys) - 1) for slot in cells]
        ys += [*edges, zone.bottom]
    count, head = len(ys) - 1, max((slot.row + slot.high for slot in slots if ys[slot.row] < zones[0].bottom), default=0)
    headed = zones[0].closed and len(zones) > 1 and zones[1].closed and count - head >= head
    few = count < _MIN_ROWS or (len(strips) == _MIN_COLS and count - head < _MIN_ROWS)
    if (few and not (headed and len(strips) > _MIN_COLS)) or not _stands(slots, count, strips) or not _aligned(body, strips):
        return None
    if not headed and _figures(slots, head if len(zones) > 1 else 0) < _FIGURES:
        return None
    edges = [extent[0], *((a[1] + b[0]) / 2 for a, b in pairwise(strips)), extent[1]]
    return lay_out(sheet, slots, edges, ys, strips)


def row_slots(row: int, bands: list[Band], strips: list[Strip]) -> list[Slot]:
    """The cells of one row: words in one column are lines of one cell, words over several columns a cell over all of them."""
    slots: dict[int, Slot] = {}
    for bit in sorted((bit for band in bands for bit in band), key=lambda bit: (bit.level, bit.x0)):
        wide = sum(bit.x0 < right and bit.x1 > left for left, right in strips[bit.col :])
        known = slots.get(bit.col)
        text = bit.text if known is None else f"{known.text}\n{bit.text}"
        slots[bit.col] = Slot(row, bit.col, 1, max(1, wide, known.wide if known else 1), text)
    return list(slots.values())


def _column(strips: list[Strip], bit: Bit) -> int:
    """The first column words overlap, or the one they stand nearest to."""
    touched = [i for i, (left, right) in enumerate(strips) if bit.x0 < right and bit.x1 > left]
    return touched[0] if touched else min(range(len(strips)), key=lambda i: max(strips[i][0] - bit.x1, bit.x0 - strips[i][1]))


def _stands(slots: list[Slot], rows: int, strips: list[Strip]) -> bool:
    """Whether most cells are filled, and not by words over all columns."""
    held = sum(slot.wide for slot in slots if slot.wide < len(strips))
    return held >= (_FILLED if len(strips) > _MIN_COLS else _PAIRED) * rows * len(strips)


def _aligned(zones: list[Zone], strips: list[Strip]) -> bool:
    """Whether the words of most columns begin, end or have their middle at one place."""
    straight = 0
    bands = [band for zone in zones for band in bands_of(zone.bits)]
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


def _low(row: list[Band]) -> float:
    return max(bit.bottom for bit in row[-1])


def _high(row: list[Band]) -> float:
    return min(bit.top for bit in row[0])
