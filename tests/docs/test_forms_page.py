"""The page on forms names every form, its example is a valid form file, and the meanings it lists are those the readers know."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from normalize.form import COMMON, load_forms, reader_of
from normalize.form_files import Form

PAGE = (Path(__file__).parents[2] / "docs" / "forms.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```toml\n(.*?)^```", PAGE, re.M | re.S)


def test_every_form_is_listed() -> None:
    listed = re.findall(r"^\| `([a-z-]+)` \| (.+) \|$", PAGE.partition("## 已登记的表样")[2], re.M)
    assert listed == [(form.id, form.name) for form in load_forms()]
    assert COMMON not in dict(listed)


def test_the_examples_are_valid_form_files() -> None:
    example = msgspec.toml.decode(BLOCKS[0], type=Form)
    assert example.claims and example.weights
    assert msgspec.toml.decode('id = "a"\nname = "b"\n' + BLOCKS[1], type=Form).lines[0].open


def test_the_meanings_listed_are_those_of_the_vocabulary() -> None:
    for block in ("funds", "indicators", "items", "tasks"):
        (row,) = re.findall(rf"^\| `\[columns\.{block}\]` \| (.*) \|$", PAGE, re.M)
        vocabulary = getattr(reader_of("generic"), block)
        assert set(re.findall(r"`([a-z0-9_]+)`", row)) <= vocabulary.meanings
