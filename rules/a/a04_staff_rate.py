"""A04: the printed 在职控制率 equals staff in post over posts."""

from __future__ import annotations

from collections.abc import Iterator

from model import Check, Dossier, Hit, Severity
from rules.figures import HUNDRED, lacking, short
from rules.forms.lines import of_kind
from rules.forms.ratios import hold_ratio
from rules.forms.staff import staff_of
from rules.registry import rule


@rule("A04", title="在职人员控制率计算不符", severity=Severity.MEDIUM, basis="S4")
def staff_rate(dossier: Dossier) -> Iterator[Hit | Check]:
    """在职人员控制率＝实际在职人数÷编制数×100%，表中三个数并列，应当算得通。

    容差为印出位数的一半：印 96.15% 时算得 96.1538% 视为一致。编制数为 0 或任一数空缺时不核对。

    反例：编制 26 人、在职 27 人，控制率仍填 100.00%，应为 103.85%。
    正例：编制 26 人、在职 25 人，控制率填 96.15%。
    """
    for report in of_kind(dossier, "basic_data"):
        for staff in staff_of(report):
            if staff.posts is None or staff.serving is None or staff.rate is None:
                yield lacking("A04", report, "编制数、在职人数、控制率不全")
            elif staff.posts.value == 0:
                yield lacking("A04", report, "编制数为0，控制率无从计算")
            else:
                yield hold_ratio(
                    "A04", report, rate=staff.rate, computed=staff.serving.value / staff.posts.value * HUNDRED,
                    formula=f"{short(staff.serving.value)} ÷ {short(staff.posts.value)} × 100%", parts=(staff.serving, staff.posts),
                    what="在职人员控制率", key=f"控制率|{staff.item}", basis="控制率＝在职人数÷编制数",
                )  # fmt: skip
