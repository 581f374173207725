"""Two pieces of one table made one: columns brought together, the repeated header dropped, cells cut by the page end glued."""

from __future__ import annotations

from bisect import bisect_left

from extract.across_pages.page_ends import NUMBER, RECENT, Words, habits_of, is_cut, is_same_cell, same_edges, squeeze
from extract.page.pieces import HEADER_ROWS, Piece, Region


def glue(before: Piece, after: Piece, words: Words, *, header: int) -> None:
    """Append `after` to `before` in place, without its first `header` rows.

    `words` counts the texts of cells that no page end can have cut, in the whole document.
    """
    _same_columns(before, after)
    cells = _without_rows(after.cells, header)
    if after.rows > header:
        touching = {cell.place: cell for cell in _foot(before)}
        top = [cell for cell in cells if cell.row == 0]
        habits = habits_of(before, cells)
        ruled = after.strips is None and not (before.told and after.told)  # only rules can cut a row
        cut = ruled and before.rows > header and is_cut(touching, top, words, habits, blank_rows=_blank_rows(before) + _blank_rows(after))
        shift = before.rows - 1 if cut else before.rows
        known = len(before.cells)
        for cell in cells:
            above = touching.get(cell.place) if cell.row == 0 else None
            if (
                ruled
                and above is not None
                and (cut or (is_same_cell(above, cell, words, habits) and not _leaves_block(before, above, cell, top)))
            ):
                above.row_span += cell.row_span - cut
                above.text = "\n".join(text for text in (above.text, cell.text) if text)
                above.boxes += cell.boxes
                above.confidence = min((c for c in (above.confidence, cell.confidence) if c is not None), default=None)
                above.ends_as(cell)
                _glue_nested(above.nested, cell.nested, words)
            else:
                cell.row += shift
                before.cells.append(cell)
        before.rows = shift + after.rows - header
        before.foot = [cell for cell in (*touching.values(), *before.cells[known:]) if cell.end == before.rows]
    before.last_page, before.ys = after.last_page, after.ys


def _foot(piece: Piece) -> list[Region]:
    """The cells at the lower edge of a piece."""
    return piece.foot if piece.foot is not None else [cell for cell in piece.cells if cell.end == piece.rows]


def _glue_nested(above: list[Piece], below: list[Piece], words: Words) -> None:
    """Bring the tables inside two parts of a cell together: the last above and the first below are one when their columns agree."""
    if above and below and same_edges(above[-1], below[0]):
        above[-1].measure()
        header = repeated_header(above[-1], below[0])
        below[0].measure(head=header)
        glue(above[-1], below[0], words, header=header)
        below = below[1:]
    above += below


def _leaves_block(before: Piece, up: Region, down: Region, top: list[Region]) -> bool:
    """Whether a label stands beside rows of other columns than the label above it, all of whose rows have the same."""
    if not up.text or up.row_span + down.row_span < 3 or (not down.text and 1 in (up.row_span, down.row_span)):
        return False
    beside = [cell for cell in before.cells[-RECENT:] if cell.col >= up.col + up.col_span]
    shapes = {frozenset([cell.place for cell in beside if cell.row <= row < cell.end]) for row in range(up.row, up.end)}
    return len(shapes) == 1 and frozenset([cell.place for cell in top if cell.col >= up.col + up.col_span]) not in shapes


def _same_columns(before: Piece, after: Piece) -> None:
    """Count columns of both pieces by the edges of both."""
    edges, *places = _places(before, after)
    for piece, place in zip((before, after), places, strict=True):
        for cell in piece.cells if place != [*range(len(place))] else ():
            begin, end = place[cell.col], place[cell.col + cell.col_span]
            cell.col, cell.col_span = begin, end - begin
        piece.xs = edges


