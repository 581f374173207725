"""Clean forms of other shapes: nothing in them is called grave."""

from __future__ import annotations

import pytest

from tests.unseen.measure import findings
from tests.unseen.paper import Dossier
from tests.unseen.plain_forms import DOSSIERS
from tests.unseen.plain_forms_more import DOSSIERS as MORE
from tests.unseen.plain_tables import DOSSIERS as TABLES


@pytest.mark.parametrize("dossier", [*DOSSIERS, *MORE, *TABLES], ids=lambda dossier: dossier.name)
def test_a_clean_form_of_another_shape_raises_nothing_grave(dossier: Dossier) -> None:
    assert [(f.rule, f.message) for f in findings(dossier) if f.severity in ("high", "medium")] == []
