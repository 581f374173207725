"""Documents generated from the code are those the code would generate now."""

from __future__ import annotations

from pathlib import Path

from publish.dictionary import as_markdown

DOCS = Path(__file__).parents[2] / "docs"


def test_the_data_dictionary_is_current() -> None:
    assert (DOCS / "tables.md").read_text(encoding="utf-8") == as_markdown(), "run: gouji schema --format markdown > docs/tables.md"
