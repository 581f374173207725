"""Ruled headers over bodies without rules: the two are one table."""

from __future__ import annotations

from extract.page.pieces import Piece

_HIGH = 3  # rows a header has at most
_BELOW = 14.0  # so far below its header a body begins, in points
_BEYOND = 6.0  # … and so far it may stick out at either side


def join_heads(ruled: list[Piece], found: list[Piece]) -> list[Piece]:
    """All tables, each body that stands in the columns of a ruled header right above it made one with it, in place."""
    if not ruled or not found:
        return ruled + found
    left = []
    for body in found:
        head = next((piece for piece in ruled if _heads(piece, body)), None)
        if head is None:
            left.append(body)
            continue
        for cell in body.cells:
            cell.row += head.rows
        head.cells += body.cells
        head.rows += body.rows
        head.ys = [*head.ys, *body.ys[1:]]
        head.strips = body.strips
    return ruled + left


def _heads(head: Piece, body: Piece) -> bool:
    """Whether a body begins right below a header and its words stand one by one in the header's columns."""
    strips, xs = body.strips or [], head.xs
    if head.rows > _HIGH or len(strips) != len(xs) - 1 or len(strips) < 2 or not 0 <= body.top - head.bottom + _BEYOND < _BELOW + _BEYOND:
        return False
    if body.xs[0] < xs[0] - _BEYOND or body.xs[-1] > xs[-1] + _BEYOND:
        return False
    return all(a - 1 < (left + right) / 2 < b + 1 for (left, right), a, b in zip(strips, xs, xs[1:], strict=False))
