"""A15: rows of a table that break the relation all other rows keep."""

from __future__ import annotations

from collections.abc import Iterator

from model import Check, CheckStatus, Dossier, Hit, Report, Severity
from rules.figures import short
from rules.forms.grids import unclaimed
from rules.forms.printed_rows import Odd, odd_rows
from rules.registry import rule
from rules.wording import name_of, spot_of

RULE = "A15"
MANY = 4


@rule(RULE, title="表内算式有一行不成立", severity=Severity.HIGH, basis="推导", priority=2)
def row_relations(dossier: Dossier) -> Iterator[Hit | Check]:
    """报送材料里没有固定表样的表格，如果一栏在其余各行都等于另两栏之和（差）、之积（数量×单价、元与万元换算、百分比），
    只有一行不成立，该行至少有一个数写错。

    至少四行可算、其余各行都成立才报；其余成立的不足四行的降为中。合计行只参加加减，不参加乘除；容差按印出的小数位；
    表样认领的表由其他规则核对。

    反例：五行中四行“服务量×单位成本＝支出”，一行312000人次、8.50元、249.60万元。
    正例：各行“合同金额－扣减金额＝实际支付”都成立；各栏之间没有固定关系。
    """
    for report in dossier.reports:
        odd = list(odd_rows(report))
        yield from (_hit(report, each) for each in odd)
        if not odd and any(True for _ in unclaimed(report)):
            yield Check(rule=RULE, report_id=report.report_id, status=CheckStatus.PASS, detail=f"{name_of(report)}的表格各行一致")


def _hit(report: Report, odd: Odd) -> Hit:
    made, (one, other) = odd.made, odd.of
    how = "之和" if odd.kind == "+" else "之积（换算单位后）"
    heads = [head.replace(" ", "") for head in odd.heads]
    expected, gap = short(odd.expected, 4), short(abs(odd.expected - made.value), 4)
    return Hit(
        message=f"{made.label}为{made.printed}，而表中其余{odd.others}行“{heads[0]}”都等于“{heads[1]}”与“{heads[2]}”{how}，"
        f"本行{one.printed}与{other.printed}应得{expected}，相差{gap}（同一表各行的算法应当一致）。",
        evidence=(made.evidence, one.evidence, other.evidence),
        key=f"{spot_of(report)}|{heads[0]}|{heads[1]}|{heads[2]}|{odd.kind}",
        expected=expected,
        observed=made.printed,
        difference=short(made.value - odd.expected, 4),
        formula=f"{one.printed} {odd.kind} {other.printed} = {expected} ≠ {made.printed}",
        severity=None if odd.others >= MANY else Severity.MEDIUM,
    )
