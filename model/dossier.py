"""The unit of checking: all reports of one department and year, and what it is held against from outside."""

from __future__ import annotations

import msgspec

from model.report import Report


class Spot(msgspec.Struct, frozen=True, array_like=True):
    """A paragraph of a report, or a cell with a long text."""

    report_id: str
    block: int
    row: int | None = None
    col: int | None = None


class Shared(msgspec.Struct, frozen=True, array_like=True):
    """Two passages of different departments that have much of their wording in common."""

    own: Spot
    other: Spot
    common: bool = False
    """True when so many departments write so (or so few are here to tell) that it may be a form's own wording."""


class Neighbour(msgspec.Struct, frozen=True, kw_only=True):
    """Another department's dossier that shares passages with this one."""

    dossier: Dossier
    """Only with the reports the passages stand in, and without a year before."""
    shared: tuple[Shared, ...]


class Dossier(msgspec.Struct, frozen=True, kw_only=True):
    """Reports of one department and year, in reading order of their files; the year before where it is known."""

    department: str
    year: int | None
    reports: tuple[Report, ...]
    previous: Dossier | None = None
    compared: bool = False
    """Whether the dossiers of other departments were looked through for passages in common."""
    neighbours: tuple[Neighbour, ...] = ()
    """What was found there."""
