"""What the mutation benchmark counts: by class of mistakes, by rule, and what it missed."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from benchmarks.mutation_classes import Mutation
from model import Finding, Severity


@dataclass
class Tally:
    """What came of one class of mistakes."""

    made: int = 0
    related: int = 0
    caught: int = 0
    true: int = 0
    false: int = 0


@dataclass
class Result:
    """Everything a run of the benchmark counts."""

    classes: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    rules: Counter[str] = field(default_factory=Counter)
    """Caught mistakes by rule; several rules may catch one."""
    first: Counter[str] = field(default_factory=Counter)
    """Caught mistakes by the rule of the finding shown first."""
    folded: list[int] = field(default_factory=list)
    """Findings shown for one caught mistake, after folding."""
    clean: Counter[Severity] = field(default_factory=Counter)
    dossiers: int = 0
    missed: list[Mutation] = field(default_factory=list)
    wrong: list[tuple[Mutation, Finding]] = field(default_factory=list)
    seconds: float = 0.0
