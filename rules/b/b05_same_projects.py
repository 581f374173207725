"""B05: 基础数据表, the projects' forms and the projects' narratives name the same projects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from model import Check, Dossier, Evidence, Hit, Report, Severity, Source
from rules.figures import lacking, passed
from rules.forms.lines import FINAL, BasicLine, beside, fund_figure, fund_total, line_of, of_kind, projects_listed
from rules.naming.projects import resolve
from rules.registry import rule
from rules.wording import fold, name_of

_TELLING = 4
"""Digits of a sum that two projects do not share by chance."""


@rule("B05", title="项目清单不一致", severity=Severity.HIGH, basis="S5")
def same_projects(dossier: Dossier) -> Iterator[Hit | Check]:
    """基础数据表列示的项目、项目自评表、项目评价报告应是同一组项目：有资金而无自评，或有自评而表中无资金，都要查明。

    名称差一两个字的、名称不同而决算数分毫不差的视为同一项目（另由 E04 提示）；有自评表没写项目名称的（见 G01）无从核对。自评表不足列示项目的一半，多半是材料没有收齐，记为数据不足而不报；只缺评价报告、
    自评表齐全的，级别降为中，因为多数地方只要求重点项目写报告；没有报告的都是金额较小的项目的不报。专项资金有数而其下一个项目也没有列示的报中。
    表样不要求列示项目、或没有自评表的不适用。

    反例：基础数据表列示甲、乙、丙三个项目，只有甲、乙有自评表，丙 51 万元没有自评。
    正例：三张表的项目逐一对应，只是“培训管理”写作“培训、管理”。
    """
    for report in of_kind(dossier, "basic_data"):
        forms = {form.project: form for form in beside(dossier, report, "project_self_eval") if form.project}
        lines = {line.item: line for line in projects_listed(report)}
        if not lines and forms:
            yield from _unlisted(report, forms)
        if not lines or not forms:
            continue
        if any(not form.project for form in beside(dossier, report, "project_self_eval")):
            yield lacking("B05", report, "有项目自评表没有写项目名称，清单无从核对")
            continue
        without = [item for item in lines if resolve(item, forms) is None]
        extra = [name for name in forms if resolve(name, lines) is None]
        same = {item: name for item in without for name in extra if _same_money(lines[item], forms[name])}
        if len(set(same.values())) == len(same):  # one project under two names, told by its money
            without = [item for item in without if item not in same]
            extra = [name for name in extra if name not in same.values()]
        if len(without) * 2 > len(lines):
            yield lacking("B05", report, f"列示{len(lines)}个项目，只有{len(lines) - len(without)}个找到自评表，材料可能不全")
            continue
        if any(item.strip().startswith("其中") for item in lines):
            extra = []  # 其中 names the main ones only
        if not without and not extra:
            yield passed("B05", report, detail=f"{len(lines)}个项目与自评表逐一对应")
        for item in without:
            source = next(iter(lines[item].cells.values())).source
            yield _hit(
                report,
                item,
                source,
                f"没有对应的项目自评表（已有自评表：{'、'.join(forms)}）",
                name_of(report),
                "缺自评表",
                beside=[_head(form) for form in forms.values()],
            )
        for name in extra:
            form = forms[name]
            yield _hit(
                form,
                name,
                _head(form),
                f"在{name_of(report)}中没有列示（列示的项目：{'、'.join(lines)}）",
                name_of(form),
                "未列示",
                beside=[next(iter(line.cells.values())).source for line in lines.values()],
            )
        yield from _told(dossier, forms)


def _unlisted(report: Report, forms: dict[str, Report]) -> Iterator[Hit | Check]:
    """A form whose 专项资金 wants one row a project, with money in it and not a single row below."""
    special = line_of(report, "专项")
    amount = special.figure(FINAL) if special is not None else None
    if special is None or amount is None or not amount.value:
        return
    told = "、".join(forms)
    yield Hit(
        message=f"{amount.label}为{amount.printed}，其下没有逐项列示项目，而已有项目自评表：{told}，项目清单不一致（表样要求一个专项一行）。",
        evidence=(amount.evidence, *(Evidence(label=f"{name_of(form)}项目“{name}”", source=_head(form)) for name, form in forms.items())),
        key="未列示|全部",
        severity=Severity.MEDIUM,
    )


def _told(dossier: Dossier, forms: dict[str, Report]) -> Iterator[Hit | Check]:
    """Forms without a narrative, where most projects have one."""
    told = [name for r in of_kind(dossier, "project_narrative") for name in (r.project, r.project_as_written) if name]
    if not told:
        return
    silent = [name for name in forms if resolve(name, told) is None]
    if len(silent) * 2 >= len(forms):
        yield lacking("B05", next(iter(forms.values())), "多数项目没有评价报告，不作核对")
        return
    money = {name: _spent(form) or Decimal(0) for name, form in forms.items()}
    if silent and max(money[name] for name in silent) < min((money[name] for name in forms if name not in silent), default=Decimal(0)):
        yield lacking("B05", next(iter(forms.values())), "没有评价报告的都是金额较小的项目，可能只要求重点项目写报告")
        return
    for name in silent:
        why = f"有自评表而没有项目评价报告（已有报告的项目：{'、'.join(dict.fromkeys(told))}）"
        yield _hit(forms[name], name, _head(forms[name]), why, name_of(forms[name]), "缺报告", severity=Severity.MEDIUM)


def _same_money(line: BasicLine, form: Report) -> bool:
    """Whether a listed project spent to the cent what a form did, in a sum that does not recur by chance."""
    listed, spent = line.figure(FINAL, unit="万元"), _spent(form)
    return listed is not None and spent is not None and listed.value == spent and len(spent.normalize().as_tuple().digits) >= _TELLING


def _spent(form: Report) -> Decimal | None:
    total = fund_total(form)
    found = fund_figure(form, total, "executed") if total is not None else None
    return found.value if found is not None else None


def _hit(
    report: Report,
    name: str,
    source: Source,
    why: str,
    where: str,
    kind: str,
    *,
    beside: Sequence[Source] = (),
    severity: Severity | None = None,
) -> Hit:
    return Hit(
        message=f"{where}的项目“{name}”{why}，项目清单不一致（同一年度各表的项目应当相同）。",
        evidence=(
            Evidence(label=f"{where}项目“{name}”", source=source),
            *(Evidence(label="另一处列出的项目", source=other) for other in beside[:5]),
        ),
        key=f"{kind}|{fold(name)}",
        severity=severity,
    )


def _head(form: Report) -> Source:
    """Where a form names its project."""
    field = next((f for f in form.fields if f.value and fold(f.value) == fold(form.project or "")), None)
    if field is not None:
        return field.source
    if form.funds:
        return form.funds[0].source
    return Source(document_id=form.document_id, report_id=form.report_id, page=form.first_page, quote=form.project or form.title)
