"""A rule as auditors read about it: the catalogue's text without its code."""

from __future__ import annotations

import msgspec

from model.finding import Severity


class RuleText(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the page and the workbook say about a rule."""

    id: str
    title: str
    """Chinese name."""
    category: str
    """Chinese name of the family."""
    severity: Severity
    basis: str
    """What it rests on, in words an auditor can cite."""
    rationale: str = ""
    """Why it is checked and how, with an example that fires and one that does not."""
    procedure: str = ""
    """Suggested audit procedure; empty when the family's general one fits."""


Handbook = dict[str, RuleText]
"""Rule texts by rule id."""
