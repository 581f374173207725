"""Suggested audit procedures of single rules, as data; rules without one have their family's."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources


@cache
def procedures() -> dict[str, str]:
    """What an auditor may do about a finding, by rule id."""
    return tomllib.loads(resources.files("rules").joinpath("words/procedures.toml").read_text(encoding="utf-8"))
