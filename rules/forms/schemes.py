"""How a form shares its hundred points among the dimensions, and the schemes in official use."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from model import Report
from rules.figures import short
from rules.forms.indicators import dimension_of
from rules.forms.lines import fund_total

ORDER = ("产出", "效益", "满意度", "成本", "执行率")
SCHEMES = ("50/30/10/0/10", "40/20/10/20/10", "30/30/10/20/10", "50/40/0/0/10", "60/30/0/0/10", "40/40/0/10/10")
"""Weights of 产出/效益/满意度/成本/执行率: national, with cost, Hunan counties; and the usual moves of 满意度 where there is none."""


def scheme_of(report: Report) -> str | None:
    """The form's weights by dimension (`50/30/10/0/10`); None where they are not complete or do not make 100."""
    points: dict[str, Decimal] = defaultdict(Decimal)
    printed = {dimension_of(i): i.level1_weight for i in report.indicators if i.level1_weight is not None}
    for indicator in report.indicators:
        dimension = dimension_of(indicator)
        if dimension is None or indicator.weight is None or indicator.weight.value is None:
            return None
        points[dimension] += indicator.weight.value
    if not points:
        return None
    points.update({name: weight for name, weight in printed.items() if name is not None and weight is not None})
    funds = fund_total(report)
    weight = funds.weight.value if funds is not None and funds.weight is not None else None
    points["执行率"] = weight if weight is not None else Decimal(100) - sum(points.values())
    if sum(points.values()) != 100:
        return None  # weights that do not add up are A11's
    return "/".join(short(points[name]) for name in ORDER)
