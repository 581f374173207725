"""The unit of checking: all reports of one department and year."""

from __future__ import annotations

import msgspec

from model.report import Report


class Dossier(msgspec.Struct, frozen=True, kw_only=True):
    """Reports of one department and year, in reading order of their files; the year before where it is known."""

    department: str
    year: int | None
    reports: tuple[Report, ...]
    previous: Dossier | None = None
