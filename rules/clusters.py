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
    """Fold findings of the consistency families that hold the same printed figure: the gravest, best connected one leads."""
    roots = dict(roots)
    by_figure: dict[tuple[object, ...], list[Finding]] = defaultdict(list)
    free = [finding for finding, _ in found if finding.rule[0] in CONSISTENCY and finding.finding_id not in roots]
    for finding in free:
        for figure in {place for evidence in finding.evidence if (place := _place(evidence))}:
            by_figure[figure].append(finding)
    neighbours: dict[str, dict[str, Finding]] = defaultdict(dict)
    for group in by_figure.values():
        for finding in group:
            neighbours[finding.finding_id].update({other.finding_id: other for other in group if other is not finding})
    heads = set(roots.values())
    leading = sorted(
        free, key=lambda f: (ORDER[f.severity], f.finding_id not in heads, -len(neighbours[f.finding_id]), f.rule, f.finding_id)
    )
    for head in leading:
        if head.finding_id in roots:
            continue
        for other in neighbours[head.finding_id].values():
            if other.finding_id not in roots and other.finding_id not in heads and ORDER[other.severity] >= ORDER[head.severity]:
                roots[other.finding_id] = head.finding_id
                heads.add(head.finding_id)
    return roots


def _place(evidence: Evidence) -> tuple[object, ...] | None:
    """Where a figure stands; None for words without one."""
    source = evidence.source
    if evidence.value is None:
        return None
    if source.table is not None:
        return (source.report_id, source.table, source.row, source.col, evidence.value)
    return (source.report_id, source.block, source.start, evidence.value)
