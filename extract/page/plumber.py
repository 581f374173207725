"""The second reader: one page through pdfplumber, for pages pdfium cannot open. Slower, and only as careful as it must be."""

from __future__ import annotations

import io
import logging
from typing import Any

import numpy as np

from extract.page.radicals import fold_radicals
from extract.page.rulings import chain_dots
from extract.page.sheet import Glyphs, Rules, Sheet
from extract.page.strokes import SHORT, THIN

MAX_BYTES = 30_000_000
"""Larger files are not handed to the second reader: it may need a hundred times their size in memory."""
MAX_CHARACTERS = 100_000


def read_with_pdfplumber(data: bytes, index: int) -> Sheet | None:
    """The sheet of page `index` (from 0), or None when pdfplumber cannot read it either."""
    if len(data) > MAX_BYTES:
        return None
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it reports every oddity of a damaged page on its own
    try:
        with pdfplumber.open(io.BytesIO(data), pages=[index + 1]) as document:
            if not document.pages:
                return None
            page = document.pages[0]
            if len(page.chars) > MAX_CHARACTERS:
                return None
            return Sheet(index + 1, float(page.width), float(page.height), _glyphs(page.chars), _rules(page), reader="pdfplumber")
    except Exception:  # whatever a damaged page does to a second library, the other pages are kept
        return None


def _glyphs(chars: list[dict[str, Any]]) -> Glyphs:
    """Characters with blanks and line ends put where the page shows them."""
    text: list[str] = []
    boxes: list[tuple[float, float, float, float]] = []
    sizes: dict[int, float] = {}
    before: dict[str, Any] | None = None
    for char in chars:
        if len(char["text"]) != 1 or not char["upright"]:
            continue
        box = (float(char["x0"]), float(char["top"]), float(char["x1"]), float(char["bottom"]))
        if before is not None:
            tall = max(1.0, box[3] - box[1])
            if abs(box[1] - float(before["top"])) > tall / 2 or box[0] < float(before["x0"]) - tall:
                text.append("\n")
                boxes.append((0.0, 0.0, 0.0, 0.0))
            elif box[0] - float(before["x1"]) > 0.25 * tall:
                text.append(" ")
                boxes.append((float(before["x1"]), box[1], box[0], box[3]))
        if not text or text[-1] == "\n":
            sizes[len(text)] = round(float(char["size"]), 1)
        text.append(char["text"])
        boxes.append(box)
        before = char
    whole = fold_radicals("".join(text))
    codes = np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), np.uint32)
    array = np.array(boxes, np.float32).reshape(-1, 4)
    return Glyphs(whole, codes, array[:, 0], array[:, 1], array[:, 2], array[:, 3], codes > 32, None, sizes)


def _rules(page: Any) -> Rules:
    """Ruling lines as pdfplumber sees them: lines, thin boxes, and the sides of stroked ones."""
    rules = Rules()
    for edge in page.edges:
        across = edge["orientation"] == "h"
        soft = edge["object_type"] == "rect_edge" and not edge.get("stroke")
        if across:
            rule = (float(edge["top"]), float(edge["x0"]), float(edge["x1"]))
            (rules.soft_horizontal if soft else rules.horizontal).append(rule)
        else:
            rule = (float(edge["x0"]), float(edge["top"]), float(edge["bottom"]))
            (rules.soft_vertical if soft else rules.vertical).append(rule)
    dots = []
    for box in page.rects + page.curves:
        x0, top, x1, bottom = (float(box[key]) for key in ("x0", "top", "x1", "bottom"))
        wide, high = x1 - x0, bottom - top
        if wide <= SHORT and high <= SHORT:
            dots.append((x0, top, x1, bottom))
        elif min(wide, high) <= THIN < max(wide, high):
            if wide > high:
                rules.horizontal.append(((top + bottom) / 2, x0, x1))
            else:
                rules.vertical.append(((x0 + x1) / 2, top, bottom))
    across, upright = chain_dots(dots)
    rules.horizontal += across
    rules.vertical += upright
    return rules
