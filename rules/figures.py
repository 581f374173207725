"""Exact figures: tolerances from printed places, sums, ratios, and the evidence a figure gives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

import msgspec

from model import Check, CheckStatus, Evidence, Hit, Quantity, Report, Severity

HALF = Decimal("0.5")
HUNDRED = Decimal(100)
_TIMES = ("万", "亿")
_SHORT = 16
MONEY = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10000), "百万元": Decimal(1000000), "亿元": Decimal(100000000)}


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A printed figure with its name: the value, in the unit the comparison is made in, and half of its last printed place."""

    label: str
    """Place and name in Chinese, e.g. 《整体支出绩效自评表》“年度资金总额”全年执行数."""
    value: Decimal
    epsilon: Decimal
    quantity: Quantity

    @property
    def evidence(self) -> Evidence:
        """This figure as a side of a contradiction."""
        return evidence(self.label, self.quantity)

    @property
    def printed(self) -> str:
        """Value and unit for a message, as printed in the report."""
        return show(self.quantity)


def figure(label: str, quantity: Quantity | None, *, unit: str | None = None, exact: bool = False) -> Figure | None:
    """A figure to compare, in `unit` when both units are money; None when there is no number.

    `exact` is for what is assigned or counted and not measured (scores, weights, heads): a whole number is then no rounding.
    """
    if quantity is None or quantity.value is None:
        return None
    factor = Decimal(1)
    if unit in MONEY and quantity.unit in MONEY:
        factor = MONEY[quantity.unit] / MONEY[unit]
    rounding = Decimal(0) if exact and quantity.decimals == 0 else epsilon(quantity)
    return Figure(label=label, value=quantity.value * factor, epsilon=rounding * factor, quantity=quantity)


def epsilon(quantity: Quantity | Decimal) -> Decimal:
    """½·10^-places: how far the true value may lie from the printed one."""
    if isinstance(quantity, Quantity):
        return HALF.scaleb(-quantity.decimals)
    exponent = quantity.as_tuple().exponent
    return HALF.scaleb(min(exponent, 0) if isinstance(exponent, int) else 0)


def evidence(label: str, quantity: Quantity) -> Evidence:
    """A printed figure as evidence."""
    value = None if quantity.value is None else plain(quantity.value)
    return Evidence(label=label, value=value, unit=quantity.unit, source=quantity.source)


def plain(value: Decimal) -> str:
    """A number without exponent, its printed places kept."""
    return format(value, "f")


def short(value: Decimal, places: int | None = None) -> str:
    """A computed number: rounded to `places` when given, without trailing zeros."""
    if places is not None and value.adjusted() < 20:  # beyond that decimals do not matter, and the context is full
        value = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def show(quantity: Quantity) -> str:
    """`1512.46万元`, `≥95%`, `5.2万亩` as printed, or the words when there is no number."""
    if quantity.value is None:
        return quantity.text or quantity.raw
    text = "".join((quantity.text or quantity.raw).split())
    if quantity.unit and not quantity.unit.startswith(_TIMES) and any(times in text for times in _TIMES) and len(text) <= _SHORT:
        return text
    sign = quantity.op if quantity.op not in (None, "=") else ""
    return f"{sign}{plain(quantity.value)}{quantity.unit or ''}"


def gravity(difference: Decimal, tolerance: Decimal) -> Severity | None:
    """INFO for a difference the printed places explain, None (the rule's own) beyond. Only for differences that are not zero."""
    return Severity.INFO if abs(difference) <= tolerance else None


