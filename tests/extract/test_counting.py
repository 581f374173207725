"""Counts written the way Word writes automatic numbers."""

from __future__ import annotations

import pytest

from extract.word.counting import counted

CASES = [
    ("decimal", {1: "1", 120: "120"}),
    ("decimalZero", {3: "03", 12: "12"}),
    ("upperRoman", {1: "I", 4: "IV", 9: "IX", 1994: "MCMXCIV"}),
    ("lowerRoman", {3: "iii"}),
    ("upperLetter", {1: "A", 26: "Z", 27: "AA", 53: "AAA"}),
    ("lowerLetter", {2: "b"}),
    ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 105: "一○五"}),
    (
        "chineseCountingThousand",
        {10: "十", 12: "十二", 30: "三十", 100: "一百", 101: "一百零一", 110: "一百一十", 1005: "一千零五", 20010: "二万零一十"},
    ),
    ("japaneseCounting", {5: "五", 15: "十五"}),
    ("ideographDigital", {10: "一〇", 23: "二三"}),
    ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 25: "贰拾伍", 103: "壹佰零叁"}),
    ("ideographLegalTraditional", {2: "貳", 6: "陸"}),
    ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "㉑", 36: "㊱", 50: "㊿", 51: "51"}),
    ("decimalEnclosedCircleChinese", {9: "⑨"}),
    ("decimalEnclosedParen", {1: "⑴", 20: "⒇"}),
    ("decimalEnclosedFullstop", {1: "⒈", 20: "⒛", 21: "21"}),
    ("ideographEnclosedCircle", {1: "㊀", 10: "㊉"}),
    ("ideographTraditional", {1: "甲", 10: "癸"}),
    ("ideographZodiac", {1: "子", 12: "亥"}),
    ("ideographZodiacTraditional", {1: "甲子", 60: "癸亥"}),
    ("decimalFullWidth", {12: "１２"}),
    ("numberInDash", {4: "- 4 -"}),
    ("ordinal", {1: "1st", 2: "2nd", 3: "3rd", 11: "11th", 22: "22nd"}),
    ("none", {5: ""}),
]


@pytest.mark.parametrize(("form", "expected"), CASES, ids=[form for form, _ in CASES])
def test_a_form_counts_as_word_does(form: str, expected: dict[int, str]) -> None:
    assert {count: counted(count, form) for count in expected} == expected


def test_an_unknown_form_is_told_apart() -> None:
    assert counted(3, "thaiCounting") is None
