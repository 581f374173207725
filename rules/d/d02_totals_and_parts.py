"""D02: a total in prose against the parts told with it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby

import msgspec

from model import Check, CheckStatus, Dossier, Evidence, Fact, Hit, Report, Severity
from rules.comparing.objects import PERSONS, slack_of, value_of
from rules.figures import add_up, evidence, passed, short, show
from rules.forms.printed_tables import Column, totalled_columns
from rules.prose.flows import Flow, flows
from rules.prose.own_score import is_total_score, parts_of_score
from rules.prose.places import place_of, texts_of
from rules.prose.sums import Sum, sums
from rules.registry import rule
from rules.wording import spot_of

RULE = "D02"
_LONG = 90
"""Characters of a sentence quoted in one piece."""


@rule(RULE, title="总数与分项不符", severity=Severity.HIGH, basis="S5", priority=1)
def totals_and_parts(dossier: Dossier) -> Iterator[Hit | Check]:
    """同一句里写出总数又写出分项的，分项之和应当等于总数：“共计、合计”之前的并列项，“包括、分别为、：”之后的列举，
    “保留…解散…合并…”一类处置结果，以及“男、女”“人员、公用”一类互补的两项。

    “其中”未必列全，只在某项或各项之和超过总数时报；但各项同属一类（县道、乡道、村道）、互相补足或只差一个写错的数字，
    显然想列全而又加不到总数的为中，只差不到七分之一的为低。
    正文里没有表样认领的表格，“合计”行应等于各行之和；只有一列数可加的为中。
    预算之后写的成交、中标、结算、节约是同一笔钱后来的数，不是并列的一项。
    写明年初、增加、减少和年末的，年初加增加减减少应等于年末；“分环节看”“第一批…第二批…”之后列举的应与前面的总数相等。
    “稿件中，……”是前文唯一一个以“稿件”收尾的数的分项，同“其中”，但与总数相差超过二十分之一的当作会重叠，不比；
    “其中”第一组已加足总数的，其后三项以上名称同式的（一等奖、二等奖、三等奖）是第二种分法，也应等于总数。
    按印出的小数位定容差，容差以内只作提示（计数没有舍入，差一即错）；带“约、余、以上”的不算；“女教师、高级职称”一类会重叠的人群不求和；不同计量的不加。

    反例：“收到申请38件，其中网上35件、现场4件”；“共有健身点246个，保留173个，关闭60个，合并3个”。
    正例：“基本支出337.30万元，其中人员支出292.58万元、公用支出44.72万元”；“公用经费44.72万元，其中办公费4.62万元”。
    """
    for report in dossier.reports:
        for relation in sums(report):
            yield _judge(report, relation)
        yield from (_judge_flow(report, flow) for flow in _flows(report))
        for fact in report.facts:
            if fact.quantity.unit == "分" and is_total_score(report, fact) and (parts := parts_of_score(report, fact)):
                yield _judge(report, Sum(fact, parts, "各部分得分应与总得分相等", complete=True))
        for columns in totalled_columns(report):
            yield from _judge_columns(report, columns)


def _judge_columns(report: Report, columns: tuple[Column, ...]) -> Iterator[Hit | Check]:
    """Columns of a table in the prose; where several add up to nothing printed, the row sums something else."""
    sound = any(column.holds for column in columns)
    if len(columns) > 1 and not sound:
        return
    for number, column in enumerate(columns):
        result = add_up(
            RULE, report, total=column.total, parts=column.parts, what="合计行与各行之和", key=f"{spot_of(report)}|表|{number}|{column.title[:30]}",
            basis="合计行应为各行之和",
        )  # fmt: skip
        if isinstance(result, Hit) and result.severity is None and not sound:
            result = msgspec.structs.replace(result, severity=Severity.MEDIUM)
        yield result


def _judge(report: Report, relation: Sum) -> Hit | Check:
    total, parts = relation.total, relation.parts
    values = [value_of(part.quantity) or Decimal(0) for part in parts]
    whole, summed = value_of(total.quantity) or Decimal(0), sum(values, Decimal(0))
    factor = _factor(total)
    formula = f"{' + '.join(short(value / factor) for value in values)} = {short(summed / factor)}"
    if any(fact.quantity.op in ("≈", "≥", ">", "≤", "<") or fact.quantity.upper is not None for fact in (total, *parts)):
        return Check(rule=RULE, report_id=report.report_id, status=CheckStatus.INSUFFICIENT_DATA, detail=f"{total.quote}：含约数，不求和")
    if summed == whole or (not relation.complete and summed < whole and not relation.meant):
        return passed(RULE, report, expected=short(summed / factor), observed=short(whole / factor), detail=f"{relation.how}：{formula}")
    slack = slack_of(total.quantity) + sum((slack_of(part.quantity) for part in parts), Decimal(0))
    if not relation.complete and max(values) <= whole and relation.overlapping and not relation.slip:
        return Check(
            rule=RULE, report_id=report.report_id, status=CheckStatus.NOT_APPLICABLE, detail=f"{total.quote}：各项可能重叠，不求和"
        )
    if not relation.complete and len(values) > 1 and min(values) > whole:
        return Check(
            rule=RULE, report_id=report.report_id, status=CheckStatus.NOT_APPLICABLE, detail=f"{total.quote}：各项都大于它，不是其中项"
        )
    if not relation.complete and not relation.meant and summed > whole >= max(values) and _may_be_nested(relation):
        return Check(
            rule=RULE, report_id=report.report_id, status=CheckStatus.NOT_APPLICABLE, detail=f"{total.quote}：后项可能是前项中的，不求和"
        )
    return _hit(report, relation, (whole - summed) / factor, slack / factor, formula, max(values) > whole)


def _may_be_nested(relation: Sum) -> bool:
    """Whether the later of two groups of people may be among the earlier: 专任教师563人，“双师型”教师402人."""
    first, *rest = (part.subject for part in relation.parts)
    return relation.total.quantity.unit in PERSONS and any(subject[-2:] == first[-2:] for subject in rest)


def _hit(report: Report, relation: Sum, difference: Decimal, slack: Decimal, formula: str, part_exceeds: bool) -> Hit:
    total, unit = relation.total, relation.total.quantity.unit or ""
    listed = "、".join(f"{_label(part)}{show(part.quantity)}" for part in relation.parts)
    summed = formula.rpartition("= ")[2]
    severity: Severity | None = None
    if abs(difference) <= slack and not relation.slip:
        severity = Severity.INFO
    elif relation.likely and not part_exceeds and difference > 0:
        severity = Severity.LOW
    elif relation.loose or (not relation.complete and not part_exceeds and difference > 0):
        severity = Severity.MEDIUM
    what = "少" if difference > 0 else "多"
    message = (
        f"{place_of(report, total)}写“{_quote(report, relation)}”，{listed}合计{summed}{unit}，"
        f"比总数{show(total.quantity)}{what}{short(abs(difference))}{unit}（{relation.how}）。"
    )
    return Hit(
        message=message,
        evidence=(_side(report, total, "总数"), *(_side(report, part, "分项") for part in relation.parts)),
        key=f"{spot_of(report)}|{total.frame[:60]}|{total.slot}|{relation.parts[0].slot}",
        expected=summed,
        observed=short(total.quantity.value or Decimal(0)),
        difference=short(difference),
        formula=f"{formula} ≠ {short(total.quantity.value or Decimal(0))}",
        severity=severity,
    )


def _flows(report: Report) -> Iterator[Flow]:
    texts = texts_of(report)
    for block, facts in groupby(report.facts, key=lambda fact: fact.block):
        told = [fact for fact in facts if fact.quantity.value is not None]
        if len(told) >= 4:
            yield from flows(texts.get(block, ""), told)


def _judge_flow(report: Report, flow: Flow) -> Hit | Check:
    """A stock at the end of the year against that at its beginning with what came and went."""
    opening, closing = flow.opening, flow.closing
    factor = _factor(closing)
    made, printed = flow.made / factor, closing.quantity.value or Decimal(0)
    sides = (opening, *flow.gained, *flow.lost, closing)
    came, went = (" ".join(f"{sign} {show(f.quantity)}" for f in facts) for sign, facts in (("+", flow.gained), ("-", flow.lost)))
    formula = f"{show(opening.quantity)} {came} {went} = {short(made)}"
    if abs(made - printed) <= sum((slack_of(f.quantity) for f in sides), Decimal(0)) / factor:
        return passed(RULE, report, expected=short(made), observed=short(printed), detail=formula)
    unit = closing.quantity.unit or ""
    return Hit(
        message=f"{place_of(report, closing)}写“{closing.quote}”，而年初{show(opening.quantity)}，加上增加的、减去减少的应为{short(made)}{unit}，"
        f"相差{short(abs(made - printed))}{unit}（期初加增加减减少应等于期末）。",
        evidence=tuple(_side(report, fact, "") for fact in sides),
        key=f"{spot_of(report)}|{closing.frame[:60]}|{closing.slot}|期末",
        expected=short(made),
        observed=short(printed),
        difference=short(printed - made),
        formula=f"{formula} ≠ {short(printed)}",
    )


def _side(report: Report, fact: Fact, what: str) -> Evidence:
    return evidence(f"{place_of(report, fact)}{what}{_label(fact)}", fact.quantity)


def _label(fact: Fact) -> str:
    return f"{fact.action}{fact.subject}" if len(fact.subject) <= 12 else fact.subject[:12] + "…"


def _quote(report: Report, relation: Sum) -> str:
    """The words from the first figure's clause to the last where they stand in one sentence, else clause by clause."""
    facts = sorted((relation.total, *relation.parts), key=lambda fact: fact.start)
    first, last = facts[0], facts[-1]
    if first.sentence_start == last.sentence_start:
        text = texts_of(report).get(first.block, "")
        begin = text.rfind(first.quote, first.sentence_start, first.end + len(first.quote))
        if 0 <= begin <= first.start and last.end - begin <= _LONG:
            return text[begin : last.end]
    quotes = list(dict.fromkeys([relation.total.quote, *(part.quote for part in relation.parts)]))
    return "，".join(quotes) if len(quotes) <= 4 else "，".join([*quotes[:3], "…"])


def _factor(total: Fact) -> Decimal:
    """How many compared units the total's printed unit holds: 10000 for 万元."""
    value = total.quantity.value
    return (value_of(total.quantity) or Decimal(1)) / value if value else Decimal(1)
