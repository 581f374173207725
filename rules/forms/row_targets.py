"""Rows of the forms whose target stands against a result in words or against the goal cell (parts of C05)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from model import Dossier, Hit, Indicator, Severity
from rules.comparing.disagreements import measure_key, name_key, said
from rules.comparing.likeness import SURE, alike
from rules.comparing.matching import Match, indicator_matches, name_of_indicator
from rules.figures import short, show
from rules.forms.targets import missed, row_target, stated_targets
from rules.prose.claims import amount_of, unit_of
from rules.wording import spot_of


def worded_results(dossier: Dossier) -> Iterator[Hit]:
    """Rows with full marks whose result is only a word while the prose gives a number below the target."""
    by_row: dict[tuple[str, int, int], list[Match]] = defaultdict(list)
    for match in indicator_matches(dossier):
        if match.indicator.actual.value is None and match.confidence >= SURE and full_marks(match.indicator):
            by_row[match.form.report_id, match.indicator.table, match.indicator.row].append(match)
    for matches in by_row.values():
        row, target = matches[0].indicator, row_target(matches[0].form, matches[0].indicator)
        if target.quantity.value is None or not all(missed(target, match.claim) for match in matches):
            continue
        told = "、".join(f"{match.claim.place}“{said(match.claim)}”" for match in matches)
        yield Hit(
            message=f"{target.place}指标值为{show(row.target)}，完成值填“{show(row.actual)}”并得满分，正文实际为{told}，没有达到指标值"
            "（完成值应按实际填列）。",
            evidence=(target.evidence, *(match.claim.evidence for match in matches)),
            key=f"{measure_key(row)}|指标",
            expected=show(row.target),
            observed=show(matches[0].claim.fact.quantity),
        )


def two_targets(dossier: Dossier) -> Iterator[Hit]:
    """Goals whose number differs from the target of the same measure among the same form's indicators."""
    for target in stated_targets(dossier):
        for row in target.form.indicators if target.form is not None and target.form is target.report else ():
            name, goal, aim = name_of_indicator(row), amount_of(target.quantity), amount_of(row.target)
            if (
                goal is None
                or aim is None
                or goal == aim
                or unit_of(target.quantity) != unit_of(row.target)
                or not alike(target.name, name)
            ):
                continue
            aimed = row_target(target.report, row)
            yield Hit(
                message=f"{target.place}写“{target.label}{show(target.quantity)}”，同一表“{row.level3}”指标值却为{show(row.target)}，"
                f"两处目标不一致，相差{short(abs(goal - aim))}{unit_of(row.target)}（预期目标与指标值应当一致）。",
                evidence=(target.evidence, aimed.evidence),
                key=f"{name_key(target.name, unit_of(target.quantity))}|两处目标|{spot_of(target.report)}",
                expected=show(row.target),
                observed=show(target.quantity),
                difference=short(goal - aim),
                severity=Severity.LOW,
            )


def full_marks(row: Indicator) -> bool:
    """Whether a row has all its points."""
    return row.weight is not None and row.score is not None and row.weight.value == row.score.value
