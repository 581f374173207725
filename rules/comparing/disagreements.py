"""Gather what the forms and the prose say differently of one measure into one disagreement with all its places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from model import Check, CheckStatus, Dossier, Evidence, Hit, Indicator, Report, Severity
from rules.comparing.likeness import SURE
from rules.comparing.matching import (
    Match,
    agrees,
    indicator_matches,
    indicator_unit,
    name_of_indicator,
    possible_matches,
    without_doubtful,
)
from rules.figures import evidence, short, show
from rules.memo import remembered
from rules.naming.names import Name
from rules.prose.claims import Claim, amount_of
from rules.wording import name_of

_SHORT = 30


class Disagreement(msgspec.Struct, frozen=True):
    """Rows of forms and claims of the prose about one measure that cannot all be true."""

    matches: tuple[Match, ...]

    @property
    def rows(self) -> list[tuple[Report, Indicator]]:
        """The rows of the forms, in reading order, each once."""
        return list({(m.form.report_id, m.indicator.table, m.indicator.row): (m.form, m.indicator) for m in self.matches}.values())

    @property
    def claims(self) -> list[Claim]:
        """The claims of the prose, each once."""
        return list({(m.claim.report.report_id, m.claim.fact.block, m.claim.fact.start): m.claim for m in self.matches}.values())

    @property
    def confidence(self) -> float:
        """That of its strongest pair."""
        return max(match.confidence for match in self.matches)

    @property
    def severity(self) -> Severity | None:
        """The rule's own when the match is sure, else low."""
        return None if self.confidence >= SURE else Severity.LOW

    @property
    def key(self) -> str:
        """What is measured, without values and places."""
        return min(measure_key(indicator) for _, indicator in self.rows)


@remembered
def disagreements(dossier: Dossier) -> tuple[Disagreement, ...]:
    """Every measure the forms and the prose state differently, in reading order."""
    standing = without_doubtful(m for m in possible_matches(dossier) if m.indicator.actual.value is not None)
    groups: list[list[Match]] = []
    home: dict[tuple[object, ...], list[Match]] = {}
    for match in standing:
        fact = match.claim.fact
        nodes = (
            ("row", match.form.report_id, match.indicator.table, match.indicator.row),
            ("fact", fact.report_id, fact.block, fact.start),
        )
        known = [home[node] for node in nodes if node in home]
        group = known[0] if known else []
        if not known:
            groups.append(group)
        if len(known) == 2 and known[1] is not group:
            group.extend(known[1])
            for node in [node for node, owner in home.items() if owner is known[1]]:
                home[node] = group
            groups = [other for other in groups if other is not known[1]]
        group.append(match)
        home.update((node, group) for node in nodes)
    return tuple(Disagreement(matches=tuple(group)) for group in groups)


def measure_key(indicator: Indicator) -> str:
    """`按期办结率|民生诉求件`: the measure and its object, for keys."""
    return name_key(name_of_indicator(indicator), indicator_unit(indicator))


def name_key(name: Name, unit: str) -> str:
    """The same of any name."""
    return f"{''.join(sorted(name.qualifiers))}{name.head or unit}|{name.body}"


def row_evidence(form: Report, indicator: Indicator) -> Evidence:
    """The result of an indicator as a side of a contradiction."""
    return evidence(f"{name_of(form)}“{indicator.level3}”实际完成值", indicator.actual)


def tell(rule: str, group: Disagreement, *, what: str, basis: str, explains: Iterable[str] = ()) -> Hit:
    """One disagreement as a hit: every row and every place, the values, the difference."""
    rows, claims = group.rows, group.claims
    tables = "、".join(f"{name_of(form)}“{row.level3}”{show(row.actual)}" for form, row in rows)
    places = "、".join(f"{claim.place}“{said(claim)}”" for claim in claims)
    best = max(group.matches, key=lambda m: m.confidence)
    unit = best.indicator.target.unit
    one, other = amount_of(best.claim.fact.quantity, unit), amount_of(best.indicator.actual, unit)
    assert one is not None and other is not None
    gap = short(abs(one - other))
    measure = "个百分点" if best.claim.unit == "%" else best.claim.unit
    where = "正文" if all(claim.fact.source.table is None for claim in claims) else "完成情况栏或正文"
    doubt = "" if group.confidence >= SURE else "，所指可能不完全相同，请核对口径"
    return Hit(
        message=f"自评表填报的实际完成值为{tables}，{where}却为{places}，{what}，相差{gap}{measure}{doubt}（{basis}）。",
        evidence=(*(row_evidence(form, row) for form, row in rows), *(claim.evidence for claim in claims)),
        key=group.key,
        expected=show(best.claim.fact.quantity),
        observed=show(best.indicator.actual),
        difference=short(other - one),
        formula=f"{short(other)} ≠ {short(one)}",
        severity=group.severity,
        explains=tuple(explains),
    )


def said(claim: Claim) -> str:
    """The claim as printed where its clause is short, else the words around the number with the value."""
    quote = " ".join(claim.fact.quote.split())
    return quote if quote and len(quote) <= _SHORT else f"{claim.label}{show(claim.fact.quantity)}"


def settled(rule: str, dossier: Dossier, *, rates: bool) -> Iterator[Check]:
    """A check for every indicator row that does not fail: it agrees with the prose, or the prose has nothing to hold it against."""
    matches: dict[tuple[str, int, int], list[Match]] = defaultdict(list)
    for match in indicator_matches(dossier):
        matches[match.form.report_id, match.indicator.table, match.indicator.row].append(match)
    failed = {(m.form.report_id, m.indicator.table, m.indicator.row) for group in disagreements(dossier) for m in group.matches}
    for form in dossier.reports:
        for indicator in form.indicators:
            row = (form.report_id, indicator.table, indicator.row)
            if indicator.actual.value is None or is_rate(indicator) is not rates or row in failed:
                continue
            good = next((m for m in matches[row] if agrees(m.claim.fact.quantity, indicator.actual, unit=indicator.target.unit)), None)
            label = f"“{indicator.level3}”实际完成值{show(indicator.actual)}"
            if good is None:
                yield Check(
                    rule=rule,
                    report_id=form.report_id,
                    status=CheckStatus.INSUFFICIENT_DATA,
                    detail=f"正文和完成情况栏中没有可与{label}核对的数",
                )
                continue
            yield Check(
                rule=rule,
                report_id=form.report_id,
                status=CheckStatus.PASS,
                expected=show(good.claim.fact.quantity),
                observed=show(indicator.actual),
                detail=f"{label}与{good.claim.place}“{said(good.claim)}”一致（匹配度{good.confidence:.2f}）",
            )


def is_rate(indicator: Indicator) -> bool:
    """Whether an indicator is held in percent."""
    return "%" in (indicator.actual.unit, indicator.target.unit)
