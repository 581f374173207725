"""`gouji rules`: the catalogue, or one rule with why, basis and examples."""

from __future__ import annotations

import json

import typer

from gouji.config import load_settings
from gouji.exits import USAGE, Stop
from gouji.handbook import describe_rule, list_rules, rule_as_json, rules_as_markdown
from rules.engine import every_rule
from rules.settings import nearest


def print_rules(rule: str | None, format: str) -> int:
    """Print the catalogue or one rule; returns the exit code."""
    known = every_rule(load_settings().rules)
    if rule is not None and rule.upper() not in known:
        raise Stop(USAGE, f"没有规则“{rule}”{nearest(rule.upper(), known)}gouji rules 列出全部规则。")
    chosen = [known[rule.upper()]] if rule is not None else list(known.values())
    if format == "json":
        typer.echo(json.dumps([rule_as_json(r) for r in chosen], ensure_ascii=False, indent=1, default=str))
        return 0
    if format == "markdown":
        typer.echo("\n".join(rules_as_markdown(chosen)))
        return 0
    for line in describe_rule(chosen[0]) if rule is not None else list_rules(chosen):
        typer.echo(line)
    return 0
