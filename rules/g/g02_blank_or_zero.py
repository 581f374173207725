"""G02: forms of one kind fill a money line that has nothing in one way: all zero, or all blank."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from model import Check, Dossier, Evidence, FundLine, Hit, Quantity, Report, Severity
from rules.figures import passed
from rules.forms.lines import of_kind
from rules.forms.vocabulary import clean
from rules.registry import rule
from rules.wording import name_of


@rule("G02", title="空白与0填法不一", severity=Severity.LOW, basis="S10", priority=3)
def blank_or_zero(dossier: Dossier) -> Iterator[Hit | Check]:
    """同类表格中没有发生额的资金行，有的填 0、有的留空，分不清是没有还是漏填，应统一填法。

    只比项目自评表之间同名的资金行，一行三列全空或全为 0 才算没有发生额；少数服从多数，只列出与多数不同的表，并为一条。
    不足两张表、或没有这样的行的不适用。

    反例：三张表“上年结转资金”填 0，一张表留空。
    正例：各表“其他资金”都填 0。
    """
    forms = of_kind(dossier, "project_self_eval")
    if len(forms) < 2:
        return
    zero: dict[str, list[tuple[Report, FundLine]]] = defaultdict(list)
    blank: dict[str, list[tuple[Report, FundLine]]] = defaultdict(list)
    for report in forms:
        for line in report.funds:
            if line.group is None:
                values = {_value(quantity) for quantity in (line.initial_budget, line.annual_budget, line.executed)}
                if values == {0}:
                    zero[clean(line.line)].append((report, line))
                elif values == {None}:
                    blank[clean(line.line)].append((report, line))
    mixed = [name for name in blank if name in zero]
    if mixed:
        yield _hit(mixed, zero, blank)
        return
    for name in zero or blank:
        yield passed("G02", forms[0], detail=f"“{name}”填法一致")


def _value(quantity: Quantity | None) -> int | None:
    return None if quantity is None or quantity.value is None else int(bool(quantity.value))


def _hit(names: list[str], zero: dict[str, list[tuple[Report, FundLine]]], blank: dict[str, list[tuple[Report, FundLine]]]) -> Hit:
    told, sides = [], []
    for name in names:
        few, many, filled = (blank[name], zero[name], "留空") if len(blank[name]) <= len(zero[name]) else (zero[name], blank[name], "填0")
        other = "填0" if filled == "留空" else "留空"
        told.append(f"{'、'.join(name_of(report) for report, _ in few)}“{name}”{filled}，而{name_of(many[0][0])}等{len(many)}张表{other}")
        sides += [Evidence(label=f"{name_of(report)}“{name}”", source=line.source) for report, line in (*few, many[0])]
    return Hit(
        message=f"{'；'.join(told)}，填法不一（没有发生额的应统一填0或留空）。",
        evidence=tuple(sides),
        key="资金行",
    )
