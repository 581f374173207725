"""H01: the weights by dimension follow one of the known schemes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from model import Check, Dossier, Evidence, Hit, Report, Severity
from rules.figures import evidence, lacking, passed
from rules.forms.lines import fund_total
from rules.forms.schemes import ORDER, SCHEMES, scheme_of
from rules.registry import rule
from rules.wording import name_of, spot_of


@rule("H01", title="权重方案不合规定", severity=Severity.MEDIUM, basis="S1 S2 样本")
def weight_scheme(dossier: Dossier, *, schemes: tuple[str, ...] = SCHEMES) -> Iterator[Hit | Check]:
    """自评各维度的分值应符合规定方案：产出50、效益30、满意度10、执行率10；设成本指标的为产出40、效益20、满意度10、成本20、执行率10；
    湖南县级为产出30、效益30、满意度10、成本20、执行率10。

    一级指标印有分值的以印出的为准（与三级指标之和不符另由 A09 报出）。各地方案不同，选项 schemes 按“产出/效益/满意度/成本/执行率”列出允许的方案。本部门两张以上的表都用同一种不在列的方案，视为
    本地统一规定，只作提示；只有一张表、无从比较的，或本部门其他同类表也不都在列的，也只作提示；其他同类表都用规定方案、单独一张与众不同才报中。没有执行率分值、指标合计 90 分的，执行率按 10 分看。分值不全记为数据不足。

    反例：产出 60、效益 20、满意度 10、执行率 10，而其余各表都是 50/30/10/10。
    正例：产出 30、效益 30、满意度 10、成本 20、执行率 10。
    """
    found = {report.report_id: scheme for report in dossier.reports if (scheme := scheme_of(report)) is not None}
    common = Counter(found.values())
    for report in dossier.reports:
        if not report.indicators:
            continue
        scheme = found.get(report.report_id)
        if scheme is None:
            yield lacking("H01", report, "分值不全或一级指标不在产出、效益、满意度、成本之列")
        elif scheme in schemes:
            yield passed("H01", report, observed=scheme, detail="分值方案：" + scheme)
        else:
            others = [found[r.report_id] for r in dossier.reports if r.report_id in found and r is not report and r.kind == report.kind]
            alone = bool(others) and all(other in schemes for other in others)
            yield _hit(report, scheme, schemes, alike=common[scheme], alone=alone)


def _hit(report: Report, scheme: str, schemes: tuple[str, ...], *, alike: int, alone: bool) -> Hit:
    told = "、".join(f"{name}{points}分" for name, points in zip(ORDER, scheme.split("/"), strict=True))
    if alike > 1:
        why, severity = "本部门有多张表用此方案，可能是本地规定，请对照本地办法", Severity.INFO
    elif alone:
        why, severity = "与规定的分值方案和本部门其他表都不同", None
    else:
        why, severity = "不在规定的分值方案之列，请对照本地办法", Severity.INFO
    return Hit(
        message=f"{name_of(report)}各维度分值为{told}，{why}（自评权重应按规定方案设置）。",
        evidence=tuple(_evidence(report)),
        key=spot_of(report),
        expected="；".join(schemes),
        observed=scheme,
        severity=severity,
    )


def _evidence(report: Report) -> Iterator[Evidence]:
    seen = set()
    for indicator in report.indicators:
        if indicator.level1 not in seen:
            seen.add(indicator.level1)
            yield Evidence(label=f"{name_of(report)}“{indicator.level1}”", source=indicator.level1_source or indicator.source)
    funds = fund_total(report)
    if funds is not None and funds.weight is not None:
        yield evidence(f"{name_of(report)}“预算执行率”分值", funds.weight)
