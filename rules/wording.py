"""How reports and places are named in messages."""

from __future__ import annotations

import re
from collections.abc import Iterable

from model import Report

KINDS = {
    "basic_data": "整体支出绩效评价基础数据表",
    "overall_self_eval": "整体支出绩效自评表",
    "project_self_eval": "项目支出绩效自评表",
    "overall_narrative": "整体支出绩效自评报告",
    "project_narrative": "项目支出绩效评价报告",
    "other": "附送材料",
}
_FOLD = re.compile(r"[\s“”\"'‘’（）()《》、，,。.；;：:·—\-]")


def name_of(report: Report) -> str:
    """《项目支出绩效自评表（路灯维护经费）》: the kind of paper, with its project."""
    kind = KINDS[report.kind]
    if report.kind in ("project_self_eval", "project_narrative") and report.project:
        return f"《{kind}（{report.project}）》"
    return f"《{kind}》"


def names_of(reports: Iterable[Report], *, most: int = 3) -> str:
    """The papers by name, each once; beyond `most` only their number."""
    names = list(dict.fromkeys(name_of(report) for report in reports))
    return "、".join(names) if len(names) <= most else f"{'、'.join(names[:most])}等{len(names)}份材料"


def spot_of(report: Report) -> str:
    """What identifies the report within its dossier for keys: kind and project, without numbers of files."""
    return f"{report.kind}/{fold(report.project or '')}"


def fold(text: str) -> str:
    """A name without blanks, quotation marks and punctuation, for comparing names."""
    return _FOLD.sub("", text)
