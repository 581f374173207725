"""Names an office goes by: 云栖县档案馆 is also 县档案馆 and 档案馆; which offices belong together, and which everybody names."""

from __future__ import annotations

import re
from functools import lru_cache

from rules.naming.places import places_of

_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_EVERYBODYS = re.compile(
    r"财政|审计|人民政府|^政府|党委|县委|市委|区委|纪委|监委|人大|政协|机关事务|组织部|编制委员会|统计局|发展和改革|发改|^办公室$|^委员会$"
)


@lru_cache(maxsize=4096)
def names_of_office(department: str) -> tuple[str, ...]:
    """The full name and the shorter ones without its place, longest first; none shorter than three characters."""
    full = _BRACKETS.sub("", department)
    names = [full]
    rest = full
    for place in places_of(full):
        rest = rest[len(place) :]
        names += [place[-1] + rest, rest]
    return tuple(sorted({name for name in names if len(name) >= 3}, key=lambda name: (-len(name), name)))


def related(one: str, other: str) -> bool:
    """Whether two departments may be one office, or one a part of the other: 教育局 and 教育局机关幼儿园 of one county."""
    shorter, longer = sorted((_BRACKETS.sub("", one), _BRACKETS.sub("", other)), key=len)
    return longer.startswith(shorter) or longer.endswith(shorter) or (names_of_office(shorter)[-1] in longer and shorter[:2] == longer[:2])


def named_by_everybody(department: str) -> bool:
    """Whether reports of any office may name this one: finance, audit, government and party."""
    return bool(_EVERYBODYS.search(names_of_office(department)[-1]))
