"""What the properties of one Word paragraph say: its style, numbering, alignment, and whether its mark is gone."""

from __future__ import annotations

import msgspec
from lxml.etree import _Element

from extract.word.names import DELETED, MOVED_AWAY, P_PR, R_PR, RUN, SPEC_VANISH, VAL, VANISH, T, W, children, font_size, switched_on, whole
from extract.word.numbering import Numbering
from extract.word.styles import Style, Styles, outline_level

P_STYLE, NUM_PR = W + "pStyle", W + "numPr"
_NUM_ID, _ILVL, _JC, _OUTLINE = W + "numId", W + "ilvl", W + "jc", W + "outlineLvl"


class Properties(msgspec.Struct, frozen=True, kw_only=True):
    """The style of a paragraph and what it sets itself."""

    style: Style
    direct: dict[str, _Element]

    @property
    def outline(self) -> int | None:
        """Outline level from 0, None for body text."""
        own = self.direct.get(_OUTLINE)
        return outline_level(own) if own is not None else self.style.outline

    @property
    def centered(self) -> bool:
        """Set in the middle of the line."""
        own = self.direct.get(_JC)
        return (own.get(VAL) if own is not None else self.style.alignment) == "center"

    @property
    def runs_on(self) -> bool:
        """Whether the paragraph's mark is deleted or hidden, so that the next paragraph continues its line."""
        mark = self.direct.get(R_PR)
        if mark is None or not len(mark):
            return self.style.hidden
        hidden = deleted = None
        for child in mark:
            tag = child.tag
            if tag in (VANISH, SPEC_VANISH):
                hidden = switched_on(child)
            elif tag in (DELETED, MOVED_AWAY):
                deleted = True
        return bool(deleted or (self.style.hidden if hidden is None else hidden))

    def number(self, numbering: Numbering) -> tuple[str, str]:
        """Count this paragraph: its automatic number and what separates it from the text, both empty when it has none."""
        own = self.direct.get(NUM_PR)
        if own is None and self.style.num_id is None:
            return "", ""
        num_id = level = None
        for child in own if own is not None else ():
            if child.tag == _NUM_ID:
                num_id = child.get(VAL)
            elif child.tag == _ILVL:
                level = whole(child.get(VAL))
        return numbering.number(num_id, level, self.style)


def properties_of(p: _Element, styles: Styles) -> Properties:
    """The properties of a w:p."""
    return properties_in(next(p.iterchildren(P_PR), None), styles)


def properties_in(own: _Element | None, styles: Styles) -> Properties:
    """The properties of a paragraph with this w:pPr."""
    direct = {child.tag: child for child in children(own)} if own is not None else {}
    named = direct.get(P_STYLE)
    return Properties(style=styles[named.get(VAL) if named is not None else None], direct=direct)


def size_of(p: _Element) -> float | None:
    """Font size in points of the longest run, where that run names one."""
    longest, font = 0, None
    for run in p.iterchildren(RUN):
        length, properties = 0, None
        for child in run:
            tag = child.tag
            if tag == T:
                length += len(child.text or "")
            elif tag == R_PR:
                properties = child
        if length > longest:
            longest, font = length, properties
    return font_size(font)
