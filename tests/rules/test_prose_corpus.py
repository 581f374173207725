"""The rules of prose on reports of many departments: silent on consistent ones, and a wrong digit in a stated relation is found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from prose_corpus import NAMES, changed, dossier_of, sections, wrong_digit

import rules
from model import Dossier, Fact
from rules.prose.growth import growths
from rules.prose.products import products
from rules.prose.shares import shares
from rules.prose.sums import sums

PROSE = ("D01", "D02", "D03", "D04", "D05", "D06", "D07", "D08", "E01", "T01", "T02", "T03", "T04")
FIGURES = ("D01", "D02", "D04", "D05", "E01")


def messages(dossier: Dossier, only: tuple[str, ...]) -> set[str]:
    return {f"{f.rule} {f.severity} {f.message}" for f in rules.check(dossier, rules.RuleSettings(only=only)).findings}


@pytest.mark.parametrize("name", NAMES)
def test_consistent_reports_give_no_finding(name: str) -> None:
    assert messages(dossier_of(sections(name)), PROSE) == set()


def figures_of(dossier: Dossier) -> Iterator[tuple[str, int, Fact]]:
    """Every figure that takes part in a relation the sentence states in full, with the relation's kind and its report."""
    for report in dossier.reports:
        found: list[tuple[str, Fact | None]] = []
        for total in sums(report):
            if total.complete and all(f.quantity.op is None for f in (total.total, *total.parts)):
                found.extend(("sum", fact) for fact in (total.total, *total.parts))
        for share in shares(report):
            found.extend(("share", fact) for fact in (share.rate, share.part))
        for product in products(report):
            found.extend(("product", fact) for fact in (product.count, product.price))
        for growth in growths(report):
            found.extend(("growth", fact) for fact in (growth.change, growth.rate))
        for kind, fact in found:
            if fact is not None and (fact.quantity.value or 0) >= 2:
                yield kind, report.position, fact


def test_a_wrong_digit_in_a_stated_relation_is_found() -> None:
    tried: Counter[str] = Counter()
    missed: list[str] = []
    for name in NAMES:
        parts = sections(name)
        for kind, number, fact in figures_of(dossier_of(parts)):
            wrong = wrong_digit(fact.quantity.raw)
            tried[kind] += 1
            if not messages(dossier_of(changed(parts, number, fact.block, fact.start, fact.end, wrong)), FIGURES):
                missed.append(f"{name} {kind} {fact.quantity.raw}→{wrong} {fact.quote}")
    assert sum(tried.values()) >= 100, tried
    assert len(missed) <= 0.05 * sum(tried.values()), "\n".join(missed)


SLIPS = [
    line.split("|") for line in (Path(__file__).parent / "slips.txt").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"
]


@pytest.mark.parametrize(("wrong", "right"), SLIPS, ids=[wrong[:12] for wrong, _ in SLIPS])
def test_a_slip_is_found_and_its_correction_is_not(wrong: str, right: str) -> None:
    assert messages(dossier_of((("overall_narrative", None, wrong),)), PROSE)
    assert messages(dossier_of((("overall_narrative", None, right),)), PROSE) == set()


SOUND = [line for line in (Path(__file__).parent / "sound.txt").read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]


def test_sound_sentences_give_no_finding() -> None:
    assert len(SOUND) >= 100
    assert {line: told for line in SOUND if (told := messages(dossier_of((("overall_narrative", None, line),)), PROSE))} == {}
