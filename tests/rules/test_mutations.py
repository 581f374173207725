"""Seeded mistakes in consistent dossiers: caught, and nothing else said."""

from __future__ import annotations

from pathlib import Path

import pytest

import extract
import normalize
import rules
from benchmarks.corpus_content import make_dossier
from benchmarks.fast_docx import write_docx
from benchmarks.mutation_classes import CLASSES
from benchmarks.mutations import run
from gouji.dossiers import group_dossiers
from model import Severity
from tools.layouts import reports_of


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


@pytest.mark.parametrize("seed", [289, 407, 989], ids=["full marks", "full marks too", "grown"])
def test_made_up_dossiers_that_come_near_a_limit_are_clean(seed: int, tmp_path: Path) -> None:
    """Projects with full marks admit no problem (C10), spending grows by no more than needs a reason (F02)."""
    write_docx(reports_of(make_dossier(1_000_003 + seed)), tmp_path / "dossier.docx")
    document = extract.extract(extract.Upload(name="dossier.docx", data=(tmp_path / "dossier.docx").read_bytes()))
    (dossier,) = group_dossiers(normalize.normalize(document))
    assert [finding.message for finding in rules.check(dossier).findings] == []
