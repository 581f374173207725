"""Leaves out of a part, before it is parsed, what no reader asks for: in most files that is most of it."""

from __future__ import annotations

import re

_STYLE, _STYLE_END = re.compile(rb"<w:style[\s>/]"), b"</w:style>"
_TRIED, _TRIES = 16 << 10, 8
"""Bytes on both sides of a part's middle, and properties in them, that are looked at before all are: a file is written in one manner."""
_GLANCE = 2 << 10
"""Bytes on both sides of the middle in which what is found at a glance is looked for."""
SYMBOL_FONTS = (b"dings", b'"Symbol"')
"""What stands in the name of every font that draws signs instead of letters."""
_KNOWN: dict[bytes, dict[bytes, bytes]] = {}
"""What is needed of properties met before, by their name: files of one template share nearly all of theirs."""
_REMEMBERED, _USUAL = 4096, 2048
"""How many are remembered from one part to the next, and the most bytes of one."""


def needed_styles(data: bytes) -> bytes:
    """The styles part without what no paragraph or run takes anything from and most of it consists of: table and latent styles."""
    begins = [found.start() for found in _STYLE.finditer(data)]
    if not begins or b"!" in data:
        return data  # in a comment, perhaps, a tag is none
    ends = [*begins[1:], max(begins[-1], data.rfind(_STYLE_END) + len(_STYLE_END))]
    before, _, latent = data[: begins[0]].partition(b"<w:latentStyles")
    _, closed, after = latent.partition(b"</w:latentStyles>")
    kept = [before, after] if closed else [data[: begins[0]]]
    kept += (data[a:b] for a, b in zip(begins, ends, strict=True) if b'w:type="table"' not in data[a : max(a, data.find(b">", a, b))])
    return b"".join((*kept, data[ends[-1] :]))


def needed_document(data: bytes) -> bytes:
    """The document part without the fonts of letters, the spacing and the widths that its properties name over and over.

    Only elements without content go, and the word on blanks, and only where what is left is as well formed as it was.
    """
    if b"[" in data and b"<![CDATA[" in data:
        return data  # what looks like a tag may be text
    for name, idle in _IDLE:
        data = _without(data, name, idle)
    middle = len(data) // 2
    tried = data[max(0, middle - _GLANCE) : middle + _GLANCE]
    return data.replace(_BLANKS, _TEXT) if _BLANKS in tried else data


def _without(data: bytes, name: bytes, idle: re.Pattern[bytes]) -> bytes:
    """`data` without the idle elements in the properties of that name, and without properties that are empty then."""
    begin, end = b"<w:" + name + b">", b"</w:" + name + b">"
    middle = len(data) // 2
    tried = data[max(0, middle - _TRIED) : middle + _TRIED].split(begin)[1:]
    if not any(idle.search(piece[: piece.find(end)]) for piece in tried[:_TRIES]):
        return data
    first, *pieces = data.split(begin)
    known = _KNOWN.setdefault(name, {})
    kept = [first]
    for piece in pieces:
        properties, closed, rest = piece.partition(end)
        if not closed:  # others of the same name inside
            kept += (begin, piece)
            continue
        needed = known.get(properties)
        if needed is None:
            needed = properties if any(font in properties for font in SYMBOL_FONTS) else idle.sub(b"", properties)
            needed = begin + needed + end if needed else b""
            if len(properties) <= _USUAL:
                known[properties] = needed
        kept += (needed, rest)
    if len(known) > _REMEMBERED:
        known.clear()
    return b"".join(kept)


def _elements(names: str) -> re.Pattern[bytes]:
    """Any of these elements where it holds nothing but plain attributes."""
    return re.compile(f'<w:(?:{"|".join(names.split())})(?: [\\w:]+="[^"<>&]*")* ?/>'.encode())


_IDLE = (
    (
        b"rPr",
        _elements(
            "rFonts b bCs i iCs color spacing w kern position szCs highlight u effect bdr shd fitText vertAlign em lang eastAsianLayout "
            "noProof snapToGrid strike dstrike outline shadow emboss imprint caps smallCaps cs rtl"
        ),
    ),
    (
        b"pPr",
        _elements(
            "adjustRightInd snapToGrid spacing ind keepNext keepLines widowControl wordWrap overflowPunct topLinePunct autoSpaceDE "
            "autoSpaceDN bidi contextualSpacing mirrorIndents suppressAutoHyphens suppressLineNumbers textAlignment kinsoku shd divId cnfStyle"
        ),
    ),
    (b"tcPr", _elements("tcW vAlign noWrap shd textDirection hideMark tcFitText cnfStyle")),
)
"""Properties, and what in them bears on no text, size, alignment, number or place."""
_BLANKS, _TEXT = b'<w:t xml:space="preserve">', b"<w:t>"
"""Blanks in a text are kept whether it says so or not."""
