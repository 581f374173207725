"""Suggested procedures name rules that exist, and say one thing each."""

from __future__ import annotations

from rules.procedures import procedures
from rules.registry import catalogue


def test_every_procedure_is_of_a_rule() -> None:
    assert set(procedures()) <= set(catalogue())


def test_a_procedure_is_one_full_sentence_of_its_own() -> None:
    told = list(procedures().values())
    assert all(text.endswith("。") and 15 <= len(text) <= 80 for text in told), [t for t in told if not 15 <= len(t) <= 80]
    assert len(set(told)) == len(told) >= 30
