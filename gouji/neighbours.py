"""Which dossiers of other departments share passages with which, from the sketches of their reports: no two are read side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from gouji.dossiers import UNNAMED
from model import Dossier, Neighbour, Shared, Spot
from rules.comparing.sketch import PROBES, Sketch

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
    spots, holders, pairs = _common_passages(dossiers, owners, departments, sketches)
    limit = min(RARE, len(departments) // SHARE)
    found: dict[int, dict[int, list[tuple[int, Shared]]]] = defaultdict(lambda: defaultdict(list))
    for (one, other), count in pairs.items():
        common = holders[one, other] > limit
        a, b = owners[spots[one].report_id], owners[spots[other].report_id]
        found[a][b].append((count, Shared(spots[one], spots[other], common)))
        found[b][a].append((count, Shared(spots[other], spots[one], common)))
    return tuple(
        msgspec.structs.replace(dossier, compared=True, neighbours=_nearest(dossiers, found[at])) if dossier.department != UNNAMED else dossier
        for at, dossier in enumerate(dossiers)
    )  # fmt: skip


def _common_passages(
    dossiers: tuple[Dossier, ...], owners: Mapping[str, int], departments: Mapping[str, int], sketches: Mapping[str, Sketch]
) -> tuple[list[Spot], dict[tuple[int, int], int], dict[tuple[int, int], int]]:
    """All passages; and for two of different departments that share enough numbers, how many departments have those, and how many they are."""
    import numpy as np

    spots: list[Spot] = []
    offices: list[int] = []
    chunks = []
    for document in sorted(sketches):
        sketch = sketches[document]
        numbers = np.frombuffer(sketch.probes, dtype="<u8").reshape(-1, PROBES)
        ours = [at for at, spot in enumerate(sketch.spots) if spot.report_id in owners]
        spots += [sketch.spots[at] for at in ours]
        offices += [departments[dossiers[owners[sketch.spots[at].report_id]].department] for at in ours]
        chunks.append(numbers[ours])
    numbers = np.concatenate(chunks) if chunks else np.zeros((0, PROBES), dtype="<u8")
    few = (numbers != 0).sum(axis=1)
    flat = numbers.ravel()
    order = np.argsort(flat, kind="stable")
    order = order[np.searchsorted(flat[order], 1) :]  # zeros stand for nothing
    starts = np.flatnonzero(np.diff(flat[order], prepend=0))
    ends = np.append(starts[1:], len(order))
    office = np.array(offices, dtype=np.int64)
    counts: dict[tuple[int, int], int] = defaultdict(int)
    holders: dict[tuple[int, int], int] = defaultdict(int)
    for start, end in zip(starts[ends - starts > 1].tolist(), ends[ends - starts > 1].tolist(), strict=True):
        held: dict[int, list[int]] = defaultdict(list)
        for passage in (order[start:end] // PROBES).tolist():
            of_office = held[int(office[passage])]
            if len(of_office) < _REPEATED:
                of_office.append(passage)
            if len(held) > HOLDERS:
                break
        if not 1 < len(held) <= HOLDERS:
            continue
        groups = [held[key] for key in sorted(held)]
        for at, ours in enumerate(groups):
            for theirs in groups[at + 1 :]:
                for one in ours:
                    for other in theirs:
                        counts[one, other] += 1
                        holders[one, other] = max(holders[one, other], len(held))
    enough = {pair: count for pair, count in counts.items() if count >= min(2, *few[list(pair)].tolist())}
    return spots, holders, enough


def _nearest(dossiers: tuple[Dossier, ...], found: Mapping[int, list[tuple[int, Shared]]]) -> tuple[Neighbour, ...]:
    ranked = sorted(found, key=lambda at: (-sum(count for count, _ in found[at]), dossiers[at].department, dossiers[at].year or 0))
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
