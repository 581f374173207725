"""Small raised figures that change the meaning of what stands before them: m² and 10⁴, which must not be read as m2 and 104."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.page.sheet import Glyphs

_RAISED = {ord(plain): ord(raised) for plain, raised in zip("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ", strict=True)}
_UNIT_ENDS = "mM米"
_POWER = re.compile("[mM米0](?:(?<=[mM米])|(?<=10))(?=[\0- \u3000\xad\u200b\ufeff]*([0-9\\-\u2212]))")


def write_raised(glyphs: Glyphs) -> Glyphs:
    """The characters with raised figures behind units of length and behind 10 written as raised; footnote marks stay."""
    bases = [
        power.start()
        for power in _POWER.finditer(glyphs.text)
        if _is_raised(glyphs, power.start(), power.start(1)) and _takes_power(glyphs.text, power.start())
    ]
    if not bases:
        return glyphs
    tall, shown = glyphs.bottom - glyphs.top, glyphs.visible.nonzero()[0]
    codes, visible, text = glyphs.codes.copy(), glyphs.visible.copy(), list(glyphs.text)
    top, bottom = glyphs.top.copy(), glyphs.bottom.copy()
    for base in bases:
        k = int(shown.searchsorted(base))
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


def _is_raised(glyphs: Glyphs, base: int, figure: int) -> bool:
    """Whether a character is smaller than the one before it, stands above its foot and close behind it."""
    if not (glyphs.visible[base] and glyphs.visible[figure]):
        return False
    top, bottom = float(glyphs.top[base]), float(glyphs.bottom[base])
    over, under = float(glyphs.top[figure]), float(glyphs.bottom[figure])
    tall = bottom - top
    if under - over >= 0.8 * tall or under >= bottom - 0.2 * tall or over >= bottom:
        return False
    return abs(float(glyphs.x0[figure]) - float(glyphs.x1[base])) < 0.4 * tall


def _takes_power(text: str, base: int) -> bool:
    """Behind a unit of length, or behind the number 10."""
    if text[base] in _UNIT_ENDS:
        return True
    return text[max(0, base - 1) : base + 1] == "10" and not text[max(0, base - 2) : base - 1].isdigit()
