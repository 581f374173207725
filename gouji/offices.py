"""Which printed names are one office: short and full names, a town and its government, an office and its divisions."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict

_LONGEST_PLACE, _SHORTEST_NAME = 6, 3
"""Characters a full name may have before the short one, and the short one at least."""
_GOVERNMENT = ("人民政府", "办事处")
_DIVISION = re.compile(r"(.{3,}[厅局委办部])[^厅局委办部]{2,8}[处科股室]")
_YEAR_OR_TITLE = re.compile(r"^(?:19|20)\d\d年?度?|(?:整体支出|部门整体|绩效).*$")
_WITH_OFFICES = re.compile(r"(?:机关)?(?:本级)?(?:及其?(?:所属|下属|直属|二级).*|本级)$")
"""What a department's name ends with where a form says how far it reaches: 某局及所属单位, 某局本级."""
_NOISE = re.compile(r"[\s“”\"'‘’()《》、,。.;:·—_-]")


def office_name(department: str | None) -> str | None:
    """A department's name without a leading year, a trailing title and how far it reaches."""
    folded = folded_name(department)
    return _WITH_OFFICES.sub("", _YEAR_OR_TITLE.sub("", folded)) or None if folded else None


def folded_name(name: str | None) -> str | None:
    """A name without blanks and punctuation, full-width forms folded."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", name)) or None if name else None


def full_names(departments: dict[str, str | None]) -> dict[str, str | None]:
    """Short names (县档案馆) replaced by the one full name that ends with them (云栖县档案馆), where there is just one.

    A town is its government (某镇, 某镇人民政府), and an office's own divisions (某厅某处) are the office, where that is named too.
    """
    names = {name for name in departments.values() if name}
    longer: dict[str, set[str]] = defaultdict(set)
    for name in names:
        for cut in range(1, min(_LONGEST_PLACE, len(name) - _SHORTEST_NAME) + 1):
            if name[cut:] in names:
                longer[name[cut:]].add(name)
        for end in _GOVERNMENT:
            if name + end in names:
                longer[name].add(name + end)
        if (division := _DIVISION.fullmatch(name)) and division[1] in names:
            longer[name].add(division[1])
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in names:
        alike[_ends(name)].append(name)
    for name in names:
        if name not in longer and (found := {other for other in alike[_ends(name)] if _abbreviates(name, other)}):
            longer[name] = found
    full = {name: next(iter(found)) for name, found in longer.items() if len(found) == 1}
    return {report: full.get(name, name) if name else None for report, name in departments.items()}


def _ends(name: str) -> tuple[str, str]:
    """What a name and its abbreviation have in common, so that of many names only a few are compared."""
    return name[:3], name[-1:]


def _abbreviates(short: str, long: str) -> bool:
    """Whether an office's name is another's with characters left out: 市场监管局 of 市场监督管理局."""
    if not 0 < len(long) - len(short) <= 4 or _ends(short) != _ends(long) or short[-1] not in "局委厅办":
        return False
    rest = iter(long)
    return all(char in rest for char in short)
