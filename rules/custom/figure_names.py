"""Names of figures for an office's own relations: 基础数据.项目支出.决算, 项目自评.年度资金总额.全年执行数, 指标["办结率"].完成值."""

from __future__ import annotations

from collections.abc import Iterator

from model import Dossier, FundLine, Indicator, Report
from rules.custom.expression import Name, Segment
from rules.figures import Figure, figure
from rules.forms.lines import BUDGET, FINAL, FUND_COLUMNS, PRIOR, basic_lines, fund_figure, fund_total, of_kind
from rules.forms.staff import staff_of
from rules.forms.vocabulary import TOTAL_LINE, clean, item_of
from rules.naming.projects import resolve
from rules.settings import WrongSetting, nearest
from rules.wording import fold, name_of

Key = tuple[str, int | None]
"""Report and row a value stands for; ("", None) where there is only one in the dossier."""
ONLY: Key = ("", None)
FORMS = {"整体自评": ("overall_self_eval",), "项目自评": ("project_self_eval",), "自评": ("overall_self_eval", "project_self_eval")}
ROOTS = ("基础数据", *FORMS, "指标", "上年")
BASIC_COLUMNS = {"上年决算": PRIOR, "上年决算数": PRIOR, "预算": BUDGET, "预算数": BUDGET, "本年预算": BUDGET, "本年预算数": BUDGET,
                 "决算": FINAL, "决算数": FINAL, "本年决算": FINAL, "本年决算数": FINAL}  # fmt: skip
STAFF = {"编制数": "posts", "在职人数": "serving", "控制率": "rate"}
ITEMS = ("三公经费", "公务用车", "公车购置", "公车运行", "出国", "公务接待", "项目支出", "业务工作经费", "运行维护经费", "专项资金",
         "公用经费", "人员经费", "政府采购", "基本支出", "支出合计", *STAFF)  # fmt: skip
MONEY_COLUMNS = {**{label: name for name, label in FUND_COLUMNS}, "年初预算": "initial_budget", "全年预算": "annual_budget",
                 "全年执行": "executed", "执行数": "executed", "执行率": "rate", "分值": "weight", "得分": "score"}  # fmt: skip
INDICATOR_COLUMNS = {"指标值": "target", "完成值": "actual", "实际完成值": "actual", "分值": "weight", "得分": "score"}
TOTAL_COLUMNS = {"分值": "weight", "得分": "score"}
PARTS = ("基本支出", "项目支出", "一般公共预算", "政府性基金")
LINES = ("年度资金总额", "财政拨款", "上年结转资金", "其他资金")


def verify_name(name: Name) -> None:
    """Raise `WrongSetting` when no form could ever hold such a figure; what stands in brackets is not looked at."""
    _verify(list(name.segments), name)


def figures_named(dossier: Dossier, name: Name) -> dict[Key, Figure]:
    """Every figure of the dossier a name stands for, by report and row."""
    segments = list(name.segments)
    if segments[0].word == "上年":
        return figures_named(dossier.previous, Name(tuple(segments[1:]))) if dossier.previous is not None else {}
    found = dict(_found(dossier, segments))
    alone = segments[0].word in ("基础数据", "整体自评") and len(found) == 1 and all(row is None for _, row in found)
    return {ONLY: next(iter(found.values()))} if alone else found


def _found(dossier: Dossier, segments: list[Segment]) -> Iterator[tuple[Key, Figure]]:
    head, rest = segments[0], segments[1:]
    if head.word == "指标":
        for report in dossier.reports:
            yield from _indicators(report, head.keys, rest)
    elif head.word == "基础数据":
        for report in of_kind(dossier, "basic_data"):
            yield from _basic(report, head.keys, rest)
    else:
        reports = [report for kind in FORMS[head.word] for report in of_kind(dossier, kind)]
        if head.keys:
            projects = {report.project: report for report in reports if report.project}
            chosen = resolve(head.keys[0], projects)
            reports = [projects[chosen]] if chosen else []
        for report in reports:
            yield from _form(report, rest)


def _basic(report: Report, keys: tuple[str, ...], rest: list[Segment]) -> Iterator[tuple[Key, Figure]]:
    if rest[0].word in STAFF and not keys:
        for staff in staff_of(report)[:1]:
            value: Figure | None = getattr(staff, STAFF[rest[0].word])
            if value is not None:
                yield (report.report_id, None), value
        return
    label, column = (keys[0], rest[0]) if keys else (rest[0].word, rest[1])
    wanted = item_of(label)
    lines = [line for line in basic_lines(report) if (line.name == wanted if wanted else fold(clean(line.item)) == fold(clean(label)))]
    if not lines and not wanted:
        known = {line.item: line for line in basic_lines(report)}
        near = resolve(label, known)
        lines = [known[near]] if near else []
    found = lines[0].figure(BASIC_COLUMNS[column.word], unit="万元") if lines else None
    if found is not None:
        yield (report.report_id, None), found


