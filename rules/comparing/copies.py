"""Set aside copies of a report: the same paper dropped as Word and as PDF, or twice, is checked once."""

from __future__ import annotations

from collections import Counter, defaultdict

import msgspec

from model import Dossier, Report

ALIKE = 0.9
"""Share of equal figures and sentences above which two reports of one kind and project are one paper (readers differ a little)."""
PROBES = 8
"""How many of a report's longest texts are looked up to find what it may be a copy of."""
_DROP = str.maketrans("", "", " \t\n\r\u3000\xa0")


class Copy(msgspec.Struct, frozen=True):
    """A report set aside, the one that is checked in its place, and texts of the copy the other does not have."""

    report: Report
    kept: Report
    differs: tuple[str, ...]


def set_copies_aside(dossier: Dossier) -> tuple[Dossier, tuple[Copy, ...]]:
    """The dossier without copies, and the copies. Kept is what was read from the file's own text before scans, then the first."""
    kept: list[Report] = []
    copies: list[Copy] = []
    contents: dict[str, Counter[str]] = {}
    holders: dict[tuple[object, ...], list[Report]] = defaultdict(list)
    for report in sorted(dossier.reports, key=lambda r: r.doubtful):
        content = _content(report)
        probes = [(report.kind, _squeeze(report.project or ""), text) for text in sorted(content, key=lambda t: (-len(t), t))[:PROBES]]
        shared = Counter(other.report_id for probe in probes for other in holders[probe])
        by_id = {other.report_id: other for probe in probes for other in holders[probe]}
        likely = [by_id[report_id] for report_id, count in shared.most_common(3) if count * 2 >= len(probes)]
        original = next((other for other in likely if _alike(content, contents[other.report_id])), None)
        if original is not None:
            differs = tuple(sorted(text for text in content - contents[original.report_id]))
            copies.append(Copy(report=report, kept=original, differs=differs))
            continue
        kept.append(report)
        contents[report.report_id] = content
        for probe in probes:
            holders[probe].append(report)
    if not copies:
        return dossier, ()
    order = {report.report_id: place for place, report in enumerate(dossier.reports)}
    kept.sort(key=lambda r: order[r.report_id])
    return msgspec.structs.replace(dossier, reports=tuple(kept)), tuple(copies)


def _content(report: Report) -> Counter[str]:
    """What the report says, without layout: every cell text and paragraph once for each time it stands there."""
    texts = [cell.text or cell.raw for table in report.tables for cell in table.cells]
    texts += [passage.paragraph.text or passage.paragraph.raw for passage in report.passages]
    return Counter(text for raw in texts if (text := _squeeze(raw)))


def _squeeze(text: str) -> str:
    return text.translate(_DROP)


def _alike(one: Counter[str], other: Counter[str]) -> bool:
    if one == other:
        return True
    common = sum(min(count, other[text]) for text, count in one.items())
    return common >= ALIKE * max(sum(one.values()), sum(other.values()))
