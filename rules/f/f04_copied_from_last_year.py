"""F04: a form repeats last year's targets and results."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from model import Check, Dossier, Evidence, Hit, Indicator, Report, Severity
from rules.figures import HUNDRED, evidence, lacking, passed, short
from rules.forms.lines import of_kind
from rules.forms.vocabulary import clean
from rules.naming.projects import resolve
from rules.registry import rule
from rules.wording import fold, name_of, spot_of


@rule("F04", title="指标逐年照抄", severity=Severity.MEDIUM, basis="S5", priority=2)
def copied_from_last_year(dossier: Dossier, *, share: Decimal = Decimal("0.9"), least: int = 5) -> Iterator[Hit | Check]:
    """同一张自评表的指标值和实际完成值，与上年同名指标完全相同的超过九成，疑为逐年照抄。

    按项目名（整体表对整体表）找上年的表，按指标名对应；对应得上的指标少于 5 项（选项 least）记为数据不足，没有上年报告的不适用。
    指标值与完成值都相同才算照抄；只有指标值相同是正常的。比例是选项 share。

    反例：12 个指标中 12 个的指标值、完成值与上年一字不差。
    正例：12 个指标的指标值与上年相同，完成值有 6 个不同。
    """
    if dossier.previous is None:
        return
    for kind in ("overall_self_eval", "project_self_eval"):
        olds = {r.project or kind: r for r in of_kind(dossier.previous, kind) if r.indicators}
        for report in of_kind(dossier, kind):
            name = resolve(report.project, olds) if report.project else kind
            old = olds.get(name or "")
            if old is not None and report.indicators:
                yield _hold(report, old, share, least)


def _hold(report: Report, old: Report, share: Decimal, least: int) -> Hit | Check:
    known = {fold(clean(i.level3)): i for i in old.indicators}
    pairs = [(i, known[fold(clean(i.level3))]) for i in report.indicators if fold(clean(i.level3)) in known]
    if len(pairs) < least:
        return lacking("F04", report, f"与上年同名的指标只有{len(pairs)}项")
    same = [(new, before) for new, before in pairs if _texts(new) == _texts(before)]
    part = Decimal(len(same)) / Decimal(len(report.indicators))
    if part <= share:
        return passed("F04", report, observed=f"{len(same)}/{len(report.indicators)}", detail="与上年完全相同的指标不到九成")
    sides: list[Evidence] = []
    for new, before in same[:6]:
        sides.append(evidence(f"{name_of(report)}“{new.level3}”实际完成值", new.actual))
        sides.append(evidence(f"上年{name_of(old)}“{before.level3}”实际完成值", before.actual))
    return Hit(
        message=f"{name_of(report)}的{len(report.indicators)}个指标中，有{len(same)}个（{short(part * HUNDRED, 1)}%）指标值和实际完成值与上年报告完全相同，"
        f"如“{same[0][0].level3}”，疑逐年照抄（各年完成情况应据实填报）。",
        evidence=tuple(sides),
        key=spot_of(report),
        observed=f"{len(same)}/{len(report.indicators)}",
    )


def _texts(indicator: Indicator) -> tuple[str, str]:
    return fold(indicator.target.text or indicator.target.raw), fold(indicator.actual.text or indicator.actual.raw)
