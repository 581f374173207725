"""How much else two paragraphs say alike: other objects with the same name and the same number."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

from model import Dossier
from rules.comparing.objects import differ
from rules.comparing.statements import Statement, statements
from rules.memo import remembered

Place = tuple[str, int]
_MANY = 10
"""A name that stands in more paragraphs than this is no mark of a copy."""


@remembered
def agreements(dossier: Dossier) -> dict[frozenset[Place], int]:
    """For every two paragraphs, how many objects both name with one and the same telling number."""
    groups: dict[tuple[object, ...], dict[Place, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for statement in statements(dossier):
        if _tells(statement):
            groups[statement.key][place_of_statement(statement)].append(statement)
    counted: dict[frozenset[Place], int] = defaultdict(int)
    for places in groups.values():
        single = {place: found[0] for place, found in places.items() if len(found) == 1}
        if 1 < len(single) <= _MANY:
            for (one, a), (other, b) in combinations(single.items(), 2):
                if a.measured_as(b) and not differ(a.fact, b.fact):
                    counted[frozenset((one, other))] += 1
    return counted


def place_of_statement(statement: Statement) -> Place:
    """The paragraph a statement stands in."""
    return statement.fact.report_id, statement.fact.block


def _tells(statement: Statement) -> bool:
    """Small numbers and full hundreds of percent agree by chance."""
    quantity = statement.fact.quantity
    return quantity.value is not None and quantity.value >= 3 and not (quantity.unit == "%" and quantity.value == 100)
