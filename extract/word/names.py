"""The element and attribute names of WordprocessingML that the reader knows, and the walk through wrappers around them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter

from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

VAL, ID, TYPE = W + "val", W + "id", W + "type"
BODY, P, RUN, T = W + "body", W + "p", W + "r", W + "t"
P_PR, R_PR, TBL_PR, TR_PR, TC_PR = W + "pPr", W + "rPr", W + "tblPr", W + "trPr", W + "tcPr"
TBL, TR, TC = W + "tbl", W + "tr", W + "tc"
TEXT_BOX, ALT_CHUNK, SUB_DOCUMENT = W + "txbxContent", W + "altChunk", W + "subDoc"
DELETED, MOVED_AWAY = W + "del", W + "moveFrom"
VANISH, SPEC_VANISH = W + "vanish", W + "specVanish"
ALTERNATE, CHOICE, FALLBACK = MC + "AlternateContent", MC + "Choice", MC + "Fallback"

_SIZE = W + "sz"
SPAN, V_MERGE = W + "gridSpan", W + "vMerge"

BLOCKS = frozenset({P, TBL, ALT_CHUNK, SUB_DOCUMENT})
ROWS = frozenset({TR})
CELLS = frozenset({TC})

UNREAD = frozenset(
    {DELETED, MOVED_AWAY, P_PR, R_PR, TBL_PR, TR_PR, TC_PR, W + "tblGrid", W + "tblPrEx", W + "sectPr", W + "sdtPr", W + "sdtEndPr"}
    | {W + "customXmlPr", W + "smartTagPr", W + "delText", W + "delInstrText", W + "fldData", W + "rt", W + "rubyPr"}
)
"""Properties, and text that tracked changes took out."""

children: Callable[[_Element], list[_Element]] = itemgetter(slice(None))
"""An element's children as a list: that takes a third of the time of going through them one by one."""


def within(children: Iterable[_Element], wanted: frozenset[str]) -> Iterator[_Element]:
    """The wanted elements in order, looking through content controls, insertions, custom XML and every other wrapper, without recursion."""
    stack = [iter(children)]
    while stack:
        for child in stack[-1]:
            tag = child.tag
            if tag in wanted:
                yield child
            elif tag not in UNREAD:
                inner = chosen(child) if tag == ALTERNATE else child
                if inner is not None:
                    stack.append(iter(inner))
                    break
        else:
            stack.pop()


def chosen(alternate: _Element) -> _Element | None:
    """The branch of mc:AlternateContent to read: the first choice that holds anything, else the fallback, never both."""
    fallback = None
    for branch in alternate:
        if branch.tag == CHOICE and len(branch):
            return branch
        if branch.tag == FALLBACK and fallback is None:
            fallback = branch
    return fallback


def switched_on(element: _Element | None) -> bool | None:
    """The value of an on/off property such as w:vanish; None when it is not given."""
    if element is None:
        return None
    return element.get(VAL, "1") not in ("0", "false", "off")


def font_size(properties: _Element | None) -> float | None:
    """The font size in points that run properties name."""
    size = next(properties.iterchildren(_SIZE), None) if properties is not None and len(properties) else None
    return (whole(size.get(VAL)) / 2 or None) if size is not None else None


def whole(text: str | None, default: int = 0) -> int:
    """An integer attribute; `default` when it is missing or is not one."""
    if text is None:
        return default
    try:
        return int(text[:12])
    except ValueError:
        return default
