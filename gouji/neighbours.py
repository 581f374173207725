"""Which dossiers of other departments share passages with which, from the sketches of their reports: no two are read side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import msgspec

from gouji.dossiers import UNNAMED
from model import Dossier, Neighbour, Shared, Spot
from rules.comparing.sketch import PROBES, Sketch

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

AMONG_DEPARTMENTS = ("E06", "E07")
"""The rules that look at neighbours."""
HOLDERS = 8
"""Wording of more departments than this is a form's or an official phrase, and no sign of copying."""
RARE = 4
"""Wording of so many departments may be copied from each other also where nothing else speaks for it, unless they are few:"""
SHARE = 3
"""then of at most one in so many departments."""
NEIGHBOURS = 6
"""Other dossiers a dossier is held against, those with most in common first."""
PASSAGES = 40
"""Passages in common that are looked at, for each of them."""
ENOUGH = 3
"""Numbers two dossiers must have in common: half of one passage is a phrase, three quarters of one or parts of two may be a copy."""
_REPEATED = 3
"""Passages of one department with one clause that are looked at."""


def with_neighbours(dossiers: Iterable[Dossier], sketches: Mapping[str, Sketch]) -> tuple[Dossier, ...]:
    """The dossiers, each with those of other departments that share passages with it. `sketches` by document id.

    The work is one sort over all numbers; it does not depend on the order of files.
    """
    dossiers = tuple(dossiers)
    departments = {name: at for at, name in enumerate(sorted({d.department for d in dossiers} - {UNNAMED}))}
    if len(departments) < 2:
        return dossiers
    owners = {report.report_id: at for at, d in enumerate(dossiers) if d.department != UNNAMED for report in d.reports}
    limit = min(RARE, len(departments) // SHARE)
    found: dict[int, dict[int, list[tuple[int, Shared]]]] = defaultdict(lambda: defaultdict(list))
    office = [departments.get(dossier.department, -1) for dossier in dossiers]
    for one, other, count, holders in _common_passages(owners, office, sketches):
        a, b, common = owners[one.report_id], owners[other.report_id], holders > limit
        found[a][b].append((count, Shared(one, other, common)))
        found[b][a].append((count, Shared(other, one, common)))
    return tuple(
        msgspec.structs.replace(dossier, compared=True, neighbours=_nearest(dossiers, found[at])) if office[at] >= 0 else dossier
        for at, dossier in enumerate(dossiers)
    )


def _common_passages(owners: Mapping[str, int], office: list[int], sketches: Mapping[str, Sketch]) -> Iterator[tuple[Spot, Spot, int, int]]:
    """Two passages of different departments that share enough numbers, how many those are, and how many departments have them.

    `owners`: dossier of each report id; `office`: department of each dossier, below 0 for none.
    """
    import numpy as np

    documents = sorted(sketches)
    numbers, of_office, firsts = _numbers(documents, owners, office, sketches)
    order = np.argsort(numbers, kind="stable")
    order = order[np.searchsorted(numbers[order], 1) :]  # zeros stand for nothing
    if not len(order):
        return
    holder = of_office[order // PROBES]
    starts = np.flatnonzero(np.diff(numbers[order], prepend=0))
    mixed = np.minimum.reduceat(holder, starts) != np.maximum.reduceat(holder, starts)
    counts: dict[tuple[int, int], int] = defaultdict(int)
    holders: dict[tuple[int, int], int] = defaultdict(int)
    for start, end in zip(starts[mixed].tolist(), np.append(starts[1:], len(order))[mixed].tolist(), strict=True):
        held: dict[int, list[int]] = defaultdict(list)
        for passage, department in zip((order[start:end] // PROBES).tolist(), holder[start:end].tolist(), strict=True):
            held[department].append(passage)
            if len(held) > HOLDERS:
                break
        else:
            for one, other in _pairs([held[department][:_REPEATED] for department in sorted(held)]):
                counts[one, other] += 1
                holders[one, other] = max(holders[one, other], len(held))
    few = np.count_nonzero(numbers.reshape(-1, PROBES), axis=1)

    def spot(passage: int) -> Spot:
        at = int(np.searchsorted(firsts, passage, side="right")) - 1
        return sketches[documents[at]].spot(passage - int(firsts[at]))

    for (one, other), count in counts.items():
        if count >= min(2, few[one], few[other]):
            yield spot(one), spot(other), count, holders[one, other]


def _numbers(
    documents: list[str], owners: Mapping[str, int], office: list[int], sketches: Mapping[str, Sketch]
) -> tuple[NDArray[np.uint64], NDArray[np.int32], NDArray[np.int64]]:
    """All numbers, passage by passage; the department of each passage; and the first passage of each document.

    Passages that belong to no department have no numbers.
    """
    import numpy as np

    numbers = np.frombuffer(b"".join(sketches[document].probes for document in documents), dtype="<u8").copy()
    of_office = []
    for document in documents:
        sketch = sketches[document]
        of_report = [office[owners[report]] if report in owners else -1 for report in sketch.reports]
        of_office.append(np.array(of_report, dtype=np.int32)[np.frombuffer(sketch.places, dtype="<i4").reshape(-1, 4)[:, 0]])
    passages = np.concatenate([*of_office, np.zeros(0, dtype=np.int32)])
    numbers.reshape(-1, PROBES)[passages < 0] = 0
    return numbers, passages, np.cumsum([0, *map(len, of_office)])


def _pairs(groups: list[list[int]]) -> Iterator[tuple[int, int]]:
    """Every two of different groups."""
    for at, ours in enumerate(groups):
        for theirs in groups[at + 1 :]:
            for one in ours:
                for other in theirs:
                    yield one, other


def _nearest(dossiers: tuple[Dossier, ...], found: Mapping[int, list[tuple[int, Shared]]]) -> tuple[Neighbour, ...]:
    near = [at for at, shared in found.items() if sum(count for count, _ in shared) >= ENOUGH]
    ranked = sorted(near, key=lambda at: (-sum(count for count, _ in found[at]), dossiers[at].department, dossiers[at].year or 0))
    return tuple(_neighbour(dossiers[at], found[at]) for at in ranked[:NEIGHBOURS])


def _neighbour(dossier: Dossier, found: list[tuple[int, Shared]]) -> Neighbour:
    strongest = sorted(found, key=lambda item: (-item[0], *_order(item[1])))[:PASSAGES]
    shared = tuple(sorted((shared for _, shared in strongest), key=_order))
    standing = {passage.other.report_id for passage in shared}
    reports = tuple(report for report in dossier.reports if report.report_id in standing)
    return Neighbour(dossier=Dossier(department=dossier.department, year=dossier.year, reports=reports), shared=shared)


def _order(shared: Shared) -> tuple[tuple[str, int, int, int], ...]:
    return tuple(
        (spot.report_id, spot.block, -1 if spot.row is None else spot.row, -1 if spot.col is None else spot.col)
        for spot in (shared.own, shared.other)
    )
