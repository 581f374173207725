"""One real mistake is one finding: what follows from another finding gets it as root and is folded under it."""

from __future__ import annotations

import re
from collections import defaultdict

from model import Evidence, Finding, Hit, Severity

ORDER = {severity: place for place, severity in enumerate(Severity)}
CONSISTENCY = frozenset("ABCDE")
"""Families that hold printed figures against each other; two of their findings that share a figure have one cause."""


def find_roots(found: list[tuple[Finding, Hit]]) -> dict[str, str]:
    """The root of every finding that has one, by finding_id; a root never has a root itself."""
    roots = _declared(found)
    return _shared(found, roots)


def _declared(found: list[tuple[Finding, Hit]]) -> dict[str, str]:
    """Roots that rules name themselves with `Hit.explains`."""
    parents: dict[str, str] = {}
    for finding, hit in found:
        for pattern in hit.explains:
            matches = _pattern(pattern).fullmatch
            for other, other_hit in found:
                if other is not finding and other.finding_id not in parents and matches(f"{other.rule}:{other_hit.key}"):
                    parents[other.finding_id] = finding.finding_id
    return {child: top for child in parents if (top := _top(child, parents)) != child}


def _pattern(pattern: str) -> re.Pattern[str]:
    """Only `*` is a wildcard: keys may hold brackets and question marks."""
    return re.compile(".*".join(map(re.escape, pattern.split("*"))), re.DOTALL)


def _top(child: str, parents: dict[str, str]) -> str:
    seen = [child]
    while (parent := parents.get(seen[-1])) is not None:
        if parent in seen:
            return min(seen[seen.index(parent) :])  # two findings that name each other: one of them leads
        seen.append(parent)
    return seen[-1]


def _shared(found: list[tuple[Finding, Hit]], roots: dict[str, str]) -> dict[str, str]:
    """Fold findings of the consistency families that one wrong figure explains.

    The figure that stands in most of them is taken for wrong first, then the next for what is left: two mistakes that are
    both held against one right figure stay two. The gravest finding leads, then the one that compares the fewest figures.
    """
    heads = set(roots.values())
    open_findings = {f.finding_id: f for f, _ in found if f.rule[0] in CONSISTENCY and f.finding_id not in roots}
    places: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for finding in open_findings.values():
        for figure in {place for evidence in finding.evidence if (place := _place(evidence))}:
            places[figure].add(finding.finding_id)
    parents = dict(roots)
    while group := max(places.values(), key=lambda ids: (len(ids), sorted(ids)), default=set()):
        if len(group) < 2:
            break
        lead, *others = sorted((open_findings[finding_id] for finding_id in group), key=lambda f: _rank(f, heads))
        parents.update((other.finding_id, lead.finding_id) for other in others)
        members = set(group)
        for ids in places.values():
            ids -= members
    return {child: top for child in parents if (top := _top(child, parents)) != child}


def _rank(finding: Finding, heads: set[str]) -> tuple[object, ...]:
    figures = len({_place(evidence) for evidence in finding.evidence})
    return (ORDER[finding.severity], finding.finding_id not in heads, figures, finding.rule, finding.finding_id)


def _place(evidence: Evidence) -> tuple[object, ...] | None:
    """Where a figure stands; None for words without one."""
    source = evidence.source
    if evidence.value is None:
        return None
    if source.table is not None:
        return (source.report_id, source.table, source.row, source.col, evidence.value)
    return (source.report_id, source.block, source.start, evidence.value)
