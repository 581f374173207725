"""A number as the reports print it: value, unit and operator, exact, with its place."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import msgspec

from model.document import Source

Operator = Literal["=", "≥", "≤", ">", "<", "≈"]


class Quantity(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`≥40000条` is value 40000, unit 条, op ≥. Words without a number (`有所提升`) have value None and keep raw."""

    value: Decimal | None
    """Exact, in `unit`; 100 for 100%. In prose 万 and 亿 before a measure word are multiplied out (325万字 → 3250000 字);
    indicator cells keep them in the unit as printed (325 万字). Money stays in its unit (万元). Compare with `plain`."""
    unit: str | None = None
    """As printed: %, 条, 万元, 个工作日, …; 日期 for a date (value is then None and `text` holds ISO)."""
    op: Operator | None = None
    """None when no operator is printed."""
    raw: str
    """As printed, never changed."""
    text: str = ""
    """Normalized raw."""
    upper: Decimal | None = None
    """Upper end of a range (`3-5天`); value is then the lower end."""
    source: Source

    @property
    def plain(self) -> tuple[Decimal | None, str | None]:
        """Value and unit with 万 and 亿 of a measure word multiplied out (325 万字 → 3250000 字); money as it is."""
        if self.value is None or not self.unit or self.unit[0] not in "万亿" or self.unit.endswith("元"):
            return self.value, self.unit
        return self.value * (10**4 if self.unit[0] == "万" else 10**8), self.unit[1:] or None

    @property
    def decimals(self) -> int:
        """Number of printed decimal places, the basis of every tolerance (ε = ½·10^-decimals)."""
        if self.value is None:
            return 0
        exponent = self.value.as_tuple().exponent
        return -exponent if isinstance(exponent, int) and exponent < 0 else 0
