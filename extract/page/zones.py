"""What stands between horizontal rules of one length, and at page ends beside them: parts of tables and prose told apart."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import inf

from extract.page.bands import Bit, bands_of
from extract.page.lines import Line, Part
from extract.page.sheet import Glyphs, Rule
from extract.page.words import words_of

ALIKE = 6.0  # rules of one table begin and end this near to each other
HIGH, _HIGH_ALONE = 4.5, 3.0  # lines of a table stand no farther apart than so many of their heights, those with a single word so many
_BESIDE = 0.5  # of the words of a zone so many stand side by side
_PROSE = 0.5  # a line without gaps over this share of the width of the rules is prose
_NEXT = 1.15  # lines of one cell are no farther apart than so many times what is usual


@dataclass(frozen=True, slots=True)
class Zone:
    """What stands between two rules."""

    top: float
    bottom: float
    bits: list[Bit]
    closed: bool = True
    """False when a side of it is a page end and no rule."""
    ends: bool = False
    """Whether nothing but the page number stands beyond it before the page ends."""


def groups_of(rules: list[Rule]) -> list[list[Rule]]:
    """Rules that begin and end alike, each group from top to bottom."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules):
        for group in groups:
            if abs(rule[1] - group[0][1]) < ALIKE and abs(rule[2] - group[0][2]) < ALIKE:
                group.append(rule)
                break
        else:
            groups.append([rule])
    return groups


def zones_of(glyphs: Glyphs, rules: list[Rule], lines: list[Line]) -> list[Zone]:
    """The zones between rules, and those that reach from the first and the last rule to the page ends."""
    edges = [-inf, *(rule[0] for rule in rules), inf]
    zones = []
    for top, bottom in pairwise(edges):
        bits = [bit for line in lines if top < line.level < bottom for bit in bits_of(glyphs, line)]
        if top > -inf and bottom < inf:
            zones.append(Zone(top, bottom, bits))
        else:
            zones.append(_next_to_rule(bits, rules, above=top == -inf))
    return zones


def bits_of(glyphs: Glyphs, line: Line) -> list[Bit]:
    """The pieces of a line between wide gaps, not yet in columns."""
    found = words_of(glyphs, line)
    bits = []
    for part in line.parts or [Part(line.x0, line.x1, line.text)]:
        words = tuple(word for word in found if word.x0 >= part.x0 - 0.1 and word.x1 <= part.x1 + 0.1)
        lead = line.size * (0.5 * len(part.text.split(" ", 1)[0]) if part.text[:1].isascii() else 1.0)
        top, bottom = min((word.top for word in words), default=line.top), max((word.bottom for word in words), default=line.bottom)
        bits.append(Bit(0, part.x0, top, part.x1, bottom, part.text, lead, words if len(words) > 1 else ()))
    return bits


def stretches_of(zones: list[Zone]) -> list[list[Zone]]:
    """Neighbouring zones that hold text side by side."""
    found: list[list[Zone]] = [[]]
    for zone in zones:
        bands = bands_of(zone.bits)
        beside = sum(len(band) for band in bands if len(band) > 1 or band[0].words)
        if (beside and beside >= _BESIDE * len(zone.bits)) or (found[-1] and _is_heading(zone)):
            found[-1].append(zone)
        else:
            found.append([])
    for stretch in found:
        while stretch and len(stretch[-1].bits) == 1:
            stretch.pop()
    return [stretch for stretch in found if any(zone.closed for zone in stretch)]


def _is_heading(zone: Zone) -> bool:
    """Whether a zone is a row with a heading and no more."""
    return zone.closed and len(bands_of(zone.bits)) == 1 and zone.bottom - zone.top < 3 * (zone.bits[0].bottom - zone.bits[0].top)


def _next_to_rule(bits: list[Bit], rules: list[Rule], *, above: bool) -> Zone:
    """The zone at a page end: lines that follow each other from the rule on, as long as they are no prose, to the last side by side."""
    rule = rules[0 if above else -1]
    levels = _levels(bits)
    if above:
        levels.reverse()
    edge, kept = rule[0], 0
    for level in levels:
        tall = max(bit.bottom - bit.top for bit in level)
        step = abs(level[0].level - edge)
        prose = len(level) == 1 and not level[0].words and level[0].x1 - level[0].x0 > _PROSE * (rule[2] - rule[1])
        if step > (HIGH if len(level) > 1 else _HIGH_ALONE) * tall or prose:
            break
        edge = level[0].level
        kept += 1
    ends = kept > 0 and len(levels) - kept < 2
    while kept and len(levels[kept - 1]) == 1 and not levels[kept - 1][0].words and not goes_on(levels[:kept], ends=ends):
        kept -= 1
    held = [bit for level in levels[:kept] for bit in level]
    top = min((bit.top for bit in held), default=rule[0]) - 1
    bottom = max((bit.bottom for bit in held), default=rule[0]) + 1
    return Zone(top, rule[0], held, closed=False, ends=ends) if above else Zone(rule[0], bottom, held, closed=False, ends=ends)


def goes_on(levels: list[list[Bit]], *, ends: bool) -> bool:
    """Whether the last level is a further line of a cell or a row with one cell: it stands in line with others, no farther below than they are."""
    last, before = levels[-1][0], levels[:-1]
    steps = sorted(abs(a[0].level - b[0].level) for a, b in pairwise(levels[:-1]))
    if not steps or abs(levels[-2][0].level - last.level) > _NEXT * steps[-1 if ends else (len(steps) - 1) // 2]:
        return False
    near = 0.3 * (last.bottom - last.top)
    return any(
        min(abs(last.x0 - bit.x0), abs(last.x1 - bit.x1), abs(last.x0 + last.x1 - bit.x0 - bit.x1) / 2) < near
        for level in before
        for bit in level
    )


def _levels(bits: list[Bit]) -> list[list[Bit]]:
    found: list[list[Bit]] = []
    for bit in sorted(bits, key=lambda bit: bit.level):
        if found and bit.level - found[-1][0].level < 0.25 * (bit.bottom - bit.top):
            found[-1].append(bit)
        else:
            found.append([bit])
    return found
