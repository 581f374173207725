"""decisions.jsonl: what auditors decided, appended and never deleted, and which of it still holds for a finding."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import msgspec

from model import DECISION_NAMES, Decision, Finding

DECISIONS = "decisions.jsonl"
_SIDES = "甲乙丙丁戊己庚辛"
_decoder = msgspec.json.Decoder(Decision)

Log = dict[str, list[Decision]]
"""Decisions by finding id, the latest last."""


def append(out: Path, decisions: Iterable[Decision]) -> int:
    """Add decisions to the log, durably. Returns how many."""
    lines = [msgspec.json.encode(decision) for decision in decisions]
    if not lines:
        return 0
    path = out / DECISIONS
    out.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0), 0o644)
    try:
        data = b"\n".join(lines) + b"\n"
        if not _ends_clean(descriptor):
            data = b"\n" + data  # a writer died within its line: what it left stays a line of its own
        while data:
            data = data[os.write(descriptor, data) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return len(lines)


def read(out: Path) -> tuple[list[Decision], int]:
    """All decisions in the order written, and how many lines could not be read."""
    try:
        data = (out / DECISIONS).read_bytes()
    except FileNotFoundError:
        return [], 0
    decisions, damaged = [], 0
    for line in data.splitlines():
        if line.strip():
            try:
                decisions.append(_decoder.decode(line))
            except msgspec.MsgspecError:
                damaged += 1
    return decisions, damaged


def by_finding(decisions: Iterable[Decision]) -> Log:
    """Decisions by finding; of the same moment, the one written later comes later."""
    log: Log = defaultdict(list)
    for decision in decisions:
        log[decision.finding_id].append(decision)
    for held in log.values():
        held.sort(key=lambda decision: decision.at)
    return dict(log)


def decided(finding: Finding, log: Log) -> Finding:
    """The finding with the decision that holds for it: the latest one, made on the evidence as it still stands."""
    held = log.get(finding.finding_id, [])
    if not held:
        return finding
    fitting = [decision for decision in held if decision.fingerprint in ("", finding.fingerprint)]
    if not fitting:
        last = held[-1]
        if last.status == "open":
            return finding
        return msgspec.structs.replace(finding, reopened=_what_changed(last, finding), answer=last)
    answer = fitting[-1]
    last_of = {decision.by or decision.origin: decision for decision in fitting}  # who changed their mind does not contradict themselves
    return msgspec.structs.replace(
        finding,
        decision=None if answer.status == "open" else answer.status,
        note=answer.note,
        decided_by=answer.by,
        decided_at=answer.at,
        answer=answer,
        other_answers=tuple(decision for decision in last_of.values() if decision.status != answer.status),
    )


def sides_of(finding: Finding) -> tuple[str, ...]:
    """The values of the sides as printed, for `Decision.seen`."""
    return tuple(f"{evidence.value or ''}{evidence.unit or ''}" for evidence in finding.evidence)


def _what_changed(last: Decision, finding: Finding) -> str:
    """One sentence: who decided what, and which values are others now."""
    who = f"{last.by}于{last.at[:10]}" if last.by else last.at[:10]
    now = sides_of(finding)
    changes = [
        f"{_SIDES[at]}方由“{before or '空'}”变为“{after or '空'}”"
        for at, (before, after) in enumerate(zip(last.seen, now, strict=False))
        if before != after and at < len(_SIDES)
    ]
    if last.seen and len(last.seen) != len(now):
        changes.append(f"所据之处由{len(last.seen)}处变为{len(now)}处")
    what = "、".join(changes) if changes else "所据数据已变化"
    return f"{who}判为“{DECISION_NAMES[last.status]}”之后，{what}，请重新核实。"


def _ends_clean(descriptor: int) -> bool:
    size = os.fstat(descriptor).st_size
    if size == 0:
        return True
    os.lseek(descriptor, size - 1, os.SEEK_SET)
    return os.read(descriptor, 1) == b"\n"
