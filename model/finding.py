"""What checking says: hits of rules, findings for the auditor, and a check for every relation evaluated."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from model.decision import Decision
from model.document import Source
from model.problem import Problem


class Severity(StrEnum):
    """How much an auditor should care: 高, 中, 低, 提示."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"


class CheckStatus(StrEnum):
    """How one relation came out. Only `fail` is a finding."""

    PASS = "pass"
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"
    INSUFFICIENT_DATA = "insufficient_data"
    PARSE_ERROR = "parse_error"
    EXECUTION_ERROR = "execution_error"


class Evidence(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One side of a contradiction: what is printed, and where."""

    label: str
    """What the value is, in Chinese, e.g. 整体自评报告“五/2、”办结率."""
    value: str | None = None
    """The value as printed (number only), None where words contradict."""
    unit: str | None = None
    source: Source
    """Must carry report_id and quote."""
    earlier: str | None = None
    """Path of the file it stands in where an earlier run read that file and this one has it no more; None otherwise."""


class Hit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a rule yields when a relation fails."""

    message: str
    """One full Chinese sentence an auditor can paste: what, both values, both places, by how much, on what basis."""
    evidence: tuple[Evidence, ...]
    key: str
    """What identifies this contradiction within its rule and dossier, without values and document ids, e.g. 办结率|附件3|热线项目."""
    expected: str | None = None
    observed: str | None = None
    difference: str | None = None
    formula: str | None = None
    """The relation with its figures, e.g. 10 + 90.1 + … = 1512.40."""
    severity: Severity | None = None
    """Overrides the rule's own."""
    explains: tuple[str, ...] = ()
    """`rule:key` patterns (fnmatch) of hits that follow from this one and get it as root."""


class Check(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One relation of one rule as evaluated on one report, so that silence is known to be health."""

    rule: str
    report_id: str | None
    status: CheckStatus
    expected: str | None = None
    observed: str | None = None
    detail: str = ""


class Finding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A contradiction as published: stable over runs, with what auditors decided about it."""

    finding_id: str
    """Stable over runs: derived from rule, department, year and the hit's key."""
    rule: str
    category: str
    """Chinese name of the rule's family, e.g. 表内算术."""
    title: str
    severity: Severity
    department: str
    year: int | None
    message: str
    evidence: tuple[Evidence, ...]
    expected: str | None = None
    observed: str | None = None
    difference: str | None = None
    formula: str | None = None
    basis: str | None = None
    """What the rule rests on, in words an auditor can cite."""
    root: str | None = None
    """finding_id of the finding that explains this one."""
    fingerprint: str = ""
    """Hash of the evidence's printed values: when it changes, an earlier decision no longer holds."""
    status: str = "new"
    """new, open, gone."""
    decision: str | None = None
    note: str | None = None
    decided_by: str | None = None
    decided_at: str | None = None
    first_run: str | None = None
    last_run: str | None = None
    answer: Decision | None = None
    """The decision that holds, with everything auditors typed; `decision`, `note`, `decided_by`, `decided_at` repeat its main fields."""
    other_answers: tuple[Decision, ...] = ()
    """Earlier answers by other people that differ from the one that holds: a conflict, shown and marked."""
    reopened: str | None = None
    """When the evidence changed after a decision: one Chinese sentence saying what changed. The earlier answer then no longer holds."""


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """Everything checking one dossier said."""

    findings: tuple[Finding, ...]
    checks: tuple[Check, ...]
    problems: tuple[Problem, ...] = ()
    """Rules that failed, copies of a report that were not checked twice."""