def _places(before: Piece, after: Piece) -> tuple[list[float], list[int], list[int]]:
    """The column edges of both pieces, and where among them those of each piece are."""
    if before.xs == after.xs or (before.strips is not None and len(before.xs) == len(after.xs)):
        return before.xs, [*range(len(before.xs))], [*range(len(before.xs))]
    edges = sorted([*before.xs, *(x for x in after.xs if min(abs(x - edge) for edge in before.xs) >= 4.0)])
    return edges, _nearest(before.xs, edges), _nearest(after.xs, edges)


def _nearest(xs: list[float], edges: list[float]) -> list[int]:
    found = []
    for x in xs:
        i = bisect_left(edges, x)
        found.append(i - 1 if i == len(edges) or (i and x - edges[i - 1] <= edges[i] - x) else i)
    return found


def repeated_header(before: Piece, after: Piece) -> int:
    """How many rows at the top of `after` repeat rows of `before`; a label that reaches in from the side does not matter."""
    edges, above, below = _places(before, after)
    heads = _by_row(after, below, HEADER_ROWS)
    if sum(bool(key[3]) for row in heads[:HEADER_ROWS] for key in row) < 2:
        return 0
    first, rows = _by_row(before, above, HEADER_ROWS + 1), None
    for number in range(min(HEADER_ROWS, before.rows, after.rows), 0, -1):
        wanted = _block(heads, 0, number)
        if len({key[3] for row in wanted for key in row if key[3]}) < 2:
            continue
        if _block(first, 0, number) == wanted:
            return _without_body(first, number)
        if _is_header(wanted, len(edges) - 1):
            rows = rows or _by_row(before, above, before.rows)
            if any(_block(rows, start, number) == wanted for start in range(1, before.rows - number + 1)):
                return number
    return 0


def _without_body(rows: list[list[Key]], number: int) -> int:
    """How many of the first rows are a header: rows that are blank or go on alike below are the table's own, as on an unfilled form."""
    while number > 1 and (rows[number - 1] == rows[number] or not any(key[3] for key in rows[number - 1])):
        if any(key[2] > number - 1 - i for i, row in enumerate(rows[: number - 1]) for key in row):
            break  # a cell of the header reaches into this row
        number -= 1
    return number


Key = tuple[int, int, int, str]
"""Where a cell begins and ends across, its row span, and its text."""


def _by_row(piece: Piece, place: list[int], number: int) -> list[list[Key]]:
    """The cells that begin in each of the first rows."""
    rows: list[list[Key]] = [[] for _ in range(max(number, 1))]
    for cell in piece.cells:
        if cell.row < number:
            rows[cell.row].append((place[cell.col], place[cell.col + cell.col_span], cell.row_span, squeeze(cell.text)))
    for row in rows:
        row.sort()
    return rows


def _block(rows: list[list[Key]], start: int, number: int) -> list[list[Key]]:
    """Cells that lie wholly in some rows."""
    return [[key for key in rows[start + i] if key[2] <= number - i] for i in range(number)]


def _is_header(block: list[list[Key]], cols: int) -> bool:
    """In the middle of a table a row is a header only when it has no figures and takes most of the width."""
    keys = [key for row in block for key in row]
    taken = sum(high * (end - begin) for begin, end, high, _ in keys)
    return 2 * taken > cols * len(block) and not any(NUMBER.fullmatch(text) for *_, text in keys)


def _without_rows(cells: list[Region], number: int) -> list[Region]:
    kept = []
    for cell in cells:
        if cell.end <= number:
            continue
        cut = max(0, number - cell.row)
        cell.row, cell.row_span = max(0, cell.row - number), cell.row_span - cut
        kept.append(cell)
    return kept


def _blank_rows(piece: Piece) -> int:
    """Rows in the middle of a piece without any text of their own."""
    cells = piece.cells[-RECENT:]
    filled = {cell.row for cell in cells if cell.text}
    return sum(row not in filled for row in {cell.row for cell in cells if 0 < cell.row < piece.rows - 1 and cell.row_span == 1})
