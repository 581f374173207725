"""Forms as data: what a form file may say, the vocabulary it makes with the words all forms share, and which form claims a table."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from functools import cache
from importlib import resources
from pathlib import Path

import msgspec

from model.report import Kind

Words = dict[str, tuple[str, ...]]
"""Meaning to spellings; * in a spelling stands for anything."""

COMMON = "common"
GENERIC = "generic"
"""Identifier reported for a table that was read by its contents alone."""


ADDED_FORMS = "GOUJI_FORMS"


class Line(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row a form prints: its label and the row it is a part of."""

    label: str
    parent: str | None = None
    open: bool = False
    """True when lines of the reporter's own follow it (one special fund a line); they are its parts."""


class Form(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One form file. Labels are compared as `label_key` gives them."""

    id: str
    name: str
    kind: Kind | None = None
    region: str = ""
    titles: tuple[str, ...] = ()
    """Titles of its reports, blanks and year left out; * stands for anything."""
    claims: tuple[str, ...] = ()
    """Labels that all stand in its table; a | b means either. Empty for narratives, which have no table."""
    refuses: tuple[str, ...] = ()
    """Labels of which none may stand in its table."""
    unit: str = "万元"
    """Unit of amounts where the table prints none."""
    fields: Words = {}
    columns: dict[str, Words] = {}
    goals: Words = {}
    rows: Words = {}
    measures: Words = {}
    signoff: Words = {}
    lines: tuple[Line, ...] = ()
    sections: tuple[str, ...] = ()
    """Headings a narrative of this form has, in order; * stands for anything."""
    weights: dict[str, int] = {}
    """Points of each first level indicator and of 预算执行率, as the form sets them."""


class Vocabulary:
    """Spellings of meanings, looked up by label; remembers every answer."""

    def __init__(self, *words: Words) -> None:
        self._exact: dict[str, str] = {}
        self._patterns: list[tuple[re.Pattern[str], str]] = []
        for meaning, spellings in [pair for group in words for pair in group.items()]:
            for spelling in spellings:
                if "*" in spelling:
                    self._patterns.append((_pattern(spelling), meaning))
                else:
                    self._exact.setdefault(label_key(spelling), meaning)
        self._known: dict[str, str | None] = {}

    @property
    def meanings(self) -> frozenset[str]:
        """Every meaning it knows a spelling of."""
        return frozenset((*self._exact.values(), *(meaning for _, meaning in self._patterns)))

    @property
    def spellings(self) -> tuple[str, ...]:
        """The labels it knows without a pattern."""
        return tuple(self._exact)

    def meaning(self, key: str) -> str | None:
        """What the label `key` (from `label_key`) means, None when it is not in the vocabulary."""
        if key in self._known:
            return self._known[key]
        found = self._exact.get(key)
        if found is None and key and len(key) <= LONGEST_LABEL:
            found = next((meaning for pattern, meaning in self._patterns if pattern.fullmatch(key)), None)
        if len(self._known) < _REMEMBERED:
            self._known[key] = found
        return found


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


LONGEST_LABEL = 40
_REMEMBERED = 20_000
_NUMBER_STARTS = frozenset("0123456789一二三四五六七八九十（(")
_NUMBER = re.compile(r"^(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[、.．](?=\D)|^[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]")
_BRACKETS = re.compile(r"[（(\[【〔][^（()）\[\]【】〔〕]*[)）\]】〕]")


def label_key(text: str) -> str:
    """`text` reduced to what makes it a label: no number before it, no blanks, no brackets with their contents, no colon at the end."""
    key = _NUMBER.sub("", text, count=1) if text[:1] in _NUMBER_STARTS else text
    if "\n" in key or " " in key:
        key = key.replace("\n", "").replace(" ", "")
    if key.endswith((")", "）", "]", "】", "〕")) or "(" in key or "（" in key:
        key = _BRACKETS.sub("", key)
    return key.rstrip("：:、，。*")


@cache
def load_forms() -> tuple[Form, ...]:
    """Every form file shipped, `common` left out, in order of their names. Raises `msgspec.ValidationError` for a wrong file."""
    return tuple(form for form in _files() if form.id != COMMON)


@cache
def reader_of(form_id: str) -> Reader:
    """The compiled form; `GENERIC` gives the common vocabulary alone."""
    if form_id == GENERIC:
        return compile_form(Form(id=GENERIC, name="未登记的表样"))
    return compile_form(next(form for form in load_forms() if form.id == form_id))


def compile_form(form: Form) -> Reader:
    """`form` with the common vocabulary behind its own words."""
    common = next(f for f in _files() if f.id == COMMON)

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
    return next(form for form in _files() if form.id == COMMON).titles


def signoff_labels() -> frozenset[str]:
    """Every label of a sign-off that some form prints."""
    return frozenset(label for form in _files() for spellings in form.signoff.values() for label in spellings)


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


def added_form_files() -> tuple[Path, ...]:
    """Form files of the user's own: *.toml in the folder that the environment variable `GOUJI_FORMS` names."""
    folder = os.environ.get(ADDED_FORMS)
    return tuple(sorted(Path(folder).glob("*.toml"))) if folder else ()


def check_added_forms() -> None:
    """Raises ValueError, a Chinese sentence naming file and reason, for a form file of the user's own that cannot be used."""
    if os.environ.get(ADDED_FORMS) and not Path(os.environ[ADDED_FORMS]).is_dir():
        raise ValueError(f"{ADDED_FORMS} 所指的文件夹 {os.environ[ADDED_FORMS]} 不存在。")
    for path in added_form_files():
        try:
            msgspec.toml.decode(path.read_bytes(), type=Form)
        except (OSError, UnicodeDecodeError, msgspec.DecodeError) as error:
            raise ValueError(f"表样文件 {path} 有误：{error}") from error


@cache
def _files() -> tuple[Form, ...]:
    """Shipped forms and the user's own, which win over shipped ones of the same id."""
    folder = resources.files("normalize") / "forms"
    shipped = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    forms = [msgspec.toml.decode(f.read_bytes(), type=Form) for f in (*shipped, *added_form_files())]
    return tuple({form.id: form for form in forms}.values())


def _pattern(spelling: str) -> re.Pattern[str]:
    return re.compile(".*".join(re.escape(label_key(piece)) if piece else "" for piece in spelling.split("*")))
