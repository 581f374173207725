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


@BOTH
@EACH
def test_nine_values_of_ten_are_read(form: Form, ending: str) -> None:
    reading = read(form, ending)
    for part in ("indicators", "funds", "head"):
        assert reading.f1(part) >= 0.9, (part, dict(reading.missing))


@BOTH
@EACH
def test_nothing_is_invented(form: Form, ending: str) -> None:
    assert dict(read(form, ending).invented) == {}


@BOTH
@EACH
def test_what_is_not_read_is_a_problem(form: Form, ending: str) -> None:
    reading = read(form, ending)
    assert reading.problems or not any(reading.missing.values())


def test_word_and_pdf_say_the_same() -> None:
    for form in FORMS:
        word, pdf = read(form, "docx"), read(form, "pdf")
        assert (word.right, dict(word.missing)) == (pdf.right, dict(pdf.missing)), form.name
