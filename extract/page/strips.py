"""The columns of tables without column rules: strips of the page that words stand in, row after row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.page.bands import Bit, bands_of
from extract.page.words import Word

_SIGNS = {"$", "€", "£", "¥", "￥", "US$"}
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


def columns_of(bits: list[Bit], heads: list[Bit]) -> list[Strip]:
    """The columns of words that may stand so near to each other that only a head over each tells them apart."""
    strips = _with_signs(strips_of(_finer(bits), _finer(heads)), _finer(bits))
    if not any(bit.words for bit in bits):
        return strips
    bands = bands_of(bits)
    headed = {nearest(strips, bit) for bit in _finer(heads)}
    found = strips[:1]
    for i, strip in enumerate(strips[1:], start=1):
        (_, right), (left, _) = found[-1], strip
        middle = (right + left) / 2
        both = sum(min(bit.x0 for bit in band) < middle < max(bit.x1 for bit in band) for band in bands)
        bridged = sum(any(bit.x0 < middle < bit.x1 for bit in band) for band in bands)
        if 2 * bridged >= both and not {i - 1, i} <= headed:
            found[-1] = (found[-1][0], strip[1])
        else:
            found.append(strip)
    return found


def _with_signs(strips: list[Strip], bits: list[Bit]) -> list[Strip]:
    """The strips, those that hold nothing but signs of a currency made one with the figures at their right."""
    found: list[Strip] = []
    sign: Strip | None = None
    for left, right in strips:
        texts = {bit.text.strip() for bit in bits if bit.x0 < right and bit.x1 > left}
        begin = sign[0] if sign else left
        sign = (begin, right) if texts and texts <= _SIGNS else None
        if sign is None:
            found.append((begin, right))
    return [*found, sign] if sign else found


def _finer(bits: list[Bit]) -> list[Bit]:
    """The bits, cut at narrow gaps too."""
    found = []
    for bit in bits:
        found += [_bit(bit, (word,)) for word in bit.words] or [bit]
    return found


def _bit(bit: Bit, words: Sequence[Word]) -> Bit:
    """Some words of a bit."""
    return replace(
        bit,
        x0=words[0].x0,
        top=min(word.top for word in words),
        x1=words[-1].x1,
        bottom=max(word.bottom for word in words),
        text=" ".join(word.text for word in words),
        words=tuple(words) if len(words) > 1 else (),
    )


def nearest(strips: list[Strip], bit: Bit) -> int:
    """The first column words overlap, or the one they stand nearest to."""
    touched = [i for i, (left, right) in enumerate(strips) if bit.x0 < right and bit.x1 > left]
    return touched[0] if touched else min(range(len(strips)), key=lambda i: max(strips[i][0] - bit.x1, bit.x0 - strips[i][1]))


def split(bit: Bit, strips: list[Strip]) -> list[Bit]:
    """A bit whose words stand in several columns, cut between them."""
    if len(bit.words) < 2 or sum(bit.x0 < right and bit.x1 > left for left, right in strips) < 2:
        return [bit]
    found: list[list[Word]] = []
    before: set[int] = set()
    for word in bit.words:
        columns = {i for i, (left, right) in enumerate(strips) if word.x0 < right and word.x1 > left}
        if found and (columns & before or not columns):
            found[-1].append(word)
        else:
            found.append([word])
        before = columns
    return [_bit(bit, words) for words in found]
