"""Seeded mistakes in consistent dossiers: caught, and nothing else said."""

from __future__ import annotations

import pytest

from benchmarks.mutation_classes import CLASSES
from benchmarks.mutations import run
from model import Severity


@pytest.mark.slow
def test_mistakes_are_caught_and_clean_dossiers_stay_silent() -> None:
    result = run(count=390, dossiers=30, seed=7)
    related = sum(t.related for t in result.classes.values())
    caught = sum(t.caught for t in result.classes.values())
    true, false = sum(t.true for t in result.classes.values()), sum(t.false for t in result.classes.values())
    assert caught / related >= 0.95, [(m.kind, m.before, m.after, m.places[0].source.quote) for m in result.missed]
    assert true / (true + false) >= 0.95, [(m.kind, f.message) for m, f in result.wrong]
    assert result.clean[Severity.HIGH] == 0


def test_every_class_of_mistakes_is_tried() -> None:
    result = run(count=len(CLASSES), dossiers=3, seed=2)
    assert set(result.classes) == set(CLASSES)
    assert all(tally.made for kind, tally in result.classes.items() if kind not in ("other_projects_figure", "stale"))
    assert result.clean[Severity.HIGH] == 0
