"""What is planted in dossiers of unknown kinds is found with both figures, and nothing else is called grave."""

from __future__ import annotations

import pytest

from tests.unseen.collection import DOSSIERS
from tests.unseen.measure import findings, strays, tells
from tests.unseen.paper import Dossier


@pytest.mark.parametrize("dossier", DOSSIERS, ids=lambda dossier: dossier.name)
def test_everything_planted_is_found_with_its_figures(dossier: Dossier) -> None:
    found = findings(dossier)
    assert [p for p in dossier.planted if p.missed is any(tells(f, p) for f in found)] == []


@pytest.mark.parametrize("dossier", DOSSIERS, ids=lambda dossier: dossier.name)
def test_nothing_else_is_called_grave(dossier: Dossier) -> None:
    assert [(f.rule, f.severity.value, f.message) for f in strays(dossier)] == []


def test_three_of_four_planted_are_found() -> None:
    planted = [p for dossier in DOSSIERS for p in dossier.planted]
    assert sum(not p.missed for p in planted) >= 0.75 * len(planted) and len(planted) >= 30
