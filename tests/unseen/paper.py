"""Turns dossiers typed as plain text into Word and PDF files: `# title`, `|cell|cell|` rows, `---` for a new page."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.fast_pdf import write_pdf
from tools.layouts import Block, Grid, Layout, Line
from tools.word import draw

WIDTH = 476


@dataclass(frozen=True)
class Planted:
    """A contradiction that must be reported: the rules that may tell it, and the figures it must show."""

    rules: str
    figures: tuple[str, ...]
    why: str
    missed: bool = False
    """Known not to be found yet; the test fails when it is, so that the mark goes."""


@dataclass(frozen=True)
class Dossier:
    """One department's files as plain text (the ending of a file's name says what it becomes), and what is wrong in them."""

    name: str
    files: dict[str, str]
    planted: list[Planted]
    alike: list[str] = field(default_factory=list)
    """What looks wrong and is not: for readers; any grave finding that is not planted fails the test anyway."""

    def write(self, folder: Path) -> list[Path]:
        """Write the files under `folder` and return their paths."""
        folder.mkdir(parents=True, exist_ok=True)
        paths = []
        for name, text in self.files.items():
            path = folder / name
            layouts = [Layout(f"{number}", blocks(page)) for number, page in enumerate(text.strip().split("\n---\n"))]
            if path.suffix == ".pdf":
                write_pdf(layouts, path)
            else:
                draw(layouts).save(str(path))
            paths.append(path)
        return paths


def blocks(text: str) -> list[Block]:
    """Lines and tables of one report. In a row `<` joins a cell to its left neighbour, `^` to the one above, `⏎` breaks a line."""
    found: list[Block] = []
    rows: list[list[str]] = []
    for line in [*text.strip().splitlines(), ""]:
        if line.startswith("|"):
            rows.append(line.strip()[1:-1].split("|"))
            continue
        if rows:
            found.append(grid(rows))
            rows = []
        if line.startswith("# "):
            found.append(Line(line[2:], title=True))
        elif line.strip():
            found.append(Line(line.strip(), indent=True))
    return found


def grid(rows: list[list[str]]) -> Grid:
    columns = max(len(row) for row in rows)
    assert all(len(row) == columns for row in rows), [row for row in rows if len(row) != columns]
    table = Grid((WIDTH // columns,) * columns)
    for row, texts in enumerate(rows):
        for col, text in enumerate(texts):
            if text in ("<", "^"):
                continue
            across, down = 1, 1
            while col + across < columns and texts[col + across] == "<":
                across += 1
            while row + down < len(rows) and rows[row + down][col] == "^":
                down += 1
            table.put(row, col, text.replace("⏎", "\n"), rows=down, cols=across)
    return table
