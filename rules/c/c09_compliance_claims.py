"""C09: assertions of compliance (no overspending, paid in time, nothing left over) against budget and execution."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from model import Check, CheckStatus, Dossier, Evidence, Hit, Severity
from rules.figures import Figure, passed, short, show
from rules.forms.ledger import ANNUAL, INITIAL, SPENT, Entry, entry_of
from rules.prose.claims import amount_of
from rules.prose.phrases import Phrase, phrases
from rules.prose.spending import spendings
from rules.registry import rule
from rules.wording import spot_of

_NO_EXCESS = re.compile(
    r"(?:无|没有|未|不存在|未出现|未发生|杜绝了?)(?:任何)?超(?:出)?预算(?:支出|开支|使用)?(?:的?情况|现象|行为|问题)?|未超(?:出|过)?(?:年初)?预算|(?:严格)?控制在(?:年初)?预算(?:范围)?(?:之)?内"
)
_ALL_SPENT = re.compile(
    r"(?:资金)?支付(?:进度)?(?:及时|到位|率达?到?100%)|资金(?:全部|均已?|已全部)(?:支付|使用)(?:完毕|到位)?|无(?:任何)?(?:资金)?结余|没有结余|无结转结余"
)


@rule("C09", title="合规断言与数字不符", severity=Severity.MEDIUM, basis="S5", priority=2)
def compliance_claims(dossier: Dossier, *, excess: float = 0.3, least: float = 0.8) -> Iterator[Hit | Check]:
    """正文断言“无超预算”，而实际支出超过年初预算 excess 以上；断言“支付进度及时”“无结余”，而执行率低于 least（断言无结余的，低于100%）。

    断言“控制在预算内”而未说年初的，与全年预算比。
    对本报告的资金总额核对：项目报告对本项目，整体报告对部门。“超预算”也可解释为不超调整后预算，所以只列为中，并写明调整后预算；
    支出没有超过年初预算、或没有填年初预算的不报。

    反例：正文“无超预算情况”，年初预算180万元，实际支出1512.40万元。
    正例：正文“无超预算情况”，年初预算86万元，实际支出86万元。
    """
    seen: set[tuple[str, str]] = set()
    for phrase in phrases(dossier):
        for what, pattern in (("超预算", _NO_EXCESS), ("支付", _ALL_SPENT)):
            found = pattern.search(phrase.text)
            key = (phrase.report.report_id, what)
            if not found or key in seen or _is_plan(phrase):
                continue
            seen.add(key)
            entry = entry_of(dossier, phrase.report)
            spent = entry.under(*SPENT)[:1] if entry else ()
            adjusted = "调整" in phrase.text[: found.end()] and "年初" not in found.group()
            initial = what == "超预算" and not adjusted and ("控制在" not in found.group() or "年初" in found.group())
            base = entry.under(INITIAL if initial else ANNUAL)[:1] if entry else ()
            if entry is None or not spent or not base or not base[0].value:
                yield Check(
                    rule="C09",
                    report_id=phrase.report.report_id,
                    status=CheckStatus.INSUFFICIENT_DATA,
                    detail=f"“{found.group()}”没有对应的预算数和执行数",
                )
            elif what == "超预算":
                yield _excess(dossier, phrase, found, entry, base[0], spent[0], Decimal(str(excess)))
            else:
                yield _unspent(phrase, found, base[0], spent[0], Decimal(1) if "结余" in found.group() else Decimal(str(least)))


def _is_plan(phrase: Phrase) -> bool:
    return bool(re.search(r"改进|建议|下一步|今后|打算", phrase.titles + phrase.text)) and "完成" not in phrase.titles


def _excess(
    dossier: Dossier, phrase: Phrase, found: re.Match[str], entry: Entry, budget: Figure, spent: Figure, excess: Decimal
) -> Hit | Check:
    over = spent.value - budget.value
    if over <= budget.value * excess:
        return passed("C09", phrase.report, expected=short(budget.value), observed=short(spent.value), detail=f"“{found.group()}”")
    adjusted = entry.under(ANNUAL)[:1]
    note = f"；即使按调整后的{adjusted[0].printed}看没有超出，也应说明追加依据" if adjusted and adjusted[0].value >= spent.value else ""
    largest = _largest(dossier, phrase)
    return Hit(
        message=f"{phrase.place}称“{found.group()}”，而{budget.label}为{budget.printed}、{spent.label}为{spent.printed}，支出为该预算的"
        f"{short(spent.value / budget.value, 1)}倍，超出{short(over)}万元{note}（合规表述应与预算执行数相符）。",
        evidence=(phrase.evidence(found), budget.evidence, spent.evidence, *largest),
        key=f"无超预算|{spot_of(phrase.report)}",
        expected=f"≤{short(budget.value)}",
        observed=short(spent.value),
        difference=short(over),
        formula=f"{short(spent.value)} ÷ {short(budget.value)} = {short(spent.value / budget.value, 2)}",
    )


def _largest(dossier: Dossier, phrase: Phrase) -> list[Evidence]:
    """The largest item of the report's account of expenditure, for the reader."""
    items = [item for spending in spendings(dossier) if spending.report is phrase.report for item in spending.items]
    return [max(items, key=lambda item: amount_of(item.fact.quantity) or Decimal(0)).evidence] if items else []


def _unspent(phrase: Phrase, found: re.Match[str], budget: Figure, spent: Figure, least: Decimal) -> Hit | Check:
    rate = spent.value / budget.value
    if rate >= least or budget.value - spent.value <= budget.epsilon + spent.epsilon:
        return passed("C09", phrase.report, expected=short(budget.value), observed=short(spent.value), detail=f"“{found.group()}”")
    return Hit(
        message=f"{phrase.place}称“{found.group()}”，而{budget.label}为{budget.printed}、{spent.label}为{show(spent.quantity)}，执行率只有"
        f"{short(rate * 100, 2)}%，尚有{short(budget.value - spent.value)}万元未执行（合规表述应与预算执行数相符）。",
        evidence=(phrase.evidence(found), budget.evidence, spent.evidence),
        key=f"支付及时|{spot_of(phrase.report)}",
        expected=f"≥{short(least * 100)}%",
        observed=f"{short(rate * 100, 2)}%",
        difference=short(budget.value - spent.value),
    )
