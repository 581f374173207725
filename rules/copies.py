"""Set aside copies of a report: the same paper dropped as Word and as PDF, or twice, is checked once."""

from __future__ import annotations

from collections import Counter, defaultdict

import msgspec

from model import Dossier, Report

ALIKE = 0.9
"""Share of equal figures and sentences above which two reports of one kind and project are one paper (readers differ a little)."""
_DROP = str.maketrans("", "", " \t\n\r\u3000\xa0")


def set_copies_aside(dossier: Dossier) -> tuple[Dossier, tuple[tuple[Report, Report], ...]]:
    """The dossier without copies, and each copy with the report that was kept: text of the file itself before scans, then the first."""
    kept: list[Report] = []
    copies: list[tuple[Report, Report]] = []
    groups: dict[tuple[object, ...], list[tuple[Report, Counter[str]]]] = defaultdict(list)
    for report in sorted(dossier.reports, key=lambda r: r.doubtful):
        content = _content(report)
        group = groups[report.kind, _squeeze(report.project or ""), report.year]
        original = next((other for other, text in group if _alike(content, text)), None)
        if original is None:
            group.append((report, content))
            kept.append(report)
        else:
            copies.append((report, original))
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
    if not one and not other:
        return False
    if one == other:
        return True
    common = sum(min(count, other[text]) for text, count in one.items())
    return common >= ALIKE * max(sum(one.values()), sum(other.values()))
