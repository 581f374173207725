"""E05: a project's form uses an indicator that belongs to another project."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher

from model import Check, Dossier, Evidence, Hit, Report, Severity
from rules.figures import passed
from rules.forms.indicators import Entry, by_name
from rules.forms.lines import of_kind
from rules.naming.names import core_of_project
from rules.prose.amounts import amounts_told
from rules.registry import rule
from rules.wording import fold, name_of, spot_of


@rule("E05", title="指标与其他项目交叉", severity=Severity.LOW, basis="S2", priority=3)
def indicator_of_another_project(dossier: Dossier, *, shared: int = 4) -> Iterator[Hit | Check]:
    """同名指标出现在两张项目自评表里，而指标名称与其中一个项目的名称有明显的共同词，说明它是那个项目的产出，另一张表重复列用，产出重复计算。

    共同词至少连续 4 个字（选项 shared）才认定归属；两个项目都沾得上、都沾不上的不报；“满意度”“资金到位率”一类通名不看。一张表的多项并为一条。

    反例：“热线工单办结率”既在热线平台运维项目表中，又在大厅运行项目表中。
    正例：两个项目都用“预算控制率”。
    """
    forms = of_kind(dossier, "project_self_eval")
    if len(forms) < 2:
        return
    crossing: dict[str, list[tuple[Entry, Entry]]] = defaultdict(list)
    for name, entries in by_name(dossier).items():
        own = [entry for entry in entries if entry.report.kind == "project_self_eval"]
        owner = _owner(name, own, shared)
        if owner is not None:
            for entry in own:
                if entry.report is not owner.report:
                    crossing[entry.report.report_id].append((entry, owner))
    for form in forms:
        if form.report_id in crossing:
            yield _hit(dossier, form, crossing[form.report_id])
        elif form.indicators:
            yield passed("E05", form, detail="没有与其他项目交叉的指标")


def _owner(name: str, entries: list[Entry], shared: int) -> Entry | None:
    """The only project whose name has a long word in common with the indicator's."""
    if len({entry.report.report_id for entry in entries}) < 2:
        return None
    lengths = [(_common(name, core_of_project(entry.report.project or "")), entry) for entry in entries]
    owners = [entry for length, entry in lengths if length >= shared]
    return owners[0] if len(owners) == 1 else None


def _common(one: str, other: str) -> int:
    one, other = fold(one), fold(other)
    return SequenceMatcher(None, one, other, autojunk=False).find_longest_match(0, len(one), 0, len(other)).size


def _hit(dossier: Dossier, form: Report, crossed: list[tuple[Entry, Entry]]) -> Hit:
    told = "、".join(f"“{entry.indicator.level3}”（属项目“{owner.report.project}”）" for entry, owner in crossed)
    sides: list[Evidence] = []
    for entry, owner in crossed:
        sides.append(Evidence(label=f"{name_of(form)}指标", source=entry.indicator.source))
        sides.append(Evidence(label=f"{name_of(owner.report)}指标", source=owner.indicator.source))
    owners = {owner.report.project for _, owner in crossed}
    amounts = {told.entry.name: told.claim for told in amounts_told(dossier) if told.entry.name in owners}
    sides += [claim.evidence for claim in amounts.values()]
    return Hit(
        message=f"{name_of(form)}列有其他项目的指标：{told}，产出可能重复计算（指标应与项目内容对应）。",
        evidence=tuple(sides),
        key=spot_of(form),
    )
