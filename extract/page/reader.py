"""One page read: its sheet taken from pdfium, its tables found, its text laid into cells and lines."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extract.grid import Grid, TooCrowded, find_grids
from extract.page.between_rules import find_framed
from extract.page.borderless import find_borderless
from extract.page.cell_text import Owned, cell_texts
from extract.page.drawings import is_band, is_chart, is_frame, is_marking
from extract.page.glyphs import read_glyphs
from extract.page.lines import Line, find_lines
from extract.page.open_blocks import open_blocks
from extract.page.opened import OpenPage
from extract.page.pieces import PageContent, Piece, Region
from extract.page.raised import write_raised
from extract.page.room import Members, Words
from extract.page.ruled_heads import join_heads
from extract.page.rulings import NEAR, chain_dots, whole_rules
from extract.page.sheet import Glyphs, Rule, Sheet
from extract.page.standing import find_standing
from extract.page.strokes import Strokes, TooMany, read_strokes
from extract.page.text_rows import part_rows
from extract.page.turning import Frame, sideways, turn_glyphs, turn_rules


@dataclass(frozen=True, slots=True)
class PageText:
    """The characters of a page that is open."""

    glyphs: Glyphs
    frame: Frame
    quarter: int
    """Quarter turns clockwise from the page as displayed that make its text upright."""
    unmapped: int
    slanted: str
    writers: Set[int]
    """Addresses of objects that are known to write text."""


def read_texts(pages: list[OpenPage]) -> list[PageText]:
    """The characters of open pages."""
    raws = read_glyphs([page.text for page in pages])
    quarters = [sideways(raw, page.rotation) for raw, page in zip(raws, pages, strict=True)]
    frames = [
        Frame(page.box[0], page.box[3], page.box[2], page.box[1], (page.rotation + more) % 4)
        for page, more in zip(pages, quarters, strict=True)
    ]
    turned = turn_glyphs(raws, frames, [page.font_size for page in pages])
    return [
        PageText(write_raised(glyphs), frame, more, raw.unmapped, raw.slanted, raw.writers)
        for raw, glyphs, frame, more in zip(raws, turned, frames, quarters, strict=True)
    ]


def read_sheet(page: OpenPage, *, deadline: float, text: PageText | None = None) -> Sheet:
    """Characters (`text` when they have been read) and ruling lines of one page; those are given up at `deadline` (monotonic seconds)."""
    text = text or read_texts([page])[0]
    crowded = False
    try:
        strokes = read_strokes(page.page, deadline=deadline, writers=text.writers)
    except TooMany:
        strokes, crowded = Strokes(), True
    across, upright = chain_dots(strokes.dots)
    strokes.rules.horizontal += across
    strokes.rules.vertical += upright
    width, height = text.frame.size
    share = min(1.0, strokes.image / (width * height)) if width * height > 0 else 0.0
    return Sheet(
        page.index + 1,
        width,
        height,
        text.glyphs,
        turn_rules(strokes.rules, text.frame),
        image_share=share,
        unmapped=text.unmapped,
        slanted=text.slanted,
        crowded=crowded,
        quarter=text.quarter,
    )


@dataclass(frozen=True, slots=True)
class Ruled:
    """What the rules of a sheet make of it, and the lines of text beside."""

    grids: list[Grid]
    tables: list[Piece]
    lines: list[Line]
    """Lines of the text outside."""
    standing: list[Line]
    """Those that do not run from left to right."""


def read_ruled(sheets: list[Sheet]) -> list[Ruled]:
    """The ruled tables of sheets, and the lines of text outside."""
    drawn = [(sheet, grid, owned) for sheet in sheets for grid, owned in _drawn(sheet)]
    read = cell_texts([owned for _, _, owned in drawn])
    held: dict[int, list[_Table]] = {id(sheet): [] for sheet in sheets}
    for (sheet, grid, owned), (texts, members) in zip(drawn, read, strict=True):
        held[id(sheet)].append((grid, owned, texts, members))
    found = [_ruled(sheet, held[id(sheet)]) for sheet in sheets]
    lines = find_lines(sheets, [outside for *_, outside in found]) if found else []
    return [Ruled(grids, tables, upright, standing) for (grids, tables, standing, _), upright in zip(found, lines, strict=True)]


def read_content(sheet: Sheet, before: Piece | None = None, *, ruled: Ruled | None = None) -> PageContent:
    """The tables and lines of a sheet (`ruled` when its ruled tables have been read).

    `before` is the table without column rules that nothing ends on the page before.
    """
    ruled = ruled or read_ruled([sheet])[0]
    grids = ruled.grids
    found = find_borderless(sheet, ruled.lines, lambda rule: not _covered(grids, rule, lying=True), before)
    for line in found.lines:
        line.index = ()  # let go of the page
    tables = join_heads(ruled.tables, found.tables)
    return PageContent(sheet.page, sheet.width, sheet.height, tables, found.lines + ruled.standing, found.doubtful)


def _drawn(sheet: Sheet) -> Iterator[tuple[Grid, Owned]]:
    """The grids of a sheet with what stands in their cells."""
    grids = [grid for grid in ruled_grids(sheet) if not is_frame(grid, sheet.width, sheet.height)]
    if grids:
        seen = _Seen(sheet.glyphs)
        for grid in grids:
            yield grid, seen.within(grid)


_Table = tuple[Grid, Owned, list[str], Members]


def _ruled(sheet: Sheet, held: list[_Table]) -> tuple[list[Grid], list[Piece], list[Line], NDArray[np.bool_]]:
    """The grids of a sheet, their tables, its lines that do not run from left to right, and the characters outside all of them."""
    glyphs = sheet.glyphs
    outside = glyphs.visible.copy()
    kept: list[Grid] = []
    pieces: list[Piece] = []
    for grid, owned, texts, members in held:
        piece = _piece(sheet, grid, texts, members)
        finer = part_rows(grid, piece, glyphs, members)
        if finer is None and grid.open:
            continue
        if finer is not None:
            grid = finer
            piece = _piece(sheet, grid, *cell_texts([_Seen(glyphs).within(grid)])[0])
            piece.told = True
        if len(grid.xs) == 2 and any(cell.text for cell in piece.cells):
            inside = np.zeros(len(glyphs.codes), np.bool_)
            inside[owned.index] = True
            piece = find_framed(sheet, grid, find_lines([sheet], [inside])[0]) or piece
        if is_chart(piece):
            continue
        outside[owned.index] = False
        kept.append(grid)
        pieces.append(piece)
    tables = _nest(kept, pieces) if len(kept) > 1 else pieces
    standing = find_standing(sheet, outside)
    if standing:
        outside &= glyphs.quarter == 0
    return kept, tables, standing, outside


class _Seen:
    """Where the visible characters of a page have their middle."""

    def __init__(self, glyphs: Glyphs) -> None:
        self._glyphs = glyphs
        self._index = index = glyphs.visible.nonzero()[0]
        self._across, self._down = (glyphs.x0[index] + glyphs.x1[index]) / 2, (glyphs.top[index] + glyphs.bottom[index]) / 2

    def within(self, grid: Grid) -> Owned:
        """Those that stand in the cells of a grid."""
        col, row = grid.xs.searchsorted(self._across), grid.ys.searchsorted(self._down)  # counted from 1; 0 and the last lie outside
        slots = np.full((len(grid.ys) + 1, len(grid.xs) + 1), -1, np.intp)
        slots[1:-1, 1:-1] = grid.owner
        cells = slots[row, col]
        inside = cells >= 0
        return Owned(self._glyphs, len(grid.cells), self._index[inside], cells[inside])


def _nest(grids: list[Grid], pieces: list[Piece]) -> list[Piece]:
    """The tables that do not lie inside a cell of another; those that do are kept with that cell."""
    free = []
    for i, (grid, piece) in enumerate(zip(grids, pieces, strict=True)):
        x0, top, x1, bottom = grid.bounds
        for outer, whole in zip(grids, pieces, strict=True):
            if whole is piece or not (outer.xs[0] < x0 and x1 < outer.xs[-1] and outer.ys[0] < top and bottom < outer.ys[-1]):
                continue
            cols, rows = np.searchsorted(outer.xs, (x0, x1)) - 1, np.searchsorted(outer.ys, (top, bottom)) - 1
            cells = np.unique(outer.owner[rows[0] : rows[1] + 1, cols[0] : cols[1] + 1])
            if len(cells) == 1 and cells[0] >= 0:
                if piece.filled:
                    whole.cells[int(cells[0])].nested.append(piece)
                break
        else:
            free.append(pieces[i])
    return free


def ruled_grids(sheet: Sheet) -> list[Grid]:
    """Grids of the ruled lines, then of shading and white lines where no ruled grid is."""
    rules = sheet.rules
    try:
        lying, upended = whole_rules(rules.horizontal), whole_rules(rules.vertical)
        grids = find_grids(lying, upended)
        grids += open_blocks(lying, upended, grids)
        if not rules.soft_horizontal:
            return grids
        bands = [rule for rule in rules.soft_horizontal if any(is_band(grid, rule) for grid in grids)]
        if bands:
            grids = _extended(grids, find_grids(whole_rules(rules.horizontal + bands), whole_rules(rules.vertical)))
        if not rules.soft_vertical:
            return grids
        across = [rule for rule in rules.soft_horizontal if not _covered(grids, rule, lying=True)]
        upright = [rule for rule in rules.soft_vertical if not _covered(grids, rule, lying=False)]
        if not across or not upright:
            return grids
        if grids:
            grids = _extended(grids, find_grids(whole_rules(rules.horizontal + across), whole_rules(rules.vertical + upright)))
            across = [rule for rule in across if not _covered(grids, rule, lying=True)]
            upright = [rule for rule in upright if not _covered(grids, rule, lying=False)]
        across += [rule for rule in rules.horizontal if not _covered(grids, rule, lying=True)]
        upright += [rule for rule in rules.vertical if not _covered(grids, rule, lying=False)]
        grids += [grid for grid in find_grids(whole_rules(across), whole_rules(upright)) if not is_marking(grid)]
    except TooCrowded:
        return []
    return sorted(grids, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _extended(grids: list[Grid], larger: list[Grid]) -> list[Grid]:
    """Each grid, or the one that has its columns with more rows, or its rows with more columns: shaded headers and labels."""
    chosen: list[Grid] = []
    for grid in grids:
        found = grid
        for other in larger:
            rows = other.xs.shape == grid.xs.shape and bool((np.abs(other.xs - grid.xs) < NEAR).all())
            cols = other.ys.shape == grid.ys.shape and bool((np.abs(other.ys - grid.ys) < NEAR).all())
            inside = other.ys[0] < grid.ys[0] + NEAR and other.ys[-1] > grid.ys[-1] - NEAR
            if (rows and inside) or (cols and other.xs[0] < grid.xs[0] + NEAR and other.xs[-1] > grid.xs[-1] - NEAR):
                found = other
        if not any(found is other for other in chosen):
            chosen.append(found)
    return chosen


def _covered(grids: list[Grid], rule: Rule, *, lying: bool) -> bool:
    position, begin, end = rule
    for grid in grids:
        x0, top, x1, bottom = grid.bounds
        first, last, low, high = (top, bottom, x0, x1) if lying else (x0, x1, top, bottom)
        if first - 6 <= position <= last + 6 and begin < high and end > low:
            return True
    return False


def _piece(sheet: Sheet, grid: Grid, texts: list[str], members: Members) -> Piece:
    xs, ys = grid.xs.tolist(), grid.ys.tolist()
    boxes = sheet.places(xs, ys, grid.cells)
    cells = [Region(*span, text, [box]) for span, text, box in zip(grid.cells, texts, boxes, strict=True)]
    confidence = sheet.glyphs.confidence
    if confidence is not None:
        for k in members.spans:
            cells[k].confidence = round(float(confidence[members.of(k)].min()), 3)
    first = int(members.index.min()) if len(members.index) else -1
    return Piece(sheet.page, sheet.page, ys[0], xs, ys, len(ys) - 1, cells, first, Words(sheet.glyphs, members))
