"""decisions.jsonl: appended, never lost to a torn line, and what holds for a finding."""

from __future__ import annotations

from pathlib import Path

from gouji.decisions import DECISIONS, append, by_finding, decided, read
from model import Decision, DecisionStatus, Finding, Severity


def finding(fingerprint: str = "f1") -> Finding:
    return Finding(
        finding_id="A01-1", rule="A01", category="表内算术", title="合计", severity=Severity.HIGH, department="甲县教育局", year=2024,
        message="不符。", evidence=(), fingerprint=fingerprint,
    )  # fmt: skip


def decision(status: DecisionStatus = "confirmed", at: str = "2026-11-24T01:00:00Z", fingerprint: str = "f1", by: str = "张华") -> Decision:
    return Decision(finding_id="A01-1", status=status, at=at, by=by, note="备注", fingerprint=fingerprint)


def test_what_is_appended_is_read_back_in_order(tmp_path: Path) -> None:
    given = [decision(), decision("dismissed", at="2026-11-25T01:00:00Z")]
    assert append(tmp_path, given[:1]) == append(tmp_path, given[1:]) == 1
    assert read(tmp_path) == (given, 0)


def test_a_torn_line_costs_only_itself(tmp_path: Path) -> None:
    append(tmp_path, [decision()])
    with (tmp_path / DECISIONS).open("ab") as file:
        file.write(b'{"finding_id":"A0')
    append(tmp_path, [decision("dismissed")])
    held, damaged = read(tmp_path)
    assert [d.status for d in held] == ["confirmed", "dismissed"]
    assert damaged == 1


def test_no_log_is_an_empty_log(tmp_path: Path) -> None:
    assert read(tmp_path) == ([], 0)
    assert append(tmp_path, []) == 0
    assert not (tmp_path / DECISIONS).exists()


def test_the_latest_decision_on_the_same_evidence_holds() -> None:
    log = by_finding([decision("dismissed", at="2026-11-25T01:00:00Z"), decision("confirmed", at="2026-11-24T01:00:00Z")])
    held = decided(finding(), log)
    assert (held.decision, held.decided_by, held.note) == ("dismissed", "张华", "备注")
    assert decided(finding(), by_finding([decision(), decision("open", at="2026-11-26T01:00:00Z")])).decision is None


def test_a_decision_on_other_evidence_opens_the_finding_again() -> None:
    held = decided(finding("f2"), by_finding([decision()]))
    assert held.decision is None
    assert held.reopened


def test_a_finding_nobody_decided_stays_as_it_is() -> None:
    assert decided(finding(), {}) == finding()


def test_two_people_who_disagree_are_both_kept_and_one_who_changed_their_mind_is_not() -> None:
    said = [
        decision("confirmed", at="2026-11-20T01:00:00Z", by="张华"),
        decision("dismissed", at="2026-11-21T01:00:00Z", by="李明"),
        decision("confirmed", at="2026-11-22T01:00:00Z", by="王芳"),
        decision("dismissed", at="2026-11-23T01:00:00Z", by="张华"),
    ]
    held = decided(finding(), by_finding(said))
    assert (held.decision, held.decided_by) == ("dismissed", "张华")
    assert [(other.by, other.status) for other in held.other_answers] == [("王芳", "confirmed")]


def test_what_changed_is_said_by_the_values() -> None:
    from model import Evidence, Source

    sides = tuple(Evidence(label="", value=value, unit="座", source=Source(document_id="d")) for value in ("23", "27"))
    changed = Finding(
        finding_id="A01-1", rule="A01", category="表内算术", title="合计", severity=Severity.HIGH, department="甲县教育局", year=2024,
        message="不符。", evidence=sides, fingerprint="f2",
    )  # fmt: skip
    said = Decision(finding_id="A01-1", status="dismissed", at="2026-11-24T01:00:00Z", by="张华", fingerprint="f1", seen=("23座", "25座"))
    held = decided(changed, by_finding([said]))
    assert held.reopened == "张华于2026-11-24判为“误报”之后，乙方由“25座”变为“27座”，请重新核实。"
