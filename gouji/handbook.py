"""The rule catalogue as people read it: texts for the workbook and the page, and `gouji rules` on the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gouji.fingerprint import rules_fingerprint
from gouji.store import Store
from model import Handbook, RuleText, Severity
from publish.words import PROCEDURES, SEVERITIES
from rules.registry import Rule, catalogue

KIND = "handbook"


def handbook() -> Handbook:
    """Rule texts by rule id."""
    return {rule.id: rule_text(rule) for rule in catalogue().values()}


def rule_text(rule: Rule) -> RuleText:
    """What the page and the workbook say about one rule."""
    from rules.basis import spell_out

    return RuleText(
        id=rule.id, title=rule.title, category=rule.category, severity=rule.severity, basis=spell_out(rule.basis), rationale=rule.doc
    )


def keep_handbook(store: Store) -> None:
    """Keep the handbook in the store: a worker has the rules loaded, the parent would have to load them for it."""
    key = rules_fingerprint()
    if not store.has(KIND, key):
        store.put(KIND, key, handbook())


def kept_handbook(store: Store) -> Handbook:
    """The handbook from the store, or made now."""
    return store.get(KIND, rules_fingerprint(), Handbook) or handbook()


def list_rules(rules: Iterable[Rule] | None = None) -> Iterator[str]:
    """Lines of the catalogue (or of the rules given), family by family."""
    family = ""
    for rule in catalogue().values() if rules is None else rules:
        if rule.category != family:
            family = rule.category
            yield f"\n{rule.id[0]} {family}"
        yield f"  {rule.id}  {SEVERITIES[rule.severity]}  {rule.title}"


def describe_rule(rule: Rule) -> Iterator[str]:
    """Lines about one rule: what it rests on, why, an example that fires, one that does not, its options."""
    text = rule_text(rule)
    yield f"{rule.id} {rule.title}（{rule.category}，级别{SEVERITIES[rule.severity]}）"
    yield ""
    yield text.rationale
    yield ""
    yield f"依据：{text.basis}"
    procedure = text.procedure or PROCEDURES.get(rule.id[0], "")
    if procedure:
        yield f"建议程序：{procedure}"
    if rule.options:
        yield "选项（写在 gouji.toml 的 [rules.options." + rule.id + "] 中）：" + "，".join(f"{k} = {v!r}" for k, v in rule.options.items())


def rule_as_json(rule: Rule) -> dict[str, object]:
    """One rule as plain values."""
    return {
        "id": rule.id,
        "title": rule.title,
        "category": rule.category,
        "severity": Severity(rule.severity).value,
        "basis": rule.basis,
        "priority": rule.priority,
        "doc": rule.doc,
        "options": {name: value for name, value in rule.options.items()},
    }
