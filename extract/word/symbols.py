"""Characters of symbol fonts (Wingdings, Symbol, Webdings) as the Unicode signs they draw."""

from __future__ import annotations

_WINGDINGS = {
    0x20: " ", 0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖",
    0x77: "⬥", 0x9E: "·", 0x9F: "•", 0xA1: "○", 0xA4: "◉", 0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xD8: "➢", 0xE0: "→", 0xDF: "←", 0xE1: "↑",
    0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✔", 0xFD: "☒", 0xFE: "☑", 0x4A: "☺", 0x46: "☞", 0x28: "☎", 0x29: "✆", 0x2A: "✉",
    0x21: "✏", 0x22: "✂", 0x36: "⌛", 0x80: "⓪", 0x8B: "⓿",
} | {0x81 + i: chr(0x2460 + i) for i in range(10)} | {0x8C + i: chr(0x2776 + i) for i in range(10)}  # fmt: skip
_WINGDINGS_2 = {
    0x20: " ",
    0x4F: "✗",
    0x50: "✔",
    0x51: "☒",
    0x52: "☑",
    0x53: "☒",
    0x54: "☒",
    0xA3: "□",
    0x97: "●",
    0x98: "●",
    0xA2: "■",
    0xA0: "■",
}
_WEBDINGS = {0x20: " ", 0x61: "✔", 0x63: "□", 0x67: "■", 0x6E: "●", 0x72: "✗"}
_SYMBOL = {
    0x25: "%", 0xA2: "′", 0xA3: "≤", 0xA5: "∞", 0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠",
    0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xA8: "♦", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xC5: "⊕", 0xD0: "∠", 0xD6: "√", 0xD7: "⋅",
    0xDE: "⇒", 0xE5: "∑", 0x2D: "−", 0x44: "Δ", 0x53: "Σ", 0x57: "Ω", 0x61: "α", 0x62: "β", 0x67: "γ", 0x6D: "μ", 0x70: "π", 0x73: "σ",
} | {code: chr(code) for code in range(0x20, 0x40) if chr(code) in " !#%&()+,./0123456789:;<=>?[]{}|_"}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "webdings": _WEBDINGS, "wingdings 3": {}, "symbol": _SYMBOL}


def is_symbol_font(font: str | None) -> bool:
    """Whether text set in this font draws signs instead of letters."""
    return font is not None and (font.lower() in _FONTS)


def from_symbol_font(text: str, font: str | None) -> tuple[str, bool]:
    """The text as it looks, and whether every character was known. Unknown ones become U+FFFD, so that nobody reads a wrong letter."""
    table = _FONTS.get((font or "").lower())
    signs, known = [], True
    for character in text:
        code = ord(character)
        private = 0xF000 <= code <= 0xF0FF
        if not private and ((table is None and not is_symbol_font(font)) or code > 0xFF):
            signs.append(character)
            continue
        sign = (table or {}).get(code & 0xFF)
        known = known and sign is not None
        signs.append(sign or "\ufffd")
    return "".join(signs), known
