"""The ledger: findings are counted and written as they come, and of very many people are shown the worst."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pandas as pd
import pytest

from gouji.history import Before
from gouji.ledger import Ledger
from model import Decision, Finding, Severity
from publish import rows
from publish.parquet import Tables

RUN, EARLIER = "20261125T010203Z-77aa", "20261124T010203Z-1f3a"


def finding(name: str, severity: Severity = Severity.HIGH) -> Finding:
    return Finding(
        finding_id=name, rule="A01", category="表内算术", title="合计", severity=severity, department="甲县教育局", year=2024,
        message="不符。", evidence=(), fingerprint="f",
    )  # fmt: skip


def run_of(folder: Path, *names: str) -> Before:
    """An earlier run with these findings."""
    folder.mkdir()
    tables = Tables(folder, EARLIER)
    for name in names:
        tables.add("findings", [rows.finding_row(msgspec.structs.replace(finding(name), first_run=EARLIER, last_run=EARLIER))])
    tables.close()
    return Before(run_id=EARLIER, folder=folder, about={}, first_runs=dict.fromkeys(names, EARLIER), read=frozenset())


def test_findings_are_new_open_or_gone_and_counted(tmp_path: Path) -> None:
    before = run_of(tmp_path / "before", "old", "lost")
    target = tmp_path / "now"
    target.mkdir()
    tables = Tables(target, RUN)
    log = {"old": [Decision(finding_id="old", status="dismissed", at="2026-11-24T01:00:00Z", fingerprint="f")]}
    ledger = Ledger(tables, before, RUN, log)
    ledger.enter([finding("old"), finding("fresh", Severity.LOW)])
    ledger.close()
    tables.close()
    written = pd.read_parquet(target / "findings.parquet").set_index("finding_id")
    assert dict(written["status"]) == {"old": "open", "fresh": "new", "lost": "gone"}
    assert dict(written["first_run"]) == {"old": EARLIER, "fresh": RUN, "lost": EARLIER}
    assert dict(written["last_run"]) == {"old": RUN, "fresh": RUN, "lost": EARLIER}
    assert dict(ledger.severities) == {"high": 1, "low": 1}
    assert ledger.not_dismissed.total() == 1
    assert dict(ledger.states) == {"open": 1, "new": 1, "gone": 1}
    assert [f.finding_id for f in ledger.kept] == ["old", "fresh", "lost"] and ledger.left_out == 0


def test_of_very_many_the_worst_are_kept_in_order_and_all_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gouji.ledger.MOST", 4)
    tables = Tables(tmp_path, RUN)
    ledger = Ledger(tables, None, RUN, {})
    for number, severity in enumerate(
        [Severity.INFO, Severity.LOW, Severity.HIGH, Severity.LOW, Severity.HIGH, Severity.MEDIUM, Severity.INFO]
    ):
        ledger.enter([finding(f"{number}", severity)])
    ledger.close()
    tables.close()
    assert [f.finding_id for f in ledger.kept] == ["1", "2", "4", "5"]
    assert ledger.left_out == 3
    assert len(pd.read_parquet(tmp_path / "findings.parquet")) == ledger.severities.total() == 7
