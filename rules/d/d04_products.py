"""D04: a count and a price against the amount they make."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from model import Check, CheckStatus, Dossier, Hit, Report, Severity
from rules.comparing.objects import slack_of, value_of
from rules.figures import MONEY, epsilon, evidence, passed, short, show
from rules.prose.arithmetic import Expression, expressions, outcome
from rules.prose.places import place_of, words_of
from rules.prose.products import Product, Rhythm, product_of, products, rhythms
from rules.registry import rule
from rules.wording import name_of, spot_of

RULE = "D04"
_PART = Decimal("0.8")
"""Share of the product that changing numbers of people may move a mean of each month by."""


@rule(RULE, title="数量乘单价与总额不符", severity=Severity.HIGH, basis="S5", priority=1)
def products_hold(dossier: Dossier) -> Iterator[Hit | Check]:
    """正文写明人数（户数、亩数……）、单价和总额的，数量×单价应当等于总额；元与万元先换算。写成算式的（10名×4.5万元=45万元）直接验算；
    “每月2次，全年24次”乘12（每季乘4）。

    单价按月计的，乘写明的月数，未写月数的乘1至12个月有一个成立即可；按天、按次计而未写天数的不算。一句里有几个人数或几个单价、
    对不上号的不算；发给人、户的总额恰为乘积的2至12倍的（可能按次、按月发放）不报，但写明每人每年又写明是这一年的只能发一次，而恰为10倍、
    句中没有按月、按期、按次字样的多半是点错小数点，为中。每人每天的标准乘人天数。人均数是平均数，按其末位放宽；人均月补助一类各月人数可能不同，只在总额明显不可能时报。

    反例：“雇员10名，每人每年薪酬4.5万元，共支出54万元”。
    正例：“办公经费6万元：10名雇员，每人每年办公经费6000元”；“每人每月500元，发放120人，共计72万元”（12个月）。
    """
    for report in dossier.reports:
        for product in products(report):
            yield _judge(report, product)
        for rhythm in rhythms(report):
            yield _keep_time(report, rhythm)
        for expression in expressions(report):
            if expression.kind == "×":
                yield _calculate(report, expression)


def _judge(report: Report, product: Product) -> Hit | Check:
    made, slack = product_of(product, Decimal(1))
    formula = f"{show(product.count.quantity)} × {show(product.price.quantity)}"
    if not product.times or made == 0:
        return Check(rule=RULE, report_id=report.report_id, status=CheckStatus.INSUFFICIENT_DATA, detail=f"{formula}：未写明次数或天数")
    for total in product.totals:
        whole = value_of(total.quantity) or Decimal(0)
        for times in product.times:
            if abs(whole - made * times) <= slack_of(total.quantity) + slack * times:
                return passed(
                    RULE, report, expected=short(made * times), observed=short(whole), detail=f"{formula} = {show(total.quantity)}"
                )
    whole = value_of(product.totals[0].quantity) or Decimal(0)
    ratio = whole / made
    if (
        product.average and len(product.times) > 1 and _PART <= ratio <= product.times[-1] / _PART
    ):  # the people were not as many in every month
        return Check(rule=RULE, report_id=report.report_id, status=CheckStatus.INSUFFICIENT_DATA, detail=f"{formula}：各月人数未写明")
    if product.once and product.repeatable and ratio == 10 and len(product.totals) == 1:
        return _hit(report, product, made, severity=Severity.MEDIUM)
    if len(product.totals) > 1 or (product.repeatable and ratio == round(ratio) and 2 <= ratio <= 12):
        return Check(rule=RULE, report_id=report.report_id, status=CheckStatus.INSUFFICIENT_DATA, detail=f"{formula}：总额不能确定")
    return _hit(report, product, made * product.times[-1] if len(product.times) == 1 else made * 12)


def _hit(report: Report, product: Product, made: Decimal, *, severity: Severity | None = None) -> Hit:
    total, count, price = product.totals[0], product.count, product.price
    factor = (value_of(total.quantity) or Decimal(1)) / (total.quantity.value or Decimal(1))
    expected, observed = made / factor, total.quantity.value or Decimal(0)
    unit = total.quantity.unit or ""
    per = price.per if price.per == "单价" else "每" + price.per.replace("/", "每")
    times = made / product_of(product, Decimal(1))[0]
    formula = f"{show(count.quantity)} × {show(price.quantity)}{f' × {short(times)}' if times != 1 else ''} = {short(expected, 4)}{unit}"
    message = (
        f"{place_of(report, total)}写{count.subject}{show(count.quantity)}、{per}{show(price.quantity)}，相乘应为{short(expected, 4)}{unit}，"
        f"而写明的{words_of(report, total)}为{show(total.quantity)}，相差{short(abs(expected - observed), 4)}{unit}（数量乘单价应等于总额）。"
    )
    return Hit(
        message=message,
        evidence=(
            evidence(f"{place_of(report, total)}{total.subject}", total.quantity),
            evidence(f"{place_of(report, count)}{count.subject}", count.quantity),
            evidence(f"{place_of(report, price)}{per}标准", price.quantity),
        ),
        key=f"{spot_of(report)}|{total.frame[:60]}|{total.slot}",
        expected=short(expected, 4),
        observed=short(observed),
        difference=short(observed - expected, 4),
        formula=f"{formula} ≠ {show(total.quantity)}",
        severity=severity,
    )


def _keep_time(report: Report, rhythm: Rhythm) -> Hit | Check:
    each, year = rhythm.each, rhythm.year
    made, written = (each.quantity.value or Decimal(0)) * rhythm.times, year.quantity.value or Decimal(0)
    span = "每季" if rhythm.times == 4 else "每月"
    formula = f"{show(each.quantity)} × {rhythm.times} = {short(made)}{year.quantity.unit or ''}"
    if made == written:
        return passed(RULE, report, expected=short(made), observed=short(written), detail=formula)
    return Hit(
        message=f"{place_of(report, year)}写“{each.quote}”，又写“{year.quote}”，{span}{show(each.quantity)}全年应为{short(made)}{year.quantity.unit or ''}，"
        f"与{show(year.quantity)}相差{short(abs(made - written))}{year.quantity.unit or ''}（按{span}次数推算）。",
        evidence=tuple(evidence(f"{place_of(report, fact)}{fact.subject}", fact.quantity) for fact in (year, each)),
        key=f"{spot_of(report)}|{year.frame[:60]}|{year.slot}|{span}",
        expected=short(made),
        observed=short(written),
        difference=short(written - made),
        formula=f"{formula} ≠ {show(year.quantity)}",
        severity=Severity.MEDIUM,
    )


def _calculate(report: Report, expression: Expression) -> Hit | Check:
    found = outcome(expression)
    made = found[0] if found else Decimal(0)
    written = expression.result.value or Decimal(0)
    slack = epsilon(expression.result)
    if abs(made - written) <= slack or abs(made * MONEY.get(expression.result.unit or "", Decimal(1)) - written) <= slack:
        return passed(RULE, report, expected=short(made, 4), observed=short(written), detail=expression.quote)
    unit = expression.result.unit or ""
    where = f"{name_of(report)}“{expression.section}”部分" if expression.section else name_of(report)
    label = f"{where}算式"
    return Hit(
        message=f"{where}的算式“{expression.quote}”不成立，左边应为{short(made, 4)}{unit}，写成{show(expression.result)}，相差{short(abs(made - written), 4)}{unit}（按算式复算）。",
        evidence=tuple(evidence(label, quantity) for quantity in (expression.result, *expression.terms)),
        key=f"{spot_of(report)}|{expression.section}|{'×'.join(term.unit or '' for term in expression.terms)}",
        expected=short(made, 4),
        observed=short(written),
        difference=short(written - made, 4),
        formula=expression.quote,
    )
