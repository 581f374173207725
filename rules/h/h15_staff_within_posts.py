"""H15: there are no more staff in post than posts."""

from __future__ import annotations

from collections.abc import Iterator

from model import Check, Dossier, Hit, Severity
from rules.figures import HUNDRED, lacking, passed, short
from rules.forms.lines import of_kind
from rules.forms.staff import staff_of
from rules.registry import rule


@rule("H15", title="在职人员超编", severity=Severity.MEDIUM, basis="S4")
def staff_within_posts(dossier: Dossier) -> Iterator[Hit | Check]:
    """在职人员控制率＝在职人数÷编制数，评分标准要求不超过 100%，超过即为超编。

    按人数比，不用印出的控制率（控制率算错另由 A04 报出）。编制数或在职人数为空记为数据不足。

    反例：编制 26 人，在职 28 人，控制率 107.69%。
    正例：编制 26 人，在职 26 人。
    """
    for report in of_kind(dossier, "basic_data"):
        for staff in staff_of(report):
            if staff.posts is None or staff.serving is None:
                yield lacking("H15", report, "编制数或在职人数为空")
            elif staff.serving.value <= staff.posts.value:
                detail = f"在职{short(staff.serving.value)}人，编制{short(staff.posts.value)}人"
                yield passed("H15", report, expected=f"≤{short(staff.posts.value)}", observed=short(staff.serving.value), detail=detail)
            else:
                over = staff.serving.value - staff.posts.value
                rate = f"，控制率{short(staff.serving.value / staff.posts.value * HUNDRED, 2)}%" if staff.posts.value else ""
                yield Hit(
                    message=f"{staff.serving.label}为{short(staff.serving.value)}人，超过编制数{short(staff.posts.value)}人，"
                    f"超编{short(over)}人{rate}（在职人员控制率应不超过100%）。",
                    evidence=(staff.serving.evidence, staff.posts.evidence),
                    key=f"超编|{staff.item}",
                    expected=f"≤{short(staff.posts.value)}",
                    observed=short(staff.serving.value),
                    difference=short(over),
                )
