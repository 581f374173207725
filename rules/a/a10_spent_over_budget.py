"""A10: the final account of 三公经费, 公用经费 and 政府采购 stays within the budget."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model import Check, Dossier, Hit, Severity
from rules.figures import HUNDRED, lacking, passed, short
from rules.forms.lines import BUDGET, FINAL, BasicLine, basic_lines, of_kind
from rules.forms.vocabulary import clean
from rules.registry import rule
from rules.wording import fold

CONTROLLED = {"三公": "三公经费", "公用": "公用经费", "采购": "政府采购"}
_REASON = re.compile(r"原因|由于|因为|主要是|系因|所致|追加")


@rule("A10", title="决算数大于预算数", severity=Severity.MEDIUM, basis="S7 S8")
def spent_over_budget(dossier: Dossier) -> Iterator[Hit | Check]:
    """三公经费、公用经费、政府采购都实行预算控制，本年决算大于本年预算即为超预算；《政府采购法》第六条要求严格按照批准的预算执行。

    只看控制总额的三行，不看其中项和项目支出（项目支出年中调整另由 H07 看调整率）。预算为空而决算有数记为数据不足，预算为 0 而决算
    有数视为超预算。正文同一段话既提到该项又写了原因的，降为低。

    反例：政府采购金额预算 5.51 万元、决算 5.6 万元，超 0.09 万元，正文没有说明。
    正例：三公经费预算 1.4 万元、决算 0.35 万元。
    """
    for report in of_kind(dossier, "basic_data"):
        for line in basic_lines(report):
            if line.name in CONTROLLED:
                yield _line(dossier, line)


def _line(dossier: Dossier, line: BasicLine) -> Hit | Check:
    report = line.report
    spent, budget = line.figure(FINAL), line.figure(BUDGET)
    if spent is None or budget is None:
        return lacking("A10", report, f"{clean(line.item)}的预算数或决算数为空")
    over = spent.value - budget.value
    if over <= 0:
        detail = f"{clean(line.item)}决算不大于预算"
        return passed("A10", report, expected=f"≤{short(budget.value)}", observed=short(spent.value), detail=detail)
    explained = _explained(dossier, CONTROLLED[line.name or ""])
    share = f"，为预算的{short(spent.value / budget.value * HUNDRED, 2)}%" if budget.value else ""
    unit = spent.quantity.unit or ""
    why = "正文虽有提及，请核实原因是否成立" if explained else "正文没有说明原因"
    rests = "政府采购应当严格按照批准的预算执行" if line.name == "采购" else "三公经费和机关运行经费实行总额控制"
    return Hit(
        message=f"{spent.label}为{spent.printed}，{budget.label.rpartition('》')[2]}为{budget.printed}，"
        f"决算超预算{short(over)}{unit}{share}，{why}（{rests}）。",
        evidence=(spent.evidence, budget.evidence),
        key=line.name or "",
        expected=f"≤{short(budget.value)}",
        observed=short(spent.value),
        difference=short(over),
        formula=f"{short(spent.value)} > {short(budget.value)}",
        severity=Severity.LOW if explained else None,
        explains=("H14:公用",) if line.name == "公用" else (),
    )


def _explained(dossier: Dossier, word: str) -> bool:
    """Whether one paragraph speaks of the item and gives a reason."""
    for report in dossier.reports:
        for passage in report.passages:
            text = passage.paragraph.text
            if word in fold(text) and "超" in text and _REASON.search(text):
                return True
    return False
