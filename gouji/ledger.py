"""The findings of a run as they come, dossier by dossier: written to their table at once, counted, and the worst kept for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from gouji import decisions
from gouji.history import Before, carried, gone_since
from model import Finding, Severity
from publish import rows
from publish.parquet import Tables

MOST = 5_000
"""Findings kept for the workbook and the page; of more than that the least severe stand in the tables alone."""
_RANKS = (*Severity, "gone")


class Ledger:
    """Takes findings in; afterwards knows how many there are and which ones people are shown."""

    def __init__(self, tables: Tables, before: Before | None, run_id: str, log: decisions.Log) -> None:
        self._tables = tables
        self._before = before
        self._run_id = run_id
        self._log = log
        self._kept: dict[str, list[tuple[int, Finding]]] = {rank: [] for rank in _RANKS}
        self._present: set[str] = set()  # of those the run before had
        self._entered = 0
        self.severities: Counter[str] = Counter()
        """Findings that stand, by severity."""
        self.not_dismissed: Counter[str] = Counter()
        """The same without those an auditor dismissed."""
        self.states: Counter[str] = Counter()
        """Findings by status: new, open, gone."""

    def enter(self, findings: Iterable[Finding]) -> None:
        """Take in the findings of one dossier."""
        for finding in findings:
            if self._before is not None and finding.finding_id in self._before.first_runs:
                self._present.add(finding.finding_id)
            self._write(decisions.decided(carried(finding, self._before, self._run_id), self._log))

    def close(self) -> None:
        """Take in what the run before had and this one has not."""
        if self._before is not None:
            for finding in gone_since(self._before, self._present):
                self._write(decisions.decided(finding, self._log))

    @property
    def kept(self) -> list[Finding]:
        """The findings for people, in the order they came."""
        return [finding for _, finding in sorted((item for kept in self._kept.values() for item in kept), key=lambda item: item[0])]

    @property
    def left_out(self) -> int:
        """How many findings are not among those kept."""
        return self._entered - sum(map(len, self._kept.values()))

    def _write(self, finding: Finding) -> None:
        self._tables.add("findings", [rows.finding_row(finding)])
        self.states[finding.status] += 1
        if finding.status != "gone":
            self.severities[finding.severity.value] += 1
            self.not_dismissed[finding.severity.value] += finding.decision != "dismissed"
        self._kept["gone" if finding.status == "gone" else finding.severity].append((self._entered, finding))
        self._entered += 1
        if sum(map(len, self._kept.values())) > MOST:
            next(kept for rank in reversed(_RANKS) if (kept := self._kept[rank])).pop()
