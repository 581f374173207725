"""C04: the result of a rate indicator against what the prose says of the same rate."""

from __future__ import annotations

from collections.abc import Iterator

from model import Check, Dossier, Hit, Severity
from rules.disagreements import disagreements, is_rate, settled, tell
from rules.registry import rule


@rule("C04", title="率值指标表文不一致", severity=Severity.HIGH, basis="S5", priority=1)
def rates_in_prose(dossier: Dossier) -> Iterator[Hit | Check]:
    """自评表里率值指标的实际完成值，应当与正文同名率值相同。

    率的名称（办结率、合格率……）和限定（按期、首次、一次性）必须相同，对象须对得上：办结率与按期办结率不比，热线工单办结率与审批事项
    办结率不比。满意度与满意率同义。整数率按印出位数容差（98%与97.6%不报），但100%是全部完成的断言，正文不足100%即不一致。

    反例：自评表“热线工单办结率”100%，正文“承办热线工单16414件，办结率99.62%”。
    正例：自评表“饮水安全达标率”98%，正文“全县饮水安全达标率98%”。
    """
    for group in disagreements(dossier):
        if is_rate(group.rows[0][1]):
            head, _, body = group.key.partition("|")
            yield tell(
                "C04",
                group,
                what="同一率值表文不一致",
                basis="自评表与报告正文应当一致",
                explains=(f"H04:{group.key}", f"C05:*{head}|{body}"),
            )
    yield from settled("C04", dossier, rates=True)
