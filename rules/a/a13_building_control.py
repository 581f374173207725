"""A13: the control rates of office buildings are computed rightly and do not exceed 100%."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from model import BasicItem, Check, Dossier, Hit, Report, Severity
from rules.figures import HUNDRED, Figure, figure, outside, passed, short
from rules.forms.lines import of_kind
from rules.forms.ratios import hold_ratio
from rules.registry import rule
from rules.wording import fold, name_of, spot_of

PAIRS = (("批复规模", "实际规模", "规模控制率"), ("预算投资", "实际投资", "投资概算控制率"))


@rule("A13", title="楼堂馆所控制率不符", severity=Severity.MEDIUM, basis="S4", priority=2)
def building_control(dossier: Dossier) -> Iterator[Hit | Check]:
    """楼堂馆所规模控制率＝实际规模÷批复规模，投资概算控制率＝实际投资÷预算投资；控制率应当算得通，且不应超过 100%。

    没有完工项目的单位照例填 0 或留空，0 除以 0 没有意义，控制率留空是对的，不适用。控制率留空但规模、投资有数时，只看是否超过 100%。

    反例：批复规模 1000 平方米、实际规模 1200 平方米，规模控制率填 100%，应为 120%，且已超规模。
    正例：批复规模 0.00、实际规模 0.00，控制率留空。
    """
    for report in of_kind(dossier, "basic_data"):
        rows: dict[tuple[int, int], list[BasicItem]] = defaultdict(list)
        for item in report.basics:
            if item.measure in ("scale", "investment", "rate") and any(w in item.header for w in ("规模", "投资", "概算")):
                rows[item.table, item.row].append(item)
        for number, items in enumerate(rows.values()):
            for approved, actual, rate in PAIRS:
                yield from _pair(report, items, approved, actual, rate, number)


def _pair(report: Report, items: list[BasicItem], approved: str, actual: str, rate: str, number: int) -> Iterator[Hit | Check]:
    base, done, printed = (_named(report, items, words) for words in (approved, actual, rate))
    if base is None or done is None or base.value == 0:
        yield outside("A13", report, f"{approved}、{actual}为0或空，{rate}不适用")
        return
    computed = done.value / base.value * HUNDRED
    formula = f"{short(done.value)} ÷ {short(base.value)} × 100%"
    if printed is not None:
        yield hold_ratio(
            "A13", report, rate=printed, computed=computed, formula=formula, parts=(done, base), what=rate,
            key=f"{spot_of(report)}|{rate}|{number}", basis=f"{rate}＝{actual}÷{approved}",
        )  # fmt: skip
    if computed <= HUNDRED:
        yield passed("A13", report, expected="≤100%", observed=f"{short(computed, 2)}%", detail=formula)
        return
    yield Hit(
        message=f"{done.label}为{done.printed}，超过{approved}{base.printed}，{rate}为{short(computed, 2)}%，"
        "超过100%（楼堂馆所按批复控制）。",
        evidence=(done.evidence, base.evidence),
        key=f"{spot_of(report)}|超{approved}|{number}",
        expected="≤100",
        observed=short(computed, 2),
        difference=short(computed - HUNDRED, 2),
        formula=formula,
    )


def _named(report: Report, items: list[BasicItem], words: str) -> Figure | None:
    item = next((item for item in items if words in fold(item.header)), None)
    return figure(f"{name_of(report)}“{fold(item.header)}”", item.value) if item is not None else None
