"""B08: one indicator stands under one second level in all forms."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from model import Check, Dossier, Evidence, Hit, Severity
from rules.figures import passed
from rules.forms.indicators import Entry, by_name, class_of
from rules.registry import rule
from rules.wording import fold, name_of


@rule("B08", title="同名指标归类不一致", severity=Severity.LOW, basis="S2", priority=2)
def same_indicator_same_class(dossier: Dossier) -> Iterator[Hit | Check]:
    """同名指标在各表中应归入同一个二级指标；一处算数量、一处算质量，说明指标设置随意，也会改变各级分值。

    只比名称相同且能说明对象的指标，不比“满意度”“资金到位率”等通名。二级指标为空的不比。“指标”二字和括号内的分值不计。

    反例：“热线工单办结率”在整体表归数量指标，在项目表归质量指标。
    正例：同一指标在两张表都归时效指标，只是一处写“时效指标”、一处写“时效”。
    """
    for name, entries in by_name(dossier).items():
        classes = [(entry, class_of(entry.indicator)) for entry in entries if fold(entry.indicator.level2)]
        report = entries[0].report
        if len({entry.report.report_id for entry, _ in classes}) < 2:
            continue
        found = dict.fromkeys(kind for _, kind in classes)
        if len(found) == 1:
            yield passed("B08", report, observed=next(iter(found)), detail=f"“{name}”归类一致")
            continue
        told = "、".join(f"{name_of(entry.report)}归“{entry.indicator.level2}”" for entry, _ in classes)
        yield Hit(
            message=f"同名指标“{entries[0].indicator.level3}”归类不一致：{told}（同一指标的二级指标应当相同）。",
            evidence=tuple(_evidence(entry) for entry, _ in classes),
            key=name,
            observed="、".join(found),
        )


def _evidence(entry: Entry) -> Evidence:
    """The name cell; the label says what it stands under."""
    source = msgspec.structs.replace(entry.indicator.source, quote=entry.indicator.level3)
    return Evidence(label=f"{name_of(entry.report)}“{entry.indicator.level2}”下的指标", source=source)
