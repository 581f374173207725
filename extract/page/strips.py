"""The columns of tables without column rules: strips of the page that words stand in, row after row."""

from __future__ import annotations

from extract.page.bands import Bit, bands_of

CLEAR = 1.0
"""Strips nearer than this are one column, in points."""

Strip = tuple[float, float]
"""Where a column of words begins and ends."""


def strips_of(bits: list[Bit], heads: list[Bit]) -> list[Strip]:
    """The columns words stand in: words that bridge columns of most rows make none. Heads stand over columns without any words too."""
    counts = sorted(len(band) for band in bands_of(bits))
    usual = counts[int(0.6 * (len(counts) - 1))] if counts else 0
    strips: list[Strip] = []
    for bit in sorted((bit for band in bands_of(bits) if len(band) >= usual for bit in band), key=lambda bit: bit.x0):
        if strips and bit.x0 < strips[-1][1] + CLEAR:
            strips[-1] = (strips[-1][0], max(strips[-1][1], bit.x1))
        else:
            strips.append((bit.x0, bit.x1))
    for bit in bits:
        touched = [i for i, (left, right) in enumerate(strips) if bit.x0 < right + CLEAR and bit.x1 > left - CLEAR]
        if not touched:
            strips = sorted([*strips, (bit.x0, bit.x1)])
        elif len(touched) == 1:
            i = touched[0]
            left, right = min(strips[i][0], bit.x0), max(strips[i][1], bit.x1)
            if (i == 0 or left > strips[i - 1][1] + CLEAR) and (i + 1 == len(strips) or right < strips[i + 1][0] - CLEAR):
                strips[i] = (left, right)
    return sorted([*strips, *_headed_only(strips, heads)])


def _headed_only(strips: list[Strip], heads: list[Bit]) -> list[Strip]:
    """Where heads stand that no words stand under: each strip of words takes the head over it, or else the nearest one."""
    free = []
    waiting = set(range(len(strips)))
    for bit in heads:
        touched = {i for i, (left, right) in enumerate(strips) if bit.x0 < right + CLEAR and bit.x1 > left - CLEAR}
        waiting -= touched
        if not touched:
            free.append(bit)
    pairs = sorted((max(strips[i][0] - bit.x1, bit.x0 - strips[i][1]), i, k) for i in waiting for k, bit in enumerate(free))
    taken: set[int] = set()
    for _, i, k in pairs:
        if i in waiting and k not in taken:
            waiting.discard(i)
            taken.add(k)
    return [(bit.x0, bit.x1) for k, bit in enumerate(free) if k not in taken]
