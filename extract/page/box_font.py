"""A font of two plain boxes that stands for every font a file does not bring along, so that text is measured alike on every machine.

pdfium asks the system for such fonts and loads every glyph for its outline, which takes most of the time a page needs, though only
the widths and heights the file itself states count. A character without an outline it would leave out, hence the boxes.
"""

from __future__ import annotations

import struct

_EM, _ASCENT, _DESCENT = 1000, 880, -120
_LETTER = (40, 0, 200, 700)
"""x0, y0, x1, y1 of what stands for a letter: narrower than any letter, for the width the file states counts."""
_IDEOGRAPH = (40, -80, 960, 800)
_GROUPS = (
    (0x21, 0x7E, 1),
    (0xA1, 0x1FFF, 1),
    (0x2010, 0x2E7F, 1),
    (0x2E80, 0x2FFF, 2),
    (0x3001, 0xD7FF, 2),
    (0xE000, 0xF8FF, 1),
    (0xF900, 0xFAFF, 2),
    (0xFB00, 0xFEFE, 1),
    (0xFF01, 0xFF60, 2),
    (0xFF61, 0x1FFFF, 1),
    (0x20000, 0x3FFFF, 2),
)
"""First and last character of those that have one glyph; blanks have none."""


def box_font() -> bytes:
    """A TrueType font: glyph 1 for letters and figures, glyph 2 for ideographs. Its boxes have no area, so nothing is drawn with it."""
    letter, ideograph = _glyph(*_LETTER), _glyph(*_IDEOGRAPH)
    box = (0, _DESCENT, _EM, _ASCENT)
    head = struct.pack(">4I2H2q4h2H3h", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _EM, 0, 0, *box, 0, 8, 2, 1, 0)
    hhea = struct.pack(">I3hH11hH", 0x10000, _ASCENT, _DESCENT, 0, _EM, *[0] * 11, 3)
    maxp = struct.pack(">I14H", 0x10000, 3, 2, 1, 0, 0, 1, *[0] * 8)
    tables = {
        b"cmap": _character_map(),
        b"glyf": letter + ideograph,
        b"head": head,
        b"hhea": hhea,
        b"hmtx": struct.pack(">HhHhHh", _EM // 2, 0, _EM // 2, _LETTER[0], _EM, _IDEOGRAPH[0]),
        b"loca": struct.pack(">4I", 0, 0, len(letter), len(letter) + len(ideograph)),
        b"maxp": maxp,
    }
    return _font(tables)


def _glyph(x0: int, y0: int, x1: int, y1: int) -> bytes:
    """A stroke from corner to corner and back."""
    points = struct.pack(">4h", x0, x1 - x0, y0, y1 - y0)
    glyph = struct.pack(">5h2H", 1, x0, y0, x1, y1, 1, 0) + b"\1\1" + points
    return glyph + b"\0" * (-len(glyph) % 4)


def _character_map() -> bytes:
    """Format 13: all characters of a group have the same glyph."""
    groups = b"".join(struct.pack(">3I", *group) for group in _GROUPS)
    table = struct.pack(">2H3I", 13, 0, 16 + len(groups), 0, len(_GROUPS)) + groups
    return struct.pack(">4HI", 0, 1, 3, 10, 12) + table


def _font(tables: dict[bytes, bytes]) -> bytes:
    start = 12 + 16 * len(tables)
    directory, body = b"", b""
    for tag, table in tables.items():
        directory += struct.pack(">4s3I", tag, 0, start + len(body), len(table))
        body += table + b"\0" * (-len(table) % 4)
    return struct.pack(">I4H", 0x10000, len(tables), 64, 2, 16 * len(tables) - 64) + directory + body
