"""Dossiers of earlier runs whose files are no longer under RAW: kept in the store, so that this year's can be held against them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase

import msgspec

from gouji.dossiers import UNNAMED
from gouji.entries import DOCUMENTS
from gouji.library import Library
from gouji.offices import full_names
from gouji.store import Store
from model import Dossier, Report

INDEX = ("earlier", "dossiers")
"""Kind and key under which they stand in the store."""
YEARS = 3
"""Dossiers kept of a department: its latest years."""


class Kept(msgspec.Struct, frozen=True, array_like=True):
    """A file of an earlier run."""

    key: str
    """Under which its reading stands in the store."""
    path: str
    """Where it lay under RAW."""


class Earlier(msgspec.Struct, frozen=True, array_like=True):
    """A dossier as the latest run had it that had its files."""

    department: str
    year: int
    reports: tuple[str, ...]
    """Report ids in reading order."""
    documents: dict[str, Kept]
    run_id: str


def load_earlier(store: Store) -> tuple[Earlier, ...] | None:
    """Every dossier an earlier run left; None when nothing sound stands in the store (the next full run writes it)."""
    return store.get(*INDEX, tuple[Earlier, ...])


def standing(store: Store, library: Library) -> tuple[Earlier, ...] | None:
    """Those in the store that this run's files do not replace; None where nothing sound stands there.

    A dossier is replaced as a whole as soon as one of its files is read in this run, or a path of it now holds a report of
    the same year: somebody put the right file in the place of a wrong one.
    """
    earlier = load_earlier(store)
    if earlier is None:
        return None
    years: dict[str, set[int]] = defaultdict(set)
    for document, candidate in library.candidates.items():
        years[candidate.path].update(report.year for report in library.reports.get(document, ()) if report.year)
    return tuple(
        dossier
        for dossier in earlier
        if not any(document in library.readings or dossier.year in years.get(kept.path, ()) for document, kept in dossier.documents.items())
    )


def usable(earlier: Iterable[Earlier], store: Store, *, withdrawn: tuple[str, ...]) -> tuple[Earlier, ...]:
    """Those whose results still stand in the store and none of whose files the office has withdrawn (patterns of paths)."""
    return tuple(
        dossier
        for dossier in earlier
        if all(
            store.has(DOCUMENTS, kept.key) and not any(fnmatchcase(kept.path, pattern) for pattern in withdrawn)
            for kept in dossier.documents.values()
        )
    )


def with_earlier(dossiers: Iterable[Dossier], earlier: Iterable[Earlier]) -> tuple[Dossier, ...]:
    """The dossiers; those whose year before is not among this run's files get the one an earlier run left, as outlines.

    Of several with one department and year the latest run's counts. Names meet as within a run: a short one and the full one
    that ends with it are the same office.
    """
    dossiers = tuple(dossiers)
    kept = sorted(earlier, key=lambda e: e.run_id)
    if not kept:
        return dossiers
    named = [d.department for d in dossiers if d.department != UNNAMED]
    full = full_names({name: name for name in [*named, *(e.department for e in kept)]})
    by_name = {(full[e.department], e.year): e for e in kept}
    exact = {(e.department, e.year): e for e in kept}
    found = []
    for dossier in dossiers:
        if dossier.previous is None and dossier.year is not None and dossier.department != UNNAMED:
            before = dossier.year - 1
            match = exact.get((dossier.department, before)) or by_name.get((full[dossier.department], before))
            dossier = msgspec.structs.replace(dossier, previous=_outlined(match)) if match else dossier
        found.append(dossier)
    return tuple(found)


def files_of(earlier: Iterable[Earlier]) -> dict[str, Kept]:
    """The files of the dossiers by document id."""
    return {document: kept for dossier in earlier for document, kept in dossier.documents.items()}


def remember(store: Store, earlier: Iterable[Earlier], dossiers: Iterable[Dossier], library: Library, run_id: str) -> tuple[Earlier, ...]:
    """Keep this run's dossiers beside those that still stand, the latest years of each department; returns them."""
    years: dict[str, dict[int, Earlier]] = defaultdict(dict)
    for one in (*earlier, *_of_run(dossiers, library, run_id)):
        years[one.department][one.year] = one
    kept = tuple(by_year[year] for _, by_year in sorted(years.items()) for year in sorted(by_year)[-YEARS:])
    store.put(*INDEX, kept)
    return kept


def _of_run(dossiers: Iterable[Dossier], library: Library, run_id: str) -> Iterator[Earlier]:
    for dossier in dossiers:
        if dossier.year is None or dossier.department == UNNAMED:
            continue
        documents = {
            report.document_id: Kept(library.readings[report.document_id], library.candidates[report.document_id].path)
            for report in dossier.reports
        }
        yield Earlier(dossier.department, dossier.year, tuple(report.report_id for report in dossier.reports), documents, run_id)


def _outlined(earlier: Earlier) -> Dossier:
    reports = tuple(
        Report(
            report_id=report, document_id=report.rpartition("-")[0], position=at, kind="other", department=earlier.department, year=earlier.year
        )
        for at, report in enumerate(earlier.reports)
    )  # fmt: skip
    return Dossier(department=earlier.department, year=earlier.year, reports=reports)
