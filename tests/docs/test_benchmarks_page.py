"""docs/benchmarks.md says what was measured: it is what results.json renders to, and rendering leaves nothing out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from benchmarks.arithmetic import put_in
from benchmarks.render import SECTIONS, render

ROOT = Path(__file__).parents[2]
MACHINE = {
    "when": "2026-01-01 00:00 UTC",
    "processors": 2,
    "system": "Linux",
    "python": "3.11",
    "load_before": 0.1,
    "versions": {"lxml": "6"},
}
RUN = {
    "documents": 10, "format": "docx", "reports": 60, "wall_s": 1.5, "cpu_s": 2.0, "dossiers_of_11_per_s": 3.6, "cpu_ms_per_report": 33.3,
    "peak_mb": 100, "stages_s": {"read": 0.5, "check": 0.5, "publish": 0.4},
}  # fmt: skip
GOUJI = {
    "file": "a.pdf", "reader": "gouji PDF", "ms": 10.0, "ms_per_page": 2.5, "ms_per_1000_cells": 40.0, "peak_mb": 80, "exact_f1": 1.0,
    "texts_f1": 1.0,
}  # fmt: skip
PEER = GOUJI | {"reader": "slow peer", "ms": 25_000.0, "ms_per_page": 6250.0, "exact_f1": 0.5}


def part(figures: Any, *, quick: bool = False) -> dict[str, Any]:
    return {"machine": MACHINE, "quick": quick, "figures": figures}


def test_the_page_is_what_the_results_render_to() -> None:
    results = json.loads((ROOT / "benchmarks" / "results.json").read_text(encoding="utf8"))
    assert (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf8") == render(results)


def test_the_arithmetic_of_scaling_is_that_of_the_results() -> None:
    results = json.loads((ROOT / "benchmarks" / "results.json").read_text(encoding="utf8"))
    page = (ROOT / "docs" / "scaling.md").read_text(encoding="utf8")
    assert put_in(page, results) == page
    assert "| 全国 | 250,000 | Word |" in page


def test_every_part_measured_has_a_section_and_its_picture_is_there() -> None:
    results = json.loads((ROOT / "benchmarks" / "results.json").read_text(encoding="utf8"))
    page = render(results)
    assert set(results) <= set(SECTIONS)
    for picture in (line.partition("](")[2].rstrip(")") for line in page.splitlines() if line.startswith("![")):
        assert (ROOT / "docs" / picture).is_file()


def test_a_reader_is_told_as_a_multiple_of_gouji_on_the_same_file() -> None:
    page = render({"reading": part([GOUJI, PEER])})
    assert "| a.pdf | slow peer | 6,250.00 | 40.00 | 80 | 0.5000 | 1.0000 | – |" in page
    assert "| slow peer | 1 | 2500.00 | 2500.00 | 2500.00 |" in page


def test_parts_that_were_not_measured_are_left_out() -> None:
    page = render({"documents": part([RUN])})
    assert "## End to end: growth with documents" in page and "## Reading" not in page
    assert "| 10 | docx | 60 | 1.50 | 2.00 | 3.6 | 33.30 | 100 | 0.5 | 0.5 | 0.4 |" in page


def test_engines_are_compared_and_a_quick_variant_says_so() -> None:
    page = render({"dask": part([RUN | {"engine": "local"}, RUN | {"engine": "dask", "wall_s": 1.8}], quick=True)})
    assert "1.20 times as long" in page and "Quick variant." in page
