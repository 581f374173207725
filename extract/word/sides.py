"""The parts beside a Word document's text: styles, numbering and notes, each opened when first asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TypeVar

from lxml.etree import _Element

from extract.word.memory import Memory
from extract.word.names import ID, TYPE, W
from extract.word.needed import needed_styles
from extract.word.package import Package
from extract.word.styles import Styles
from extract.word.xml import parse
from model import Problem, Unreadable

T = TypeVar("T")

_STYLES = Memory(lambda data: Styles(parse(needed_styles(data))), most=8, largest=512 << 10)
_NAMES = {"styles": "样式", "numbering": "自动编号", "footnotes": "脚注", "endnotes": "尾注"}


class Sides:
    """Damage to one of these parts costs what it says, not the text. Raises `Unreadable` for what makes a whole file unsafe."""

    def __init__(self, package: Package, document_id: str) -> None:
        self._package, self._document_id = package, document_id
        self._notes: dict[str, dict[str, _Element]] = {}
        self.problems: list[Problem] = []
        """Those that were damaged, of those that were asked for."""

    @cached_property
    def styles(self) -> Styles:
        """The styles; none where there is no such part."""
        return self._made("styles", lambda name: self._package.made(_STYLES, name)) or Styles(None)

    def numbering(self) -> _Element | None:
        """The definitions of automatic numbers."""
        return self._made("numbering", self._parsed)

    def notes(self, kind: str) -> dict[str, _Element]:
        """The footnotes or endnotes (`kind` without the s) by id, separators left out."""
        if kind not in self._notes:
            root = self._made(f"{kind}s", self._parsed)
            notes = root.iterchildren(W + kind) if root is not None else ()
            self._notes[kind] = {note.get(ID, ""): note for note in notes if note.get(TYPE) in (None, "normal")}
        return self._notes[kind]

    def _parsed(self, name: str) -> _Element:
        return parse(self._package.part(name))

    def _made(self, kind: str, make: Callable[[str], T]) -> T | None:
        name = self._package.side(kind)
        try:
            return make(name) if name is not None else None
        except Unreadable as error:
            if error.error != "corrupt":
                raise
            message = f"文件内的 {name} 已损坏，其内容（{_NAMES[kind]}）未读取。"
            self.problems.append(Problem(document_id=self._document_id, stage="extract", code="damaged_part", message=message))
            return None
