"""Pictures of places in PDF pages for the report page: each place once, within a budget of bytes."""

from __future__ import annotations

import base64
from collections.abc import Callable

from model import Source

Crop = Callable[[Source], bytes | None]
"""Gives the picture (PNG) of the place of a source, or None where there is none."""

BUDGET = 9_000_000
"""Bytes of all pictures together; as base64 they take a third more of the page."""


class Album:
    """Collects pictures while findings are laid out, under a name made of document and place."""

    def __init__(self, crop: Crop | None, earlier: dict[str, str] | None = None) -> None:
        self._crop = crop
        self._earlier = earlier or {}
        self._held: dict[str, str | None] = {}
        self._spent = 0

    def place(self, source: Source) -> str | None:
        """The name of the picture of this place; None where there is none or the budget is spent."""
        box = source.box
        if box is None or not (self._crop or self._earlier):
            return None
        name = "-".join((source.document_id, *(str(round(at)) for at in (box.page, box.x0, box.top, box.x1, box.bottom))))
        if name not in self._held:
            self._held[name] = self._earlier.get(name) or self._take(source)
        return name if self._held[name] else None

    def pictures(self) -> list[tuple[str, str]]:
        """Name and base64 text of each picture."""
        return [(name, picture) for name, picture in self._held.items() if picture]

    def _take(self, source: Source) -> str | None:
        picture = self._crop(source) if self._crop and self._spent < BUDGET else None
        if picture is None or self._spent + len(picture) > BUDGET:
            return None
        self._spent += len(picture)
        return base64.b64encode(picture).decode("ascii")
