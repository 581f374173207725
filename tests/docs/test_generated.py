"""Documents generated from the code are those the code would generate now."""

from __future__ import annotations

from pathlib import Path

from gouji.handbook import rules_as_markdown
from publish.dictionary import as_markdown
from rules.registry import catalogue

DOCS = Path(__file__).parents[2] / "docs"


def test_the_data_dictionary_is_current() -> None:
    assert (DOCS / "tables.md").read_text(encoding="utf-8") == as_markdown(), "run: gouji schema --format markdown > docs/tables.md"


def test_the_rules_handbook_is_current() -> None:
    told = "\n".join(rules_as_markdown(catalogue().values())) + "\n"
    assert (DOCS / "rules.md").read_text(encoding="utf-8") == told, "run: gouji rules --format markdown > docs/rules.md"
    assert all(told.count(f"### {rule.id} {rule.title}") == 1 for rule in catalogue().values())
    assert told.count("- 反例：") == told.count("- 正例：") == len(catalogue())
