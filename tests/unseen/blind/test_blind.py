"""Dossiers whose author did not know the rules: what is planted is found, and nothing else is called grave."""

from __future__ import annotations

import pytest

from tests.unseen.blind.alarms import FALSE_ALARMS
from tests.unseen.blind.collection import DOSSIERS
from tests.unseen.measure import findings, strays, tells
from tests.unseen.paper import Dossier


@pytest.mark.parametrize("dossier", DOSSIERS, ids=lambda dossier: dossier.name)
def test_everything_planted_is_found_with_its_figures(dossier: Dossier) -> None:
    found = findings(dossier)
    assert [p for p in dossier.planted if p.missed is any(tells(f, p) for f in found)] == []


@pytest.mark.parametrize("dossier", DOSSIERS, ids=lambda dossier: dossier.name)
def test_nothing_else_is_called_grave(dossier: Dossier) -> None:
    known = FALSE_ALARMS.get(dossier.name, [])
    loose = [(f.rule, f.message) for f in strays(dossier)]
    assert [said for said in loose if not any(rule == said[0] and words in said[1] for rule, words in known)] == []
    assert [alarm for alarm in known if not any(alarm[0] == rule and alarm[1] in message for rule, message in loose)] == []
