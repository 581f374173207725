"""G01: the head of a form names the project, the authority, the unit and the year."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from model import Check, Dossier, Evidence, Field, Hit, Report, Severity
from rules.figures import passed
from rules.registry import rule
from rules.wording import fold, name_of

REQUIRED = re.compile(r"项目(?:支出)?名称|主管部门|主管单位|实施单位|填报单位|预算部门|预算单位|部门名称|单位名称|评价年度|预算年度|年度$")


@rule("G01", title="必填表头为空", severity=Severity.MEDIUM, basis="表样")
def blank_head(dossier: Dossier) -> Iterator[Hit | Check]:
    """自评表表头的项目名称、主管部门、实施单位、部门名称、年度为必填，空白即填报不完整，资金责任无从认定。

    表头有这一栏而没有填才报；表样本来没有这一栏的不报，没有表头的报告不适用。同一栏在几张表里都空，是同一个毛病，并为一条。
    只填横线、斜线的视为空白。

    反例：四张项目自评表“主管部门”均为空。
    正例：主管部门填“临江县城市管理局”，实施单位填“路灯管理所”。
    """
    blank: dict[str, list[tuple[Report, Field]]] = defaultdict(list)
    for report in dossier.reports:
        wanted = [field for field in report.fields if REQUIRED.search(fold(field.label))]
        empty = [field for field in wanted if not field.value.strip(" 　-—_/／")]
        for field in empty:
            blank[fold(field.label)].append((report, field))
        if wanted and not empty:
            yield passed("G01", report, detail=f"表头{len(wanted)}栏均已填写")
    for label, found in blank.items():
        where = "、".join(name_of(report) for report, _ in found)
        yield Hit(
            message=f"{where}的表头“{label}”为空，共{len(found)}张表未填（表头为必填项）。",
            evidence=tuple(Evidence(label=f"{name_of(report)}“{label}”", source=field.source) for report, field in found),
            key=label,
            expected="已填写",
            observed="空",
        )
