"""Tells which place's form a narrative follows, by the headings it has."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from model import Kind, Passage
from normalize.form import load_forms
from normalize.form_files import Form
from normalize.narrative import heading_number
from normalize.vocabulary import Vocabulary, label_key

_ENOUGH = 0.6


def narrative_form(kind: Kind, passages: Iterable[Passage]) -> str | None:
    """Identifier of the form most of whose sections stand among the headings of a narrative, None when none does."""
    keys = {_heading_key(passage.paragraph.text) for passage in passages if passage.heading}
    best, share = None, _ENOUGH
    for form, sections in _narratives(kind):
        present = len({number for number in (sections.meaning(key) for key in keys) if number is not None}) / len(form.sections)
        if present >= share and (best is None or present > share):
            best, share = form.id, present
    return best


def _heading_key(text: str) -> str:
    found = heading_number(text)
    return label_key(found[2] if found is not None else text)


@cache
def _narratives(kind: Kind) -> tuple[tuple[Form, Vocabulary], ...]:
    forms = (form for form in load_forms() if form.kind == kind and form.sections)
    return tuple((form, Vocabulary({str(i): (name,) for i, name in enumerate(form.sections)})) for form in forms)
