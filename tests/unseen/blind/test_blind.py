"""Dossiers whose author did not know the rules: what is planted is found, and nothing else is called grave."""

from __future__ import annotations

import pytest

from tests.unseen.blind.collection import DOSSIERS
from tests.unseen.measure import findings, strays, tells
from tests.unseen.paper import Dossier


@pytest.mark.parametrize("dossier", DOSSIERS, ids=lambda dossier: dossier.name)
def test_everything_planted_is_found_with_its_figures(dossier: Dossier) -> None:
    found = findings(dossier)
    assert [p for p in dossier.planted if p.missed is any(tells(f, p) for f in found)] == []


@pytest.mark.parametrize("dossier", DOSSIERS, ids=lambda dossier: dossier.name)
def test_nothing_else_is_called_grave(dossier: Dossier) -> None:
    assert [(f.rule, f.severity.value, f.message) for f in strays(dossier)] == []