def _form(report: Report, rest: list[Segment]) -> Iterator[tuple[Key, Figure]]:
    head = rest[0]
    if head.word == "指标":
        yield from _indicators(report, head.keys, rest[1:])
        return
    key: Key = (report.report_id, None)
    if head.word == "总分":
        total = report.total
        found = figure(f"{name_of(report)}“总分”", getattr(total, TOTAL_COLUMNS[rest[1].word]), exact=True) if total is not None else None
    elif len(rest) == 1:
        part = next((line for line in report.funds if line.group is not None and head.word in clean(line.line)), None)
        found = fund_figure(report, part, "amount") if part is not None else None
    else:
        line = _money_line(report, head.word)
        found = fund_figure(report, line, MONEY_COLUMNS[rest[1].word]) if line is not None else None
    if found is not None:
        yield key, _in_wan(found, report)


def _in_wan(found: Figure, report: Report) -> Figure:
    """Money in 万元 whatever the form's unit; rates and scores as they are."""
    quantity = found.quantity
    return figure(found.label, quantity, unit="万元") or found if quantity.unit in ("元", "千元", "亿元") else found


def _money_line(report: Report, word: str) -> FundLine | None:
    if TOTAL_LINE.search(clean(word)):
        return fund_total(report)
    return next((line for line in report.funds if line.group is None and word in clean(line.line)), None)


def _indicators(report: Report, keys: tuple[str, ...], rest: list[Segment]) -> Iterator[tuple[Key, Figure]]:
    column = INDICATOR_COLUMNS[rest[0].word]
    for indicator in report.indicators:
        if not keys or _called(indicator, keys[0]):
            found = figure(f"{name_of(report)}“{indicator.level3}”{rest[0].word}", getattr(indicator, column), unit="万元", exact=True)
            if found is not None:
                yield (report.report_id, indicator.row), found


def _called(indicator: Indicator, name: str) -> bool:
    """The whole name, or a part of it: 指标["办结率"] is every 办结率."""
    return fold(name) in fold(indicator.level3)


def _verify(segments: list[Segment], name: Name) -> None:
    head, rest = segments[0], segments[1:]
    if head.word not in ROOTS:
        raise _unknown(head.word, ROOTS, name)
    if head.word == "上年":
        if not rest or rest[0].word == "上年":
            raise WrongSetting(f"“{name}”不完整：上年后面应为{'、'.join(ROOTS[:-1])}之一。")
        _verify(rest, name)
    elif head.word == "指标":
        _column(rest, INDICATOR_COLUMNS, name)
    elif head.word == "基础数据":
        _verify_basic(head, rest, name)
    else:
        _verify_form(rest, name)


def _verify_basic(head: Segment, rest: list[Segment], name: Name) -> None:
    if head.keys:
        _column(rest, BASIC_COLUMNS, name)
    elif rest and rest[0].word in STAFF and len(rest) == 1:
        return
    elif not rest or item_of(rest[0].word) is None:
        raise _unknown(rest[0].word if rest else "", ITEMS, name)
    else:
        _column(rest[1:], BASIC_COLUMNS, name)


def _verify_form(rest: list[Segment], name: Name) -> None:
    known = ("指标", "总分", *LINES, *PARTS)
    if not rest:
        raise _unknown("", known, name)
    word = rest[0].word
    if word == "指标":
        _column(rest[1:], INDICATOR_COLUMNS, name)
    elif word == "总分":
        _column(rest[1:], TOTAL_COLUMNS, name)
    elif word in PARTS and len(rest) == 1:
        return
    elif TOTAL_LINE.search(clean(word)) or word in LINES:
        _column(rest[1:], MONEY_COLUMNS, name)
    else:
        raise _unknown(word, known, name)


def _column(rest: list[Segment], known: dict[str, str], name: Name) -> None:
    if len(rest) != 1 or rest[0].word not in known or rest[0].keys:
        raise _unknown(rest[0].word if rest else "", tuple(known), name)


def _unknown(word: str, known: tuple[str, ...], name: Name) -> WrongSetting:
    if not word:
        return WrongSetting(f"“{name}”不完整，后面可以是：{'、'.join(known)}。")
    return WrongSetting(f"“{name}”中没有“{word}”这个名称{nearest(word, known)}可用的有：{'、'.join(known)}。")
