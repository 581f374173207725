"""I10: the same sum ten thousand times apart: 元 taken for 万元."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from model import Check, Dossier, Hit, Indicator, Report, Severity
from rules.comparing.disagreements import said
from rules.figures import MONEY, Figure, figure, passed, short
from rules.forms.ledger import Entry, department_entries, project_entries
from rules.prose.amounts import amounts_told, slipped
from rules.prose.claims import amount_of
from rules.registry import rule
from rules.wording import name_of, spot_of

_LOW, _HIGH = Decimal(5000), Decimal(20000)


@rule("I10", title="万元与元错位", severity=Severity.HIGH, basis="S10", priority=1)
def unit_slips(dossier: Dossier) -> Iterator[Hit | Check]:
    """同一笔钱在两处相差一万倍，是把元当作万元（或相反）填列。

    看三处：同一指标的指标值与完成值（换算后之比在五千至两万之间）；同一项目在基础数据表与自评表的数（数字相同而差一万倍）；
    正文金额与表内相应栏次（数字相同而差一万倍）。零值和空白不比。

    反例：“维护成本”指标值≤20万元，完成值198000万元。
    正例：指标值≤20万元，完成值198000元。
    """
    for form in dossier.reports:
        for row in form.indicators:
            if row.target.unit in MONEY or row.actual.unit in MONEY:
                yield from _row(form, row)
    for entries in (department_entries(dossier), project_entries(dossier)):
        for entry in entries.values():
            yield from _entry(entry)
    yield from _prose(dossier)


def _row(form: Report, row: Indicator) -> Iterator[Hit | Check]:
    label = f"{name_of(form)}“{row.level3}”"
    unit = row.target.unit or row.actual.unit
    target, actual = amount_of(row.target, unit), amount_of(row.actual, unit)
    if not target or not actual:
        return
    ratio = max(abs(target / actual), abs(actual / target))
    if not _LOW <= ratio <= _HIGH:
        yield passed("I10", form, expected=short(target), observed=short(actual), detail=f"{label}指标值与完成值没有错位")
        return
    one, other = figure(f"{label}指标值", row.target), figure(f"{label}实际完成值", row.actual)
    assert one is not None and other is not None
    yield _tell(one, other, f"{row.level3}|{spot_of(form)}", ratio)


def _entry(entry: Entry) -> Iterator[Hit]:
    """Columns that mean the same year's sum in two forms."""
    for columns in (("initial", "budget"), ("executed", "final")):
        figures = entry.under(*columns)
        for other in figures[1:]:
            if slipped(figures[0].value, other.value):
                yield _tell(figures[0], other, f"{entry.name}|{columns[0]}", Decimal(10000))


def _prose(dossier: Dossier) -> Iterator[Hit]:
    told: dict[tuple[str, Decimal], list[tuple[str, Figure, Figure]]] = defaultdict(list)
    for found in amounts_told(dossier):
        value = amount_of(found.claim.fact.quantity)
        for printed in found.entry.under(*found.columns):
            mine = figure(f"{found.claim.place}“{said(found.claim)}”", found.claim.fact.quantity)
            if value is not None and mine is not None and slipped(value, printed.value):
                told[found.entry.name, value].append((found.entry.name, mine, printed))
                break
    for pairs in told.values():
        name, mine, printed = pairs[0]
        yield _tell(mine, printed, f"正文|{name}", Decimal(10000))


def _tell(one: Figure, other: Figure, key: str, ratio: Decimal) -> Hit:
    return Hit(
        message=f"{one.label}为{one.printed}，{other.label}为{other.printed}，同一金额相差约{short(ratio, 0)}倍，疑万元与元错位（同一金额换算后应当一致）。",
        evidence=(one.evidence, other.evidence),
        key=key,
        expected=one.printed,
        observed=other.printed,
        formula=f"{short(max(one.value, other.value))} ÷ {short(min(one.value, other.value))}",
    )
