"""Word styles: what a paragraph or run takes from its style and the styles that one is based on."""

from __future__ import annotations

import re
from functools import cached_property

import msgspec
from lxml.etree import _Element

from extract.word.names import P_PR, R_PR, TYPE, VAL, VANISH, W, switched_on, whole

_BASED_ON, _NAME, _JC, _OUTLINE, _SIZE = W + "basedOn", W + "name", W + "jc", W + "outlineLvl", W + "sz"
_NUM_PR, _NUM_ID, _ILVL = W + "numPr", W + "numId", W + "ilvl"
_HEADING = re.compile(r"(?:heading|标题) ?([1-9])", re.I)


class Style(msgspec.Struct, frozen=True, kw_only=True):
    """What one style gives, its ancestors' properties included."""

    name: str | None = None
    outline: int | None = None
    num_id: str | None = None
    level: int | None = None
    """Numbering level the style names; the numbering may name one by the style instead."""
    numbered_by: str | None = None
    """Id of the style in the chain that holds the numbering."""
    alignment: str | None = None
    size: float | None = None
    hidden: bool = False


_NOTHING = Style()


class Styles:
    """The styles of one part, resolved when first used; several documents may share them."""

    def __init__(self, root: _Element | None) -> None:
        self._root = root
        self._elements: dict[str, _Element] = {}
        self._resolved: dict[str, Style] = {}
        default = Style()
        if root is not None:
            run = root.find(f"{W}docDefaults/{W}rPrDefault/{R_PR}")
            if run is not None:
                default = msgspec.structs.replace(default, size=_half_points(run.find(_SIZE)))
        self._base = default
        self.paragraph_default = default
        for element in root.iterchildren(W + "style") if root is not None else ():
            key = element.get(W + "styleId")
            if key is None:
                continue
            self._elements.setdefault(key, element)
            if element.get(TYPE) == "paragraph" and element.get(W + "default") in ("1", "true", "on"):
                self.paragraph_default = self[key]

    def __getitem__(self, key: str | None) -> Style:
        """The style of that id; the document's default paragraph style for None or an unknown id."""
        if key is None or (key not in self._elements and key not in self._resolved):
            return self.paragraph_default
        if key not in self._resolved:
            self._resolved[key] = self._resolve(key)
        return self._resolved[key]

    def character(self, key: str | None) -> Style:
        """The character style of that id; one that gives nothing for None or an unknown id."""
        return self[key] if key in self._elements else _NOTHING

    @cached_property
    def hidden(self) -> frozenset[str]:
        """Ids of the styles that hide text."""
        if self._root is None or next(self._root.iter(VANISH), None) is None:
            return frozenset()
        return frozenset(key for key in self._elements if self[key].hidden)

    @cached_property
    def any_numbered(self) -> bool:
        """Whether any style numbers its paragraphs."""
        return self._root is not None and next(self._root.iter(_NUM_PR), None) is not None

    def _resolve(self, key: str) -> Style:
        chain: list[_Element] = []
        seen = set()
        at: str | None = key
        while at in self._elements and at not in seen and len(chain) < 64:
            seen.add(at)
            chain.append(self._elements[at])
            based = chain[-1].find(_BASED_ON)
            at = based.get(VAL) if based is not None else None
        style = self._base
        for element in reversed(chain):
            style = _layered(style, element)
        return style


def _layered(below: Style, element: _Element) -> Style:
    name = element.find(_NAME)
    given: dict[str, object] = {"name": name.get(VAL) if name is not None else None}
    properties, run = element.find(P_PR), element.find(R_PR)
    if properties is not None:
        _paragraph_properties(given, properties, element)
    if run is not None:
        if (size := _half_points(run.find(_SIZE))) is not None:
            given["size"] = size
        if (hidden := switched_on(run.find(VANISH))) is not None:
            given["hidden"] = hidden
    if "outline" not in given and isinstance(given["name"], str) and (heading := _HEADING.fullmatch(given["name"])):
        given["outline"] = int(heading[1]) - 1
    return msgspec.structs.replace(below, **given)


def _paragraph_properties(given: dict[str, object], properties: _Element, element: _Element) -> None:
    if (alignment := properties.find(_JC)) is not None:
        given["alignment"] = alignment.get(VAL)
    if (outline := properties.find(_OUTLINE)) is not None:
        given["outline"] = outline_level(outline)
    if (numbering := properties.find(_NUM_PR)) is not None:
        number, level = numbering.find(_NUM_ID), numbering.find(_ILVL)
        if number is not None:
            given["num_id"] = number.get(VAL)
            given["numbered_by"] = element.get(W + "styleId")
        if level is not None:
            given["level"] = whole(level.get(VAL))


def outline_level(element: _Element) -> int | None:
    """0 for the highest heading; None for body text, which Word writes as 9."""
    level = whole(element.get(VAL), 9)
    return level if 0 <= level < 9 else None


def _half_points(element: _Element | None) -> float | None:
    size = whole(element.get(VAL)) if element is not None else 0
    return size / 2 if size > 0 else None
