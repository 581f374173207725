"""Tells what the mutation benchmark found: the table in the README, and the one in docs/rules-benchmark.md."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.mutation_classes import CLASSES
from benchmarks.mutation_tally import Result
from model import Severity

BEGIN, END = "<!-- bench-rules: begin -->", "<!-- bench-rules: end -->"


def tell(result: Result, *, seed: int) -> Iterator[str]:
    """Lines of Markdown: recall and precision, by class of mistakes."""
    made = sum(t.made for t in result.classes.values())
    related = sum(t.related for t in result.classes.values())
    caught = sum(t.caught for t in result.classes.values())
    true, false = sum(t.true for t in result.classes.values()), sum(t.false for t in result.classes.values())
    alarms = {severity: result.clean[severity] for severity in Severity}
    yield f"{made} seeded mistakes (seed {seed}) in {result.dossiers} consistent dossiers of our own making, one at a time:"
    yield ""
    yield f"- recall {share(caught, related)} over the {related} mistakes that touch a figure of some relation, precision {share(true, true + false)}"
    told = ", ".join(f"{alarms[s]} {s.value}" for s in (Severity.HIGH, Severity.MEDIUM, Severity.LOW))
    yield f"- clean dossiers: {told} findings in {result.dossiers} dossiers"
    if result.folded:
        yield f"- one mistake shows {sum(result.folded) / len(result.folded):.2f} findings on average after folding"
    yield ""
    yield "| mistake | | made | in a relation | caught | recall | false findings |"
    yield "| --- | --- | ---: | ---: | ---: | ---: | ---: |"
    for kind, tally in result.classes.items():
        name = CLASSES[kind][0]
        yield f"| {kind} | {name} | {tally.made} | {tally.related} | {tally.caught} | {share(tally.caught, tally.related)} | {tally.false} |"
    yield f"| all | | {made} | {related} | {caught} | {share(caught, related)} | {false} |"


def by_rule(result: Result) -> Iterator[str]:
    """Lines of Markdown: which rules point at the mistakes that were caught."""
    yield "| rule | mistakes it points at | of them shown first |"
    yield "| --- | ---: | ---: |"
    for rule, count in sorted(result.rules.items(), key=lambda item: (-item[1], item[0])):
        yield f"| {rule} | {count} | {result.first[rule]} |"


def share(part: int, whole: int) -> str:
    """A share with three places; a dash for nothing of nothing."""
    return f"{part / whole:.3f}" if whole else "–"


def put_into(path: Path, text: str) -> None:
    """Put the text between the markers of a file. Raises `ValueError` when it has none."""
    old = path.read_text(encoding="utf-8")
    if BEGIN not in old or END not in old:
        raise ValueError(f"{path} has no markers {BEGIN} … {END}")
    head, rest = old.split(BEGIN, 1)
    path.write_text(f"{head}{BEGIN}\n{text}\n{END}{rest.split(END, 1)[1]}", encoding="utf-8")
