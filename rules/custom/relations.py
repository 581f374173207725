"""An office's own relations, written in gouji.toml, as rules like the built-in ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache, partial

import msgspec

from model import Check, CheckStatus, Dossier, Hit, Report, Severity
from rules.custom.expression import Apply, Binary, Name, Node, Number, Relation, names_in, parse_relation
from rules.custom.figure_names import ONLY, Key, figures_named, verify_name
from rules.figures import Figure, short
from rules.registry import Rule
from rules.settings import CustomRule, WrongSetting, nearest
from rules.wording import spot_of

PLACEHOLDERS = ("left", "right", "difference", "place")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_COMPARE: dict[str, Callable[[Decimal], bool]] = {
    "=": lambda gap: gap == 0,
    "≠": lambda gap: gap != 0,
    "≤": lambda gap: gap <= 0,
    "≥": lambda gap: gap >= 0,
    "<": lambda gap: gap < 0,
    ">": lambda gap: gap > 0,
}


class Value(msgspec.Struct, frozen=True):
    """The value of an expression, how far rounding may have moved it, and the figures it came from."""

    value: Decimal
    epsilon: Decimal = Decimal(0)
    figures: tuple[Figure, ...] = ()


Values = dict[Key, Value]


@cache
def compile_rules(entries: tuple[CustomRule, ...]) -> dict[str, Rule]:
    """The entries as rules. Raises `WrongSetting` for an id, expression, name or message that is not right."""
    rules: dict[str, Rule] = {}
    for entry in entries:
        if not re.fullmatch(r"X\d{2,4}", entry.id):
            raise WrongSetting(f"自定义规则的编号“{entry.id}”应为 X 加两到四位数字，如 X01。")
        if entry.id in rules:
            raise WrongSetting(f"自定义规则编号“{entry.id}”重复。")
        try:
            rules[entry.id] = _compile(entry)
        except WrongSetting as error:
            raise WrongSetting(f"规则 {entry.id}（{entry.title}）：{error}") from error
    return rules


def _compile(entry: CustomRule) -> Rule:
    relation = parse_relation(entry.relation)
    condition = parse_relation(entry.condition) if entry.condition else None
    for known in (relation, condition):
        for node in (known.left, known.right) if known is not None else ():
            for name in names_in(node):
                verify_name(name)
    for placeholder in _PLACEHOLDER.findall(entry.message or ""):
        if placeholder not in PLACEHOLDERS:
            raise WrongSetting(f"message 中没有“{{{placeholder}}}”{nearest(placeholder, PLACEHOLDERS)}")
    doc = f"{entry.title}：{relation.text}" + (f"（仅当 {condition.text}）" if condition is not None else "") + "。本单位自定的核对关系。"
    return Rule(
        id=entry.id,
        title=entry.title,
        severity=entry.severity,
        basis=entry.basis,
        priority=1,
        check=partial(_check, entry=entry, relation=relation, condition=condition),
        doc=doc,
        options={},
    )


def _check(dossier: Dossier, *, entry: CustomRule, relation: Relation, condition: Relation | None) -> Iterator[Hit | Check]:
    names = [name for node in (relation.left, relation.right) for name in names_in(node)]
    reports = {report.report_id: report for d in (dossier, dossier.previous) if d is not None for report in d.reports}
    present = {str(name): figures_named(dossier, name) for name in names}
    if not any(present.values()):
        return
    absent = [name for name, figures in present.items() if not figures]
    if absent:
        first = next(figure for figures in present.values() for figure in figures.values())
        yield _without(entry, first, f"没有{'、'.join(absent)}")
        return
    allowed = _holding(dossier, condition)
    for key, (left, right) in _join(_evaluate(dossier, relation.left), _evaluate(dossier, relation.right)).items():
        if allowed is None or ONLY in allowed or any(key[0] == other[0] for other in allowed):
            yield _hold(entry, relation, reports, key, left, right)


def _holding(dossier: Dossier, condition: Relation | None) -> set[Key] | None:
    """Where the condition holds; None when there is none."""
    if condition is None:
        return None
    pairs = _join(_evaluate(dossier, condition.left), _evaluate(dossier, condition.right))
    return {key for key, (left, right) in pairs.items() if _COMPARE[condition.operator](left.value - right.value)}


def _without(entry: CustomRule, figure: Figure, detail: str) -> Check:
    report_id = figure.quantity.source.report_id
    return Check(rule=entry.id, report_id=report_id, status=CheckStatus.INSUFFICIENT_DATA, detail=detail)


def _hold(entry: CustomRule, relation: Relation, reports: dict[str, Report], key: Key, left: Value, right: Value) -> Hit | Check:
    figures = tuple(dict.fromkeys((*left.figures, *right.figures)))
    gap = left.value - right.value
    tolerance = entry.tolerance if entry.tolerance is not None else left.epsilon + right.epsilon
    if _COMPARE[relation.operator](gap):
        return Check(
            rule=entry.id,
            report_id=figures[0].quantity.source.report_id if figures else None,
            status=CheckStatus.PASS,
            expected=f"{relation.operator}{short(right.value, 4)}",
            observed=short(left.value, 4),
            detail=relation.text,
        )
    within = relation.operator != "≠" and abs(gap) <= tolerance
    if within and entry.tolerance is not None:
        return Check(rule=entry.id, report_id=figures[0].quantity.source.report_id, status=CheckStatus.PASS, detail="在容差之内")
    report = reports.get(key[0])
    place = spot_of(report) if report is not None else "全部门"
    return Hit(
        message=_message(entry, relation, left, right, figures),
        evidence=tuple(figure.evidence for figure in figures),
        key=f"{place}|{key[1] if key[1] is not None else ''}",
        expected=f"{relation.operator}{short(right.value, 4)}",
        observed=short(left.value, 4),
        difference=short(gap, 4),
        formula=relation.text,
        severity=Severity.INFO if within else None,
    )


def _message(entry: CustomRule, relation: Relation, left: Value, right: Value, figures: tuple[Figure, ...]) -> str:
    told = {
        "left": short(left.value, 4),
        "right": short(right.value, 4),
        "difference": short(abs(left.value - right.value), 4),
        "place": "、".join(f"{figure.label}{figure.printed}" for figure in figures[:6]),
    }
    if entry.message:
        text = _PLACEHOLDER.sub(lambda found: told[found[1]], entry.message).strip()
        return text if text.endswith("。") else text + "。"
    return (
        f"{entry.title}：{told['place']}，左边为{told['left']}，右边为{told['right']}，不符合“{relation.text}”，"
        f"相差{told['difference']}（{entry.basis}）。"
    )


def _evaluate(dossier: Dossier, node: Node) -> Values:
    if isinstance(node, Number):
        return {ONLY: Value(node.value)}
    if isinstance(node, Name):
        return {key: Value(found.value, found.epsilon, (found,)) for key, found in figures_named(dossier, node).items()}
    if isinstance(node, Apply):
        return _apply(node.function, _evaluate(dossier, node.argument))
    pairs = _join(_evaluate(dossier, node.left), _evaluate(dossier, node.right))
    return {key: value for key, (one, other) in pairs.items() if (value := _combine(node, one, other)) is not None}


def _apply(function: str, values: Values) -> Values:
    if function == "abs":
        return {key: Value(abs(v.value), v.epsilon, v.figures) for key, v in values.items()}
    if not values:
        return {ONLY: Value(Decimal(0))} if function == "count" else {}
    figures = tuple(figure for v in values.values() for figure in v.figures)
    numbers = [v.value for v in values.values()]
    slack = sum((v.epsilon for v in values.values()), Decimal(0))
    if function == "count":
        return {ONLY: Value(Decimal(len(numbers)), Decimal(0), figures)}
    if function in ("max", "min"):
        chosen = (max if function == "max" else min)(values.values(), key=lambda v: v.value)
        return {ONLY: chosen}
    total = sum(numbers, Decimal(0))
    return {ONLY: Value(total, slack, figures) if function == "sum" else Value(total / len(numbers), slack / len(numbers), figures)}


def _combine(node: Binary, one: Value, other: Value) -> Value | None:
    """None for a division by zero: the relation is then not evaluated there."""
    figures = (*one.figures, *other.figures)
    if node.operator in "+-":
        value = one.value + other.value if node.operator == "+" else one.value - other.value
        return Value(value, one.epsilon + other.epsilon, figures)
    if node.operator == "*":
        slack = abs(one.value) * other.epsilon + abs(other.value) * one.epsilon
        return Value(one.value * other.value, slack, figures)
    if other.value == 0:
        return None
    slack = (one.epsilon + abs(one.value / other.value) * other.epsilon) / abs(other.value)
    return Value(one.value / other.value, slack, figures)


def _join(left: Values, right: Values) -> dict[Key, tuple[Value, Value]]:
    """Values that belong together: a single one goes with all, others meet in the same row, or else in the same report."""
    if ONLY in left:
        return {key: (left[ONLY], value) for key, value in right.items()}
    if ONLY in right:
        return {key: (value, right[ONLY]) for key, value in left.items()}
    same = {key: (value, right[key]) for key, value in left.items() if key in right}
    if same:
        return same
    by_report = {key[0]: value for key, value in right.items() if key[1] is None}
    if by_report:
        return {key: (value, by_report[key[0]]) for key, value in left.items() if key[0] in by_report}
    ours = {key[0]: value for key, value in left.items() if key[1] is None}
    return {key: (ours[key[0]], value) for key, value in right.items() if key[0] in ours}
