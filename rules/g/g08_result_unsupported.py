"""G08: results the forms claim appear somewhere in the prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from model import Check, Dossier, Evidence, Hit, Indicator, Report, Severity
from rules.figures import MONEY, evidence, lacking, passed, short, show
from rules.forms.lines import of_kind
from rules.naming.projects import narrative_of
from rules.prose.claims import every_claim
from rules.registry import rule
from rules.wording import fold, name_of

_FORMS = ("overall_self_eval", "project_self_eval", "basic_data")
_TOLD = ("overall_narrative", "project_narrative")
"""Reports whose prose is read as claims."""
_NUMBER = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)\s*([万亿])?")
_TIMES = {"万": Decimal(10000), "亿": Decimal(100000000)}
PLAIN = frozenset(map(Decimal, (0, 1, 2, 3, 100)))
"""Values so common that finding them proves nothing."""


@rule("G08", title="完成值没有正文佐证", severity=Severity.MEDIUM, basis="S5", priority=2)
def result_unsupported(dossier: Dossier, *, least: int = 3, share: Decimal = Decimal("0.5")) -> Iterator[Hit | Check]:
    """自评表的数量、比率完成值应能在自评报告、项目报告中找到依据；一个数在全部正文里都没有出现，完成值就没有佐证。

    只看有本项目（部门）自评报告的自评表，且只看有数字的完成值：0、1、2、3 和 100% 太常见不看，日期和时限不看，金额另由 C01、C02 核对。
    任何一份报告的文字、附表，或自评表下的说明出现同一个数（元、万元换算，万、亿展开）即为有佐证。没有正文的记为数据不足。单个数没有出现很
    平常，所以没有佐证的达到 3 项（选项 least）、且占可看指标的一半（选项 share）才报，全部门并为一条。

    反例：行政效能提升 50%、时限压缩率 10%、网上办事率 95%、满意度 98%，四个完成值在五份报告中一次也没有出现。
    正例：报告写明“发放问卷200份，满意度98%”，自评表满意度 98%。
    """
    scored = [(report, i) for report in dossier.reports for i in report.indicators if _countable(i)]
    if not scored:
        return
    rows = [(form, i) for form, i in scored if any(report.passages for report in narrative_of(dossier, form))]
    if not rows:
        yield lacking("G08", scored[0][0], "没有正文报告可作佐证")
        return
    said = {_amount(c.fact.quantity.value, c.fact.quantity.unit) for c in every_claim(dossier) if c.fact.quantity.value is not None}
    said |= set(_printed(dossier))
    seen: dict[tuple[str, Decimal], tuple[Report, Indicator]] = {}
    for report, indicator in rows:
        value = indicator.actual.value
        assert value is not None
        seen.setdefault((fold(indicator.level3), value), (report, indicator))
    silent = [pair for pair in seen.values() if _amount(*pair[1].actual.plain) not in said]
    if len(silent) < least or Decimal(len(silent)) < share * len(seen):
        for form in [r for kind in ("overall_self_eval", "project_self_eval") for r in of_kind(dossier, kind)]:
            yield passed("G08", form, detail=f"{len(seen)}个完成值中{len(seen) - len(silent)}个在正文中出现")
        return
    yield _hit(silent, len(seen))


def _printed(dossier: Dossier) -> Iterator[Decimal]:
    """The numbers in notes below forms, in the tables of narratives, and in whatever else was handed in, as they stand there."""
    for report in dossier.reports:
        texts = [] if report.kind in _FORMS else [cell.text or cell.raw for table in report.tables for cell in table.cells]
        if report.kind not in _TOLD:
            texts += [passage.paragraph.text or passage.paragraph.raw for passage in report.passages]
        for number, times in (found.groups() for text in texts for found in _NUMBER.finditer(text)):
            value = Decimal(number.replace(",", ""))
            yield value.normalize()
            if times:
                yield (value * _TIMES[times]).normalize()


def _countable(indicator: Indicator) -> bool:
    actual = indicator.actual
    if actual.value is None or actual.value in PLAIN or actual.unit in MONEY:
        return False
    return actual.unit not in ("日期", "天", "小时", "分钟", "工作日", "个工作日", "月", "个月", "年")


def _amount(value: Decimal | None, unit: str | None) -> Decimal:
    value = value or Decimal(0)
    return value * MONEY[unit] if unit in MONEY else value.normalize()


def _hit(silent: list[tuple[Report, Indicator]], all_of_them: int) -> Hit:
    told = "、".join(f"“{indicator.level3}”{show(indicator.actual)}" for _, indicator in silent[:8])
    more = f"等{len(silent)}个" if len(silent) > 8 else f"{len(silent)}个"
    sides: tuple[Evidence, ...] = tuple(evidence(f"{name_of(r)}“{i.level3}”实际完成值", i.actual) for r, i in silent)
    return Hit(
        message=f"自评表{all_of_them}个数值完成值中，{told}{more}在全部报告正文中没有出现，没有佐证（完成值应有依据）。",
        evidence=sides,
        key="无佐证",
        observed=f"{short(Decimal(len(silent)))}/{all_of_them}",
    )
