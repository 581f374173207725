"""The run in figures, for the head of the page: files, reports, relations, findings by severity, department and category."""

from __future__ import annotations

from collections import Counter

import msgspec

from model import CheckStatus, Finding, Run
from publish.words import SEVERITIES

BARS = 6


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One severity's share of a bar, in percent of the longest bar."""

    severity: str
    x: float
    width: float


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """One bar of a chart: counts by severity, worst first."""

    label: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """Length of the whole bar."""
        return sum(self.counts)

    @property
    def described(self) -> str:
        """The counts in words."""
        return "，".join(f"{name} {count}" for name, count in zip(SEVERITIES.values(), self.counts, strict=True) if count)

    def parts(self, longest: int) -> list[Part]:
        """The bar's pieces from left to right, worst first."""
        parts, x = [], 0.0
        for severity, count in zip(SEVERITIES, self.counts, strict=True):
            if count:
                width = round(100 * count / longest, 3)
                parts.append(Part(severity=str(severity), x=round(x, 3), width=width))
                x += width
        return parts


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """What the top of the page says."""

    standing: int
    """Findings that are not gone."""
    files: int
    failed: int
    partial: int
    reports: int
    relations: int
    passed: int
    violated: int
    undecided: int
    severities: dict[str, int]
    """Findings that stand, by severity."""
    new: int
    open: int
    gone: int
    reopened: int
    answered: int
    departments: tuple[Bar, ...]
    more_departments: int
    categories: tuple[Bar, ...]

    @property
    def passed_percent(self) -> float:
        """Share of the relations evaluated that hold."""
        return round(100 * self.passed / self.relations, 1) if self.relations else 100.0


def figures(run: Run, previous: Run | None = None) -> Figures:
    """Count the run; `previous` is only needed when gone findings are not among the run's own."""
    standing = [finding for finding in run.findings if finding.status != "gone"]
    gone = len(run.findings) - len(standing)
    if previous is not None and not gone:
        ids = {finding.finding_id for finding in standing}
        gone = sum(finding.finding_id not in ids and finding.status != "gone" for finding in previous.findings)
    checks = Counter(run.check_counts or (check.status for check in run.checks))
    passed, violated = checks[CheckStatus.PASS], checks[CheckStatus.FAIL]
    departments = _bars(standing, "department")
    severities = {key: run.finding_counts.get(key, 0) for key in SEVERITIES}
    if not run.finding_counts:
        severities = {key: sum(finding.severity == key for finding in standing) for key in SEVERITIES}
    return Figures(
        standing=sum(severities.values()),
        files=len(run.documents),
        failed=sum(record.status == "failed" for record in run.documents),
        partial=sum(record.status == "partial" for record in run.documents),
        reports=len(run.reports),
        relations=passed + violated,
        passed=passed,
        violated=violated,
        undecided=sum(checks.values()) - passed - violated,
        severities=severities,
        new=sum(finding.status == "new" and not finding.reopened for finding in standing),
        open=sum(finding.status == "open" and not finding.reopened for finding in standing),
        gone=gone,
        reopened=sum(bool(finding.reopened) for finding in standing),
        answered=sum(finding.answer is not None and not finding.reopened for finding in standing),
        departments=departments[:BARS],
        more_departments=max(0, len(departments) - BARS),
        categories=_bars(standing, "category"),
    )


def _bars(findings: list[Finding], field: str) -> tuple[Bar, ...]:
    """Counts by severity for each value of a field, longest bar first."""
    order = list(SEVERITIES)
    counts: dict[str, list[int]] = {}
    for finding in findings:
        counts.setdefault(getattr(finding, field), [0] * len(order))[order.index(finding.severity)] += 1
    bars = [Bar(label=label, counts=tuple(held)) for label, held in counts.items()]
    return tuple(sorted(bars, key=lambda bar: (-bar.total, bar.label)))
