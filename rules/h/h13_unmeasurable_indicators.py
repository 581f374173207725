"""H13: indicators nobody can measure: bare qualities without grades, sentences of work scored in percent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model import Check, CheckStatus, Dossier, Evidence, Hit, Indicator, Report, Severity
from rules.figures import show
from rules.registry import rule
from rules.wording import fold, name_of, names_of

_MEASURE = re.compile(
    r"(?:率|度|比例|比重|占比|数|数量|人次|次数|人数|户数|量|额|面积|里程|时间|时限|成本|费用|标准|价格|周期|天数|合格|达标|覆盖|满意)$"
)
_NONE = frozenset({"无", "否", "零", "不适用", "/", "／", "—", "-", ""})
_GRADED = re.compile(r"优|良|中|差|[一二三四]级|[ABCD]级|达成|部分达成")
_PAUSE = re.compile(r"[，、；。]")


@rule("H13", title="指标不可衡量", severity=Severity.MEDIUM, basis="S2 S5", priority=1)
def unmeasurable_indicators(dossier: Dossier, *, longest: int = 20) -> Iterator[Hit | Check]:
    """绩效指标应当可量化、可取值。两种情形不可衡量，各报一条、列出全部出处。

    定性词照抄：指标值只是“有所提升”“经济平稳发展”一类的词，没有分级标准，完成值一字不改又得满分，没有按达成、部分达成、未达成
    三档评定，为低；“无负面影响”一类填“无”的不报。工作描述当指标：三级指标是带停顿的长句（超过 longest 字）而不是一个量，
    却填百分比作指标值和完成值，没有计算口径，为中；以率、度、数、量、时限等结尾的长名称是量，不报。

    反例：“优化网上申请、受理、审查流程，缩短办事时限”指标值100%、完成值100%。
    正例：“农村公路列养率”指标值100%、完成值100%。
    """
    rows = [(form, row) for form in dossier.reports for row in form.indicators]
    vague = [(form, row) for form, row in rows if _is_vague(row)]
    sentences = [(form, row) for form, row in rows if _is_sentence(row, longest)]
    if vague:
        words = "、".join(dict.fromkeys(f"“{show(row.target)}”" for _, row in vague))
        yield _hit(
            vague,
            "定性词照抄",
            f"有{len(vague)}个定性指标的指标值为{words}，实际完成值原样照抄并得满分，没有分级标准，未按三档评定（定性指标应分档计分）",
            Severity.LOW,
        )
    if sentences:
        named = list(dict.fromkeys(f"“{_cut(row.level3)}”" for _, row in sentences))
        words = "、".join(named[:3]) + ("等" if len(named) > 3 else "")
        yield _hit(
            sentences,
            "工作描述作指标",
            f"有{len(sentences)}个三级指标是工作描述而不是可计量的量（{words}），却填百分比并得分，没有计算口径（指标应可量化、可取值）",
            None,
        )
    wrong = {id(row) for _, row in (*vague, *sentences)}
    for form in dossier.reports:
        right = sum(1 for row in form.indicators if id(row) not in wrong)
        if right:
            yield Check(rule="H13", report_id=form.report_id, status=CheckStatus.PASS, detail=f"{right}条指标可以衡量")


def _is_vague(row: Indicator) -> bool:
    target, actual = fold(row.target.text or row.target.raw), fold(row.actual.text or row.actual.raw)
    if row.target.value is not None or row.target.unit or target in _NONE or target != actual or any(mark.isdigit() for mark in target):
        return False
    full = row.weight is not None and row.score is not None and row.weight.value == row.score.value
    return full and not _GRADED.search(target)


def _is_sentence(row: Indicator, longest: int) -> bool:
    name = row.level3.strip()
    if row.target.unit != "%" or row.target.value is None:
        return False
    return len(name) > longest and bool(_PAUSE.search(name.rstrip("。；"))) and not _MEASURE.search(name.rstrip("。；"))


def _hit(rows: list[tuple[Report, Indicator]], key: str, what: str, severity: Severity | None) -> Hit:
    forms = names_of(form for form, _ in rows)
    return Hit(message=f"{forms}{what}。", evidence=tuple(_side(form, row) for form, row in rows), key=key, severity=severity)


def _side(form: Report, row: Indicator) -> Evidence:
    value = None if row.actual.value is None else format(row.actual.value, "f")
    return Evidence(label=f"{name_of(form)}“{_cut(row.level3)}”实际完成值", value=value, unit=row.actual.unit, source=row.actual.source)


def _cut(name: str) -> str:
    return name if len(name) <= 24 else name[:24] + "…"
