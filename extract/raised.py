"""Small raised figures that change the meaning of what stands before them: m² and 10⁴, which must not be read as m2 and 104."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from extract.sheet import Glyphs

_RAISED = {ord(plain): ord(raised) for plain, raised in zip("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ", strict=True)}
_UNIT_ENDS = "mM米"


def write_raised(glyphs: Glyphs) -> Glyphs:
    """The characters with raised figures behind units of length and behind 10 written as raised; footnote marks stay."""
    codes, tall = glyphs.codes, glyphs.bottom - glyphs.top
    shown = np.flatnonzero(glyphs.visible)
    if len(shown) < 2:
        return glyphs
    a, b = shown[:-1], shown[1:]
    figure = ((codes[b] >= 48) & (codes[b] <= 57)) | (codes[b] == 45) | (codes[b] == 0x2212)
    small = figure & (tall[b] < 0.8 * tall[a]) & (glyphs.bottom[b] < glyphs.bottom[a] - 0.2 * tall[a]) & (glyphs.top[b] < glyphs.bottom[a])
    near = small & (np.abs(glyphs.x0[b] - glyphs.x1[a]) < 0.4 * tall[a])
    starts = np.flatnonzero(near).tolist()
    if not starts:
        return glyphs
    codes, visible, text = codes.copy(), glyphs.visible.copy(), list(glyphs.text)
    top, bottom = glyphs.top.copy(), glyphs.bottom.copy()
    for k in starts:
        base = int(a[k])
        if not _takes_power(glyphs.text, base):
            continue
        last = base
        for i in shown[k + 1 :].tolist():
            if int(codes[i]) not in _RAISED or tall[i] > 0.8 * tall[base]:
                break
            codes[i] = _RAISED[int(codes[i])]
            text[i] = chr(codes[i])
            top[i], bottom[i] = top[base], bottom[base]
            codes[last + 1 : i], text[last + 1 : i] = 0xAD, ["\u00ad"] * (i - last - 1)  # no blank before it
            last = i
        follows = next((i for i in shown[k + 1 :].tolist() if i > last), last)
        if glyphs.x0[follows] - glyphs.x1[last] < 0.4 * tall[base]:
            codes[last + 1 : follows], text[last + 1 : follows] = 0xAD, ["\u00ad"] * max(0, follows - last - 1)
    return replace(glyphs, codes=codes, visible=visible, text="".join(text), top=top, bottom=bottom)


def _takes_power(text: str, base: int) -> bool:
    """Behind a unit of length, or behind the number 10."""
    if text[base] in _UNIT_ENDS:
        return True
    return text[max(0, base - 1) : base + 1] == "10" and not text[max(0, base - 2) : base - 1].isdigit()
