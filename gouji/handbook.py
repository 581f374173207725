"""The rule catalogue as people read it: texts for the workbook and the page, `gouji rules` and docs/rules.md."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from gouji.fingerprint import rules_fingerprint
from gouji.layout import screen, wrap
from gouji.store import Store
from model import Handbook, RuleText, Severity
from publish.words import PROCEDURES, SEVERITIES
from rules.registry import Rule, catalogue

KIND = "handbook"
EXAMPLES = ("反例：", "正例：")

_EXAMPLE = re.compile("\n(?=" + "|".join(EXAMPLES) + ")")


def handbook() -> Handbook:
    """Rule texts by rule id."""
    return {rule.id: rule_text(rule) for rule in catalogue().values()}


def rule_text(rule: Rule) -> RuleText:
    """What the page and the workbook say about one rule."""
    from rules.basis import spell_out
    from rules.procedures import procedures

    return RuleText(
        id=rule.id, title=rule.title, category=rule.category, severity=rule.severity, basis=spell_out(rule.basis), rationale=_flowing(rule.doc),
        procedure=procedures().get(rule.id, ""),
    )  # fmt: skip


def _flowing(doc: str) -> str:
    """A docstring whose lines are as long as their sentences ask: one a paragraph, one an example."""
    paragraphs = (_EXAMPLE.split(paragraph) for paragraph in doc.split("\n\n"))
    return "\n\n".join("\n".join(part.replace("\n", "") for part in parts) for parts in paragraphs)


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
    for paragraph in text.rationale.split("\n"):
        yield from wrap(paragraph, screen(100))
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
        "doc": rule_text(rule).rationale,
        "options": {name: value for name, value in rule.options.items()},
    }


def rules_as_markdown(rules: Iterable[Rule]) -> Iterator[str]:
    """Lines of docs/rules.md: every rule with what it rests on, why, an example that fires and one that does not."""
    chosen = list(rules)
    yield "# 规则手册"
    yield ""
    yield f"由 `gouji rules --format markdown` 生成，与代码中的规则一致。共 {len(chosen)} 条；`gouji rules A01` 在终端上看其中一条。"
    yield "“反例”会报，“正例”不会报。选项写在 `gouji.toml` 的 `[rules.options.编号]` 中；本单位自己的核对关系见"
    yield "[custom-rules.md](custom-rules.md)。"
    for family, members in groupby(chosen, key=lambda rule: f"{rule.id[0]} {rule.category}"):
        yield f"\n## {family}"
        for rule in members:
            yield f"\n### {rule.id} {rule.title}\n"
            yield from _as_markdown(rule)


def _as_markdown(rule: Rule) -> Iterator[str]:
    text = rule_text(rule)
    yield f"级别：{SEVERITIES[rule.severity]}。依据：{text.basis}。"
    for paragraph in text.rationale.split("\n\n"):
        yield ""
        for part in escape(paragraph, quote=False).split("\n"):
            yield ("- " if part.startswith(EXAMPLES) else "") + part
    if rule.options:
        yield "\n选项：" + "，".join(f"`{name} = {value!r}`" for name, value in rule.options.items())
