"""Reads who signed: 填表人, 填报日期, 联系电话, 单位负责人签字, from a line of text or from cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from model import SignOff, Source
from normalize.dates import find_date
from normalize.form import GENERIC, reader_of, signoff_labels
from normalize.wraps import rejoin

_LONGEST = 160


def is_signoff(text: str) -> bool:
    """Whether a line of text is a sign-off: it begins with one of the labels and names a person or date of signing."""
    if len(text) > _LONGEST or ("：" not in text and ":" not in text):
        return False
    marks = list(_labels().finditer(text))
    if not marks or text[: marks[0].start()].strip("（( \u3000"):
        return False
    meanings = [reader_of(GENERIC).signoff.meaning(_squeeze(mark["label"])) for mark in marks]
    return (
        any(meaning in ("prepared_by", "prepared_on", "head") for meaning in meanings) and len(text) > marks[-1].end() - marks[-1].start()
    )


def read_signoff(raws: Sequence[str], source: Source) -> SignOff | None:
    """The sign-off in one or more printed lines, None when no label of one stands there."""
    values: dict[str, str] = {}
    for raw in raws:
        marks = list(_labels().finditer(raw))
        for mark, following in zip(marks, [*marks[1:], None], strict=False):
            meaning = reader_of(GENERIC).signoff.meaning(_squeeze(mark["label"]))
            value = rejoin(raw[mark.end() : following.start() if following else len(raw)]).strip(" ；;，,。_")
            if meaning and meaning != "other":
                values.setdefault(meaning, value)
    if not values:
        return None
    return SignOff(
        prepared_by=values.get("prepared_by") or None,
        prepared_on=find_date(values.get("prepared_on", "")),
        phone=values.get("phone") or None,
        head=values.get("head") or None,
        raw="\n".join(raws),
        source=source,
    )


@cache
def _labels() -> re.Pattern[str]:
    """Labels of the vocabulary with blanks allowed inside, an optional （签字） and the colon."""
    words = sorted(signoff_labels(), key=len, reverse=True)
    any_label = "|".join(r"[ \u3000]*".join(map(re.escape, word)) for word in words)
    return re.compile(rf"(?P<label>{any_label})\s*(?:[（(][^（()）]{{1,8}}[）)])?\s*[：:]")


def _squeeze(label: str) -> str:
    return re.sub(r"\s", "", label)
