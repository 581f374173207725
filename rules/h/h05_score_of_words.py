"""H05: an indicator in words that was reached in part, or not, scores within the lower tiers."""

from __future__ import annotations

from collections.abc import Iterator

from model import Check, CheckStatus, Dossier, Hit, Severity
from rules.figures import evidence, passed, short
from rules.forms.scored import scored, tier
from rules.registry import rule
from rules.wording import fold, spot_of


@rule("H05", title="定性指标得分与达成情况不符", severity=Severity.MEDIUM, basis="S1 S3", priority=2)
def score_of_words(dossier: Dossier) -> Iterator[Hit | Check]:
    """定性指标按达成程度分三档计分：达成得分值的 80%–100%，部分达成 60%–80%（不含），未达成 0–60%（不含）。完成情况自己写明只是部分达成或
    未达成，得分却落在更高一档，即为多计。

    只在完成值的文字明确写出“部分”“基本”“推进中”“未完成”等时判断；完成值与指标值一字不差的看不出达成程度，记为数据不足（照抄另由
    I01、H13 指出）。得分低于该档不报。

    反例：指标值“建成投用”，完成值“未完成”，分值 5 分，填 5 分，应低于 3 分。
    正例：指标值“建立长效机制”，完成值“部分建立”，分值 10 分，得 7 分。
    """
    for item in scored(dossier):
        if item.way != "words":
            continue
        span = tier(item)
        if span is None:
            yield Check(
                rule="H05",
                report_id=item.report.report_id,
                status=CheckStatus.INSUFFICIENT_DATA,
                detail=f"“{item.indicator.level3}”的完成值看不出是否部分达成",
            )
            continue
        most = span[1] * item.weight
        if item.score < most:
            yield passed("H05", item.report, expected=f"<{short(most)}", observed=short(item.score), detail=f"“{item.indicator.level3}”")
            continue
        actual = item.indicator.actual
        words = (actual.text or actual.raw).strip()
        marks = [evidence(f"{item.label}实际完成值", actual)]
        if item.indicator.score is not None:
            marks.append(evidence(f"{item.label}得分", item.indicator.score))
        yield Hit(
            message=f"{item.label}实际完成值写“{words}”，分值{short(item.weight)}分，按达成档次得分应低于{short(most)}分，"
            f"填{short(item.score)}分，至少多计{short(item.score - most)}分（定性指标按达成、部分达成、未达成三档计分）。",
            evidence=tuple(marks),
            key=f"{spot_of(item.report)}|{fold(item.indicator.level3)}",
            expected=f"<{short(most)}",
            observed=short(item.score),
            difference=short(item.score - most),
        )
