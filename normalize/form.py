"""Forms as data: the vocabularies a form makes with the words all forms share, and which form claims a table."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import msgspec

from normalize.form_files import Form, form_files
from normalize.vocabulary import Vocabulary, label_key

COMMON = "common"
"""Identifier of the file with the words every form shares."""
GENERIC = "generic"
"""Identifier reported for a table that was read by its contents alone."""


class Reader(msgspec.Struct, frozen=True, kw_only=True):
    """A form with its compiled vocabularies: what the table readers work with."""

    form: Form
    fields: Vocabulary
    funds: Vocabulary
    indicators: Vocabulary
    items: Vocabulary
    tasks: Vocabulary
    goals: Vocabulary
    rows: Vocabulary
    measures: Vocabulary
    signoff: Vocabulary


@cache
def load_forms() -> tuple[Form, ...]:
    """Every form file shipped, `common` left out, in order of their names. Raises `msgspec.ValidationError` for a wrong file."""
    return tuple(form for form in form_files() if form.id != COMMON)


@cache
def reader_of(form_id: str) -> Reader:
    """The compiled form; `GENERIC` gives the common vocabulary alone."""
    if form_id == GENERIC:
        return compile_form(Form(id=GENERIC, name="未登记的表样"))
    return compile_form(next(form for form in load_forms() if form.id == form_id))


def compile_form(form: Form) -> Reader:
    """`form` with the common vocabulary behind its own words."""
    common = next(f for f in form_files() if f.id == COMMON)

    def columns(block: str) -> Vocabulary:
        return Vocabulary(form.columns.get(block, {}), common.columns.get(block, {}))

    return Reader(
        form=form,
        fields=Vocabulary(form.fields, common.fields),
        funds=columns("funds"),
        indicators=columns("indicators"),
        items=columns("items"),
        tasks=columns("tasks"),
        goals=Vocabulary(form.goals, common.goals),
        rows=Vocabulary(form.rows, common.rows),
        measures=Vocabulary(form.measures, common.measures),
        signoff=Vocabulary(form.signoff, common.signoff),
    )


def claiming_form(labels: Iterable[str]) -> Form | None:
    """The form whose labels all stand among `labels` (from `label_key`), the most demanding first; None when none claims."""
    present = frozenset(labels)
    best: Form | None = None
    for form, wanted, refused in _claims():
        if (best is None or len(wanted) > len(best.claims)) and all(either & present for either in wanted) and not refused & present:
            best = form
    return best


def shared_titles() -> tuple[str, ...]:
    """Titles that reports of any form may have."""
    return next(form for form in form_files() if form.id == COMMON).titles


def signoff_labels() -> frozenset[str]:
    """Every label of a sign-off that some form prints."""
    return frozenset(label for form in form_files() for spellings in form.signoff.values() for label in spellings)


@cache
def _claims() -> tuple[tuple[Form, tuple[frozenset[str], ...], frozenset[str]], ...]:
    return tuple(
        (
            form,
            tuple(frozenset(label_key(word.strip()) for word in claim.split("|")) for claim in form.claims),
            frozenset(map(label_key, form.refuses)),
        )
        for form in load_forms()
        if form.claims
    )
