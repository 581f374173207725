"""Read what a name of an indicator or fact means: kind of measure, head, qualifiers, territory, and what is left."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from rules.naming.stages import STAGE, stage_of
from rules.naming.synonyms import FILLERS, PROJECT_TAILS, QUALIFIERS, SAME_WORDS, SCOPES


class Name(msgspec.Struct, frozen=True):
    """`民生诉求件按期办结率` has head 办结率, body 民生诉求件 and qualifier 按期; a count (培训人次) has no head."""

    head: str
    """The measure of a rate in its compared wording, empty for counts and amounts."""
    body: str
    """What is measured or counted, in compared wording, without fillers."""
    qualifiers: frozenset[str]
    scope: str
    """Territory named (全市, 市本级), empty when none is."""
    stage: str
    """Which of several stages, lots or batches (二期), empty when none is named."""
    pairs: frozenset[str]
    """Every two neighbouring characters of the body."""


_WORDS = {word: same for same, words in SAME_WORDS.items() for word in words}
_SAME = re.compile("|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True)))
_FILLER = re.compile("|".join(sorted(map(re.escape, FILLERS), key=len, reverse=True)))
_QUALIFIER = re.compile("|".join(sorted(map(re.escape, QUALIFIERS), key=len, reverse=True)))
_SCOPE = re.compile("|".join(sorted(map(re.escape, SCOPES), key=len, reverse=True)))
_YEAR = re.compile(r"(?:19|20)\d\d年度?(?:\d{1,2}月)?")
_NUMBERING = re.compile(
    r"^\s*(?:[（(][一二三四五六七八九十\d]{1,3}[)）]|(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:、|[.．](?!\d))|[①-⑳])\s*"
)
_MARKS = re.compile(r"[\s“”\"'‘’（）()《》〈〉【】、，,。.；;：:·—\-%％]")
_RATE = re.compile(r"(?P<verb>[\u4e00-\u9fffA-Za-z+]{0,2})(?P<end>率|比例|比重|占比)$")
_REACHED = re.compile(r"(?:资助|救助|补助|补贴|接种|签约|参保|投保|建档|筛查|体检|检测|免疫|帮扶)$")
"""What is done to everyone who should have it: 资助覆盖率 is the 资助率."""
_STATE = re.compile(r"(?:均|都|全部|已)?(?:(?:正常|稳定|平稳|良好)(?:运行|运转|使用)|(?:运行|运转|使用|工作)(?:正常|稳定|平稳|良好))$")
"""What is said of things that are there: 气象站运行稳定 counts 气象站."""
_TELLING = 4
"""Characters a name needs to be known again when its words are cut."""
_COUNT_TAIL = re.compile(r"(?:时限|时长|用时|里程|长度|面积|规模|(?:[人批户餐场件车台班]次)?数?量?)$")


@lru_cache(maxsize=8192)
def read_name(text: str) -> Name:
    """The meaning of a name as printed; the same words in another order or with a synonym read nearly alike."""
    plain = _MARKS.sub("", _YEAR.sub("", _NUMBERING.sub("", text)))
    scope = _SCOPE.search(plain)
    plain = _SAME.sub(lambda found: _WORDS[found.group()], _SCOPE.sub("", plain))
    stage = stage_of(plain)
    head, body = _split_rate(STAGE.sub("", plain) if stage else plain)
    qualifiers = frozenset(_QUALIFIER.findall(body))
    body = _FILLER.sub("", _QUALIFIER.sub("", body))
    if not head:
        body = _COUNT_TAIL.sub("", body) or body
    return Name(head=head, body=body, qualifiers=qualifiers, scope=scope.group() if scope else "", stage=stage, pairs=pairs_of(body))


@lru_cache(maxsize=8192)
def pairs_of(text: str) -> frozenset[str]:
    """Every two neighbouring characters; a single character stands for itself."""
    return frozenset(text[i : i + 2] for i in range(len(text) - 1)) or frozenset(text)


def covered(text: str, pairs: frozenset[str] | set[str]) -> float:
    """Share of the characters of `text` that stand in a pair known from elsewhere; 1 for an empty text."""
    if not text:
        return 1.0
    if len(text) == 1:
        return 1.0 if any(text in pair for pair in pairs) else 0.0
    marked = 0
    last = -1
    for i in range(len(text) - 1):
        if text[i : i + 2] in pairs:
            marked += 2 if last < i else 1
            last = i + 1
    return marked / len(text)


@lru_cache(maxsize=8192)
def shortened(one: str, other: str) -> bool:
    """Whether two names are the same words, in any order, some of them cut to their first characters: 水质样品采集 and 采集水样."""
    short, long = sorted((one, other), key=len)
    if len(short) < _TELLING or not set(short) <= set(long):
        return False
    words = {short[i : i + 2] for i in range(len(short) - 1)}
    known = [False] * len(long)
    used: set[str] = set()
    for i in range(len(long) - 1):
        if long[i : i + 2] in words:
            known[i : i + 2] = (True, True)
            used |= set(long[i : i + 2])
        elif i + 4 <= len(long) and long[i] + long[i + 2] in words:
            known[i : i + 4] = (True,) * 4
            used |= {long[i], long[i + 2]}
    return all(known) and used >= set(short)


def without_number(text: str) -> str:
    """A text without the enumeration mark it begins with."""
    return _NUMBERING.sub("", text)


@lru_cache(maxsize=2048)
def compared(text: str) -> str:
    """A text in compared wording, marks and fillers removed: the context names are looked up in."""
    return _FILLER.sub("", _SAME.sub(lambda found: _WORDS[found.group()], _MARKS.sub("", text)))


@lru_cache(maxsize=2048)
def core_of_project(name: str) -> str:
    """What distinguishes a project: without year, numbering, marks and endings like 专项经费."""
    plain = _MARKS.sub("", _YEAR.sub("", _NUMBERING.sub("", name)))
    shorter = True
    while shorter:
        shorter = False
        for tail in PROJECT_TAILS:
            if plain.endswith(tail) and len(plain) > len(tail) + 1:
                plain, shorter = plain[: -len(tail)], True
                break
    return plain


def _split_rate(plain: str) -> tuple[str, str]:
    """Head and rest; head is empty for what is no rate."""
    plain = plain.rstrip("达到为是约")
    found = _RATE.search(plain)
    if found is None:
        return "", _STATE.sub("", plain) or plain
    reached = _REACHED.search(plain[: found.start()]) if found["verb"] == "覆盖" else None
    if reached is not None:
        return f"{_SAME.sub(lambda word: _WORDS[word.group()], reached.group())}率", plain[: reached.start()]
    if found["end"] == "率":
        return f"{found['verb']}率", plain[: found.start()]
    return "占比", plain[: found.start("end")]
