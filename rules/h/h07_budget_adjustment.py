"""H07: a budget changed by 30% or more within the year must be explained."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from model import Check, Dossier, Evidence, FundLine, Hit, Report, Severity
from rules.figures import HUNDRED, Figure, lacking, passed, short
from rules.forms.lines import BUDGET, beside, fund_figure, fund_total, of_kind, projects_listed
from rules.naming.projects import narrative_of, resolve
from rules.registry import rule
from rules.wording import name_of, spot_of

_CHANGE = re.compile(
    r"预算(?:的)?(?:中期)?(?:调整|追加|调增|调减|追减|变动)|(?:调整|追加|调增|调减|追减|增加|核减|压减)(?:了)?[^，。；]{0,12}(?:预算|指标|经费|资金)|年中追加"
)
_REASON = re.compile(r"原因|由于|因为|因[^此而]|主要是|主要用于|用于|系|根据|按照|为[了]?(?:支持|保障|完成|落实)|新增")
_MORE = re.compile(
    r"(?:年中|中途|第[二三四五]批|后续|另|新增|追加|增[加拨]|[2-9]月|1[0-2]月)[^。；]{0,30}(?:下达|拨付|安排|追加|补助|转移支付|增[加拨])[^。；]{0,24}(?:资金|经费|补助|指标|专款|预算)"
)
"""Money that came within the year: 7月省财政厅下达第二批补助资金."""
_UNPLANNED = re.compile(r"(?:年初|当年)?(?:未|没有)(?:列入|纳入|编入|安排)[^，。；]{0,8}预算[^。]{0,20}(?:下达|追加|安排|拨付|新增)")
"""The reason and the change in one: 年初未列入预算，年中下达."""
_THEREFORE = re.compile(r"(?:其|调整的?|追加的?|增加的?|变动的?)?(?:主要)?(?:原因|系|是因|由于|因为|主要是)")
_AHEAD = re.compile(r"建议|改进|下一步|今后|应当|希望|加大|力度|足额安排")
_NONE = re.compile(r"无(?:预算)?调整|未(?:作|做|进行)?(?:预算)?调整|没有(?:预算)?调整")


@rule("H07", title="预算大幅调整未说明", severity=Severity.HIGH, basis="S3 S4")
def budget_adjustment(dossier: Dossier, *, limit: Decimal = Decimal(30)) -> Iterator[Hit | Check]:
    """预算调整率＝|全年预算数－年初预算数|÷年初预算数。达到 30% 须在报告或偏差说明中写明原因；没有说明而总分仍高于 90 分的，系统不予保存。

    在与该表对应的自评报告、项目报告以及本表的偏差说明里找说明：同一句话既写预算调整、追加，又写原因才算，
    “建议追加”一类的打算不算。调整与原因写在相邻两句、写明年中下达第几批资金及其用途的也算说明。有说明的通过；没有附报告、只有自评表的为中；没有说明且总分
    高于 90 分或没有总分的为高，总分不高于 90 分的为中。年初预算为 0 或空、全年预算空的记为数据不足。阈值是选项 limit（百分数）。

    反例：年初预算 200 万元，全年预算 1512.40 万元，调整率 656.20%，正文没有一处说明，总分 100 分。
    正例：年初预算 100 万元，全年预算 150 万元，报告写明“因新增防汛任务，年中追加预算50万元”。
    """
    for report in dossier.reports:
        total = fund_total(report)
        if total is not None:
            yield _hold(dossier, report, total, limit)


def _hold(dossier: Dossier, report: Report, total: FundLine, limit: Decimal) -> Hit | Check:
    initial, annual = fund_figure(report, total, "initial_budget"), fund_figure(report, total, "annual_budget")
    if initial is None or annual is None or initial.value == 0:
        return lacking("H07", report, "年初预算或全年预算为空、为0，调整率无从计算")
    gap = annual.value - initial.value
    rate = abs(gap) / abs(initial.value) * HUNDRED
    formula = f"|{short(annual.value)} - {short(initial.value)}| ÷ {short(initial.value)} = {short(rate, 2)}%"
    if rate < limit:
        return passed("H07", report, expected=f"<{short(limit)}%", observed=f"{short(rate, 2)}%", detail=formula)
    if _explained(dossier, report):
        return passed("H07", report, observed=f"{short(rate, 2)}%", detail=f"{formula}，正文有说明")
    return _hit(dossier, report, initial, annual, rate, formula, limit)


def _hit(dossier: Dossier, report: Report, initial: Figure, annual: Figure, rate: Decimal, formula: str, limit: Decimal) -> Hit:
    score = report.total.score if report.total is not None else None
    told = score.value if score is not None else None
    unit = initial.quantity.unit or ""
    gap = annual.value - initial.value
    scored = f"，自评总分仍为{short(told)}分" if told is not None else ""
    texts = narrative_of(dossier, report) or tuple(beside(dossier, report, "overall_narrative"))
    where = "、".join(name_of(text) for text in texts) or "所附材料"
    return Hit(
        message=f"{initial.label}为{initial.printed}，全年预算数为{annual.printed}，{'增加' if gap > 0 else '减少'}{short(abs(gap))}{unit}，"
        f"预算调整率{short(rate, 2)}%，达到{short(limit)}%以上，{where}及偏差说明均未写明调整原因{scored}（大幅调整须说明原因）。",
        evidence=(initial.evidence, annual.evidence, *_listed(dossier, report)),
        key=spot_of(report),
        expected=f"<{short(limit)}%",
        observed=f"{short(rate, 2)}%",
        difference=short(gap),
        formula=formula,
        severity=None if (told is None or told > 90) and texts else Severity.MEDIUM,
    )


def _listed(dossier: Dossier, report: Report) -> Iterator[Evidence]:
    """The project's budget in 基础数据表, the second witness of the initial figure."""
    if report.kind != "project_self_eval" or not report.project:
        return
    for table in beside(dossier, report, "basic_data") or of_kind(dossier, "basic_data"):
        lines = {line.item: line for line in projects_listed(table)}
        name = resolve(report.project, lines)
        budget = lines[name].figure(BUDGET) if name else None
        if budget is not None:
            yield budget.evidence


def _explained(dossier: Dossier, report: Report) -> bool:
    texts = [i.deviation for i in report.indicators if i.deviation]
    texts += [f.value for f in report.fields if f.value and re.search(r"调整|说明|原因", f.label)]
    for told in narrative_of(dossier, report):
        texts += [p.paragraph.text for p in told.passages if not any(title and _AHEAD.search(title) for title in p.titles)]
    return any(_explains(sentence) for text in texts for sentence in _with_reasons(text))


def _with_reasons(text: str) -> Iterator[str]:
    """The sentences of a text; one that only gives the reason for what goes before is a part of that."""
    kept = ""
    for sentence in text.split("。"):
        if kept and _THEREFORE.match(sentence.strip()):
            kept += "，" + sentence
            continue
        if kept:
            yield kept
        kept = sentence
    yield kept


def _explains(sentence: str) -> bool:
    """One sentence that speaks of the change as done and says why."""
    if _UNPLANNED.search(sentence):
        return True
    changed = _CHANGE.search(sentence) or _MORE.search(sentence)
    return bool(changed and _REASON.search(sentence) and not _NONE.search(sentence) and not _AHEAD.search(sentence))
