"""Prints, for every dossier here, what is found, what is missed, and grave findings that nothing planted explains."""

from __future__ import annotations

import sys

from tests.unseen.blind.collection import DOSSIERS
from tests.unseen.measure import findings, strays, tells
from tests.unseen.paper import Dossier


def report(dossier: Dossier) -> tuple[int, int]:
    """Print one dossier and return how many planted were found, and how many strays there are."""
    found, loose = findings(dossier), strays(dossier)
    told = [any(tells(f, p) for f in found) for p in dossier.planted]
    print(f"== {dossier.name}: {sum(told)}/{len(told)} found, {len(loose)} strays")
    for planted, seen in zip(dossier.planted, told, strict=True):
        print(f"  {'found ' if seen else 'MISSED'} {planted.figures} {planted.why}")
    for finding in loose:
        print(f"  STRAY {finding.rule} {finding.severity.value} {finding.message}")
        for evidence in finding.evidence:
            print(f"        | {evidence.source.quote}")
    return sum(told), len(loose)


def main(names: list[str]) -> None:
    """Report on the named dossiers, or on all."""
    wanted = [d for d in DOSSIERS if not names or d.name in names]
    results = [report(dossier) for dossier in wanted]
    print(f"{sum(found for found, _ in results)}/{sum(len(d.planted) for d in wanted)} found, {sum(loose for _, loose in results)} strays")


if __name__ == "__main__":
    main(sys.argv[1:])
