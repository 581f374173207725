"""Writing counts the way Word's automatic numbers do: 一、 （一） ① 壹 甲 a IV."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL_SIMPLIFIED = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def counted(count: int, form: str) -> str | None:
    """`count` in the number format `form` (Word's w:numFmt); None for a format we do not know, so that the caller can say so."""
    write = _FORMS.get(form)
    if write is None:
        return None
    return write(count) if count >= 0 else str(count)


def chinese(count: int, digits: str = _DIGITS, units: str = "十百千", *, bare_ten: bool = True) -> str:
    """12 → 十二, 105 → 一百零五, 20000 → 二万; with `bare_ten` 十二 instead of 一十二."""
    if count <= 0 or count >= 10**8:
        return digits[0] if count == 0 else str(count)
    high, low = divmod(count, 10_000)
    text = _below_ten_thousand(low, digits, units)
    if high:
        gap = "零" if low and low < 1000 else ""
        text = _below_ten_thousand(high, digits, units) + ("万" if digits is not _LEGAL_TRADITIONAL else "萬") + gap + text
    ten = digits[1] + units[0]
    return text[1:] if bare_ten and text.startswith(ten) else text


def _below_ten_thousand(count: int, digits: str, units: str) -> str:
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = count // 10**place % 10
        if digit:
            text += ("零" if gap and text else "") + digits[digit] + (units[place - 1] if place else "")
            gap = False
        else:
            gap = True
    return text


def _digit_by_digit(zero: str) -> Callable[[int], str]:
    digits = str.maketrans("0123456789", zero + "一二三四五六七八九")
    return lambda count: str(count).translate(digits)


def _counting(count: int) -> str:
    """Word counts so up to 99 and then names the digits."""
    return chinese(count) if count < 100 else _digit_by_digit("○")(count)


def _roman(count: int) -> str:
    if not 0 < count < 4000:
        return str(count)
    text = ""
    for value, letters in _ROMAN:
        times, count = divmod(count, value)
        text += letters * times
    return text


def _letters(count: int) -> str:
    return chr(65 + (count - 1) % 26) * ((count - 1) // 26 + 1) if 0 < count <= 780 else str(count)


def _run_of(first: str, last: int) -> Callable[[int], str]:
    return lambda count: chr(ord(first) + count - 1) if 1 <= count <= last else str(count)


def _circled(count: int) -> str:
    for first, start, end in (("①", 1, 20), ("㉑", 21, 35), ("㊱", 36, 50)):
        if start <= count <= end:
            return chr(ord(first) + count - start)
    return "⓪" if count == 0 else str(count)


def _ordinal(count: int) -> str:
    suffix = "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{suffix}"


def _series(signs: str) -> Callable[[int], str]:
    return lambda count: signs[count - 1] if 1 <= count <= len(signs) else str(count)


def _full_width(count: int) -> str:
    return str(count).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})


def _sexagenary(count: int) -> str:
    return _STEMS[(count - 1) % 10] + _BRANCHES[(count - 1) % 12] if count > 0 else str(count)


_FORMS: dict[str, Callable[[int], str]] = {
    "none": lambda count: "",
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalZero": lambda count: f"{count:02d}",
    "numberInDash": lambda count: f"- {count} -",
    "upperRoman": _roman,
    "lowerRoman": lambda count: _roman(count).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda count: _letters(count).lower(),
    "ordinal": _ordinal,
    "hex": lambda count: f"{count:X}",
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "ideographDigital": _digit_by_digit("〇"),
    "taiwaneseDigital": _digit_by_digit("○"),
    "japaneseDigitalTenThousand": _digit_by_digit("〇"),
    "koreanDigital2": _digit_by_digit("〇"),
    "chineseLegalSimplified": lambda count: chinese(count, _LEGAL_SIMPLIFIED, "拾佰仟", bare_ten=False),
    "ideographLegalTraditional": lambda count: chinese(count, _LEGAL_TRADITIONAL, "拾佰仟", bare_ten=False),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _run_of("⒈", 20),
    "decimalEnclosedParen": _run_of("⑴", 20),
    "ideographEnclosedCircle": _run_of("㊀", 10),
    "ideographTraditional": _series(_STEMS),
    "ideographZodiac": _series(_BRANCHES),
    "ideographZodiacTraditional": _sexagenary,
}
