"""Takes line wraps and layout blanks out of text: Chinese closes up, Latin words keep one space, enumerations one item a line."""

from __future__ import annotations

import re

from normalize.width import NOT_PLAIN, fold, fold_blanks


def rejoin(raw: str) -> str:
    """`raw` on one line, as a clerk would type it: folded, wraps and layout blanks out, trimmed."""
    if NOT_PLAIN(raw) is None:
        return raw
    text = fold_blanks(raw)
    if " " in text or "\n" in text:
        # Before folding: a blank beside a full-width letter is layout, as beside any Chinese character.
        text = _GAP.sub(_close, text.strip())
    return fold(text)


_GAP = re.compile(r"[ \n]+")
_WIDE = re.compile(r"[０-９Ａ-Ｚａ-ｚ]")
_WORD = re.compile(r"[A-Za-z0-9&@]")
_PHONE = re.compile(r"0\d{2,3}-?\d{7,8}(?!\d)|1\d{10}(?!\d)")
_OPENING = "([<{\"'"
_CLOSING = ")]>},.;:!?%\"'"


def _close(match: re.Match[str]) -> str:
    text, start, end = match.string, match.start(), match.end()
    before, after = text[start - 1], text[end]
    if not before.isascii() or not after.isascii():
        return " " if (_WIDE.match(before) and _WIDE.match(after)) or _is_phone_behind_name(match) else ""
    if before.isdigit() and after.isdigit():
        # A number cut by the end of a line, or two numbers that stand side by side.
        return "" if "\n" in match.group() and _is_one_number(text, start, end) else " "
    if _WORD.match(before) and _WORD.match(after):
        return " "
    if after in "%.,)" or (before == "." and after.isdigit() and start > 1 and text[start - 2].isdigit()) or before in "<>=([":
        return ""
    if (before in "-/_" and _WORD.match(after)) or (after in "-/_" and _WORD.match(before)):
        return "" if "\n" in match.group() else " "
    return " "


def _is_phone_behind_name(gap: re.Match[str]) -> bool:
    """Whether a blank parts a name from a telephone number (某某 023-62881054)."""
    text, end = gap.string, gap.end()
    return text[end] in "01" and "\n" not in gap.group() and text[gap.start() - 1].isalpha() and _PHONE.match(text, end) is not None


def _is_one_number(text: str, start: int, end: int) -> bool:
    """Whether the digits on both sides of a line end are pieces of one number: a fraction cut in two, or digits inside a sentence."""
    left = _NUMBER_END.search(text[:start])
    right = _NUMBER_START.match(text, end)
    if left is None or right is None:
        return False
    if "." in left.group() and "." not in right.group():
        return True
    whole = left.group() == text[:start].strip() and right.end() == len(text.rstrip())
    return not whole or "." in right.group()


_NUMBER_END = re.compile(r"[\d.,]+$")
_NUMBER_START = re.compile(r"[\d.,]+")
