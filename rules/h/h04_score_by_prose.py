"""H04: what an indicator would score if the prose's result, not the table's, were entered."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from model import Check, Dossier, Evidence, Hit, Indicator, Report, Severity
from rules.comparing.disagreements import Disagreement, disagreements, said
from rules.comparing.matching import Match
from rules.figures import evidence, passed, short, show
from rules.forms.scored import due, score_with
from rules.prose.claims import Claim
from rules.registry import rule
from rules.wording import name_of


@rule("H04", title="按正文实际值重算得分偏低", severity=Severity.MEDIUM, basis="S1 S3", priority=2)
def score_by_prose(dossier: Dossier) -> Iterator[Hit | Check]:
    """表文不一致时，把正文所写的实际值代入计分公式重算，自评得分高于重算得分的，得分偏高。

    正向指标（≥、等于）按完成值÷指标值×分值，达到即满分；反向指标（≤）超出部分按比例扣减，超过一倍为零分；均保留两位小数。
    本疑点由表文不一致（C03、C04）派生，与其合并为一条。

    反例：办结率指标值100%、分值10分、得10分，正文实际办结率99.62%，应得9.96分。
    正例：指标值≥95%，自评表填98%、正文写97%，两者都达到指标值，得分不受影响。
    """
    for group in disagreements(dossier):
        best: dict[tuple[str, int, int], Match] = {}
        for match in group.matches:
            row = (match.form.report_id, match.indicator.table, match.indicator.row)
            if row not in best or match.confidence > best[row].confidence:
                best[row] = match
        over = [(m.form, m.indicator, m.claim, expected) for m in best.values() if (expected := _lower(m)) is not None]
        if over:
            yield _tell(group, over)
        for match in best.values():
            if all(match.indicator is not indicator for _, indicator, _, _ in over):
                yield passed("H04", match.form, detail=f"“{match.indicator.level3}”按正文实际值{said(match.claim)}重算，得分不变或无从重算")


def _lower(match: Match) -> str | None:
    """The recomputed score when it is below the one given."""
    item = score_with(match.form, match.indicator, match.claim.fact.quantity)
    expected = due(item) if item is not None else None
    return short(expected) if item is not None and expected is not None and expected < item.score else None


def _tell(group: Disagreement, over: list[tuple[Report, Indicator, Claim, str]]) -> Hit:
    parts = []
    sides: list[Evidence] = []
    for form, row, _, expected in over:
        assert row.score is not None and row.weight is not None
        label = f"{name_of(form)}“{row.level3}”"
        parts.append(
            f"{label}（指标值{show(row.target)}、分值{short(row.weight.value or Decimal(0))}分）应得{expected}分、实得{show(row.score)}分".replace(
                "分分", "分"
            )
        )
        sides.append(evidence(f"{label}得分", row.score))
    claims = {claim.place: claim for _, _, claim, _ in over}
    places = "、".join(f"{place}“{said(claim)}”" for place, claim in claims.items())
    first = over[0][1]
    assert first.score is not None
    return Hit(
        message=f"按正文实际值{places}重算，{'；'.join(parts)}，自评得分偏高（未达指标值的按完成值与指标值之比计分）。",
        evidence=(*sides, *(claim.evidence for claim in group.claims)),
        key=group.key,
        expected=over[0][3],
        observed=short(first.score.value or Decimal(0)),
        severity=None if group.severity is None else Severity.LOW,
    )