def add_up(
    rule: str,
    report: Report,
    *,
    total: Figure,
    parts: Sequence[Figure],
    what: str,
    key: str,
    basis: str,
    explains: Iterable[str] = (),
) -> Hit | Check:
    """Hold a total against the sum of its parts; the tolerance is ε(total)+Σε(parts), see `slack_of`.

    `what` names the relation, `basis` ends the sentence; both are Chinese.
    """
    summed = sum((part.value for part in parts), Decimal(0))
    difference = total.value - summed
    formula = f"{' + '.join(short(part.value) for part in parts)} = {short(summed)}"
    if difference == 0:
        return passed(rule, report, expected=short(summed), observed=short(total.value), detail=f"{what}：{formula}")
    tolerance = total.epsilon + slack_of(parts)
    unit = total.quantity.unit or ""
    names = listed(parts)
    direction = "多" if difference > 0 else "少"
    gap = f"{short(abs(difference))}{unit}"
    message = f"{total.label}为{total.printed}，而{names}合计为{short(summed)}{unit}，{what}不符，前者{direction}{gap}（{basis}）。"
    return Hit(
        message=message,
        evidence=(total.evidence, *(part.evidence for part in parts)),
        key=key,
        expected=short(summed),
        observed=short(total.value),
        difference=short(difference),
        formula=f"{formula} ≠ {short(total.value)}",
        severity=gravity(difference, tolerance),
        explains=tuple(explains),
    )


def slack_of(parts: Sequence[Figure]) -> Decimal:
    """Σε of figures that are added up, at the finest places printed among them.

    Who prints 1512.46 beside 20 rounds to hundredths and drops the zeros: 20 is then not half a unit uncertain, which would
    swallow real differences. A zero is exact.
    """
    rounded = [part.epsilon for part in parts if part.value and part.epsilon]
    return min(rounded, default=Decimal(0)) * len(rounded)


def listed(parts: Sequence[Figure], most: int = 8) -> str:
    """`“甲”10、“乙”20`; only how many there are when a sentence cannot hold them."""
    if len(parts) > most:
        return f"各项（共{len(parts)}项）"
    return "、".join(f"{part.label.rpartition('》')[2]}{part.printed}" for part in parts)


def agree(rule: str, report: Report, one: Figure, other: Figure, *, what: str, key: str, basis: str) -> Hit | Check:
    """Hold two printings of one figure against each other; the tolerance is ε(one)+ε(other)."""
    difference = one.value - other.value
    if difference == 0:
        return passed(
            rule, report, expected=short(other.value), observed=short(one.value), detail=f"{what}：{one.label}与{other.label}一致"
        )
    unit = one.quantity.unit or other.quantity.unit or ""
    relation = f"{short(one.value)} ≠ {short(other.value)}"
    return Hit(
        message=f"{one.label}为{one.printed}，{other.label}为{other.printed}，{what}不一致，相差{short(abs(difference))}{unit}（{basis}）。",
        evidence=(one.evidence, other.evidence),
        key=key,
        expected=short(other.value),
        observed=short(one.value),
        difference=short(difference),
        formula=relation,
        severity=gravity(difference, one.epsilon + other.epsilon),
    )


def passed(rule: str, report: Report, *, expected: str | None = None, observed: str | None = None, detail: str = "") -> Check:
    """The relation holds."""
    return Check(rule=rule, report_id=report.report_id, status=CheckStatus.PASS, expected=expected, observed=observed, detail=detail)


def lacking(rule: str, report: Report, detail: str) -> Check:
    """The relation belongs to this report, but a figure it needs is not there."""
    return Check(rule=rule, report_id=report.report_id, status=CheckStatus.INSUFFICIENT_DATA, detail=detail)


def unreadable(rule: str, report: Report, quantity: Quantity, label: str) -> Check:
    """A cell that should hold a number holds something else."""
    detail = f"{label}“{quantity.raw.strip()}”不是可以计算的数字"
    return Check(rule=rule, report_id=report.report_id, status=CheckStatus.PARSE_ERROR, detail=detail)


def outside(rule: str, report: Report, detail: str) -> Check:
    """The relation does not apply to this report."""
    return Check(rule=rule, report_id=report.report_id, status=CheckStatus.NOT_APPLICABLE, detail=detail)
