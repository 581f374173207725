"""F03: 三公经费 does not grow over the year before."""

from __future__ import annotations

from collections.abc import Iterator

from model import Check, Dossier, Hit, Severity
from rules.figures import HUNDRED, lacking, passed, short
from rules.forms.lines import FINAL, PRIOR, line_of, of_kind
from rules.registry import rule


@rule("F03", title="三公经费比上年增加", severity=Severity.MEDIUM, basis="S4 S8")
def three_public_change(dossier: Dossier) -> Iterator[Hit | Check]:
    """三公经费变动率＝（本年决算－上年决算）÷上年决算，按只减不增的要求应不大于 0。

    上年为 0 而本年有数也是增加。任一方为空记为数据不足。列头年度有误时归于 A14。

    反例：三公经费上年 0.35 万元，本年 0.52 万元，增加 48.57%。
    正例：上年、本年都是 0.35 万元，变动率为 0。
    """
    for report in of_kind(dossier, "basic_data"):
        line = line_of(report, "三公")
        if line is None:
            continue
        before, now = line.figure(PRIOR), line.figure(FINAL)
        if before is None or now is None:
            yield lacking("F03", report, "三公经费的上年决算或本年决算为空")
            continue
        gap = now.value - before.value
        if gap <= 0:
            yield passed("F03", report, expected="≤0", observed=short(gap), detail=f"{short(now.value)} ≤ {short(before.value)}")
            continue
        rate = f"，增加{short(gap / before.value * HUNDRED, 2)}%" if before.value else ""
        unit = now.quantity.unit or ""
        yield Hit(
            message=f"{now.label}为{now.printed}，上年决算为{before.printed}，比上年增加{short(gap)}{unit}{rate}（三公经费变动率应不大于0）。",
            evidence=(now.evidence, before.evidence),
            key="三公",
            expected="≤0",
            observed=short(gap),
            difference=short(gap),
        )
