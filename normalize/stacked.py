"""Parts target from result where they share a place: in one cell (目标：≥26公里 完成：26.4公里, 20/19.5), or in two rows of one indicator."""

from __future__ import annotations

from msgspec.structs import replace

from model import Cell
from normalize.grid import Grid
from normalize.vocabulary import Vocabulary, label_key

_LONGEST_LABEL = 8


def two_values(text: str, raw: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """The two values of a cell as normalized: by the labels before them, by lines, or by one slash; None when it is not two."""
    labelled = _by_labels(text, vocabulary)
    if labelled is not None:
        return labelled
    lines = [line.strip() for line in raw.split("\n") if line.strip()]
    if len(lines) == 2 and "".join(lines) == text.replace(" ", ""):
        return lines[0], lines[1]
    pieces = text.split("/")
    return (pieces[0].strip(), pieces[1].strip()) if len(pieces) == 2 and all(piece.strip() for piece in pieces) else None


def part_of(cell: Cell | None, part: int | None, vocabulary: Vocabulary) -> Cell | None:
    """The cell, or with a `part` the cell of that value alone; None where the cell does not hold two values."""
    if cell is None or part is None:
        return cell
    values = two_values(cell.text, cell.raw, vocabulary)
    return replace(cell, raw=values[part], text=values[part]) if values is not None else None


def label_column(grid: Grid, vocabulary: Vocabulary, row: int, start: int) -> int | None:
    """The column right of `start` that says in `row` and the row below which value stands beside it: 目标值 over 实际值."""
    for col in range(start + 1, grid.table.cols - 1):
        cells = (grid.at(row, col), grid.at(row + 1, col))
        if tuple(vocabulary.meaning(grid.key(cell)) if cell is not None else None for cell in cells) == ("target", "actual"):
            return col
    return None


def values_by_rows(grid: Grid, vocabulary: Vocabulary, name: Cell, col: int) -> dict[str, Cell | None]:
    """Target and result of the indicator `name`, each on a row of its own behind its label in column `col`."""
    found: dict[str, Cell | None] = {}
    for row in range(name.row, name.row + name.row_span):
        label = grid.at(row, col)
        meaning = vocabulary.meaning(grid.key(label)) if label is not None else None
        if label is not None and meaning in ("target", "actual"):
            found.setdefault(meaning or "", grid.at(row, label.col + label.col_span))
            grid.take(label, found[meaning or ""])
    return found


def _by_labels(text: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    colons = [place for place, char in enumerate(text) if char in "：:"]
    starts = [_label_start(text, colon, vocabulary) for colon in colons]
    found = [(start, colon) for start, colon in zip(starts, colons, strict=True) if start is not None]
    if len(found) != 2 or found[0][0] != 0:
        return None
    (_, first), (second, last) = found
    return text[first + 1 : second].strip(" ；;，,、/"), text[last + 1 :].strip()


def _label_start(text: str, colon: int, vocabulary: Vocabulary) -> int | None:
    """Where the longest label before a colon begins that the vocabulary knows."""
    lowest = max(0, colon - _LONGEST_LABEL)
    return next((start for start in range(lowest, colon) if vocabulary.meaning(label_key(text[start:colon])) in ("target", "actual")), None)
