"""C03: the result of a count indicator against what the prose says of the same thing."""

from __future__ import annotations

from collections.abc import Iterator

from model import Check, Dossier, Hit, Severity
from rules.comparing.disagreements import disagreements, is_rate, settled, tell
from rules.registry import rule


@rule("C03", title="数量指标表文不一致", severity=Severity.HIGH, basis="S5", priority=1)
def counts_in_prose(dossier: Dossier) -> Iterator[Hit | Check]:
    """自评表里数量指标的实际完成值，应当与正文对同一事物所写的数量相同；一处填大、一处写小，至少有一处不实。

    按指标含义匹配：去掉序号和“数量”“完成”等虚词，上传与发布、举办与开展等视为同义，单位须能互换，口径（全市与市本级）、
    年度不同或正文所写为目标、其中项、变动前数值的不比。名称、对象、单位都对得上的为高；只大体对得上的为低，并请核对口径；
    “约”“以上”按其含义放宽，“1.2万人次”按印出位数容差。正文几个数相加等于表中数的，视为分项，不报。

    反例：自评表“网站稿件数量”3520条，正文“网站发布稿件2350条”。
    正例：自评表“培训骨干教师”520人，正文“全年培训骨干教师520名”。
    """
    for group in disagreements(dossier):
        if not is_rate(group.rows[0][1]):
            yield tell(
                "C03",
                group,
                what="同一数量表文不一致",
                basis="自评表与报告正文应当一致",
                explains=(f"H04:{group.key}", f"C05:{group.key}"),
            )
    yield from settled("C03", dossier, rates=False)
