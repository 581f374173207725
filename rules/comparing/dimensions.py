"""The same number with a unit of another dimension: a road of 3.2 square kilometres where the form has 3.2 kilometres."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from model import Dossier
from rules.comparing.likeness import SURE, likeness
from rules.comparing.matching import Match, finder_of, indicator_unit, name_of_indicator
from rules.prose.claims import unit_of

_UNITS = {
    "长度": ("米", "公里", "里", "延米"),
    "面积": ("平方米", "平方公里", "亩", "公顷"),
    "体积": ("立方米", "方", "升"),
    "重量": ("吨", "公斤", "千克", "克", "斤"),
}
_DIMENSION = {unit: dimension for dimension, units in _UNITS.items() for unit in units}
_LEAST = Decimal(10)
"""Whole numbers below this are alike by chance."""


def dimension_of_unit(unit: str) -> str | None:
    """长度, 面积, 体积 or 重量; None for whatever else is counted."""
    return _DIMENSION.get(unit)


def other_dimensions(dossier: Dossier) -> Iterator[Match]:
    """Claims in a form's own narratives that print an indicator's very result, in a unit of another dimension.

    Nothing is told where a narrative gives the result with the right unit too: then both are measured.
    """
    finder = finder_of(dossier)
    for form in dossier.reports:
        for indicator in form.indicators:
            unit, value = indicator_unit(indicator), indicator.actual.value
            dimension = dimension_of_unit(unit)
            if dimension is None or value is None or (value == int(value) and value < _LEAST):
                continue
            name = name_of_indicator(indicator)
            alike = [
                Match(form=form, indicator=indicator, claim=claim, confidence=confidence)
                for other in _DIMENSION
                for claim in finder.candidates(name, other, form)
                if claim.fact.quantity.value == value
                and finder.belongs(claim, form)
                and (confidence := likeness(name, claim, own=True, form=form)) >= SURE
            ]
            if all(dimension_of_unit(unit_of(match.claim.fact.quantity)) != dimension for match in alike):
                yield from alike[:1]
