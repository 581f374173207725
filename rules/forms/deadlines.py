"""Deadlines as indicators print them: the last day a target allows, the first day a result may mean."""

from __future__ import annotations

import calendar
import re
from datetime import date

from model import Indicator, Quantity

_ISO = re.compile(r"(\d{4}|-)-(\d{2})(?:-(\d{2}))?")


def days_late(indicator: Indicator, year: int | None) -> int:
    """Days between the last day the target allows and the first the result may mean; 0 when in time or not both are dates."""
    due, done = _day(indicator.target, year, last=True), _day(indicator.actual, year, last=False)
    return max(0, (done - due).days) if due is not None and done is not None else 0


def is_deadline(indicator: Indicator) -> bool:
    """Whether target and result are both dates."""
    return indicator.target.unit == "日期" and indicator.actual.unit == "日期"


def _day(quantity: Quantity, year: int | None, *, last: bool) -> date | None:
    """A whole month stands for its last day in a target and its first in a result; a bare month lies in the report's year."""
    found = _ISO.fullmatch(quantity.text) if quantity.unit == "日期" else None
    if found is None:
        return None
    named = int(found[1]) if found[1] != "-" else year
    if named is None:
        return None
    month = int(found[2])
    try:
        day = int(found[3]) if found[3] else calendar.monthrange(named, month)[1] if last else 1
        return date(named, month, day)
    except ValueError:
        return None
