"""A form typed as plain text, written as Word and PDF, with the cells, indicators, funds and head a careful clerk would read from it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from benchmarks.fast_pdf import write_pdf
from tests.unseen.paper import blocks
from tools.layouts import Block, Grid, Layout
from tools.word import draw

Spot = tuple[int, int, int, int, int]
"""Table, row, column, row span, column span."""


@dataclass(frozen=True, eq=False)
class Form:
    """`text` as in `tests.unseen.paper`, `↵` where the form breaks a line for want of room only; gold in lines of cells.

    Indicators: level1|level2|level3|target|actual|weight|score|deviation; a target is `≥ 30 场` (comparison, value, unit), `~ 30 场`
    where the comparison may be told or not, or `'words`. Funds: line|initial|annual|executed|weight|rate|score|unit. `*` is anything,
    `?x` is x or nothing, a fund line that begins with `?` may be read or not.
    """

    name: str
    text: str
    indicators: str
    funds: str
    head: str
    widths: tuple[int, ...] = ()
    reads_as: dict[str, str] = field(default_factory=dict)
    """Normalized text of cells that a clerk would not type as printed."""

    def write(self, folder: Path, ending: str) -> Path:
        """Write the form as `docx` or `pdf` under `folder`."""
        path = folder / f"{self.name}.{ending}"
        layouts = [Layout(self.name, self.blocks())]
        if ending == "pdf":
            write_pdf(layouts, path)
        else:
            draw(layouts).save(str(path))
        return path

    def blocks(self) -> list[Block]:
        found = blocks(self.text.replace("↵", "⏎"))
        if not self.widths:
            return found
        return [replace(b, widths=self.widths) if isinstance(b, Grid) and len(b.widths) == len(self.widths) else b for b in found]

    def cells(self) -> dict[Spot, str]:
        """Normalized text by place."""
        grids = [block for block in blocks(self.text) if isinstance(block, Grid)]
        return {
            (number, row, col, rows, cols): self.reads_as.get(text, text.replace("↵", ""))
            for number, grid in enumerate(grids)
            for row, col, rows, cols, text in grid.cells
        }

    def indicator_rows(self) -> list[list[str]]:
        return [line.split("|") for line in self.indicators.strip().splitlines()]

    def fund_rows(self) -> list[list[str]]:
        return [line.split("|") for line in self.funds.strip().splitlines()]

    def head_values(self) -> dict[str, str]:
        return {key: value.replace("⏎", "\n") for key, _, value in (line.partition("=") for line in self.head.strip().splitlines())}
