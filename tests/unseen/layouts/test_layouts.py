"""Forms of unknown layouts are read: cells exact, indicators and funds right, nothing invented."""

from __future__ import annotations

import pytest

from tests.unseen.layouts.collection import FORMS
from tests.unseen.layouts.measure import read
from tests.unseen.layouts.sheet import Form

BOTH = pytest.mark.parametrize("ending", ["docx", "pdf"])
EACH = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)


@BOTH
@EACH
def test_nine_cells_of_ten_are_exact(form: Form, ending: str) -> None:
    reading = read(form, ending)
    assert reading.cell_share >= 0.9, reading.wrong_cells
