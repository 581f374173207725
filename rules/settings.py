"""What an office may set about checking: which rules run, their options, their severities."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

import msgspec

from model import Severity
from rules.registry import CATEGORIES, Rule


class WrongSetting(ValueError):
    """A setting that names something unknown; the message is a Chinese sentence with the nearest known name."""


class CustomRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A `[[rule]]` entry of gouji.toml: a relation the office itself cares about (docs/custom-rules.md)."""

    id: str
    """X and two to four digits, e.g. X01."""
    title: str
    relation: str
    """Two expressions and a comparison, e.g. 基础数据.项目支出.决算 = sum(项目自评.年度资金总额.全年执行数)."""
    severity: Severity = Severity.MEDIUM
    basis: str = "本单位规定"
    condition: str | None = None
    """A relation that must hold for this one to be looked at."""
    tolerance: Decimal | None = None
    """Largest difference that passes; by default what rounding to the printed places allows, and that is shown as 提示."""
    message: str | None = None
    """Sentence for the auditor with {left}, {right}, {difference}, {place}; one is made when missing."""


class RuleSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The `[rules]` table of gouji.toml."""

    only: tuple[str, ...] = ()
    """Rule ids or family letters to run; empty means all."""
    skip: tuple[str, ...] = ()
    """Rule ids or family letters left out."""
    severity: dict[str, Severity] = {}
    """Severity by rule id, in place of the catalogue's."""
    options: dict[str, dict[str, Any]] = {}
    """Options by rule id, e.g. {"F02": {"share": 0.5}}."""

    files: tuple[str, ...] = ()
    """Further files with `[[rule]]` entries, relative to gouji.toml."""
    custom: tuple[CustomRule, ...] = ()
    """The office's own rules, from `[[rule]]` entries."""

    def selects(self, rule: str) -> bool:
        """Whether a rule runs."""
        wanted = not self.only or rule in self.only or rule[0] in self.only
        return wanted and rule not in self.skip and rule[0] not in self.skip


def options_of(rule: Rule, settings: RuleSettings) -> dict[str, Any]:
    """The rule's keyword arguments. Raises `WrongSetting` for an option it does not have or a value of the wrong kind."""
    given = settings.options.get(rule.id, {})
    for name in given:
        if name not in rule.options:
            raise WrongSetting(f"规则 {rule.id} 没有选项“{name}”{nearest(name, rule.options)}")
    try:
        return {name: msgspec.convert(value, type(rule.options[name]), strict=False) for name, value in given.items()}
    except msgspec.ValidationError as error:
        raise WrongSetting(f"规则 {rule.id} 的选项取值不对：{error}。") from error


def verify(settings: RuleSettings, rules: dict[str, Rule]) -> None:
    """Raise `WrongSetting` when the settings name a rule, family or option that does not exist."""
    known = [*rules, *CATEGORIES]
    for name in (*settings.only, *settings.skip, *settings.severity, *settings.options):
        if name not in known:
            raise WrongSetting(f"没有规则“{name}”{nearest(name, known)}")
    for rule in rules.values():
        options_of(rule, settings)


def nearest(name: str, known: Iterable[str]) -> str:
    """`，是不是“F02”？` for the closest known name, `。` where none is close: the end of a sentence that refuses `name`."""
    close = get_close_matches(name, list(known), n=1, cutoff=0.4)
    return f"，是不是“{close[0]}”？" if close else "。"
