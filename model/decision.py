"""What an auditor decided about a finding, and where it was written down: a line of decisions.jsonl."""

from __future__ import annotations

from typing import Literal

import msgspec

DecisionStatus = Literal["confirmed", "dismissed", "open"]

DECISION_NAMES: dict[str, str] = {"confirmed": "确认", "dismissed": "误报", "open": "存疑"}
"""The words auditors choose from, in the workbook, on the page and on the command line."""


class Decision(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One answer to one finding. The log keeps all of them; the latest by `at` holds until the evidence changes."""

    finding_id: str
    status: DecisionStatus
    at: str
    """When it was decided, ISO 8601 in UTC; the typed 核实日期 where the workbook has one."""
    by: str | None = None
    """核实人."""
    note: str | None = None
    """备注."""
    reason: str | None = None
    """误报原因."""
    reviewer: str | None = None
    """复核人."""
    evidence_no: str | None = None
    """取证单号."""
    workpaper: str | None = None
    """底稿索引."""
    origin: str = ""
    """Where it was written: 命令行, 网页复核, or the path of the workbook."""
    run_id: str | None = None
    """The run whose finding the auditor had before them."""
    fingerprint: str = ""
    """The finding's fingerprint at that moment; when it no longer matches, the finding is open again."""
    seen: tuple[str, ...] = ()
    """The values of the finding's sides at that moment, as printed with their units, so that a change can be named."""

    def same_answer(self, other: Decision) -> bool:
        """True when both say the same of the same finding, whenever and wherever."""
        return self._answer() == other._answer()

    def _answer(self) -> tuple[str | None, ...]:
        return (self.finding_id, self.status, self.by, self.note, self.reason, self.reviewer, self.evidence_no, self.workpaper)
