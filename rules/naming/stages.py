"""Ordinals that tell works and projects apart: 二期, 三标段, 第二批, 2号桥."""

from __future__ import annotations

import re
from functools import lru_cache

STAGE = re.compile(
    r"(?<![分共计达每等举办了班训坛座\d.])(?:第?(?P<number>[一二三四五六七八九十]{1,3}|\d{1,2})(?:期(?![间限望货满刊末初])|标段?(?![准志])|分?片区|工区)"
    r"|第(?P<ordinal>[一二三四五六七八九十]{1,3}|\d{1,2})(?:批次?|阶段|轮|届|[学]?期))(?!培训|以[上内]|简报|讲座)"
    r"|(?<![\d.第])(?P<named>\d{1,3})[#号](?=[\u4e00-\u9fff])(?![文令])"
)
_DIGITS = {char: str(number) for number, char in enumerate("一二三四五六七八九十", start=1)}


@lru_cache(maxsize=8192)
def stage_of(text: str) -> str:
    """The last ordinal a text names, in one spelling (第2期 is 二期); empty when it names none."""
    found = None
    for found in STAGE.finditer(text):  # noqa: B007 - the last one is wanted
        pass
    if found is None:
        return ""
    return _DIGITS.get(spelled := found["number"] or found["ordinal"] or found["named"] or "", spelled) + found.group()[-1]
