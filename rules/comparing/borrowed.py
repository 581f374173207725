"""Passages a report has nearly word for word with another department's: what E06 and E07 report, worked out once."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import msgspec

from model import Dossier, Evidence, Fact, Neighbour, Report, Shared, Spot
from rules.comparing.reuse import alike
from rules.comparing.sketch import LEAST, clauses_of, long_passages
from rules.memo import remembered
from rules.naming.offices import named_by_everybody, names_of_office, related
from rules.prose.texts import Text, texts

ALIKE = 0.85
"""Share of equal text, names of the offices aside, above which two passages are copies."""
_OWN, _OTHERS = "◇", "◆"
"""What stands for a name of the report's own department, and of the other one."""
_METHOD = re.compile(
    r"职能|职责|机构设置|机构情况|填报说明|评价依据|评价原则|评价方法|评价目的|评价标准|评价指标|评分|指标体系|评价工作开展|评价过程"
)
_WIDE = re.compile(r"全[市县区省州镇乡国]|[我本][市县区省州镇乡]")
_PERIODS = {"年", "月", "日", "天", "号", "小时", "时", "分", "日期", "周岁", "岁", "季度"}
_QUOTE = 160


class Borrowed(msgspec.Struct, frozen=True, eq=False):
    """One passage and its copy in another department's report."""

    neighbour: Dossier
    own: Text
    other: Text
    common: bool
    """True when it may be a form's own wording."""
    methodical: bool
    """True in sections on duties, method or grounds, which are alike everywhere."""
    leftover: str | None
    """The other department's name where it stands in this report exactly as there."""
    lent: bool
    """True when it is the other report that has this department's name left in."""
    figures: tuple[Fact, ...]
    """Detailed results of this report that the other one states of itself in the same words."""
    results: int
    """Detailed results this report states in the passage."""

    @property
    def pair(self) -> tuple[Evidence, Evidence]:
        """Both places."""
        there = f"{self.neighbour.department}{self.other.place}"
        start = self.own.text.find(self.leftover) if self.leftover else 0
        return _quoted(self.own, self.own.place, start), _quoted(self.other, there, start)


@remembered
def borrowed(dossier: Dossier) -> tuple[Borrowed, ...]:
    """Every copied passage, neighbour by neighbour in reading order."""
    found: list[Borrowed] = []
    own = _by_spot(dossier)
    for neighbour in dossier.neighbours:
        if related(dossier.department, neighbour.dossier.department):
            continue
        theirs = _by_spot(neighbour.dossier)
        used: set[int] = set()
        for shared in neighbour.shared:
            one, other = own.get(_key(shared.own)), theirs.get(_key(shared.other))
            if one is not None and other is not None and id(one) not in used:
                copy = _copy(dossier, neighbour, shared, one, other)
                if copy is not None:
                    used.add(id(one))
                    found.append(copy)
    return tuple(found)


def comparable(report: Report) -> bool:
    """Whether the report has a passage long enough to be compared."""
    return next(long_passages(report), None) is not None


def _copy(dossier: Dossier, neighbour: Neighbour, shared: Shared, one: Text, other: Text) -> Borrowed | None:
    ours, theirs = names_of_office(dossier.department), names_of_office(neighbour.dossier.department)
    veil, their_veil = _veil(ours, theirs), _veil(theirs, ours)
    masked, their_masked = veil(one.text), their_veil(other.text)
    plain, their_plain = masked.replace(_OTHERS, _OWN), their_masked.replace(_OTHERS, _OWN)
    if min(len(plain), len(their_plain)) < LEAST or not alike(plain, their_plain, ALIKE):
        return None
    equal = set(clauses_of(plain)) & set(clauses_of(their_plain))
    leftover = _left(masked, their_masked, equal) and not named_by_everybody(neighbour.dossier.department)
    return Borrowed(
        neighbour=neighbour.dossier,
        own=one,
        other=other,
        common=shared.common,
        methodical=bool(_METHOD.search("".join(_titles(one)))),
        leftover=next((name for name in theirs if name not in ours and name in one.text), None) if leftover else None,
        lent=_left(their_masked, masked, equal) and not named_by_everybody(dossier.department),
        figures=_figures(one, veil, other, their_veil),
        results=len(_facts(one)),
    )


def _left(one: str, other: str, equal: set[str]) -> bool:
    """Whether the first of two masked texts names the other office where that names itself, and is not named there."""
    return (
        _OTHERS in one
        and _OTHERS not in other
        and any(_OTHERS in clause and clause.replace(_OTHERS, _OWN) in equal for clause in clauses_of(one))
    )


def _veil(own: tuple[str, ...], others: tuple[str, ...]) -> Callable[[str], str]:
    """Replaces the names of both offices, the longest first; names that both go by are one's own."""
    signs = {name: _OTHERS for name in others} | {name: _OWN for name in own}
    names = re.compile("|".join(map(re.escape, sorted(signs, key=len, reverse=True))))
    return lambda text: names.sub(lambda found: signs[found[0]], text)


def _figures(one: Text, veil: Callable[[str], str], other: Text, their_veil: Callable[[str], str]) -> tuple[Fact, ...]:
    """Detailed figures that both state in the same words."""

    def key(fact: Fact, veil: Callable[[str], str]) -> tuple[object, ...]:
        return veil(fact.frame).replace(_OTHERS, _OWN), fact.slot, fact.quantity.value, fact.quantity.unit

    told = {key(fact, their_veil) for fact in _facts(other)}
    return tuple(fact for fact in _facts(one) if key(fact, veil) in told)


def _facts(text: Text) -> list[Fact]:
    place = (text.source.block, text.source.row, text.source.col)
    return [
        fact
        for fact in (*text.report.facts, *text.report.goal_facts)
        if (fact.block, fact.source.row, fact.source.col) == place
        and fact.role not in ("target", "threshold")
        and fact.quantity.unit not in _PERIODS
        and digits(fact.quantity.value) >= 3
        and not _WIDE.search(fact.frame)
    ]


def digits(value: Decimal | None) -> int:
    """Significant digits of a figure: 3 of 4520, none of words."""
    if value is None or not value:
        return 0
    return len("".join(map(str, value.as_tuple().digits)).strip("0"))


def _titles(text: Text) -> list[str]:
    for passage in text.report.passages:
        if passage.paragraph.block == text.source.block:
            return [title for title in passage.titles if title]
    return []


def _by_spot(dossier: Dossier) -> dict[tuple[object, ...], Text]:
    return {
        (text.source.report_id, text.source.block, text.source.row, text.source.col): text
        for report in dossier.reports
        for text in texts(report)
        if len(text.text) >= LEAST
    }


def _key(spot: Spot) -> tuple[object, ...]:
    return (spot.report_id, spot.block, spot.row, spot.col)


def _quoted(text: Text, place: str, start: int) -> Evidence:
    begin = max(0, start - _QUOTE // 3)
    quote = text.text[begin : begin + _QUOTE].replace("\n", "")
    source = msgspec.structs.replace(text.source, quote=f"{'……' if begin else ''}{quote}{'……' if begin + _QUOTE < len(text.text) else ''}")
    return Evidence(label=place, source=source)
