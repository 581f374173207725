"""Shows that a dossier's own figures agree: `proved("3+4=7", "1/3*100=33.3")`, each right side to the places it is typed with."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def proved(*claims: str) -> None:
    """Fail on the first claim whose left side, rounded half up, is not its right side."""
    for claim in claims:
        left, right = claim.split("=")
        shown = Decimal(right)
        value = Decimal(repr(round(eval(left), 9)))
        assert value.quantize(Decimal(1).scaleb(shown.as_tuple().exponent), ROUND_HALF_UP) == shown, (claim, value)
