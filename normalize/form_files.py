"""What a form file may say, and the form files there are: those shipped and the user's own."""

from __future__ import annotations

import os
from functools import cache
from importlib import resources
from pathlib import Path

import msgspec

from model.report import Kind
from normalize.vocabulary import Words

ADDED_FORMS = "GOUJI_FORMS"
"""Environment variable that names a folder with form files of the user's own."""


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


@cache
def form_files() -> tuple[Form, ...]:
    """The user's own forms and those shipped; the user's come first and win over a shipped one of the same id."""
    folder = resources.files("normalize") / "forms"
    shipped = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    forms: dict[str, Form] = {}
    for file in (*added_form_files(), *shipped):
        form = msgspec.toml.decode(file.read_bytes(), type=Form)
        forms.setdefault(form.id, form)
    return tuple(forms.values())


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
