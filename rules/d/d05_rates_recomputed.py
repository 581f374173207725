"""D05: rates, shares and growth told in prose, calculated again from the figures told with them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from model import Check, CheckStatus, Dossier, Fact, Hit, Report, Severity
from rules.comparing.aims import Achievement, achievements
from rules.comparing.objects import slack_of, value_of
from rules.figures import HUNDRED, MONEY, epsilon, evidence, passed, short, show
from rules.prose.arithmetic import Expression, expressions, outcome
from rules.prose.claims import amount_of
from rules.prose.growth import Growth, growths, signed
from rules.prose.places import place_of, words_of
from rules.prose.savings import savings
from rules.prose.shares import Share, shares
from rules.registry import rule
from rules.wording import name_of, spot_of

RULE = "D05"
HALF_POINT = Decimal("0.5")


@rule(RULE, title="比率与其分子分母不符", severity=Severity.HIGH, basis="S5", priority=2)
def rates_recomputed(dossier: Dossier) -> Iterator[Hit | Check]:
    """同一句里写明分子、分母和比率的，比率应能复算：办结率=办结÷受理，执行率=支出÷预算，合格率=合格÷抽检，占比=部分÷总数；
    节约率=节约÷预算或控制价（不是÷成交价），审减率=审减÷送审，超支率=超支÷预算，结余率=结余÷预算或收入，没有写节约额的按预算减成交价算；
    写明本期、增减额和增减幅的，增减幅=增减额÷（本期∓增减额）；写明两期的，增减额=两期之差。分母为0而写出比率的即为错误。

    “A，占B的p%”按B的名字找分母（占登记总量的，即登记数）；没有名字的，同段前文有更大的总数恰能得到这个占比的，以那个总数为分母；另一比率括号里的数
    不作分母。一句话说的是某类人（护林员平均年龄…，其中50岁以上…占…）而本报告只有一处这类人的人数的，以它为分母，为中。

    相差在比率印出末位以内（含去尾）的不报，0.5个百分点以内的为低，超过的为高；分子分母对不上唯一一组数的不算；约数不算。

    反例：“受理500件，办结463件，办结率98.6%”；“支出792.15万元，较上年增加189.25万元，增长23.89%”。
    正例：“抽检500批次，合格463批次，合格率92.6%”；“支出792.15万元，较上年增加189.25万元，增长31.39%”。
    """
    for report in dossier.reports:
        for share in (*shares(report), *savings(report)):
            yield _judge_share(report, share)
        for growth in growths(report):
            yield from _judge_growth(report, growth)
        for expression in expressions(report):
            if expression.kind == "÷":
                yield _judge_expression(report, expression)
    for achievement in achievements(dossier):
        yield _judge_achievement(achievement)


def _judge_share(report: Report, share: Share) -> Hit | Check:
    whole = share.base
    scale = Decimal(1000) if share.rate.quantity.unit == "‰" else HUNDRED
    relation = f"{show(share.part.quantity)} ÷ {show(share.whole.quantity)}"
    if share.rest:
        relation = f"({show(share.whole.quantity)} - {show(share.part.quantity)}) ÷ {show(share.whole.quantity)}"
    if share.together:
        relation = f"{show(share.part.quantity)} ÷ ({show(share.part.quantity)} + {show(share.whole.quantity)})"
    written = share.rate.quantity.value or Decimal(0)
    if whole == 0:
        if written == 0:
            return Check(rule=RULE, report_id=report.report_id, status=CheckStatus.NOT_APPLICABLE, detail=f"{relation}：分母为0")
        return _hit(report, share.rate, [share.part, share.whole], relation, None, Severity.HIGH)
    made = share.counted / whole * scale
    severity = _gravity(made, written, share.rate, firm=share.firm)
    if severity is None:
        return passed(RULE, report, expected=short(made, 2), observed=short(written), detail=f"{relation} = {short(made, 4)}%")
    both = short(whole / (MONEY.get(share.whole.quantity.unit or "") or Decimal(1)))
    also = f"（合计{both}{share.whole.quantity.unit or ''}）" if share.together else ""
    return _hit(report, share.rate, [share.part, share.whole], relation, made, severity, also=also)


def _judge_growth(report: Report, growth: Growth) -> Iterator[Hit | Check]:
    now = value_of(growth.now.quantity) if growth.now else None
    base = value_of(growth.base.quantity) if growth.base else None
    change = (value_of(growth.change.quantity) or Decimal(0)) * signed(growth.change) if growth.change else None
    if now is not None and base is not None and change is not None:
        yield _judge_difference(report, growth, now - base, change)
    if growth.rate is None:
        return
    if base is None and change is not None and now is not None:
        base = now - change
    if not base or (change is None and now is None):
        return
    moved = change if change is not None else (now or Decimal(0)) - base
    written = growth.rate.quantity.value or Decimal(0)
    if now is not None and change is not None and _coarser(growth):
        moved = min(moved, now - base, key=lambda m: abs(abs(m) / base * HUNDRED - written))
    made = abs(moved) / base * HUNDRED
    figures = [fact for fact in (growth.now, growth.base, growth.change) if fact]
    relation = f"{short(abs(moved))} ÷ {short(base)}"
    wrong_way = change is None and moved * signed(growth.rate) < 0
    severity = Severity.HIGH if wrong_way else _gravity(made, written, growth.rate, firm=True)
    if severity is None:
        yield passed(RULE, report, expected=short(made, 2), observed=short(written), detail=f"{relation} = {short(made, 4)}%")
    else:
        yield _hit(report, growth.rate, figures, relation, -made if wrong_way else made, severity)


def _coarser(growth: Growth) -> bool:
    """Whether the change is printed with fewer places than the figures it lies between."""
    assert growth.change is not None
    told = [fact.quantity.decimals for fact in (growth.now, growth.base) if fact]
    return len(told) == 2 and growth.change.quantity.decimals < min(told)


def _judge_difference(report: Report, growth: Growth, made: Decimal, change: Decimal) -> Hit | Check:
    assert growth.now is not None and growth.base is not None and growth.change is not None
    slack = slack_of(growth.now.quantity) + slack_of(growth.base.quantity) + slack_of(growth.change.quantity)
    factor = (value_of(growth.change.quantity) or Decimal(1)) / (growth.change.quantity.value or Decimal(1))
    relation = f"{show(growth.now.quantity)} - {show(growth.base.quantity)}"
    whole = made != change and _in_whole_numbers(growth)
    if abs(made - change) <= slack and not whole:
        return passed(
            RULE, report, expected=short(made / factor), observed=short(change / factor), detail=f"{relation} = {short(made / factor)}"
        )
    unit = growth.change.quantity.unit or ""
    way = "增加" if made > 0 else "减少"
    fact = growth.change
    return Hit(
        message=(
            f"{place_of(report, fact)}写“{growth.now.quote}”，由{show(growth.base.quantity)}到{show(growth.now.quantity)}应为{way}{short(abs(made / factor))}{unit}，"
            f"而写{'增加' if change > 0 else '减少'}{show(fact.quantity)}，相差{short(abs(made - change) / factor)}{unit}（增减额应等于两期之差）。"
        ),
        evidence=tuple(evidence(f"{place_of(report, f)}{f.subject}", f.quantity) for f in (fact, growth.now, growth.base)),
        key=f"{spot_of(report)}|{fact.frame[:60]}|{fact.slot}|差",
        expected=short(made / factor),
        observed=short(change / factor),
        difference=short((change - made) / factor),
        formula=f"{relation} = {short(made / factor)} ≠ {short(change / factor)}",
        severity=Severity.LOW if abs(made - change) <= slack else None,
    )


def _in_whole_numbers(growth: Growth) -> bool:
    """Whether both figures and the change are whole numbers of one unit, so that rounding hardly explains a difference."""
    quantities = [fact.quantity for fact in (growth.now, growth.base, growth.change) if fact]
    return not any(q.decimals or q.unit in MONEY or (q.value or 0) % 10 == 0 for q in quantities) and len({q.unit for q in quantities}) == 1


def _judge_achievement(told: Achievement) -> Hit | Check:
    """A share of a plan against the count before it and the target printed elsewhere."""
    count, rate = told.count.fact, told.rate.fact
    done, written = amount_of(count.quantity) or Decimal(0), rate.quantity.value or Decimal(0)
    made = done / told.aim_value * HUNDRED
    severity = _gravity(made, written, rate, firm=told.firm)
    relation = f"{show(count.quantity)} ÷ {show(told.aim)}"
    report = told.rate.report
    if severity is None:
        return passed(RULE, report, expected=short(made, 2), observed=short(written), detail=f"{relation} = {short(made, 4)}%")
    return Hit(
        message=f"{place_of(report, rate)}写{told.count.label}{show(count.quantity)}、“{rate.quote}”，而{told.place}为{show(told.aim)}，"
        f"按此计算完成{short(made, 2)}%，相差{short(abs(made - written), 2)}个百分点（完成比例应与所定目标相符）。",
        evidence=(told.rate.evidence, told.count.evidence, told.side),
        key=f"{spot_of(report)}|{rate.frame[:60]}|{rate.slot}|目标",
        expected=short(made, 2),
        observed=short(written),
        difference=short(abs(made - written), 2),
        formula=f"{relation} = {short(made, 2)}% ≠ {show(rate.quantity)}",
        severity=severity,
    )


def _gravity(made: Decimal, written: Decimal, rate: Fact, *, firm: bool) -> Severity | None:
    """None when the printed places explain the difference, cut off or rounded."""
    difference = abs(made - written)
    if difference < 2 * epsilon(rate.quantity):
        return None
    if difference <= HALF_POINT:
        return Severity.LOW
    return Severity.HIGH if firm else Severity.MEDIUM


def _should(rate: Fact, made: Decimal, unit: str) -> str:
    """What the share should be: of a change told the wrong way round (a rise as 下降) its direction, not a fall of less than nothing."""
    if made < 0 and rate.direction in ("增", "减"):
        return f"应为{'下降' if rate.direction == '增' else '增长'}{short(-made, 2)}{unit}，方向与所写相反"
    return f"应为{'负' if made < 0 else ''}{short(abs(made), 2)}{unit}"


def _hit(
    report: Report, rate: Fact, figures: list[Fact], relation: str, made: Decimal | None, severity: Severity, *, also: str = ""
) -> Hit:
    unit = rate.quantity.unit or "%"
    named = "、".join(f"{words_of(report, fact)}{show(fact.quantity)}" for fact in figures) + also
    near = {(fact.block, fact.sentence_start) for fact in (rate, *figures)}
    where = "同句" if len(near) == 1 else "同段" if len({block for block, _ in near}) == 1 else "本报告"
    told = "分母为0，算不出比率" if made is None else f"按此计算{_should(rate, made, unit)}"
    difference = None if made is None else abs(made - (rate.quantity.value or Decimal(0)))
    apart = f"，相差{short(difference, 2)}个百分点" if difference is not None and unit == "%" else ""
    return Hit(
        message=f"{place_of(report, rate)}写“{rate.quote}”，而{where}写明{named}，{told}{apart}（比率应与其分子分母相符）。",
        evidence=tuple(evidence(f"{place_of(report, f)}{words_of(report, f)}", f.quantity) for f in (rate, *figures)),
        key=f"{spot_of(report)}|{rate.frame[:60]}|{rate.slot}",
        expected=None if made is None else short(made, 2),
        observed=short(rate.quantity.value or Decimal(0)),
        difference=None if difference is None else short(difference, 2),
        formula=f"{relation}{'' if made is None else f' = {short(made, 2)}{unit}'} ≠ {show(rate.quantity)}",
        severity=severity,
    )


def _judge_expression(report: Report, expression: Expression) -> Hit | Check:
    found = outcome(expression)
    written = expression.result.value or Decimal(0)
    if found and abs(found[0] - written) < 2 * epsilon(expression.result):
        return passed(RULE, report, expected=short(found[0], 2), observed=short(written), detail=expression.quote)
    where = f"{name_of(report)}“{expression.section}”部分" if expression.section else name_of(report)
    told = f"左边应为{short(found[0], 2)}{expression.result.unit or ''}" if found else "分母为0"
    return Hit(
        message=f"{where}的算式“{expression.quote}”不成立，{told}，写成{show(expression.result)}（按算式复算）。",
        evidence=tuple(evidence(f"{where}算式", quantity) for quantity in (expression.result, *expression.terms)),
        key=f"{spot_of(report)}|{expression.section}|÷{expression.result.unit or ''}",
        expected=short(found[0], 2) if found else None,
        observed=short(written),
        formula=expression.quote,
    )
