"""Word's automatic numbers: which list and level a paragraph belongs to, how far it has counted, and what it prints."""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec
from lxml.etree import _Element

from extract.word.counting import counted
from extract.word.names import ALTERNATE, CHOICE, R_PR, VAL, W, chosen, switched_on, whole
from extract.word.styles import Style
from extract.word.symbols import from_symbol_font

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_FONTS = W + "rFonts"


class Level(msgspec.Struct, kw_only=True):
    """One level of a list as the document defines it."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    suffix: str = "\t"
    restart: int | None = None
    """Counts from the start again after a level above this one (1 for the first); 0 never; None after any level above."""
    legal: bool = False
    style: str | None = None
    font: str = ""


class _List(msgspec.Struct, kw_only=True):
    levels: list[Level]
    counts: list[int | None]


class _Instance(msgspec.Struct, kw_only=True):
    list_key: str
    starts: dict[int, int]
    levels: dict[int, Level]
    used: set[int]


class Numbering:
    """The lists of one document, counting as its paragraphs are read in order."""

    def __init__(self, part: Callable[[], _Element | None]) -> None:
        """`part` gives the numbering part when a paragraph first names a list."""
        self.unknown: set[str] = set()
        """Number formats met that are not known; their numbers were printed in decimal."""
        self._lists: dict[str, _List] = {}
        self._instances: dict[str, _Instance] = {}
        self._part: Callable[[], _Element | None] | None = part

    def number(self, num_id: str | None, level: int | None, style: Style) -> tuple[str, str]:
        """The printed number of the next paragraph, and what separates it from the text; empty when it is not numbered."""
        by_style = num_id is None
        if by_style:
            num_id = style.num_id
        if num_id is None:
            return "", ""
        if self._part is not None:
            root, self._part = self._part(), None
            if root is not None:
                self._read(root)
        instance = self._instances.get(num_id)
        if instance is None:
            return "", ""
        list_ = self._lists[instance.list_key]
        if level is None:
            level = self._level_of(style, list_, by_style=by_style)
        if not 0 <= level < _LEVELS:
            return "", ""
        self._count(instance, list_, level)
        return self._written(instance, list_, level)

    def _level_of(self, style: Style, list_: _List, *, by_style: bool) -> int:
        if by_style:
            for index, level in enumerate(list_.levels):
                if level.style is not None and level.style == style.numbered_by:
                    return index
        return (style.level or 0) if by_style else 0

    def _count(self, instance: _Instance, list_: _List, level: int) -> None:
        counts = list_.counts
        for above in range(level):
            if counts[above] is None:  # a level passed over counts as begun
                counts[above] = self._start(instance, list_, above)
        count = counts[level]
        starts_over = level in instance.starts and level not in instance.used
        counts[level] = self._start(instance, list_, level) if count is None or starts_over else count + 1
        instance.used.add(level)
        for deeper in range(level + 1, _LEVELS):
            restart = self._level(instance, list_, deeper).restart
            if restart is None or level < restart:
                counts[deeper] = None

    def _start(self, instance: _Instance, list_: _List, level: int) -> int:
        return instance.starts.get(level, self._level(instance, list_, level).start)

    def _written(self, instance: _Instance, list_: _List, level: int) -> tuple[str, str]:
        here = self._level(instance, list_, level)
        if here.form == "bullet":
            sign, known = from_symbol_font(here.text, here.font)
            return (sign if known else "•"), here.suffix if sign else ""

        def place(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            other = self._level(instance, list_, index)
            count = list_.counts[index]
            return self._counted(self._start(instance, list_, index) if count is None else count, "decimal" if here.legal else other.form)

        text = _PLACE.sub(place, here.text)
        return text, here.suffix if text else ""

    def _counted(self, count: int, form: str) -> str:
        text = counted(count, form) if form != "bullet" else ""
        if text is None:
            self.unknown.add(form)
            return str(count)
        return text

    def _level(self, instance: _Instance, list_: _List, level: int) -> Level:
        return instance.levels.get(level) or list_.levels[level]

    def _read(self, root: _Element) -> None:
        linked: dict[str, str] = {}
        by_style_link: dict[str, str] = {}
        for abstract in root.iterchildren(W + "abstractNum"):
            key = abstract.get(W + "abstractNumId", "")
            levels = [Level() for _ in range(_LEVELS)]
            for element in abstract.iterchildren(W + "lvl"):
                index = whole(element.get(W + "ilvl"))
                if 0 <= index < _LEVELS:
                    levels[index] = _level(element)
            self._lists[key] = _List(levels=levels, counts=[None] * _LEVELS)
            for child in abstract:
                if child.tag == W + "styleLink":
                    by_style_link[child.get(VAL, "")] = key
                elif child.tag == W + "numStyleLink":
                    linked[key] = child.get(VAL, "")
        for num in root.iterchildren(W + "num"):
            abstract_id = num.find(W + "abstractNumId")
            key = abstract_id.get(VAL, "") if abstract_id is not None else ""
            key = by_style_link.get(linked.get(key, ""), key)
            if key in self._lists:
                self._instances[num.get(W + "numId", "")] = _instance(num, key)
        self._instances.pop("0", None)


def _instance(num: _Element, key: str) -> _Instance:
    instance = _Instance(list_key=key, starts={}, levels={}, used=set())
    for override in num.iterchildren(W + "lvlOverride"):
        index = whole(override.get(W + "ilvl"))
        for child in override:
            if child.tag == W + "startOverride":
                instance.starts[index] = whole(child.get(VAL), 1)
            elif child.tag == W + "lvl":
                instance.levels[index] = _level(child)
    return instance


def _level(element: _Element) -> Level:
    level = Level()
    for child in element:
        tag = child.tag
        if tag == ALTERNATE:
            # Word 2010 and later write formats such as 001 here, the nearest old one in the fallback.
            branch = chosen(child)
            custom = branch.find(W + "numFmt") if branch is not None else None
            if custom is not None and custom.get(VAL) == "custom" and branch is not None and branch.tag == CHOICE:
                level.form = "decimalZero" if custom.get(W + "format", "").startswith("0") else "decimal"
            elif custom is not None:
                level.form = custom.get(VAL, "decimal")
        elif tag == W + "start":
            level.start = whole(child.get(VAL), 1)
        elif tag == W + "numFmt":
            level.form = child.get(VAL, "decimal")
        elif tag == W + "lvlText":
            level.text = child.get(VAL, "")
        elif tag == W + "suff":
            level.suffix = {"space": " ", "nothing": ""}.get(child.get(VAL, ""), "\t")
        elif tag == W + "lvlRestart":
            level.restart = whole(child.get(VAL))
        elif tag == W + "isLgl":
            level.legal = bool(switched_on(child))
        elif tag == W + "pStyle":
            level.style = child.get(VAL)
        elif tag == R_PR and (fonts := child.find(_FONTS)) is not None:
            level.font = fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or ""
    return level
