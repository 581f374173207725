"""Pictures of places in PDF pages for the report page: each place once, within a budget of bytes."""

from __future__ import annotations

import base64
from collections.abc import Callable

from model import Box, Source

Crop = Callable[[Source], bytes | None]
"""Gives the picture (PNG) of the place of a source, or None where there is none."""

BUDGET = 9_000_000
"""Bytes of all pictures together; as base64 they take a third more of the page."""


class Album:
    """Collects pictures while findings are laid out; numbers them for the page."""

    def __init__(self, crop: Crop | None) -> None:
        self._crop = crop
        self._numbers: dict[tuple[str, Box], int | None] = {}
        self._held: list[bytes] = []
        self._spent = 0

    def place(self, source: Source) -> int | None:
        """The number of the picture of this place; None where there is none or the budget is spent."""
        if self._crop is None or source.box is None:
            return None
        key = (source.document_id, source.box)
        if key not in self._numbers:
            self._numbers[key] = self._take(source)
        return self._numbers[key]

    def pictures(self) -> list[tuple[int, str]]:
        """Number and base64 text of each picture."""
        return [(number, base64.b64encode(picture).decode("ascii")) for number, picture in enumerate(self._held)]

    def _take(self, source: Source) -> int | None:
        picture = self._crop(source) if self._crop and self._spent < BUDGET else None
        if picture is None or self._spent + len(picture) > BUDGET:
            return None
        self._held.append(picture)
        self._spent += len(picture)
        return len(self._held) - 1
