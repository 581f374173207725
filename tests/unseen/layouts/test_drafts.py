"""A draft of a form file made from an unknown form can be used as it is: it claims the form and reads what was read without it."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

import extract
import normalize
from extract import Upload
from model import Document
from normalize import form as forms
from normalize import form_files, titles
from normalize.form_files import ADDED_FORMS, Form
from tests.unseen.layouts import counties
from tests.unseen.layouts.collection import FORMS
from tests.unseen.layouts.measure import measure
from tests.unseen.layouts.sheet import Form as Sheet

REMEMBERED = (form_files.form_files, forms.load_forms, forms.reader_of, forms._claims, titles._any_title, titles._titles_by_form)
EACH = pytest.mark.parametrize("sheet", [form for form in FORMS if form is not counties.FORM], ids=lambda form: form.name)


@EACH
def test_a_draft_claims_its_form_and_reads_it_as_well(sheet: Sheet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document, text = drafted(sheet, tmp_path)
    (tmp_path / "draft.toml").write_text(text, encoding="utf8")
    monkeypatch.setenv(ADDED_FORMS, str(tmp_path))
    try:
        forget()
        reading = measure(sheet, document)
    finally:
        monkeypatch.undo()
        forget()
    assert [report.form for report in reading.reports] == ["draft"]
    assert (dict(reading.missing), dict(reading.invented)) == ({}, {})


@EACH
def test_a_draft_says_what_a_form_file_needs(sheet: Sheet, tmp_path: Path) -> None:
    _, text = drafted(sheet, tmp_path)
    form = msgspec.toml.decode(text, type=Form)
    assert form.kind in ("project_self_eval", "overall_self_eval")
    assert 3 <= len(form.claims) <= 7 and form.titles and form.columns["indicators"]
    assert not any("20" in word for words in form.columns.values() for labels in words.values() for word in labels)


def drafted(sheet: Sheet, folder: Path) -> tuple[Document, str]:
    path = sheet.write(folder, "docx")
    document = extract.extract(Upload(name=path.name, data=path.read_bytes()))
    return document, normalize.draft_form(document)


def forget() -> None:
    """Form files are read once a process."""
    for remembered in REMEMBERED:
        remembered.cache_clear()
