"""Page numbers, running headers and footers: told by place, by repetition and by counting along with the pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from math import inf

from extract.page.lines import Line
from extract.page.pieces import PageContent

_DIGITS = re.compile(r"\d+")
_NUMERAL = r"(?:\d{1,4}|[ivxlcIVXLC]{1,7}|[一二三四五六七八九十百零〇]{1,5})"
_PAGE_NUMBER = re.compile(
    rf"[-—–─·•~～\s]*{_NUMERAL}[-—–─·•~～\s]*|第\s*{_NUMERAL}\s*页(?:\s*[,，/、]?\s*[（(]?共\s*{_NUMERAL}\s*页[)）]?)?"
    rf"|{_NUMERAL}\s*(?:/|of|之)\s*{_NUMERAL}|page\s*{_NUMERAL}(?:\s*(?:of|/)\s*{_NUMERAL})?|[-—–]*\s*{_NUMERAL}\s*/\s*{_NUMERAL}\s*[-—–]*",
    re.I,
)
_EDGE = 0.09
"""Share of the page at its edges where running titles stand."""
_FAR_EDGE = 0.13


def set_aside(pages: list[PageContent]) -> list[Line]:
    """Take page numbers and running titles out of the pages' lines, in place; returns what was taken."""
    candidates = [(page, line) for page in pages for line in page.lines if _near_edge(page, line)]
    repeated = _repeated(candidates, len(pages))
    counted = _counting(candidates, len(pages))
    gone = {id(line) for _, line in candidates if id(line) in repeated or id(line) in counted}
    taken = [line for _, line in candidates if id(line) in gone]
    if gone:
        for page in pages:
            page.lines = [line for line in page.lines if id(line) not in gone]
    return taken


def _near_edge(page: PageContent, line: Line) -> bool:
    """In the margin, with nothing of the page beyond it but other such lines."""
    if line.standing:
        return _place(page, line)[2] <= _FAR_EDGE
    if line.bottom <= _FAR_EDGE * page.height:
        return not any(table.top < line.level for table in page.tables)
    if line.top >= (1 - _FAR_EDGE) * page.height:
        return not any(table.bottom > line.level for table in page.tables)
    return False


def _place(page: PageContent, line: Line) -> tuple[int, float, float]:
    """The edge of the page a line belongs to (0 upper, 1 lower, 2 left, 3 right), how far from it its middle is in points, and its inner
    side as a share of the page."""
    if line.standing:
        middle = (line.x0 + line.x1) / 2
        if middle < page.width / 2:
            return 2, middle, line.x1 / page.width
        return 3, page.width - middle, 1 - line.x0 / page.width
    if line.level > page.height / 2:
        return 1, page.height - line.level, 1 - line.top / page.height
    return 0, line.level, line.bottom / page.height


def _repeated(candidates: list[tuple[PageContent, Line]], pages: int) -> set[int]:
    """Lines with the same words at the same height on many pages, set small or far out."""
    places: defaultdict[tuple[str, int, int], list[tuple[PageContent, Line]]] = defaultdict(list)
    for page, line in candidates:
        edge, distance, _ = _place(page, line)
        places[_DIGITS.sub("#", line.text.replace(" ", "")), edge, round(distance / 4)].append((page, line))
    found: set[int] = set()
    for members in places.values():
        share = len({page.page for page, _ in members}) / max(1, pages)
        if len(members) < 2 or (share < 0.3 and len(members) < 5):
            continue
        for page, line in members:
            if _place(page, line)[2] <= _EDGE or (line.size <= 10.6 and len(members) >= 3 and share >= 0.5):
                found.add(id(line))
    return found


def _counting(candidates: list[tuple[PageContent, Line]], pages: int) -> set[int]:
    """Page numbers: outermost on their page, and rising with the pages where there are several."""
    outermost: dict[tuple[int, int], tuple[float, PageContent, Line]] = {}
    for page, line in candidates:
        edge, distance, _ = _place(page, line)
        if distance < outermost.get((page.page, edge), (inf, None, None))[0]:
            outermost[page.page, edge] = (distance, page, line)
    numbers = [(page, line) for _, page, line in outermost.values() if _PAGE_NUMBER.fullmatch(line.text.strip())]
    offsets = Counter(offset for page, line in numbers if (offset := _offset(page, line)) is not None)
    found = set()
    for page, line in numbers:
        offset = _offset(page, line)
        adorned = not line.text.strip().isdigit()
        if adorned or (offset is not None and (offsets[offset] > 1 or pages == 1 or offset == 0)):
            found.add(id(line))
    return found


def _offset(page: PageContent, line: Line) -> int | None:
    digits = _DIGITS.search(line.text)
    return int(digits[0]) - page.page if digits and len(digits[0]) < 5 else None
