"""The code blocks of the documents run as they stand, on the run that the examples give."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("matplotlib")
ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```python\n(.*?)^```", re.M | re.S)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder whose data/out holds the examples' run."""
    from gouji.config import Settings
    from gouji.console import Silent
    from gouji.pipeline import Job, run

    folder = tmp_path_factory.mktemp("demo")
    assert run(Job(raw=ROOT / "examples", out=folder / "data" / "out", settings=Settings()), Silent()) == 0
    return folder


@pytest.mark.parametrize("document", ["docs/analysis.md", "README.md"])
def test_the_blocks_of_a_document_run_in_order(document: str, demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = BLOCK.findall((ROOT / document).read_text(encoding="utf8"))
    assert blocks
    monkeypatch.chdir(demo)
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, document, "exec"), names)


def test_the_plots_show_something(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from PIL import Image

    test_the_blocks_of_a_document_run_in_order("docs/analysis.md", demo, monkeypatch)
    for name in ("budget-adjustment.png", "public-spending.png"):
        colours = Image.open(demo / name).convert("RGB").getcolors(maxcolors=1 << 20)
        assert colours is not None
        assert len(colours) > 20
