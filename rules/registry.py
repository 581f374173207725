"""The rule registry: one decorator, discovery of every rule file, and the catalogue they form."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from model import Check, Hit, Severity

RuleFunction = Callable[..., Iterator[Hit | Check]]

CATEGORIES = {
    "A": "表内算术",
    "B": "表间勾稽",
    "C": "表文不符",
    "D": "文内矛盾",
    "E": "跨报告矛盾",
    "F": "跨年度衔接",
    "G": "填报完整性",
    "H": "评价合规性",
    "I": "数据合理性",
    "T": "文字规范",
    "X": "自定义核对",
}
"""Chinese names of the rule families, as auditors read them."""


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One entry of the catalogue."""

    id: str
    title: str
    severity: Severity
    basis: str
    """Sources as in the rule catalogue, e.g. S5 or S4 表样."""
    priority: int
    check: RuleFunction
    doc: str
    """The docstring: rationale, 反例 (fires) and 正例 (does not)."""
    options: dict[str, Any]
    """Keyword-only parameters and their defaults; gouji.toml may set them."""

    @property
    def category(self) -> str:
        """Chinese name of the family."""
        return CATEGORIES[self.id[0]]


_RULES: dict[str, Rule] = {}
_LOADED: list[bool] = []


def rule(id: str, *, title: str, severity: Severity, basis: str, priority: int = 1) -> Callable[[RuleFunction], RuleFunction]:
    """Register a rule. Its keyword-only parameters are its options, its docstring is the handbook."""

    def register(check: RuleFunction) -> RuleFunction:
        if id in _RULES:
            raise ValueError(f"rule {id} is registered twice")
        options = {
            name: parameter.default
            for name, parameter in inspect.signature(check).parameters.items()
            if parameter.kind is inspect.Parameter.KEYWORD_ONLY
        }
        _RULES[id] = Rule(
            id=id,
            title=title,
            severity=severity,
            basis=basis,
            priority=priority,
            check=check,
            doc=inspect.getdoc(check) or "",
            options=options,
        )
        return check

    return register


def catalogue() -> dict[str, Rule]:
    """Every rule by id, in order of id; rule files are imported on first use."""
    if not _LOADED:
        _load()
    return dict(sorted(_RULES.items()))


def _load() -> None:
    import rules

    for module in pkgutil.walk_packages(rules.__path__, "rules."):
        importlib.import_module(module.name)
    _LOADED.append(True)
