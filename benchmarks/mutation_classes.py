"""One realistic mistake at a time: the classes of mistakes that are put into consistent dossiers."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from benchmarks.mutation_places import Paper, Place, drop_row, replace_at
from model import Document, Indicator
from rules.forms.lines import BUDGET, FINAL, PRIOR, BasicLine

TEN_THOUSAND = Decimal(10000)
MONEY_KINDS = ("basic", "fund", "source", "part", "fact")


@dataclass(frozen=True)
class Mutation:
    """A changed document, the places that were changed, and what stood and stands there."""

    kind: str
    document: Document
    places: tuple[Place, ...]
    before: str
    after: str
    related: bool
    gone: bool = False
    """True when the place itself was removed or blanked."""


Maker = Callable[[Paper, random.Random], Mutation | None]


def digit_typo(paper: Paper, dice: random.Random) -> Mutation | None:
    """One digit typed wrong."""
    return _changed(paper, dice, "digit_typo", _figures(paper), _other_digit)


def transposed(paper: Paper, dice: random.Random) -> Mutation | None:
    """Two neighbouring digits the wrong way round."""
    return _changed(paper, dice, "transposed", _figures(paper), _transpose)


def point_dropped(paper: Paper, dice: random.Random) -> Mutation | None:
    """The decimal point left out."""
    places = [place for place in _figures(paper) if "." in place.printed and Decimal(place.printed) != 0]
    return _changed(paper, dice, "point_dropped", places, lambda dice, text: text.replace(".", "").lstrip("0") or None)


def unit_mistaken(paper: Paper, dice: random.Random) -> Mutation | None:
    """元 in a form or sentence of 万元."""
    places = [p for p in paper.places if p.kind in MONEY_KINDS and Decimal(p.printed) and _is_money(p)]
    return _changed(paper, dice, "unit_mistaken", places, lambda dice, text: _plain(Decimal(text) * TEN_THOUSAND))


def stale(paper: Paper, dice: random.Random) -> Mutation | None:
    """Last year's figure left in this year's column."""
    places = []
    for place in paper.places:
        if place.kind == "basic" and place.column == FINAL and isinstance(place.row, BasicLine):
            before = place.row.figure(PRIOR)
            if before is not None and before.value != Decimal(place.printed):
                places.append(place)

    def old(place: Place) -> str:
        assert isinstance(place.row, BasicLine)
        before = place.row.figure(PRIOR)
        assert before is not None
        return _plain(before.value)

    return _put(paper, dice, "stale", places, old)


def copy_changed(paper: Paper, dice: random.Random) -> Mutation | None:
    """A figure of the prose changed in one of the places that tell it."""
    places = [p for p in paper.places if p.kind == "fact" and p.related]
    return _changed(paper, dice, "copy_changed", places, _other_digit)


def score_above_weight(paper: Paper, dice: random.Random) -> Mutation | None:
    """A score higher than the weight of its indicator."""
    places = [p for p in paper.places if p.kind == "score" and isinstance(p.row, Indicator) and p.row.weight is not None]

    def more(place: Place) -> str:
        assert isinstance(place.row, Indicator) and place.row.weight is not None and place.row.weight.value is not None
        return _plain(place.row.weight.value + dice.choice((Decimal("0.5"), Decimal(1), Decimal(2))))

    return _put(paper, dice, "score_above_weight", places, more)


def total_not_updated(paper: Paper, dice: random.Random) -> Mutation | None:
    """A part lowered after the total was added up."""
    places = [p for p in paper.places if p.kind in ("score", "source") and Decimal(p.printed) > 2]
    places += [
        p
        for p in paper.places
        if p.kind == "basic" and p.related and isinstance(p.row, BasicLine) and p.row.under and Decimal(p.printed) > 2
    ]
    return _put(
        paper,
        dice,
        "total_not_updated",
        places,
        lambda place: _plain(Decimal(place.printed) - dice.choice((Decimal("0.5"), Decimal(1), Decimal(2)))),
    )


def row_dropped(paper: Paper, dice: random.Random) -> Mutation | None:
    """A row of a table lost."""
    places = [p for p in paper.places if p.kind == "score" or (p.kind == "source" and p.column == "executed" and Decimal(p.printed))]
    places += [p for p in paper.places if p.kind == "basic" and p.column == FINAL and isinstance(p.row, BasicLine) and p.row.under]
    place = dice.choice(places) if places else None
    if place is None:
        return None
    document = _document(paper, place)
    dropped = drop_row(document, place.source)
    return Mutation("row_dropped", dropped, (place,), place.printed, "", related=True, gone=True)


def other_projects_figure(paper: Paper, dice: random.Random) -> Mutation | None:
    """Another project's amount in a project's row or form."""
    places = [
        p
        for p in paper.places
        if (p.kind == "fund" and p.report.kind == "project_self_eval")
        or (p.kind == "basic" and isinstance(p.row, BasicLine) and p.row.under)
    ]
    place = dice.choice(places) if places else None
    others = [
        p
        for p in places
        if place and p.kind == place.kind and p.column == place.column and p.row != place.row and p.printed != place.printed
    ]
    if place is None or not others:
        return None
    return _replaced(paper, "other_projects_figure", place, dice.choice(others).printed)


def columns_swapped(paper: Paper, dice: random.Random) -> Mutation | None:
    """Two columns of a row the wrong way round."""
    pairs = []
    for one in paper.places:
        wanted = {("basic", BUDGET): FINAL, ("fund", "annual_budget"): "executed", ("fund", "initial_budget"): "annual_budget"}.get(
            (one.kind, one.column)
        )
        if wanted and (one.related or one.kind == "fund"):
            pairs += [
                (one, other) for other in paper.places if other.row is one.row and other.column == wanted and other.printed != one.printed
            ]
    if not pairs:
        return None
    one, other = dice.choice(pairs)
    document = replace_at(_document(paper, one), one.source, one.printed, other.printed)
    document = replace_at(document, other.source, other.printed, one.printed)
    return Mutation("columns_swapped", document, (one, other), one.printed, other.printed, related=one.related and other.related)


def field_blanked(paper: Paper, dice: random.Random) -> Mutation | None:
    """A mandatory field left empty: head of the form, execution rate, score, total."""
    places = [
        p
        for p in paper.places
        if p.kind in ("field", "total", "score") or (p.kind == "rate" and getattr(p.row, "weight", None) is not None)
    ]
    kind = dice.choice(sorted({p.kind for p in places}))
    place = dice.choice([p for p in places if p.kind == kind])
    document = replace_at(_document(paper, place), place.source, "", "")
    return Mutation("field_blanked", document, (place,), place.printed, "", related=True, gone=True)


def operator_changed(paper: Paper, dice: random.Random) -> Mutation | None:
    """≥ for ≤ or the other way round."""
    places = [p for p in paper.places if p.kind == "target" and isinstance(p.row, Indicator) and p.row.target.op in ("≥", "≤")]
    if not places:
        return None
    place = dice.choice(places)
    assert isinstance(place.row, Indicator)
    old = place.row.target.op or ""
    new = "≤" if old == "≥" else "≥"
    twins = [p for p in places if p is not place and isinstance(p.row, Indicator) and p.row.level3 == place.row.level3]
    document = replace_at(_document(paper, place), place.source, old, new)
    return Mutation("operator_changed", document, (place,), old, new, related=bool(twins))


CLASSES: dict[str, tuple[str, Maker]] = {
    "digit_typo": ("一位数字打错", digit_typo),
    "transposed": ("相邻两位颠倒", transposed),
    "point_dropped": ("漏小数点", point_dropped),
    "unit_mistaken": ("元、万元混用", unit_mistaken),
    "stale": ("沿用上年数", stale),
    "copy_changed": ("正文两处只改一处", copy_changed),
    "score_above_weight": ("得分超过分值", score_above_weight),
    "total_not_updated": ("改了分项没改合计", total_not_updated),
    "row_dropped": ("漏一行", row_dropped),
    "other_projects_figure": ("填成别的项目的数", other_projects_figure),
    "columns_swapped": ("两列填反", columns_swapped),
    "field_blanked": ("必填项空白", field_blanked),
    "operator_changed": ("比较符写反", operator_changed),
}
"""Chinese name and maker of every class."""


def _figures(paper: Paper) -> list[Place]:
    return [place for place in paper.places if place.kind != "field"]


def _is_money(place: Place) -> bool:
    unit = getattr(getattr(place.row, "quantity", None), "unit", None)
    return place.kind != "fact" or unit == "万元"


def _changed(
    paper: Paper, dice: random.Random, kind: str, places: list[Place], change: Callable[[random.Random, str], str | None]
) -> Mutation | None:
    place = dice.choice(places) if places else None
    after = change(dice, place.printed) if place else None
    if place is None or after is None or Decimal(after) == Decimal(place.printed):
        return None
    return _replaced(paper, kind, place, after)


def _put(paper: Paper, dice: random.Random, kind: str, places: list[Place], value: Callable[[Place], str]) -> Mutation | None:
    place = dice.choice(places) if places else None
    return _replaced(paper, kind, place, value(place)) if place else None


def _replaced(paper: Paper, kind: str, place: Place, after: str) -> Mutation:
    document = replace_at(_document(paper, place), place.source, place.printed, after)
    return Mutation(kind, document, (place,), place.printed, after, related=place.related)


def _document(paper: Paper, place: Place) -> Document:
    return next(d for d in paper.documents if d.document_id == place.source.document_id)


def _other_digit(dice: random.Random, text: str) -> str | None:
    at = dice.choice([i for i, char in enumerate(text) if char.isdigit()])
    first = at == 0 and len(text) > 1 and text[1] != "."
    digit = dice.choice([d for d in "0123456789" if d != text[at] and not (first and d == "0")])
    return text[:at] + digit + text[at + 1 :]


def _transpose(dice: random.Random, text: str) -> str | None:
    pairs = [i for i in range(len(text) - 1) if text[i : i + 2].isdigit() and text[i] != text[i + 1] and not (i == 0 and text[1] == "0")]
    if not pairs:
        return None
    at = dice.choice(pairs)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def mutations(paper: Paper, dice: random.Random, kind: str) -> Iterator[Mutation]:
    """Mutations of one class, as many as are asked for."""
    maker = CLASSES[kind][1]
    while True:
        found = next((m for _ in range(50) if (m := maker(paper, dice)) is not None), None)
        if found is None:
            return
        yield found
