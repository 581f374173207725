"""Chinese numerals as exact numbers: 三十五 is 35, 一千零二十 is 1020, 九十五点五 is 95.5."""

from __future__ import annotations

from decimal import Decimal

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5}
DIGITS |= {"陆": 6, "柒": 7, "捌": 8, "玖": 9}
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8}
NUMERAL = "零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟"
"""Characters of a numeral below ten thousand, for use in a character class."""


def read_numeral(text: str) -> Decimal | None:
    """The number `text` spells, None when it is not one whole numeral."""
    whole, _, fraction = text.partition("点")
    value = _read_whole(whole)
    if value is None:
        return None
    if "点" not in text:
        return Decimal(value)
    if not fraction or any(c not in DIGITS for c in fraction):
        return None
    return Decimal(f"{value}." + "".join(str(DIGITS[c]) for c in fraction))


def _read_whole(text: str) -> int | None:
    if not text:
        return None
    if len(text) > 1 and all(c in DIGITS for c in text):  # 二〇二四: read digit by digit
        return int("".join(str(DIGITS[c]) for c in text))
    total = section = 0
    digit: int | None = None
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char in TENS:
            section += (1 if digit is None else digit) * TENS[char]
            digit = None
        elif char in MYRIADS:
            total = (total + section + (digit or 0)) * MYRIADS[char]
            section, digit = 0, None
        else:
            return None
    return total + section + (digit or 0)
