"""The files that readers are measured on, each with the cells it holds: known by construction, or from gold beside the checkout."""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.corpus import WRITERS
from benchmarks.corpus_content import make_dossier
from tools.layouts import Grid, Layout, Line, reports_of

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "reports"
ELEVEN = 4
"""Projects of a dossier of eleven reports."""

Cells = list[tuple[int, int, int, int, int, str]]
"""(table, row, col, row span, col span, text without blanks) of every cell that holds text."""


@dataclass(frozen=True)
class Sample:
    """One file and what a reader should find in it."""

    name: str
    path: Path
    cells: Cells
    text: str
    """All its characters in any order, blanks left out; empty when they are not known."""


def samples(folder: Path, *, drawn: int = 3, real: bool = True) -> list[Sample]:
    """Shared reports when they lie beside the checkout, the examples, and generated forms (written to `folder`), `drawn` of them difficult."""
    return [*(shared() if real else ()), *examples(), *generated(folder), *difficult(folder, drawn)]


def shared() -> Iterator[Sample]:
    """The real reports with their gold."""
    names = ("miluo-2024.docx", "miluo-2024-split.docx", "miluo-2024.pdf", "miluo-2024-hard.pdf")
    for path in (SHARED / name for name in names):
        if path.exists():
            own = path.with_name(f"{path.stem}-gold.json")
            gold = json.loads((own if own.exists() else SHARED / "miluo-2024-gold.json").read_text(encoding="utf8"))
            yield Sample(path.name, path, list(gold_cells(gold)), "")


def gold_cells(gold: dict[str, Any]) -> Iterator[tuple[int, int, int, int, int, str]]:
    """The cells of a gold file."""
    tables = (table for report in gold["reports"] for table in report["tables"])
    for number, table in enumerate(tables):
        for cell in table["cells"]:
            text = squeezed(cell["text_raw"])
            if text:
                yield number, cell["row"], cell["col"], cell["rowspan"], cell["colspan"], text


def examples() -> Iterator[Sample]:
    """The example dossiers that stand in one file."""
    for description in sorted((ROOT / "tools" / "content").glob("*.toml")):
        dossier = tomllib.loads(description.read_text(encoding="utf8"))
        for format in ("docx", "pdf"):
            path = ROOT / "examples" / f"{dossier['file']}.{format}"
            if dossier["layout"] == "one file" and path.exists():
                yield laid_out(f"example.{format}", path, reports_of(dossier))


def generated(folder: Path) -> Iterator[Sample]:
    """A made-up dossier of eleven reports in each format."""
    layouts = reports_of(make_dossier(4711, projects=ELEVEN))
    for format, write in WRITERS.items():
        path = folder / f"generated.{format}"
        write(layouts, path)
        yield laid_out(path.name, path, layouts)


def difficult(folder: Path, seeds: int) -> Iterator[Sample]:
    """Tables of the tests' own generator: hairlines, double and dashed rules, page breaks everywhere."""
    sys.path.insert(0, str(ROOT / "tests" / "extract"))
    import drawn

    for seed in range(seeds):
        made = drawn.draw(seed)
        path = folder / f"difficult-{seed}.pdf"
        path.write_bytes(made.data)
        cells = [(number, *cell) for number, table in enumerate(made.tables) for cell in sorted(table.gold) if cell[4]]
        yield Sample(path.name, path, cells, "")


def laid_out(name: str, path: Path, layouts: list[Layout]) -> Sample:
    """A sample whose content is a layout."""
    blocks = [block for layout in layouts for block in layout.blocks]
    text = "".join(block.text if isinstance(block, Line) else "".join(cell[4] for cell in block.cells) for block in blocks)
    return Sample(name, path, numbered(block for block in blocks if isinstance(block, Grid)), squeezed(text))


def numbered(grids: Iterable[Grid]) -> Cells:
    """The cells of grids that hold text."""
    return [(number, *cell[:4], squeezed(cell[4])) for number, grid in enumerate(grids) for cell in grid.cells if squeezed(cell[4])]


def squeezed(text: str) -> str:
    """Text without any blanks."""
    return "".join(text.split())
